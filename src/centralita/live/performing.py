"""Effects that take time: models, tools, timers. Done outside of any transaction, and again if the process dies.

What is under way is in the conversation's state and in `pending_effect`; the lease there is moved on while we work.
A result that nobody waits for any more changes nothing, so doing an effect twice says nothing twice.
"""

import asyncio
import contextlib
import functools
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg

from centralita import engine
from centralita.engine.answering.marks import Unmarking
from centralita.kit.errors import AppError, NotFound, Unavailable
from centralita.kit.ids import ConversationId, OrganizationId
from centralita.kit.logs import get_logger
from centralita.live.allowance import Allowance
from centralita.live.broker import Broker
from centralita.live.conversation import VOICE
from centralita.live.database import LOST, Pool, tenant
from centralita.live.leases import AT_ONCE, Leases
from centralita.live.pending import Ahead, PendingHandler
from centralita.live.ports import Models, Reply, ToolAnswer
from centralita.live.sessions import Sessions
from centralita.live.tool_use import ToolUse, Use, fact_of
from centralita.live.transcript import Kept, asked_at, load
from centralita.studio.language_models.asking import most_tokens

_LOOK_EVERY: Final = 3.0
_DELTA_EVERY: Final = 0.04

log = get_logger(__name__)


class Performer(PendingHandler):
    """Performs the effects of this process's conversations, and those that another process left behind."""

    def __init__(
        self, sessions: Sessions, models: Models, broker: Broker, allowance: Allowance, use: ToolUse
    ) -> None:
        self._sessions = sessions
        self._models = models
        self._use = use
        self._broker = broker
        self._allowance = allowance
        self._pool: Pool = sessions.pool
        self._tasks: dict[tuple[UUID, str], asyncio.Task[None]] = {}
        self._leases = Leases(sessions.pool)
        self._background: set[asyncio.Task[None]] = set()
        sessions.on_pending = self

    def start(self) -> None:
        """Begin to renew leases and to look for what was left behind."""
        for work in (self._leases.renew(), self._recover()):
            self._background.add(asyncio.create_task(work))

    async def stop(self) -> None:
        """Let go; another process, or the next start, goes on."""
        for task in (*self._background, *self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._background, *self._tasks.values(), return_exceptions=True)
        await self._leases.hand_over()

    def ask_ahead(self, kept: Kept, state: engine.State, ahead: Ahead) -> None:
        """Ask models what is new; what they answer waits until it is written that they were asked."""
        known = {ask.id for ask in kept.state.pending}
        for ask in state.pending:
            if isinstance(ask, engine.AskModel) and ask.id not in known:
                ahead.tasks[ask.id] = asyncio.create_task(
                    self._ask_model(kept.organization_id, kept.id, ask, ahead.written)
                )

    def __call__(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        state: engine.State,
        ahead: Ahead | None = None,
    ) -> None:
        """Perform what is new, and stop what nobody waits for any more."""
        self._go_on(organization_id, conversation_id, state, {}, ahead or Ahead())
        if ahead is not None:
            ahead.written.set()
            ahead.drop()

    def _go_on(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        state: engine.State,
        since: Mapping[str, datetime],
        ahead: Ahead,
    ) -> None:
        """As told; `since` says when an effect was asked for that another process left behind."""
        waiting = {ask.id: ask for ask in state.pending}
        for key in [key for key in self._tasks if key[0] == conversation_id and key[1] not in waiting]:
            task = self._tasks.pop(key)
            self._use.approvals.drop(organization_id, conversation_id, key[1])
            if task is not asyncio.current_task():
                task.cancel()
        for identifier, ask in waiting.items():
            key = (conversation_id, identifier)
            if key in self._tasks:
                continue
            self._leases.hold(conversation_id)
            if isinstance(ask, engine.AskModel):
                # Also while a model only decides: whoever waits sees that somebody is at it, right after the message.
                typing: dict[str, object] = {"on": True, "by": "agent"}
                tell = self._teller(organization_id, conversation_id)
                asyncio.get_running_loop().call_soon(tell, conversation_id, "typing", typing)
            if identifier in ahead.tasks:
                task = ahead.tasks.pop(identifier)
            else:
                task = asyncio.create_task(
                    self._perform(organization_id, conversation_id, ask, since.get(identifier))
                )
            self._tasks[key] = task
            task.add_done_callback(functools.partial(self._done, key))
        if not waiting and self._leases.drop(conversation_id):
            task = asyncio.create_task(self._leases.release(conversation_id))
            self._background.add(task)
            task.add_done_callback(self._background.discard)

    def _done(self, key: tuple[UUID, str], task: asyncio.Task[None]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]
        if not task.cancelled() and task.exception() is not None:
            log.error("effect_failed", conversation=str(key[0]), effect=key[1], error=repr(task.exception()))

    async def _perform(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        ask: engine.AskModel | engine.CallTool | engine.SearchKnowledge | engine.StartTimer,
        since: datetime | None,
    ) -> None:
        began = time.perf_counter()
        match ask:
            case engine.AskModel():
                await self._ask_model(organization_id, conversation_id, ask)
            case engine.CallTool():
                answer = await self._call_tool(organization_id, conversation_id, ask)
                event = engine.ToolReturned(
                    at=_now(), effect_id=ask.id, ok=answer.ok, result=answer.value, error=answer.error or None
                )
                took_ms = (time.perf_counter() - began) * 1000 - answer.waited_ms
                await self._give(
                    organization_id,
                    conversation_id,
                    event,
                    took_ms,
                    fact=fact_of(ask.tool, answer, took_ms),
                    cost_micros=answer.cost_micros,
                )
            case engine.StartTimer():
                due = (since or datetime.now(UTC)) + timedelta(seconds=ask.seconds)
                await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
                await self._give(
                    organization_id, conversation_id, engine.TimerFired(at=_now(), effect_id=ask.id)
                )
            case engine.SearchKnowledge():
                await self._search(organization_id, conversation_id, ask)

    async def _give(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        event: engine.Event,
        took_ms: float = 0.0,
        reply: Reply | None = None,
        fact: tuple[str, dict[str, object]] | None = None,
        cost_micros: int = 0,
    ) -> None:
        """Hand a result in, however often the database is away meanwhile."""
        while True:
            try:
                await self._sessions.give(
                    organization_id,
                    conversation_id,
                    event,
                    took_ms=took_ms,
                    tokens=(reply.tokens_in, reply.tokens_out) if reply else (0, 0),
                    cost_micros=(reply.cost_micros or 0) if reply else cost_micros,
                    fact=_usage(reply) if reply else fact,
                )
            except NotFound:
                return
            except (AppError, asyncpg.PostgresError, *LOST) as error:
                log.warning("result_waits", conversation=str(conversation_id), error=repr(error))
                await asyncio.sleep(1)
            else:
                return

    async def _ask_model(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        ask: engine.AskModel,
        written: asyncio.Event | None = None,
    ) -> None:
        """Ask, tell what is answered as it comes, and hand it in: all of it once it is `written` that this is asked."""
        began = time.perf_counter()
        event: engine.Event
        reply: Reply | None = None
        try:
            async with self._allowance.held(organization_id, most_tokens(ask)) as held:
                reply = await self._stream(organization_id, conversation_id, ask, written)
                held.used = (reply.tokens_in + reply.tokens_out) or held.tokens
            event = engine.ModelReplied(
                at=_now(),
                effect_id=ask.id,
                text=reply.text,
                tool_calls=reply.tool_calls,
                tokens_in=reply.tokens_in,
                tokens_out=reply.tokens_out,
                model=reply.model,
                finish=reply.finish,  # type: ignore[arg-type]  # the providers' words are the engine's
            )
        except AppError as error:
            log.warning("model_failed", conversation=str(conversation_id), code=error.code)
            event = engine.ModelFailed(at=_now(), effect_id=ask.id, reason=error.code)
        if written is not None:
            await written.wait()
        tell = self._teller(organization_id, conversation_id)
        tell(conversation_id, "typing", {"on": False, "by": "agent"})
        await self._give(organization_id, conversation_id, event, (time.perf_counter() - began) * 1000, reply)

    async def _stream(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        ask: engine.AskModel,
        written: asyncio.Event | None,
    ) -> Reply:
        """Pass what is answered on as it is written, gathered so that each hint is worth sending; decisions to nobody."""
        pieces: list[str] = []
        marks = Unmarking()
        last = 0.0
        stream = self._models.stream(organization_id, ask)
        async with contextlib.aclosing(stream):
            async for chunk in stream:
                if isinstance(chunk, Reply):
                    return chunk
                if ask.purpose != "answer":
                    continue
                pieces.append(marks.feed(chunk))
                moment = time.perf_counter()
                if moment - last >= _DELTA_EVERY and any(pieces):
                    if written is not None:
                        await written.wait()
                    last = moment
                    tell = self._teller(organization_id, conversation_id)
                    tell(conversation_id, "delta", {"turn": ask.id, "text": "".join(pieces)})
                    pieces.clear()
                    # What has come already would else be read to its end before anybody sees the first words.
                    await asyncio.sleep(0)
        raise AppError

    def _teller(
        self, organization_id: OrganizationId, conversation_id: ConversationId
    ) -> Callable[[UUID, str, dict[str, object]], None]:
        """Who is told of what a model writes. Whoever speaks on a phone does so from the process that holds its line:
        the others need no pieces.
        """
        kept = self._sessions.memory.recall(organization_id, conversation_id)
        spoken = kept is not None and kept.channel == VOICE
        return self._broker.tell_here if spoken else self._broker.tell

    async def _search(
        self, organization_id: OrganizationId, conversation_id: ConversationId, ask: engine.SearchKnowledge
    ) -> None:
        """Search what could not be searched in the transaction that asked for it, however often the database is away."""
        began = time.perf_counter()
        knowledge = self._sessions.knowledge
        used: Reply | None = None
        while True:
            try:
                used = await knowledge.understand(organization_id, ask, self._allowance.held) or used
                async with tenant(self._pool, organization_id) as connection:
                    passages = await knowledge.search(connection, organization_id, ask, at_once=True)
                break
            except (AppError, asyncpg.PostgresError, *LOST) as error:
                log.warning("search_waits", conversation=str(conversation_id), error=repr(error))
                await asyncio.sleep(1)
        event = engine.KnowledgeFound(at=_now(), effect_id=ask.id, passages=passages or ())
        await self._give(organization_id, conversation_id, event, (time.perf_counter() - began) * 1000, used)

    async def _call_tool(
        self, organization_id: OrganizationId, conversation_id: ConversationId, ask: engine.CallTool
    ) -> ToolAnswer:
        """The tool's answer, however often the database is away meanwhile: what was called is known there."""
        while True:
            try:
                return await self._tool_answer(organization_id, conversation_id, ask)
            except NotFound:
                return ToolAnswer(ok=False, error="unknown_tool")
            except (AppError, asyncpg.PostgresError, *LOST) as error:
                log.warning("tool_waits", conversation=str(conversation_id), error=repr(error))
                await asyncio.sleep(1)

    async def _tool_answer(
        self, organization_id: OrganizationId, conversation_id: ConversationId, ask: engine.CallTool
    ) -> ToolAnswer:
        async with tenant(self._pool, organization_id) as connection:
            kept = await load(connection, organization_id, conversation_id)
            blueprint = await self._sessions.blueprints.get(connection, kept.edition)
        use = Use(
            organization_id,
            conversation_id,
            kept.agent_id,
            ask.id,
            ask.tool,
            ask.arguments,
            kept.test,
            kept.state.language,
            kept.channel,
            kept.state.variables if kept.test else {},
        )

        async def asked() -> None:
            event = engine.ApprovalAsked(at=_now(), effect_id=ask.id)
            await self._sessions.give(organization_id, conversation_id, event)

        async def slow() -> None:
            event = engine.ToolSlow(at=_now(), effect_id=ask.id)
            await self._give(organization_id, conversation_id, event)

        return await self._use.answer(blueprint, use, asked, slow)

    async def _recover(self) -> None:
        """Take over what a process left behind that is no more."""
        while True:
            claimed = 0
            try:
                claimed = await self._recover_once()
            except (Unavailable, *LOST, asyncpg.PostgresError):
                log.debug("recovery_waits")
            if claimed < AT_ONCE:
                await asyncio.sleep(_LOOK_EVERY)

    async def _recover_once(self) -> int:
        """Claim what is overdue and perform it; how many conversations."""
        claimed = await self._leases.claim()
        for organization_id, conversation_id in claimed:
            try:
                await self._take_over(organization_id, conversation_id)
            except Unavailable:
                raise
            except Exception:
                # One that cannot be read, as a newer version may have written it, keeps nobody else from going on.
                log.exception("takeover_failed", conversation=str(conversation_id))
        return len(claimed)

    async def _take_over(self, organization_id: OrganizationId, conversation_id: ConversationId) -> None:
        try:
            async with tenant(self._pool, organization_id) as connection:
                kept = await load(connection, organization_id, conversation_id)
                timers = {ask.id for ask in kept.state.pending if isinstance(ask, engine.StartTimer)}
                since = await asked_at(connection, organization_id, conversation_id, timers) if timers else {}
        except NotFound:
            await self._leases.release(conversation_id)
            return
        self._leases.hold(conversation_id)
        self._go_on(organization_id, conversation_id, kept.state, since, Ahead())


def _usage(reply: Reply) -> tuple[str, dict[str, object]]:
    data: dict[str, object] = {
        "meter": "tokens",
        "quantity": reply.tokens_in + reply.tokens_out,
        "model": reply.model,
        "cost_micros": reply.cost_micros,
        "currency": "USD" if reply.cost_micros is not None else None,
    }
    return "usage.recorded", data


def _now() -> float:
    return datetime.now(UTC).timestamp()
