"""Reading contacts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.ledger.events.models import LedgerEvent
from centralita.operations.contacts.domain.filter import MOST_COUNTED, ContactFilter, Sort
from centralita.operations.contacts.domain.search import Standing, asked
from centralita.operations.contacts.domain.stages import STAGES
from centralita.operations.contacts.models import Consent, Contact, ContactNote, ContactSearch, ContactTag

MOST_SOURCES = 200
MOST_NAMED = 2_000
# The planner cannot know how many rows a beginning of a word finds, and guesses: with its guess, a word that nobody
# has took 1.1 s among 200,000 contacts. So we look first, by the words' own index, and then tell which way to go.
_BY_WORDS = (
    "SET LOCAL enable_bitmapscan = on; SET LOCAL enable_sort = on; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off;"
    " SET LOCAL enable_indexonlyscan = off"
)
_ANY_WAY = (
    "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on; SET LOCAL enable_indexonlyscan = on"
)
_ALONG_THE_LIST = (
    f"{_ANY_WAY}; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
    " SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
)
# Those called Maria stand together in a list by name, far from its beginning: then all that the words find are kept
# aside, and the list is read along until enough of them were met, without a look at any row.
_ALL_FOUND = (
    "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_seqscan = off;"
    " SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = on"
)
# How far along the list they are looked for one by one before that.
_LOOKED_THROUGH = 1_000
_COUNTED_THROUGH = 2_500
# A page of fifty is found before other processes have begun to help: waiting for them took 35 of 40 ms.
_ALONE = "SET LOCAL max_parallel_workers_per_gather = 0"
_AS_IT_LIKES = (
    f"{_ANY_WAY}; SET LOCAL max_parallel_workers_per_gather TO DEFAULT; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on;"
    " SET LOCAL enable_bitmapscan = on; SET LOCAL enable_sort = on"
)
_ORDERED_BY = {"created_at": "created_at", "active_at": "active_at", "name": "name_key"}
# Each step looks for the next larger value in the index: as many looks as there are sources, however many contacts.
_SOURCES = (
    "WITH RECURSIVE known AS ("
    " (SELECT source FROM contact WHERE source > '' ORDER BY organization_id, source LIMIT 1)"
    " UNION ALL"
    " SELECT (SELECT c.source FROM contact c WHERE c.source > known.source"
    " ORDER BY c.organization_id, c.source LIMIT 1) FROM known WHERE known.source IS NOT NULL"
    ") SELECT source FROM known WHERE source IS NOT NULL LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Matching:
    """The contacts that match, in no order; how many they are where finding them told it, up to 1,001.

    Where words find many, `around` are those that match apart from the words, and `by_words` says that the words with
    where they stand are the whole question.
    """

    rows: QuerySet[Contact]
    count: int | None = None
    few: bool = False
    around: QuerySet[Contact] | None = None
    by_words: bool = False


def filtered(organization_id: UUID, which: ContactFilter) -> Matching:
    """The contacts that match. Sets what the search looks for in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
    rows = Contact.objects.all()
    exact: dict[str, Any] = {
        "stage": which.stage,
        "owner_id": which.owner_id,
        "source": which.source,
        "import_id": which.import_id,
    }
    rows = rows.filter(**{column: wanted for column, wanted in exact.items() if wanted})
    if which.unowned:
        rows = rows.filter(owner_id__isnull=True)
    if which.do_not_call is not None:
        rows = rows.filter(do_not_call=which.do_not_call)
    if not which.search.strip() and not which.tag:
        return Matching(rows)
    standing = Standing(which.stage, which.owner_id, which.source)
    if which.search.strip() and not asked(organization_id, which.search):
        return Matching(rows.none(), count=0, few=True)
    found = _matching(asked(organization_id, which.search, which.tag, standing))
    beside = which.unowned or which.do_not_call is not None or which.import_id is not None
    if found is not None:
        told = None if beside else min(len(found), MOST_COUNTED)
        # As one value: two thousand markers take the ORM ten times as long as the database looks for them.
        named = rows.extra(where=['"contact"."id" = ANY(%s)'], params=[found])
        return Matching(named, told, few=True)
    told = None if beside else MOST_COUNTED
    met = rows.filter(id__in=ContactSearch.objects.values("id"))
    return Matching(met, told, around=rows, by_words=not beside)


def _matching(query: str) -> list[UUID] | None:
    """The contacts that a search finds, or None for so many that a walk along the list meets them soon."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.search = %s", [query])
        cursor.execute(_BY_WORDS)
        cursor.execute("SELECT id FROM contact_search LIMIT %s", [MOST_NAMED + 1])
        found = [identifier for (identifier,) in cursor.fetchall()]
        cursor.execute(_ANY_WAY if len(found) <= MOST_NAMED else _ALONG_THE_LIST)
    return found if len(found) <= MOST_NAMED else None


def _tell_the_planner(settings: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(settings)


def list_contacts(matching: Matching, sort: Sort, *, cursor: str | None, limit: int) -> Page[Contact]:
    """One page of these contacts: first which ones, from the index alone, then their rows."""
    column = _ORDERED_BY[sort.removeprefix("-")]
    falling = sort.startswith("-")
    sign = "-" if falling else ""
    after = Q()
    if cursor:
        at, last = _position(cursor, column)
        compare = "lt" if falling else "gt"
        after = Q(**{f"{column}__{compare}e": at}) & (
            Q(**{f"{column}__{compare}": at}) | Q(**{f"id__{compare}": last})
        )
    order = (f"{sign}{column}", f"{sign}id")
    keys = paginate(
        _first_keys(matching, after, order, column, limit + 1),
        limit,
        lambda key: (key[1] if isinstance(key[1], str) else key[1].isoformat(), str(key[0])),
    )
    found = Contact.objects.in_bulk([key[0] for key in keys.items])
    # Rows that went between the two statements are left out.
    items = [found[key[0]] for key in keys.items if key[0] in found]
    return Page(items=items, next_cursor=keys.next_cursor)


def _first_keys(
    matching: Matching, after: Q, order: tuple[str, str], column: str, limit: int
) -> list[tuple[UUID, Any]]:
    """The ids of the first of them and what they are ordered by."""
    if matching.around is None:
        return list(matching.rows.filter(after).order_by(*order).values_list("id", column)[:limit])
    listed = matching.around.filter(after).order_by(*order).values_list("id", column)
    near = _found_along(listed[:_LOOKED_THROUGH], "listed.id IN (SELECT id FROM contact_search)", limit)
    if len(near) == limit:
        return near
    if matching.by_words:
        _tell_the_planner(_BY_WORDS)
        found = ContactSearch.objects.filter(after).order_by(*order).values_list("id", column)
        first: list[tuple[UUID, Any]] = list(found[:limit])
        _tell_the_planner(f"{_ANY_WAY}; {_ALONG_THE_LIST}")
        return first
    _tell_the_planner(_ALL_FOUND)
    # Said so, the condition is no join: those found are kept in memory, and the order of the list is kept too.
    everywhere = _found_along(listed, "(listed.id IN (SELECT id FROM contact_search)) IS TRUE", limit)
    _tell_the_planner(_ALONG_THE_LIST)
    return everywhere


def _found_along(
    listed: QuerySet[Contact, tuple[UUID, Any]], found: str, limit: int
) -> list[tuple[UUID, Any]]:
    text, values = listed.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({text}) AS listed WHERE {found} LIMIT %s",  # noqa: S608 - made by the ORM, values apart
            [*values, limit],
        )
        return list(cursor.fetchall())


def contact_ids(
    organization_id: UUID, which: ContactFilter, *, after: UUID | None, limit: int
) -> tuple[UUID, ...]:
    """The ids of those that match, in their order, at most `limit` of them after `after`."""
    rows = filtered(organization_id, which).rows.order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = tuple(rows.values_list("id", flat=True)[:limit])
    # What a search told the planner holds for it alone: the caller's transaction goes on.
    _tell_the_planner(_AS_IT_LIKES)
    return found


def count_contacts(matching: Matching) -> int:
    """How many these are, counted up to 1,001: more than that is only said to be more."""
    if matching.count is not None:
        return matching.count
    return matching.rows.order_by().values("id")[:MOST_COUNTED].count()


def count_stages(organization_id: UUID, which: ContactFilter) -> dict[str, int]:
    """How many of these are in each stage, each counted up to 1,001."""
    wanted = [which.stage] if which.stage else list(STAGES)
    matching = filtered(organization_id, replace(which, stage=""))
    if matching.few:
        found = dict(matching.rows.order_by().values_list("stage").annotate(count=Count("id")))
        return {stage: min(found.get(stage, 0), MOST_COUNTED) for stage in wanted}
    if matching.around is None or matching.count is None:
        return _counted_at_once({stage: matching.rows.filter(stage=stage) for stage in wanted})
    # So many match that most stages have enough of them among their first; the index of words is asked for the others:
    # it never walks along those of another stage.
    counts = _counted_among_the_first({stage: matching.around.filter(stage=stage) for stage in wanted})
    return {
        stage: count
        if count == MOST_COUNTED
        else _count_in_stage(organization_id, replace(which, stage=stage))
        for stage, count in counts.items()
    }


def _counted_among_the_first(parts: Mapping[str, QuerySet[Contact]]) -> dict[str, int]:
    """How many of each of these the words find, up to 1,001, looking through the first few thousand alone."""
    texts: list[str] = []
    values: list[Any] = []
    for rows in parts.values():
        text, given = (
            rows.order_by("-active_at", "-id").values("id")[:_COUNTED_THROUGH].query.sql_with_params()
        )
        texts.append(
            f"(SELECT count(*) FROM (SELECT 1 FROM ({text}) AS listed"  # noqa: S608 - made by the ORM, values apart
            " WHERE listed.id IN (SELECT id FROM contact_search) LIMIT %s) AS part)"
        )
        values += [*given, MOST_COUNTED]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(texts)}", values)
        return dict(zip(parts, cursor.fetchone(), strict=True))


def _count_in_stage(organization_id: UUID, which: ContactFilter) -> int:
    """How many words find in a stage. The last word as it stands is quickly looked up; as a beginning, less so."""
    standing = Standing(which.stage, which.owner_id, which.source)
    count = 0
    for whole in (True, False):
        found = _matching(asked(organization_id, which.search, which.tag, standing, whole=whole))
        if found is None or len(found) >= MOST_COUNTED:
            return MOST_COUNTED
        count = len(found)
    return count


def _counted_at_once(parts: Mapping[str, QuerySet[Contact]]) -> dict[str, int]:
    """How many rows each of these has, up to 1,001, asked by one statement."""
    texts: list[str] = []
    values: list[Any] = []
    for rows in parts.values():
        text, given = rows.order_by().values("id")[:MOST_COUNTED].query.sql_with_params()
        texts.append(f"(SELECT count(*) FROM ({text}) AS part)")  # noqa: S608 - made by the ORM, values apart
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(texts)}", values)
        return dict(zip(parts, cursor.fetchone(), strict=True))


def get_contact(contact_id: UUID, *, lock: bool = False) -> Contact:
    """One contact. Raises NotFound."""
    rows = Contact.objects.select_for_update() if lock else Contact.objects.all()
    row = rows.filter(id=contact_id).first()
    if row is None:
        raise NotFound(kind="contact")
    return row


def lock_contacts(ids: Iterable[UUID]) -> list[Contact]:
    """Those of these contacts that there are, locked, always in the same order."""
    return list(Contact.objects.select_for_update().filter(id__in=set(ids)).order_by("id"))


def list_tags() -> list[str]:
    """The tags in use."""
    return sorted(ContactTag.objects.filter(count__gt=0).values_list("name", flat=True), key=str.casefold)


def list_sources() -> list[str]:
    """Where contacts came from, as far as that was told."""
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, [MOST_SOURCES])
        return sorted((source for (source,) in cursor.fetchall()), key=str.casefold)


@dataclass(frozen=True, slots=True)
class Owner:
    """A member who looks after contacts; `user_id` is the person's."""

    id: UUID
    user_id: UUID
    name: str


def owners(ids: Iterable[UUID] | None = None) -> Mapping[UUID, Owner]:
    """Members by id, with their names: these, or all of the organization."""
    wanted = None if ids is None else sorted(set(ids))
    if wanted == []:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.user_id, COALESCE(NULLIF(a.name, ''), a.email) FROM membership m"
            " JOIN account a ON a.id = m.user_id WHERE %s::uuid[] IS NULL OR m.id = ANY(%s)"
            " ORDER BY 3, m.id LIMIT 1000",
            [wanted, wanted],
        )
        return {row[0]: Owner(*row) for row in cursor.fetchall()}


def list_consents(contact_id: UUID) -> Sequence[Consent]:
    """What a contact agreed to, the last first."""
    return list(Consent.objects.filter(contact_id=contact_id).order_by("-given_at", "-id"))


def get_note(contact: Contact, note_id: UUID) -> ContactNote:
    """One note."""
    note = ContactNote.objects.filter(contact_id=contact.id, id=note_id).first()
    if note is None:
        raise NotFound(kind="note")
    return note


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of a contact's history: a fact of the ledger, or a note."""

    id: UUID
    at: datetime
    fact: LedgerEvent | None = None
    note: ContactNote | None = None


def list_timeline(contact: Contact, *, cursor: str | None, limit: int) -> Page[Happening]:
    """What happened with a contact and with those that went into it, the last first."""
    facts = LedgerEvent.objects.filter(
        subject_id__in=[contact.id, *contact.merged_ids], kind__startswith="lead."
    )
    notes = ContactNote.objects.filter(contact_id=contact.id)
    if cursor:
        at, last = _position(cursor, "created_at")
        facts = facts.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
        notes = notes.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=last))
    lines = [
        *(Happening(fact.id, fact.at, fact=fact) for fact in facts.order_by("-at", "-id")[: limit + 1]),
        *(
            Happening(note.id, note.created_at, note=note)
            for note in notes.order_by("-created_at", "-id")[: limit + 1]
        ),
    ]
    lines.sort(key=lambda line: (line.at, line.id), reverse=True)
    return paginate(lines[: limit + 1], limit, lambda line: (line.at.isoformat(), str(line.id)))


def _position(cursor: str, column: str) -> tuple[datetime | str, UUID]:
    at, last = decode_cursor(cursor, length=2)
    try:
        identifier = UUID(str(last))
        if column == "name_key":
            if not isinstance(at, str) or "\0" in at or not at.isprintable():
                raise MalformedCursor(field="cursor")
            return at, identifier
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
    if moment.tzinfo is None or not 1970 <= moment.year < 9000:
        raise MalformedCursor(field="cursor")
    return moment, identifier
