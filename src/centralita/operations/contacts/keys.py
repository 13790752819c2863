"""What comes with a contact's row: its keys, its words, its tags' counts. Written in the transaction of the row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec
from django.db import connection

from centralita.kit.errors import Conflict
from centralita.kit.ids import new_id, new_ids, to_text
from centralita.kit.words import mark
from centralita.operations.contacts.domain.search import Standing, document
from centralita.operations.contacts.models import Contact, ContactKey

Key = tuple[str, str]
# As one value: a list of a thousand markers takes longer to read than to look up.
_HOLDERS: Final = "SELECT value, contact_id FROM contact_key WHERE kind = %s AND value = ANY(%s)"
_SEE_ALL: Final = "SET LOCAL app.search = %s"
_KEEP_WORDS: Final = (
    "INSERT INTO contact_search (id, organization_id, words, name_key, created_at, active_at)"
    " SELECT c.id, c.organization_id, array_to_tsvector(told.words), c.name_key, c.created_at, c.active_at"
    " FROM json_to_recordset(%s) AS told(id uuid, words text[]) JOIN contact c ON c.id = told.id ORDER BY c.id"
    " ON CONFLICT (organization_id, id) DO UPDATE SET words = EXCLUDED.words, name_key = EXCLUDED.name_key,"
    " created_at = EXCLUDED.created_at, active_at = EXCLUDED.active_at"
    " WHERE contact_search.words <> EXCLUDED.words OR (contact_search.name_key, contact_search.created_at,"
    " contact_search.active_at) <> (EXCLUDED.name_key, EXCLUDED.created_at, EXCLUDED.active_at)"
)
_KEEP_PLACES: Final = (
    "UPDATE contact_search s SET name_key = c.name_key, created_at = c.created_at, active_at = c.active_at"
    " FROM contact c WHERE c.id = s.id AND s.id = ANY(%s)"
)


class ContactExists(Conflict):
    """Another contact has this number or address: `contact` is its id, `name` its name, `value` what both have."""

    code = "contact_exists"


def keys_of(contact: Contact) -> list[Key]:
    """What no other contact of the organization may have."""
    return [
        *(("phone", phone) for phone in contact.phones),
        *(("email", email) for email in contact.emails),
    ]


def holders(keys: Iterable[Key]) -> dict[Key, UUID]:
    """Which contact has each of these, of those that any has."""
    wanted: dict[str, list[str]] = {}
    for kind, value in keys:
        wanted.setdefault(kind, []).append(value)
    found: dict[Key, UUID] = {}
    with connection.cursor() as cursor:
        for kind, values in wanted.items():
            cursor.execute(_HOLDERS, [kind, values])
            found.update({(kind, value): contact_id for value, contact_id in cursor.fetchall()})
    return found


def claim(contact: Contact) -> None:
    """Make the contact's keys what they are to be. Raises ContactExists when another contact has one of them."""
    wanted = set(keys_of(contact))
    had = set(ContactKey.objects.filter(contact_id=contact.id).values_list("kind", "value"))
    for kind, value in sorted(had - wanted):
        ContactKey.objects.filter(contact_id=contact.id, kind=kind, value=value).delete()
    new = sorted(wanted - had)
    if new and insert_keys(contact.organization_id, [(contact.id, key) for key in new]) < len(new):
        taken = [key for key, holder in holders(new).items() if holder != contact.id]
        # Whoever had it may have let go of it since.
        raise _exists(min(taken, default=new[0]), contact)


def insert_keys(organization_id: UUID, pairs: Sequence[tuple[UUID, Key]]) -> int:
    """Give these contacts their keys; how many of them were free. In order, so that two writers never wait in a ring."""
    if not pairs:
        return 0
    rows = [
        {"id": identifier, "contact_id": contact_id, "kind": kind, "value": value}
        for identifier, (contact_id, (kind, value)) in zip(
            new_ids(len(pairs)), sorted(pairs, key=lambda pair: pair[1]), strict=True
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contact_key (id, organization_id, contact_id, kind, value)"
            " SELECT id, %s, contact_id, kind, value FROM json_populate_recordset(NULL::contact_key, %s)"
            " ON CONFLICT (organization_id, kind, value) DO NOTHING",
            [organization_id, as_json(rows)],
        )
        return int(cursor.rowcount)


def _exists(key: Key, contact: Contact) -> ContactExists:
    kind, value = key
    field = f"{kind}s.{(contact.phones if kind == 'phone' else contact.emails).index(value)}"
    holder = holders([key]).get(key)
    other = Contact.objects.filter(id=holder).only("name").first() if holder else None
    return ContactExists(
        field=field,
        contact=to_text("con", other.id) if other else "",
        name=other.name if other else "",
        value=value,
    )


def words_of(contact: Contact) -> list[str]:
    """The words that a contact is found under."""
    return document(
        contact.organization_id,
        texts=[contact.name, contact.company, *contact.emails],
        phones=contact.phones,
        tags=contact.tags,
        standing=Standing(contact.stage, contact.owner_id, contact.source),
    )


def index(organization_id: UUID, contacts: Sequence[Contact]) -> None:
    """Write down the words of these contacts as they are now."""
    keep_words(organization_id, {contact.id: words_of(contact) for contact in contacts})


def keep_words(organization_id: UUID, told: Mapping[UUID, Sequence[str]]) -> None:
    """Write down the words of these contacts, and their places in lists. In order, so that two writers never wait in
    a ring.
    """
    if not told:
        return
    rows = [{"id": contact_id, "words": told[contact_id]} for contact_id in sorted(told)]
    with connection.cursor() as cursor:
        cursor.execute(_SEE_ALL, [_everyone(organization_id)])
        cursor.execute(_KEEP_WORDS, [as_json(rows)])


def keep_places(organization_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Something happened with these contacts: their places in lists are others now."""
    with connection.cursor() as cursor:
        cursor.execute(_SEE_ALL, [_everyone(organization_id)])
        cursor.execute(_KEEP_PLACES, [sorted(contact_ids)])


def _everyone(organization_id: UUID) -> str:
    """What finds all: every document has the mark, and rows that are to be replaced must be seen."""
    return f"'{mark(organization_id)}'"


def insert_contacts(rows: Sequence[Mapping[str, object]]) -> None:
    """Store new contacts, each with all of its columns: as one value they take a tenth of the time of as many markers.

    A column that is the same in all of them is sent once.
    """
    if not rows:
        return
    first = rows[0]
    alike = [name for name in first if all(row[name] == first[name] for row in rows)]
    own = [name for name in first if name not in alike]
    told = ", ".join([*(f"r.{name}" for name in own), *(f"alike.{name}" for name in alike)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO contact ({', '.join([*own, *alike])}) SELECT {told}"  # noqa: S608 - names of columns only
            " FROM json_populate_recordset(NULL::contact, %s) AS r, json_populate_record(NULL::contact, %s) AS alike",
            [
                as_json([{name: row[name] for name in own} for row in rows]),
                msgspec.json.encode({name: first[name] for name in alike}).decode(),
            ],
        )


def as_json(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as one value for the database to take apart."""
    return msgspec.json.encode(rows).decode()


def count_tags(organization_id: UUID, change: Mapping[str, int]) -> None:
    """Add to how often each tag is used. In order, so that two writers never wait in a ring."""
    moved = sorted((name, by) for name, by in change.items() if by)
    if not moved:
        return
    values: list[UUID | str | int] = []
    for name, by in moved:
        values += [new_id(), organization_id, name, by]
    lines = ",".join(["(%s, %s, %s, %s)"] * len(moved))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO contact_tag (id, organization_id, name, count) VALUES {lines}"  # noqa: S608 - markers only
            " ON CONFLICT (organization_id, name) DO UPDATE SET count = contact_tag.count + EXCLUDED.count",
            values,
        )


def tag_change(before: Iterable[str], after: Iterable[str]) -> Counter[str]:
    """What `count_tags` is to be told when tags change."""
    moved = Counter(set(after))
    moved.subtract(set(before))
    return moved
