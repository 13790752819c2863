"""How a conversation is kept: one statement writes a whole turn.

The journal holds every event with its effects, in order; messages are what people see of it. Both, the state and
the facts go in together or not at all.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

import msgspec

from centralita import engine
from centralita.kit.ids import ConversationId, OrganizationId, new_id
from centralita.live.blueprints import Edition
from centralita.live.database import Connection
from centralita.live.transcript import PUBLIC_STATUS, Kept, message_out
from centralita.live.wire import Extra, MessageOut, Role
from centralita.studio.experiments.domain.assignment import Place

_encoder = msgspec.json.Encoder()


class MovedOn(Exception):
    """The conversation is no longer where this change began."""


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
    """All that one transaction writes about a conversation that stood at `from_turn` and `from_sequence`."""

    state: engine.State
    from_turn: int
    from_sequence: int
    turn: int
    sequence: int
    at: datetime
    messages: list[NewMessage] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    variables: bytes | None = None
    held_by: UUID | None = None
    held_by_name: str = ""
    person_called: bool = False
    response_ms: int | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    csat: int | None = None
    nps: int | None = None
    comment: str | None = None

    def applied_to(self, kept: Kept) -> Kept:
        """Where the conversation stands once this is committed."""
        return Kept(
            organization_id=kept.organization_id,
            id=kept.id,
            agent_id=kept.agent_id,
            edition=kept.edition,
            state=self.state,
            turn=self.turn,
            sequence=self.sequence,
            test=kept.test,
            channel=kept.channel,
            held_by=self.held_by,
            held_by_name=self.held_by_name,
        )


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
    place: Place | None = None

    def kept(self, change: Change) -> Kept:
        """Where the conversation stands once it has begun."""
        return Kept(
            organization_id=self.organization_id,
            id=self.id,
            agent_id=self.agent_id,
            edition=self.edition,
            state=change.state,
            turn=change.turn,
            sequence=change.sequence,
            test=self.test,
            channel=self.channel,
        )


# An effect that nobody moves on for this long belongs to a process that is gone.
LEASE_SECONDS: Final = 15
_SHARED: Final = 20
_UPDATE: Final = 2
_BIRTH: Final = 14
# Lists are ordered by `active_at` and indexed by it, so it follows `last_at` in steps: a turn that changes no indexed
# column is written beside its old version and touches no index.
_STEP: Final = "interval '1 minute'"


def _rows(first: int, shape: str, count: int) -> str:
    """`count` rows of this shape; each `?` in it is the next parameter, from `first` on."""
    pieces = ",".join([f"({shape})"] * count).split("?")
    numbered = (f"{piece}${first + index}" for index, piece in enumerate(pieces[:-1]))
    return "".join((*numbered, pieces[-1]))


@lru_cache(maxsize=512)
def _statement(messages: int, entries: int, facts: int, *, birth: bool, lease: bool) -> str:
    """The one statement for a turn of this shape. Parameters: the conversation's, then each row's own.

    PostgreSQL comes to the conversation first and to what is named before it afterwards, so none deadlock.
    """
    parts: list[str] = []
    position = 1 + _SHARED + (_BIRTH if birth else _UPDATE)
    for count, name, columns, shape in (
        (
            messages,
            "message",
            "organization_id, conversation_id, at, id, sequence, role, text, extra, client_id, author_id",
            "$1,$2,$12,?,?,?,?,?,?,?",
        ),
        (
            entries,
            "journal_entry",
            "organization_id, conversation_id, at, id, turn, sequence, event, effects, took_ms",
            "$1,$2,$12,?,?,?,?,?,?",
        ),
        (
            facts,
            "ledger_event",
            "organization_id, subject_id, at, id, kind, actor_kind, actor_id, data",
            "$1,$2,$12,?,?,?,?,?",
        ),
    ):
        if count:
            parts.append(
                f"{name}_rows AS (INSERT INTO {name} ({columns}) VALUES {_rows(position, shape, count)})"
            )
            position += shape.count("?") * count
    if lease:
        parts.append(
            "lease AS (INSERT INTO pending_effect (conversation_id, organization_id, due_at)"
            f" VALUES ($2, $1, now() + interval '{LEASE_SECONDS} seconds')"
            " ON CONFLICT (conversation_id) DO UPDATE SET due_at = excluded.due_at)"
        )
    head = f"WITH {', '.join(parts)} " if parts else ""
    if birth:
        more = ",".join(f"${_SHARED + offset}" for offset in range(1, _BIRTH + 1))
        return (
            f"{head}INSERT INTO conversation (organization_id, id, state, turn, sequence, status, outcome, language,"
            " variables, held_by, held_by_name, last_at, ended_at, response_ms_total, response_count, tokens_in,"
            " tokens_out, cost_micros, preview, handed_off_at, agent_id, version_id, blueprint_id, facts_id,"
            " model_connected, channel_id, channel, test, visitor_id, page_url, tags, cost_currency, experiment_id, arm,"
            " rating_comment,"
            " started_at, active_at)"
            " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,COALESCE($9::jsonb,'{}'),$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,"
            f"{more},'',$12,$12)"
        )
    return (
        f"{head}UPDATE conversation SET state=$3, turn=$4, sequence=$5, status=$6, outcome=$7, language=$8,"
        " variables=COALESCE($9::jsonb, variables), held_by=$10, held_by_name=$11, last_at=$12,"
        " ended_at=COALESCE(ended_at, $13), response_ms_total=response_ms_total+$14,"
        " response_count=response_count+$15, tokens_in=tokens_in+$16, tokens_out=tokens_out+$17,"
        " cost_micros=cost_micros+$18, preview=CASE WHEN length($19) > length(preview) THEN $19 ELSE preview END,"
        " handed_off_at=COALESCE(handed_off_at, $20),"
        f" active_at=CASE WHEN $12 >= active_at + {_STEP} OR $13 IS NOT NULL THEN $12 ELSE active_at END"
        " WHERE organization_id=$1 AND id=$2 AND turn=$21 AND sequence=$22"
    )


async def write(
    connection: Connection,
    organization_id: UUID,
    conversation_id: UUID,
    change: Change,
    birth: Birth | None = None,
) -> None:
    """Write a whole change at once: the conversation, its messages, journal and facts, and that we are at its effects.

    Raises MovedOn, or a violated key, when the conversation is not where the change began: roll back and look again.
    """
    state = change.state
    at = change.at
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
        at,
        at if state.status == "ended" else None,
        change.response_ms or 0,
        0 if change.response_ms is None else 1,
        change.tokens_in,
        change.tokens_out,
        change.cost_micros,
        # What a list shows: the most that the visitor said at once. "Yes" and "5" tell nobody what it was about.
        max(
            (message.text[:200] for message in change.messages if message.role == "visitor"),
            key=len,
            default="",
        ),
        at if change.person_called else None,
    ]
    if birth is None:
        values += (change.from_turn, change.from_sequence)
    else:
        values += (
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
            [],
            "USD",
            birth.place.experiment_id if birth.place else None,
            birth.place.arm if birth.place else "",
        )
    for message in change.messages:
        values += (
            message.id,
            message.sequence,
            message.role,
            message.text,
            _encoder.encode(message.extra).decode() if message.extra else None,
            message.client_id,
            message.author_id,
        )
    turn = change.turn - len(change.entries)
    for entry in change.entries:
        turn += 1
        values += (
            new_id(),
            turn,
            entry.sequence,
            engine.encode_event(entry.event),
            engine.encode_effects(entry.effects),
            entry.took_ms,
        )
    for fact in change.facts:
        values += (new_id(), fact.kind, fact.actor_kind, fact.actor_id, fact.data.decode())
    statement = _statement(
        len(change.messages),
        len(change.entries),
        len(change.facts),
        birth=birth is not None,
        lease=bool(state.pending),
    )
    if await connection.execute(statement, *values) == "UPDATE 0":
        raise MovedOn
    if change.csat is not None or change.nps is not None or change.comment is not None:
        await connection.execute(
            "UPDATE conversation SET csat=COALESCE($3, csat), nps=COALESCE($4, nps),"
            " rating_comment=COALESCE($5, rating_comment) WHERE organization_id=$1 AND id=$2",
            organization_id,
            conversation_id,
            change.csat,
            change.nps,
            change.comment,
        )
