"""Conversations as they go on: each step one transaction, each slow effect outside of it."""

import asyncio
import time
from uuid import UUID

import asyncpg
import msgspec

from centralita import engine
from centralita.kit.clock import Clock, system_clock
from centralita.kit.ids import ConversationId, OrganizationId, new_id, to_text
from centralita.live import journal, transcript
from centralita.live.blueprints import Blueprints, Edition
from centralita.live.broker import Broker
from centralita.live.conversation import (
    ConversationEnded,
    EmptyMessage,
    Opening,
    Said,
    heard,
    replay,
    sent_file,
    spelled_out,
)
from centralita.live.database import Connection, Pool, tenant
from centralita.live.journal import Birth, Change, MovedOn
from centralita.live.memory import Memory
from centralita.live.opt_outs import OptOuts
from centralita.live.pending import Ahead, PendingHandler
from centralita.live.ports import Knowledge, Models
from centralita.live.tongues import NoTongues, Tongues
from centralita.live.transcript import Kept, News
from centralita.live.turns import Turn
from centralita.live.wire import ConversationOut, MessageOut, SayRequest, attachment_extra
from centralita.studio.deployments.compile.disclosure import with_disclosure

_encoder = msgspec.json.Encoder()


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
        opt_outs: OptOuts | None = None,
        tongues: Tongues | None = None,
    ) -> None:
        self.clock = clock
        self.pool = pool
        self.blueprints = blueprints
        self.broker = broker
        self.models = models
        self.knowledge = knowledge
        self.memory = Memory()
        self.on_pending = PendingHandler()
        self._opt_outs = opt_outs or OptOuts()
        self._tongues = tongues or NoTongues()
        broker.overheard = self.memory.forget

    async def start(self, opening: Opening) -> tuple[ConversationId, ConversationOut, list[MessageOut]]:
        """Begin a conversation; the agent speaks first."""
        conversation_id = opening.conversation_id or ConversationId(new_id())
        at = self.clock.now()
        async with tenant(self.pool, opening.organization_id) as connection:
            edition = Edition(
                opening.blueprint_id,
                await connection.fetchval("SELECT snapshot_id FROM business_profile LIMIT 1"),
                await self.models.connected(connection, opening.organization_id),
            )
            blueprint = await self.blueprints.get(connection, edition)
            if opening.medium == "voice":
                blueprint = with_disclosure(blueprint)
            state = engine.begin(
                blueprint,
                seed=conversation_id.hex,
                channel=opening.medium,
                language=opening.language,
                variables=opening.variables or {},
                earlier=()
                if opening.earlier is None
                else await transcript.spoken(
                    connection, opening.organization_id, opening.agent_id, opening.earlier
                ),
            )
            if opening.medium == "chat":
                self._tongues.expect(blueprint)
            turn = Turn(blueprint, state, 0, 0, at, opening.agent_id, opening.test)
            began: dict[str, object] = {
                "agent_id": to_text("agt", opening.agent_id),
                "channel": opening.channel,
                "language": state.language,
                "test": False,
            }
            if opening.place is not None:
                began["experiment_id"] = to_text("exp", opening.place.experiment_id)
                began |= {"arm": opening.place.arm, "person": opening.place.person}
            turn.add_fact("conversation.started", began, actor_kind="visitor")
            turn.apply(engine.Started(at=at.timestamp()))
            await self.settle(connection, opening.organization_id, turn)
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
                place=opening.place,
            )
            await journal.write(connection, opening.organization_id, conversation_id, change, birth)
        self.tell(birth.kept(change), turn)
        return conversation_id, transcript.conversation_out(conversation_id, turn.state, ""), turn.told()

    async def say(
        self, organization_id: OrganizationId, conversation_id: ConversationId, said: SayRequest
    ) -> Said:
        """Keep what the visitor said and let the agent answer. The same `client_id` again changes nothing."""
        if not said.text.strip() and said.choice_id is None and said.attachment_id is None:
            raise EmptyMessage(field="text")
        known = self.memory.recall(organization_id, conversation_id)
        if known is not None and known.state.status != "ended":
            try:
                return await self._say(organization_id, conversation_id, said, known)
            except (MovedOn, asyncpg.IntegrityConstraintViolationError):
                self.memory.forget(conversation_id)
        try:
            return await self._say(organization_id, conversation_id, said)
        except asyncpg.UniqueViolationError:
            # The same message came twice at the same moment: the other one was first.
            return await self._said_before(organization_id, conversation_id, said.client_id)

    async def _say(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        said: SayRequest,
        known: Kept | None = None,
    ) -> Said:
        """One turn, from where the conversation is known to stand; else it is looked up and locked first."""
        began = time.perf_counter()
        at = self.clock.now()
        with Ahead() as ahead:
            async with tenant(self.pool, organization_id) as connection:
                kept = known or await transcript.load(
                    connection, organization_id, conversation_id, said.client_id
                )
                if kept.said_before is not None:
                    return await replay(connection, kept)
                if kept.state.status == "ended":
                    raise ConversationEnded
                attachment = None
                if said.attachment_id is not None:
                    attachment = await sent_file(connection, kept, said.attachment_id)
                said = await spelled_out(connection, kept, said)
                blueprint = await self.blueprints.get(connection, kept.edition)
                turn = Turn.of(kept, blueprint, at)
                message = turn.add_message(
                    "visitor",
                    said.text,
                    attachment_extra(attachment, said.choice_id),
                    client_id=said.client_id,
                )
                language = await self._tongues.written(blueprint, kept.state, said)
                turn.apply(heard(said, attachment, at.timestamp(), language))
                await self.settle(connection, organization_id, turn)
                change = turn.change(kept.state)
                keep_holder(change, kept)
                if not turn.state.pending and len(turn.messages) > 1:
                    change.response_ms = round((time.perf_counter() - began) * 1000)
                # A model is asked while this is written: whoever waits for its first words waits for one of both.
                self.on_pending.ask_ahead(kept, turn.state, ahead)
                await journal.write(connection, organization_id, conversation_id, change)
                await self._heed(connection, kept, turn)
        self.tell(change.applied_to(kept), turn, ahead)
        if turn.state.pending:
            # The model is asked before the answer to this request is put into words.
            await asyncio.sleep(0)
        return Said(
            message=message.out(),
            replies=[reply.out() for reply in turn.messages[1:]],
            conversation=transcript.conversation_out(conversation_id, turn.state, kept.held_by_name),
        )

    async def _said_before(
        self, organization_id: OrganizationId, conversation_id: ConversationId, client_id: UUID
    ) -> Said:
        async with tenant(self.pool, organization_id) as connection:
            kept = await transcript.load(connection, organization_id, conversation_id, client_id)
            return await replay(connection, kept)

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
        at = self.clock.now()
        async with tenant(self.pool, organization_id) as connection:
            kept = await transcript.load(connection, organization_id, conversation_id)
            blueprint = await self.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            turn.tokens_in, turn.tokens_out = tokens
            turn.cost_micros = cost_micros
            turn.apply(event, took_ms)
            if fact is not None:
                turn.add_fact(*fact)
            if turn.changed or any(tokens) or turn.facts:
                await self.settle(connection, organization_id, turn)
                change = turn.change(kept.state)
                keep_holder(change, kept)
                if turn.messages and took_ms and not turn.state.pending:
                    change.response_ms = round(took_ms)
                await journal.write(connection, organization_id, conversation_id, change)
                await self._heed(connection, kept, turn)
                kept = change.applied_to(kept)
        self.tell(kept, turn)
        return transcript.conversation_out(conversation_id, turn.state, kept.held_by_name)

    async def settle(self, connection: Connection, organization_id: OrganizationId, turn: Turn) -> None:
        """Answer what this database can answer at once. A search that a model must prepare is left to be performed."""
        while True:
            search = next(
                (ask for ask in turn.state.pending if isinstance(ask, engine.SearchKnowledge)), None
            )
            if search is None:
                break
            began = time.perf_counter()
            passages = await self.knowledge.search(connection, organization_id, search)
            if passages is None:
                break
            took_ms = (time.perf_counter() - began) * 1000
            found = engine.KnowledgeFound(at=turn.at.timestamp(), effect_id=search.id, passages=passages)
            turn.apply(found, took_ms)

    async def _heed(self, connection: Connection, kept: Kept, turn: Turn) -> None:
        """Who wants no more calls gets none from this commit on."""
        if turn.opted_out and not turn.test:
            await self._opt_outs.keep(
                connection, kept.organization_id, kept.id, turn.opted_out, turn.blueprint, turn.state
            )

    def tell(self, now: Kept, turn: Turn, ahead: Ahead | None = None) -> None:
        """Remember where the conversation stands now, and tell those who look on; once it is committed."""
        organization_id, conversation_id = now.organization_id, now.id
        self.memory.keep(now)
        # First, because somebody waits for what is asked now.
        self.on_pending(organization_id, conversation_id, turn.state, ahead)
        if turn.messages:
            news = None
            if self.broker.listened(conversation_id):
                where = transcript.conversation_out(conversation_id, turn.state, now.held_by_name)
                news = News([message.out() for message in turn.messages], where)
            self.broker.tell(conversation_id, "message", {"sequence": turn.sequence}, news=news)
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


def keep_holder(change: Change, kept: Kept) -> None:
    """A conversation stays with whoever holds it until they give it back or it ends."""
    if change.state.status == "held":
        change.held_by, change.held_by_name = kept.held_by, kept.held_by_name
