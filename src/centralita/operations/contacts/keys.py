"""What comes with a contact's row: its keys, its words, its tags' counts. Written in the transaction of the row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec
from django.db import connection

from centralita.kit.errors import Conflict
from centralita.kit.ids import new_id, to_text
from centralita.kit.words import mark
from centralita.operations.contacts.domain.search import Standing, document
from centralita.operations.contacts.models import Contact, ContactKey

Key = tuple[str, str]


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
    for kind, values in wanted.items():
        rows = ContactKey.objects.filter(kind=kind, value__in=values)
        for value, contact_id in rows.values_list("value", "contact_id"):
            found[kind, value] = contact_id
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
        {"id": new_id(), "contact_id": contact_id, "kind": kind, "value": value}
        for contact_id, (kind, value) in sorted(pairs, key=lambda pair: pair[1])
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


def index(organization_id: UUID, contacts: Sequence[Contact]) -> None:
    """Write down the words of these contacts as they are now."""
    if not contacts:
        return
    rows = [
        {
            "id": contact.id,
            "words": document(
                organization_id,
                texts=[contact.name, contact.company, *contact.emails],
                phones=contact.phones,
                tags=contact.tags,
                standing=Standing(contact.stage, contact.owner_id, contact.source),
            ),
        }
        for contact in sorted(contacts, key=lambda one: one.id)
    ]
    with connection.cursor() as cursor:
        # Every document has the mark: rows that are to be replaced must be seen.
        cursor.execute("SET LOCAL app.search = %s", [f"'{mark(organization_id)}'"])
        cursor.execute(
            "INSERT INTO contact_search (id, organization_id, words) SELECT id, %s, array_to_tsvector(words)"
            " FROM json_to_recordset(%s) AS told(id uuid, words text[])"
            " ON CONFLICT (organization_id, id) DO UPDATE SET words = EXCLUDED.words"
            " WHERE contact_search.words <> EXCLUDED.words",
            [organization_id, as_json(rows)],
        )


def insert_contacts(contacts: Sequence[Contact]) -> None:
    """Store new contacts as they are: a thousand rows as one value take a tenth of the time of as many markers."""
    if not contacts:
        return
    fields = Contact._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    columns = [field.attname for field in fields if not field.has_db_default()]
    names = ", ".join(columns)
    rows = [{name: getattr(contact, name) for name in columns} for contact in contacts]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO contact ({names}) SELECT {names} FROM json_populate_recordset(NULL::contact, %s)",  # noqa: S608 - names of columns only
            [as_json(rows)],
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
