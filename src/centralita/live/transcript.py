"""Reading a conversation: where it stands, what was said, and its journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from centralita import engine
from centralita.kit.errors import NotFound
from centralita.kit.ids import ConversationId, OrganizationId, to_text
from centralita.live.blueprints import Edition
from centralita.live.database import Connection
from centralita.live.wire import Author, ConversationOut, Extra, MessageOut, PublicStatus, Role

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
_STATE: Final = (
    "SELECT state FROM conversation WHERE organization_id = $1 AND id = $2 AND agent_id = $3 AND NOT test"
)
_MESSAGES: Final = (
    "SELECT id, sequence, role, text, extra, client_id, at FROM message"
    " WHERE organization_id = $1 AND conversation_id = $2 AND sequence > $3 ORDER BY sequence LIMIT $4"
)
MOST_MESSAGES: Final = 500

_extra = msgspec.json.Decoder(Extra)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a conversation stands: as it was found and locked, or as this process left it."""

    organization_id: OrganizationId
    id: ConversationId
    agent_id: UUID
    edition: Edition
    state: engine.State
    turn: int
    sequence: int
    test: bool
    channel: str
    held_by: UUID | None = None
    held_by_name: str = ""
    said_before: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What a turn added: messages in order without gaps, and where the conversation stands after them."""

    messages: list[MessageOut]
    conversation: ConversationOut


async def spoken(
    connection: Connection, organization_id: OrganizationId, agent_id: UUID, conversation_id: ConversationId
) -> tuple[engine.Utterance, ...]:
    """What was said last in a conversation with this agent; nothing where there is none."""
    state = await connection.fetchval(_STATE, organization_id, conversation_id, agent_id)
    return () if state is None else engine.decode_state(state).transcript


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


async def offered(connection: Connection, organization_id: UUID, conversation_id: UUID) -> dict[str, str]:
    """The choices that the visitor was offered last: id → label."""
    extra = await connection.fetchval(
        "SELECT extra FROM message WHERE organization_id=$1 AND conversation_id=$2 AND role='agent'"
        " ORDER BY sequence DESC LIMIT 1",
        organization_id,
        conversation_id,
    )
    choices = _extra.decode(extra).choices if extra else ()
    return {choice.id: choice.label for choice in choices}


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


async def asked_at(
    connection: Connection, organization_id: UUID, conversation_id: UUID, waiting: set[str]
) -> dict[str, datetime]:
    """When the effects with these ids were asked for."""
    found: dict[str, datetime] = {}
    rows = await connection.fetch(
        "SELECT effects, at FROM journal_entry WHERE organization_id=$1 AND conversation_id=$2 ORDER BY turn",
        organization_id,
        conversation_id,
    )
    for row in rows:
        for effect in engine.decode_effects(row["effects"]):
            if isinstance(effect, engine.StartTimer) and effect.id in waiting:
                found[effect.id] = row["at"]
    return found
