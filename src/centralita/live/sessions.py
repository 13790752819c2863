"""Conversations as they go on: each step one transaction, each slow effect outside of it."""

import time
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from centralita import engine
from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import AppError, Category, Conflict, Invalid, NotFound
from centralita.kit.ids import BlueprintId, ConversationId, OrganizationId, from_text, new_id, to_text
from centralita.live import journal
from centralita.live.blueprints import Blueprints, Edition
from centralita.live.broker import Broker
from centralita.live.database import Connection, Pool, tenant
from centralita.live.journal import Birth, Kept
from centralita.live.ports import Knowledge, Models
from centralita.live.turns import Turn
from centralita.live.wire import AttachmentOut, Author, ConversationOut, Extra, MessageOut, SayRequest

# An effect that nobody moves on for this long belongs to a process that is gone.
LEASE_SECONDS: Final = 15

_encoder = msgspec.json.Encoder()


class ConversationEnded(Conflict):
    """It is over; start another one."""

    code = "conversation_ended"


class HeldByAnother(Conflict):
    """Another person holds the conversation; `name` says who."""

    code = "conversation_held"


class EmptyMessage(Invalid):
    """Nothing was said."""

    code = "message_empty"


class AgentAway(AppError):
    """The agent takes no conversations: it is paused, archived, or was never published."""

    code = "agent_away"
    category = Category.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new conversation is about: which agent's blueprint, where, for whom."""

    organization_id: OrganizationId
    agent_id: UUID
    version_id: UUID | None
    blueprint_id: BlueprintId
    channel_id: UUID | None
    channel: str
    test: bool
    language: str | None = None
    visitor_id: str = ""
    page_url: str = ""
    variables: dict[str, engine.Value] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a message: itself as kept, the replies so far, and where the conversation stands."""

    message: MessageOut
    replies: list[MessageOut]
    conversation: ConversationOut


class Sessions:
    """Every conversation of this process. `performer` is told of effects that take time."""

    def __init__(
        self,
        pool: Pool,
        blueprints: Blueprints,
        broker: Broker,
        models: Models,
        knowledge: Knowledge,
        clock: Clock = system_clock,
    ) -> None:
        self._clock = clock
        self.pool = pool
        self.blueprints = blueprints
        self.broker = broker
        self.models = models
        self.knowledge = knowledge
        self.on_pending: PendingHandler = _nobody

    async def start(self, opening: Opening) -> tuple[ConversationId, ConversationOut, list[MessageOut]]:
        """Begin a conversation; the agent speaks first."""
        conversation_id = ConversationId(new_id())
        at = self._clock.now()
        async with tenant(self.pool, opening.organization_id) as connection:
            edition = Edition(
                opening.blueprint_id,
                await connection.fetchval("SELECT snapshot_id FROM business_profile LIMIT 1"),
                await self.models.connected(connection, opening.organization_id),
            )
            blueprint = await self.blueprints.get(connection, edition)
            state = engine.begin(
                blueprint,
                seed=conversation_id.hex,
                channel="chat",
                language=opening.language,
                variables=opening.variables or {},
            )
            turn = Turn(blueprint, state, 0, 0, at, opening.agent_id, opening.test)
            turn.add_fact(
                "conversation.started",
                {
                    "agent_id": to_text("agt", opening.agent_id),
                    "channel": opening.channel,
                    "language": state.language,
                    "test": False,
                },
                actor_kind="visitor",
            )
            turn.apply(engine.Started(at=at.timestamp()))
            await self._settle(connection, opening.organization_id, conversation_id, turn)
            change = turn.change(state)
            change.variables = _encoder.encode(turn.state.variables)
            birth = Birth(
                organization_id=opening.organization_id,
                id=conversation_id,
                agent_id=opening.agent_id,
                version_id=opening.version_id,
                edition=edition,
                channel_id=opening.channel_id,
                channel=opening.channel,
                test=opening.test,
                visitor_id=opening.visitor_id,
                page_url=opening.page_url,
            )
            await journal.write(connection, opening.organization_id, conversation_id, change, birth)
        self._after(opening.organization_id, conversation_id, turn)
        messages = [message.out() for message in turn.messages]
        return conversation_id, journal.conversation_out(conversation_id, turn.state, ""), messages

    async def say(
        self, organization_id: OrganizationId, conversation_id: ConversationId, said: SayRequest
    ) -> Said:
        """Keep what the visitor said and let the agent answer. The same `client_id` again changes nothing."""
        if not said.text.strip() and said.choice_id is None and said.attachment_id is None:
            raise EmptyMessage(field="text")
        try:
            return await self._say(organization_id, conversation_id, said)
        except asyncpg.UniqueViolationError:
            # The same message came twice at the same moment: the other one was first.
            return await self._said_before(organization_id, conversation_id, said.client_id)

    async def _say(
        self, organization_id: OrganizationId, conversation_id: ConversationId, said: SayRequest
    ) -> Said:
        began = time.perf_counter()
        at = self._clock.now()
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id, said.client_id)
            if kept.said_before is not None:
                return await _replay(connection, kept)
            if kept.state.status == "ended":
                raise ConversationEnded
            attachment = None
            if said.attachment_id is not None:
                attachment = await _attachment(connection, kept, said.attachment_id)
            blueprint = await self.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            message = turn.add_message(
                "visitor",
                said.text,
                journal.attachment_extra(attachment, said.choice_id),
                client_id=said.client_id,
            )
            event = engine.UserSaid(
                at=at.timestamp(),
                text=said.text,
                choice_id=said.choice_id,
                attachment=engine.Attachment(
                    id=attachment.id, name=attachment.name, size=attachment.size, type=attachment.type
                )
                if attachment
                else None,
                client_id=str(said.client_id),
            )
            turn.apply(event)
            await self._settle(connection, organization_id, conversation_id, turn)
            change = turn.change(kept.state)
            _keep_holder(change, kept)
            if not turn.state.pending and len(turn.messages) > 1:
                change.response_ms = round((time.perf_counter() - began) * 1000)
            await journal.write(connection, organization_id, conversation_id, change)
        self._after(organization_id, conversation_id, turn)
        return Said(
            message=message.out(),
            replies=[reply.out() for reply in turn.messages[1:]],
            conversation=journal.conversation_out(conversation_id, turn.state, kept.held_by_name),
        )

    async def _said_before(
        self, organization_id: OrganizationId, conversation_id: ConversationId, client_id: UUID
    ) -> Said:
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id, client_id)
            return await _replay(connection, kept)

    async def give(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        event: engine.Event,
        *,
        took_ms: float = 0.0,
        tokens: tuple[int, int] = (0, 0),
        cost_micros: int = 0,
        fact: tuple[str, dict[str, object]] | None = None,
    ) -> ConversationOut:
        """Apply an event that is not a message: a result, a wish from outside, the end."""
        at = self._clock.now()
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id)
            blueprint = await self.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            turn.tokens_in, turn.tokens_out = tokens
            turn.cost_micros = cost_micros
            turn.apply(event, took_ms)
            if fact is not None:
                turn.add_fact(*fact)
            if turn.changed or any(tokens) or turn.facts:
                await self._settle(connection, organization_id, conversation_id, turn)
                change = turn.change(kept.state)
                _keep_holder(change, kept)
                if turn.messages and took_ms and not turn.state.pending:
                    change.response_ms = round(took_ms)
                await journal.write(connection, organization_id, conversation_id, change)
        self._after(organization_id, conversation_id, turn)
        return journal.conversation_out(conversation_id, turn.state, kept.held_by_name)

    async def _settle(
        self,
        connection: Connection,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        turn: Turn,
    ) -> None:
        """Answer what this database can answer at once, and mark the rest as under way."""
        while True:
            search = next(
                (ask for ask in turn.state.pending if isinstance(ask, engine.SearchKnowledge)), None
            )
            if search is None:
                break
            began = time.perf_counter()
            passages = await self.knowledge.search(connection, organization_id, search)
            took_ms = (time.perf_counter() - began) * 1000
            found = engine.KnowledgeFound(at=turn.at.timestamp(), effect_id=search.id, passages=passages)
            turn.apply(found, took_ms)
        if turn.state.pending:
            await connection.execute(
                "INSERT INTO pending_effect (conversation_id, organization_id, due_at)"
                " VALUES ($1, $2, now() + make_interval(secs => $3))"
                " ON CONFLICT (conversation_id) DO UPDATE SET due_at = excluded.due_at",
                conversation_id,
                organization_id,
                LEASE_SECONDS,
            )

    def _after(self, organization_id: OrganizationId, conversation_id: ConversationId, turn: Turn) -> None:
        """Tell those who look on, once it is committed."""
        if turn.messages:
            self.broker.tell(conversation_id, "message", {"sequence": turn.sequence})
        elif turn.entries:
            self.broker.tell(conversation_id, "status")
        for trace in turn.traces:
            self.broker.tell(
                conversation_id,
                "trace",
                {"sequence": trace.sequence, "entries": msgspec.to_builtins(trace.entries)},
            )
        if not turn.test:
            self.broker.tell(organization_id, "conversation.changed", {"id": to_text("cnv", conversation_id)})
        self.on_pending(organization_id, conversation_id, turn.state)

    # --- people -------------------------------------------------------------------------------------------

    async def person_says(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        *,
        user_id: UUID,
        name: str,
        text: str,
        client_id: UUID,
    ) -> MessageOut:
        """A person who holds the conversation writes; the agent only takes note."""
        at = self._clock.now()
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id, client_id)
            if kept.said_before is not None:
                return (await _replay(connection, kept)).message
            if kept.state.status == "ended":
                raise ConversationEnded
            if kept.held_by != user_id:
                raise HeldByAnother(name=kept.held_by_name)
            blueprint = await self.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            message = turn.add_message(
                "person", text, Extra(author=Author(name)), client_id=client_id, author_id=user_id
            )
            turn.apply(engine.PersonSaid(at=at.timestamp(), text=text))
            change = turn.change(kept.state)
            change.held_by, change.held_by_name = user_id, kept.held_by_name
            await journal.write(connection, organization_id, conversation_id, change)
        self._after(organization_id, conversation_id, turn)
        return message.out()

    async def take_over(
        self, organization_id: OrganizationId, conversation_id: ConversationId, *, user_id: UUID, name: str
    ) -> tuple[ConversationOut, bool]:
        """A person takes the conversation; whether that changed anything. Raises HeldByAnother."""
        return await self._hold(organization_id, conversation_id, user_id, name, take=True)

    async def hand_back(
        self, organization_id: OrganizationId, conversation_id: ConversationId, *, user_id: UUID, name: str
    ) -> tuple[ConversationOut, bool]:
        """The agent goes on where it was."""
        return await self._hold(organization_id, conversation_id, user_id, name, take=False)

    async def _hold(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        user_id: UUID,
        name: str,
        *,
        take: bool,
    ) -> tuple[ConversationOut, bool]:
        at = self._clock.now()
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id)
            if kept.state.status == "ended":
                raise ConversationEnded
            held = kept.state.status == "held"
            if take and held:
                if kept.held_by != user_id:
                    raise HeldByAnother(name=kept.held_by_name)
                return journal.conversation_out(conversation_id, kept.state, kept.held_by_name), False
            if not take and kept.state.status == "active":
                return journal.conversation_out(conversation_id, kept.state, ""), False
            blueprint = await self.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            moment = at.timestamp()
            event = engine.TakenOver(at=moment, by=name) if take else engine.HandedBack(at=moment)
            turn.apply(event)
            fact = "conversation.taken_over" if take else "conversation.handed_back"
            turn.add_fact(fact, {"by": name}, actor_kind="user", actor_id=user_id)
            await self._settle(connection, organization_id, conversation_id, turn)
            change = turn.change(kept.state)
            if take:
                change.held_by, change.held_by_name = user_id, name
            await journal.write(connection, organization_id, conversation_id, change)
        shown = name if take else ""
        self._after(organization_id, conversation_id, turn)
        return journal.conversation_out(conversation_id, turn.state, shown), True

    # --- ratings ------------------------------------------------------------------------------------------

    async def rate(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        *,
        scale: str,
        score: int,
        comment: str,
    ) -> None:
        """Keep a rating; the last one counts. Possible after the end too."""
        at = self._clock.now()
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id)
            turn = Turn.of(kept, await self.blueprints.get(connection, kept.edition), at)
            turn.add_fact("conversation.rated", {"scale": scale, "score": score}, actor_kind="visitor")
            column = "csat" if scale == "csat" else "nps"
            await connection.execute(
                f"UPDATE conversation SET {column}=$3, rating_comment=$4 WHERE organization_id=$1 AND id=$2",  # noqa: S608
                organization_id,
                conversation_id,
                score,
                comment.replace("\0", ""),
            )
            for fact in turn.facts:
                await connection.execute(
                    "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, data)"
                    " VALUES ($1,$2,$3,$4,$5,$6,$7)",
                    new_id(),
                    organization_id,
                    at,
                    fact.kind,
                    conversation_id,
                    fact.actor_kind,
                    fact.data.decode(),
                )
        self.broker.tell(organization_id, "conversation.changed", {"id": to_text("cnv", conversation_id)})

    # --- tests --------------------------------------------------------------------------------------------

    async def rewind(
        self, organization_id: OrganizationId, conversation_id: ConversationId, sequence: int
    ) -> tuple[ConversationId, ConversationOut, list[MessageOut]]:
        """A new test conversation whose history is the old one before the visitor's message `sequence`.

        The journal is applied again to a fresh state: the same events give the same messages.
        """
        fresh = ConversationId(new_id())
        async with tenant(self.pool, organization_id) as connection:
            kept = await journal.load(connection, organization_id, conversation_id)
            if not kept.test:
                raise NotFound(kind="conversation")
            blueprint = await self.blueprints.get(connection, kept.edition)
            history = await journal.entries_until(connection, organization_id, conversation_id, kept.turn)
            first = await connection.fetchrow(
                "SELECT language, variables FROM conversation WHERE organization_id=$1 AND id=$2",
                organization_id,
                conversation_id,
            )
            state = engine.begin(
                blueprint,
                seed=kept.state.seed,
                channel="chat",
                language=first["language"] if first else None,
                variables=kept.state.given,
            )
            begun = state
            turn = Turn(blueprint, state, 0, 0, self._clock.now(), kept.agent_id, test=True)
            for event, _effects, took_ms in history:
                if isinstance(event, engine.UserSaid):
                    if turn.sequence + 1 >= sequence:
                        break
                    turn.add_message("visitor", event.text, journal.attachment_extra(None, event.choice_id))
                turn.apply(event, took_ms)
            change = turn.change(begun)
            change.variables = _encoder.encode(turn.state.variables)
            birth = Birth(
                organization_id=organization_id,
                id=fresh,
                agent_id=kept.agent_id,
                version_id=None,
                edition=kept.edition,
                channel_id=None,
                channel=kept.channel,
                test=True,
                visitor_id="",
                page_url="",
            )
            await journal.write(connection, organization_id, fresh, change, birth)
        messages = [message.out() for message in turn.messages]
        return fresh, journal.conversation_out(fresh, turn.state, ""), messages


class PendingHandler:
    """Told after each commit what the conversation still waits for."""

    def __call__(
        self, organization_id: OrganizationId, conversation_id: ConversationId, state: engine.State
    ) -> None:
        """Nothing by itself."""


_nobody = PendingHandler()


def _keep_holder(change: journal.Change, kept: Kept) -> None:
    """A conversation stays with whoever holds it until they give it back or it ends."""
    if change.state.status == "held":
        change.held_by, change.held_by_name = kept.held_by, kept.held_by_name


async def _attachment(connection: Connection, kept: Kept, identifier: str) -> AttachmentOut:
    row = await connection.fetchrow(
        "SELECT id, name, size, type FROM attachment WHERE organization_id=$1 AND conversation_id=$2 AND id=$3",
        kept.organization_id,
        kept.id,
        from_text("att", identifier),
    )
    if row is None:
        raise NotFound(kind="attachment")
    return AttachmentOut(id=identifier, name=row["name"], size=row["size"], type=row["type"])


async def _replay(connection: Connection, kept: Kept) -> Said:
    """The answer that the message had the first time, with all that was said since."""
    sequence = kept.said_before or 1
    messages = await journal.messages_after(connection, kept.organization_id, kept.id, sequence - 1)
    return Said(
        message=messages[0],
        replies=[message for message in messages[1:] if message.role != "visitor"],
        conversation=journal.conversation_out(kept.id, kept.state, kept.held_by_name),
    )
