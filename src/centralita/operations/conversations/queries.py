"""Reading conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.kit.words import words
from centralita.operations.conversations.domain.filter import MOST_COUNTED, ConversationFilter
from centralita.operations.conversations.domain.search import asked
from centralita.operations.conversations.domain.trace import TraceLine, read_entry
from centralita.operations.conversations.models import (
    Attachment,
    Conversation,
    JournalEntry,
    Message,
    Note,
    SearchDocument,
    TurnRating,
)

# What a page never shows and what is large.
HEAVY = ("state", "variables", "page_url")
# How many conversations tags are read from, and how many tags are told.
MOST_TAGGED, MOST_TAGS = 10_000, 200
# Within a minute, the last active ones stand in any order: the exact moment changes too often to be indexed.
ORDERED_BY = {"started_at": "started_at", "last_at": "active_at"}


def visible(actor: Actor) -> QuerySet[Conversation]:
    """The conversations of the agents that this actor reaches."""
    rows = Conversation.objects.all()
    return rows if actor.agent_ids is None else rows.filter(agent_id__in=actor.agent_ids)


def filtered(actor: Actor, which: ConversationFilter) -> QuerySet[Conversation]:
    """The conversations that match, in no order. Sets what the search looks for in this transaction."""
    rows = visible(actor)
    if which.tests != "all":
        rows = rows.filter(test=which.tests == "only")
    for column in ("agent_id", "status", "outcome", "language", "channel", "held_by", "experiment_id", "arm"):
        wanted = getattr(which, column)
        if wanted:
            rows = rows.filter(**{column: wanted})
    if which.since is not None:
        rows = rows.filter(started_at__gte=which.since)
    if which.before is not None:
        rows = rows.filter(started_at__lt=which.before)
    if which.rating is not None:
        rows = rows.filter(csat=which.rating)
    if which.handed_off is not None:
        rows = rows.filter(handed_off_at__isnull=not which.handed_off)
    if which.contradicting:
        rows = rows.filter(contradictions__gt=0)
    if which.rated:
        answers = TurnRating.objects.filter(good=which.rated == "good")
        rows = rows.filter(id__in=answers.values("conversation_id"))
    if which.tag:
        rows = rows.exclude(tags=[]).filter(tags__contains=[which.tag])
    return _searched(actor, rows, which) if which.search.strip() else rows


def _searched(
    actor: Actor, rows: QuerySet[Conversation], which: ConversationFilter
) -> QuerySet[Conversation]:
    query = asked(actor.organization_id, which.search)
    if not query:
        return rows.none()
    if which.tests == "hide":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL app.search = %s", [query])
        return rows.filter(id__in=SearchDocument.objects.values("id"))
    # Tests are few and leave no facts, so there is no index of their words.
    for word in words(which.search):
        said = Message.objects.filter(text__icontains=word).values("conversation_id")
        rows = rows.filter(id__in=said)
    return rows


def list_conversations(
    actor: Actor, which: ConversationFilter, *, cursor: str | None, limit: int
) -> Page[Conversation]:
    """One page of conversations: first which ones, from the index alone, then their rows."""
    column = ORDERED_BY[which.sort.removeprefix("-")]
    falling = which.sort.startswith("-")
    sign = "-" if falling else ""
    rows = filtered(actor, which).order_by(f"{sign}{column}", f"{sign}id")
    if cursor:
        at, last = _position(cursor)
        compare = "lt" if falling else "gt"
        rows = rows.filter(
            Q(**{f"{column}__{compare}e": at})
            & (Q(**{f"{column}__{compare}": at}) | Q(**{f"id__{compare}": last}))
        )
    keys = paginate(
        list(rows.values_list("id", column)[: limit + 1]),
        limit,
        lambda key: (key[1].isoformat(), str(key[0])),
    )
    found = Conversation.objects.defer(*HEAVY).in_bulk([key[0] for key in keys.items])
    # Rows that went between the two statements are left out.
    items = [found[key[0]] for key in keys.items if key[0] in found]
    return Page(items=items, next_cursor=keys.next_cursor)


def count_conversations(actor: Actor, which: ConversationFilter) -> int:
    """How many match, counted up to 1,001: more than that is only said to be more."""
    return filtered(actor, which).order_by().values("id")[:MOST_COUNTED].count()


def list_tags(actor: Actor) -> Sequence[tuple[str, int]]:
    """The tags that the last tagged conversations carry, with on how many of them; the most used first.

    Tests are left out, as in the list.
    """
    if actor.agent_ids is not None and not actor.agent_ids:
        return []
    tagged = visible(actor).exclude(tags=[]).filter(test=False).order_by("-started_at")
    names, params = tagged.values("tags")[:MOST_TAGGED].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            # What is put in is written by the ORM, with its values apart.
            f"SELECT tag, count(*) FROM ({names}) AS tagged, unnest(tagged.tags) AS tag"  # noqa: S608
            " GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s",
            [*params, MOST_TAGS],
        )
        return [(str(tag), int(count)) for tag, count in cursor.fetchall()]


def get_conversation(actor: Actor, conversation_id: UUID, *, lock: bool = False) -> Conversation:
    """One conversation without its state; not found when its agent is not open to the actor."""
    rows = visible(actor).defer("state")
    row = (rows.select_for_update() if lock else rows).filter(id=conversation_id).first()
    if row is None:
        raise NotFound(kind="conversation")
    return row


def list_notes(conversation: Conversation) -> Sequence[Note]:
    """What people wrote beside it, in order."""
    return list(Note.objects.filter(conversation_id=conversation.id).order_by("created_at", "id"))


def get_note(conversation: Conversation, note_id: UUID) -> Note:
    """One note."""
    note = Note.objects.filter(conversation_id=conversation.id, id=note_id).first()
    if note is None:
        raise NotFound(kind="note")
    return note


@dataclass(frozen=True, slots=True)
class Said:
    """A message with what the engine did up to it."""

    message: Message
    trace: Sequence[TraceLine]
    took_ms: float


def list_messages(conversation: Conversation, *, cursor: str | None, limit: int) -> Page[Said]:
    """One page of the transcript in order, each message with the journal entries that end at it."""
    messages = Message.objects.filter(conversation_id=conversation.id).order_by("sequence")
    if cursor:
        (after,) = decode_cursor(cursor, length=1)
        if not isinstance(after, int) or not 0 <= after < 2**31:
            raise MalformedCursor(field="cursor")
        messages = messages.filter(sequence__gt=after)
    page = paginate(list(messages[: limit + 1]), limit, lambda message: (message.sequence,))
    if not page.items:
        return Page(items=[])
    traces: dict[int, list[TraceLine]] = {}
    took: dict[int, float] = {}
    entries = JournalEntry.objects.filter(
        conversation_id=conversation.id,
        sequence__gte=page.items[0].sequence,
        sequence__lte=page.items[-1].sequence,
    )
    for sequence, event, effects, took_ms in entries.order_by("turn").values_list(
        "sequence", "event", "effects", "took_ms"
    ):
        traces.setdefault(sequence, []).extend(read_entry(bytes(event), bytes(effects), took_ms))
        took[sequence] = took.get(sequence, 0.0) + took_ms
    return Page(
        items=[
            Said(message, traces.get(message.sequence, []), took.get(message.sequence, 0.0))
            for message in page.items
        ],
        next_cursor=page.next_cursor,
    )


def list_attachments(conversation: Conversation) -> Sequence[Attachment]:
    """The files that the visitor sent, in order."""
    return list(Attachment.objects.filter(conversation_id=conversation.id).order_by("created_at", "id"))


def transcripts(conversation_ids: Sequence[UUID]) -> dict[UUID, list[Message]]:
    """The messages of several conversations, in order."""
    said: dict[UUID, list[Message]] = {identifier: [] for identifier in conversation_ids}
    rows = Message.objects.filter(conversation_id__in=conversation_ids)
    for message in rows.order_by("conversation_id", "sequence"):
        said[message.conversation_id].append(message)
    return said


def _position(cursor: str) -> tuple[datetime, UUID]:
    at, last = decode_cursor(cursor, length=2)
    try:
        moment, identifier = datetime.fromisoformat(str(at)), UUID(str(last))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
    if moment.tzinfo is None or not 1970 <= moment.year < 9000:
        raise MalformedCursor(field="cursor")
    return moment, identifier


def organization_zone(organization_id: UUID) -> str:
    """The time zone that the organization's days are counted in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT time_zone FROM organization WHERE id = %s", [organization_id])
        row = cursor.fetchone()
    return str(row[0]) if row else "UTC"
