"""How a conversation is kept: one statement writes a whole turn.

The journal holds every event with its effects, in order; messages are what people see of it. Both, the state and
the facts go in together or not at all.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from centralita import engine
from centralita.kit.errors import NotFound
from centralita.kit.ids import ConversationId, OrganizationId, new_id, to_text
from centralita.live.blueprints import Edition
from centralita.live.database import Connection
from centralita.live.wire import (
    AttachmentOut,
    Author,
    ConversationOut,
    Extra,
    MessageOut,
    PublicStatus,
    Role,
)

PUBLIC_STATUS: Final[dict[engine.Status, PublicStatus]] = {
    "active": "active",
    "waiting_person": "handed_off",
    "held": "handed_off",
    "ended": "ended",
}

_LOAD: Final = (
    "SELECT c.state, c.blueprint_id, c.facts_id, c.model_connected, c.turn, c.sequence, c.status, c.language,"
    " c.outcome, c.held_by, c.held_by_name, c.test, c.agent_id, c.channel,"
    " (SELECT m.sequence FROM message m WHERE m.organization_id = c.organization_id"
    "  AND m.conversation_id = c.id AND m.client_id = $3) AS said_before"
    " FROM conversation c WHERE c.organization_id = $1 AND c.id = $2 FOR UPDATE OF c"
)
_MESSAGES: Final = (
    "SELECT id, sequence, role, text, extra, client_id, at FROM message"
    " WHERE organization_id = $1 AND conversation_id = $2 AND sequence > $3 ORDER BY sequence LIMIT $4"
)
MOST_MESSAGES: Final = 500

_extra = msgspec.json.Decoder(Extra)
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it was found, locked for this transaction."""

    organization_id: OrganizationId
    id: ConversationId
    agent_id: UUID
    edition: Edition
    state: engine.State
    turn: int
    sequence: int
    test: bool
    channel: str
    held_by: UUID | None
    held_by_name: str
    said_before: int | None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be written."""

    id: UUID
    sequence: int
    role: Role
    text: str
    extra: Extra | None
    client_id: UUID | None
    author_id: UUID | None
    at: datetime

    def out(self) -> MessageOut:
        """The message as the chat API shows it."""
        return message_out(self.id, self.sequence, self.role, self.text, self.extra, self.client_id, self.at)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, the effects that it had, and how long its answer took, in milliseconds."""

    event: engine.Event
    effects: tuple[engine.Effect, ...]
    sequence: int
    took_ms: float


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact for the ledger. `data` is JSON."""

    kind: str
    actor_kind: str
    actor_id: UUID | None
    data: bytes


@dataclass(slots=True)
class Change:
    """All that one transaction writes about a conversation."""

    state: engine.State
    turn: int
    sequence: int
    at: datetime
    messages: list[NewMessage] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    variables: bytes | None = None
    held_by: UUID | None = None
    held_by_name: str = ""
    response_ms: int | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    csat: int | None = None
    nps: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known of a conversation when it begins."""

    organization_id: OrganizationId
    id: ConversationId
    agent_id: UUID
    version_id: UUID | None
    edition: Edition
    channel_id: UUID | None
    channel: str
    test: bool
    visitor_id: str
    page_url: str


async def load(
    connection: Connection,
    organization_id: OrganizationId,
    conversation_id: ConversationId,
    client_id: UUID | None = None,
) -> Kept:
    """The conversation, locked until the transaction ends. Raises NotFound."""
    row = await connection.fetchrow(_LOAD, organization_id, conversation_id, client_id)
    if row is None:
        raise NotFound(kind="conversation")
    return Kept(
        organization_id=organization_id,
        id=conversation_id,
        agent_id=row["agent_id"],
        edition=Edition(row["blueprint_id"], row["facts_id"], row["model_connected"]),
        state=engine.decode_state(row["state"]),
        turn=row["turn"],
        sequence=row["sequence"],
        test=row["test"],
        channel=row["channel"],
        held_by=row["held_by"],
        held_by_name=row["held_by_name"],
        said_before=row["said_before"],
    )


async def messages_after(
    connection: Connection,
    organization_id: UUID,
    conversation_id: UUID,
    after: int,
    limit: int = MOST_MESSAGES,
) -> list[MessageOut]:
    """The messages with a higher sequence, in order."""
    rows = await connection.fetch(_MESSAGES, organization_id, conversation_id, after, limit)
    return [_row_out(row) for row in rows]


async def summary(connection: Connection, organization_id: UUID, conversation_id: UUID) -> ConversationOut:
    """Where the conversation stands. Raises NotFound."""
    row = await connection.fetchrow(
        "SELECT status, language, held_by_name, outcome FROM conversation WHERE organization_id = $1 AND id = $2",
        organization_id,
        conversation_id,
    )
    if row is None:
        raise NotFound(kind="conversation")
    return ConversationOut(
        id=to_text("cnv", conversation_id),
        status=row["status"],
        language=row["language"],
        held_by=Author(row["held_by_name"]) if row["held_by_name"] else None,
        outcome=row["outcome"] or None,
    )


def conversation_out(conversation_id: UUID, state: engine.State, held_by_name: str) -> ConversationOut:
    """Where a conversation stands, from its state."""
    return ConversationOut(
        id=to_text("cnv", conversation_id),
        status=PUBLIC_STATUS[state.status],
        language=state.language,
        held_by=Author(held_by_name) if held_by_name and state.status == "held" else None,
        outcome=state.outcome or None,
    )


def message_out(
    identifier: UUID,
    sequence: int,
    role: Role,
    text: str,
    extra: Extra | None,
    client_id: UUID | None,
    at: datetime,
) -> MessageOut:
    """A message as the chat API shows it."""
    known = extra or Extra()
    return MessageOut(
        id=to_text("msg", identifier),
        sequence=sequence,
        role=role,
        text=text,
        created_at=at,
        choices=known.choices or None,
        input=known.input,
        citations=known.citations or None,
        attachments=(known.attachment,) if known.attachment else None,
        client_id=client_id,
        author=known.author,
    )


def _row_out(row: asyncpg.Record) -> MessageOut:
    extra = _extra.decode(row["extra"]) if row["extra"] else None
    return message_out(
        row["id"], row["sequence"], row["role"], row["text"], extra, row["client_id"], row["at"]
    )


def attachment_extra(attachment: AttachmentOut | None, choice_id: str | None) -> Extra | None:
    """What a visitor's message carries beside its text."""
    if attachment is None and choice_id is None:
        return None
    return Extra(attachment=attachment, choice_id=choice_id)


def _rows(first: int, columns: int, count: int) -> str:
    lines = []
    for row in range(count):
        start = first + row * columns
        lines.append("(" + ",".join(f"${start + column}" for column in range(columns)) + ")")
    return ",".join(lines)


_CONVERSATION_COLUMNS: Final = 19
_BIRTH_COLUMNS: Final = 13


@lru_cache(maxsize=512)
def _statement(messages: int, entries: int, facts: int, *, birth: bool) -> str:
    """The one statement for a turn of this shape. Parameters: the conversation's, then each row's."""
    parts: list[str] = []
    position = 1 + _CONVERSATION_COLUMNS + (_BIRTH_COLUMNS if birth else 0)
    if messages:
        parts.append(
            "m AS (INSERT INTO message (id, organization_id, conversation_id, sequence, role, text, extra, client_id,"
            f" author_id, at) VALUES {_rows(position, 10, messages)})"
        )
        position += 10 * messages
    if entries:
        parts.append(
            "j AS (INSERT INTO journal_entry (id, organization_id, conversation_id, turn, sequence, event, effects,"
            f" took_ms, at) VALUES {_rows(position, 9, entries)})"
        )
        position += 9 * entries
    if facts:
        parts.append(
            "l AS (INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, actor_id, data)"
            f" VALUES {_rows(position, 8, facts)})"
        )
    head = f"WITH {', '.join(parts)} " if parts else ""
    if birth:
        more = ",".join(f"${_CONVERSATION_COLUMNS + offset}" for offset in range(1, _BIRTH_COLUMNS + 1))
        return (
            f"{head}INSERT INTO conversation (organization_id, id, state, turn, sequence, status, outcome, language,"
            " variables, held_by, held_by_name, last_at, ended_at, response_ms_total, response_count, tokens_in,"
            " tokens_out, cost_micros, preview, agent_id, version_id, blueprint_id, facts_id, model_connected,"
            " channel_id, channel, test, visitor_id, page_url, started_at, tags, cost_currency, rating_comment)"
            " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,COALESCE($9::jsonb,'{}'),$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,"
            f"{more},'')"
        )
    return (
        f"{head}UPDATE conversation SET state=$3, turn=$4, sequence=$5, status=$6, outcome=$7, language=$8,"
        " variables=COALESCE($9::jsonb, variables), held_by=$10, held_by_name=$11, last_at=$12, ended_at=$13,"
        " response_ms_total=response_ms_total+$14, response_count=response_count+$15, tokens_in=tokens_in+$16,"
        " tokens_out=tokens_out+$17, cost_micros=cost_micros+$18, preview=CASE WHEN $19='' THEN preview ELSE $19 END"
        " WHERE organization_id=$1 AND id=$2"
    )


async def write(
    connection: Connection,
    organization_id: UUID,
    conversation_id: UUID,
    change: Change,
    birth: Birth | None = None,
) -> None:
    """Write a whole change at once: the conversation, its messages, journal and facts."""
    state = change.state
    preview = next((message.text[:200] for message in reversed(change.messages) if message.text), "")
    values: list[object] = [
        organization_id,
        conversation_id,
        engine.encode_state(state),
        change.turn,
        change.sequence,
        PUBLIC_STATUS[state.status],
        state.outcome[:40],
        state.language[:8],
        change.variables.decode() if change.variables is not None else None,
        change.held_by,
        change.held_by_name,
        change.at,
        change.at if state.status == "ended" else None,
        change.response_ms or 0,
        0 if change.response_ms is None else 1,
        change.tokens_in,
        change.tokens_out,
        change.cost_micros,
        preview,
    ]
    if birth is not None:
        values += [
            birth.agent_id,
            birth.version_id,
            birth.edition.blueprint_id,
            birth.edition.facts_id,
            birth.edition.model_connected,
            birth.channel_id,
            birth.channel,
            birth.test,
            birth.visitor_id,
            birth.page_url,
            change.at,
            [],
            "USD",
        ]
    for message in change.messages:
        values += (
            message.id,
            organization_id,
            conversation_id,
            message.sequence,
            message.role,
            message.text,
            _encoder.encode(message.extra).decode() if message.extra else None,
            message.client_id,
            message.author_id,
            message.at,
        )
    turn = change.turn - len(change.entries)
    for entry in change.entries:
        turn += 1
        values += (
            new_id(),
            organization_id,
            conversation_id,
            turn,
            entry.sequence,
            engine.encode_event(entry.event),
            engine.encode_effects(entry.effects),
            entry.took_ms,
            change.at,
        )
    for fact in change.facts:
        values += (
            new_id(),
            organization_id,
            change.at,
            fact.kind,
            conversation_id,
            fact.actor_kind,
            fact.actor_id,
            fact.data.decode(),
        )
    statement = _statement(
        len(change.messages), len(change.entries), len(change.facts), birth=birth is not None
    )
    await connection.execute(statement, *values)
    if change.csat is not None or change.nps is not None:
        await connection.execute(
            "UPDATE conversation SET csat=COALESCE($3, csat), nps=COALESCE($4, nps),"
            " rating_comment=COALESCE($5, rating_comment) WHERE organization_id=$1 AND id=$2",
            organization_id,
            conversation_id,
            change.csat,
            change.nps,
            change.comment,
        )


async def entries_until(
    connection: Connection, organization_id: UUID, conversation_id: UUID, turn: int
) -> list[tuple[engine.Event, tuple[engine.Effect, ...], float]]:
    """The journal up to a turn, in order."""
    rows = await connection.fetch(
        "SELECT event, effects, took_ms FROM journal_entry"
        " WHERE organization_id=$1 AND conversation_id=$2 AND turn<=$3 ORDER BY turn",
        organization_id,
        conversation_id,
        turn,
    )
    return [
        (engine.decode_event(row["event"]), engine.decode_effects(row["effects"]), row["took_ms"])
        for row in rows
    ]
