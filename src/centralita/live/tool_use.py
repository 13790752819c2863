"""Using a tool in a conversation: one that every agent may have, or one of the organization's own, once whoever has to
agree to it did.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final
from uuid import UUID, uuid5

import asyncpg
import msgspec

from centralita import engine
from centralita.engine.settings import Tool as Grant
from centralita.kit.errors import Unavailable
from centralita.kit.ids import ConversationId, OrganizationId, from_text, new_id, to_text
from centralita.kit.languages import reading_language
from centralita.kit.logs import get_logger
from centralita.live.approvals import Approvals
from centralita.live.broker import Broker
from centralita.live.database import LOST, Connection, Pool, tenant
from centralita.live.ports import Later, ToolAnswer, ToolContext, Tools, ToolWish
from centralita.live.tools import BUILT_IN
from centralita.studio.tools.built_in import WRITING

_FACT: Final = (
    "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, actor_id, data)"
    " VALUES ($2, $1, now(), $3, $4, 'agent', NULL, $5::jsonb)"
)
_COST: Final = "UPDATE conversation SET cost_micros = cost_micros + $3 WHERE organization_id = $1 AND id = $2"
_NOTE: Final = (
    "INSERT INTO conversation_note (id, organization_id, conversation_id, author_name, text, created_at)"
    " VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING"
)
_FAILED_LATER: Final = {
    "en": "The tool “{tool}” has failed ({error}). The conversation did not wait for it: nobody in it was told.",
    "es": "La herramienta «{tool}» ha fallado ({error}). La conversación no esperaba por ella: a nadie se le ha dicho.",
    "pt": "A ferramenta “{tool}” falhou ({error}). A conversa não esperava por ela: ninguém foi avisado.",
}
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Use:
    """One use: `tool` is the name that the agent was granted it by; the rest as `ToolWish` has it."""

    organization_id: OrganizationId
    conversation_id: ConversationId
    agent_id: UUID
    effect_id: str
    tool: str
    arguments: dict[str, engine.Value]
    test: bool
    language: str
    channel: str
    opened_with: Mapping[str, engine.Value] = field(default_factory=dict)


class ToolUse:
    """Uses tools for the conversations of this process."""

    def __init__(self, pool: Pool, broker: Broker, tools: Tools) -> None:
        self._pool = pool
        self._broker = broker
        self._tools = tools
        self.approvals = Approvals(pool, broker)

    async def answer(
        self,
        blueprint: engine.Blueprint,
        use: Use,
        asked: Callable[[], Awaitable[None]],
        slow: Callable[[], Awaitable[None]] | None = None,
    ) -> ToolAnswer:
        """What the tool gave. Raises what the database does.

        `asked` is awaited while a person is waited for, `slow` each time that it has taken long again.
        """
        granted = blueprint.program.tools.get(use.tool)
        if granted is not None and granted.id:
            later = partial(self._came, use, blueprint.name)
            aside = slow if granted.say_slow else None
            return await self._granted(_wish(use, granted), asked, later, _telling(aside, granted.slow_after))
        tool = BUILT_IN.get(use.tool)
        if tool is None:
            return ToolAnswer(ok=False, error="unknown_tool")
        context = ToolContext(
            use.organization_id, use.conversation_id, blueprint, datetime.now(UTC), use.effect_id, self._pool
        )
        answer = ToolAnswer(ok=True, value=await tool(context, use.arguments))
        if use.tool in WRITING:
            self._broker.tell(
                use.organization_id, "conversation.changed", {"id": to_text("cnv", use.conversation_id)}
            )
        return answer

    async def _granted(
        self,
        wish: ToolWish,
        asked: Callable[[], Awaitable[None]],
        later: Later,
        telling: AbstractAsyncContextManager[None],
    ) -> ToolAnswer:
        need = await self._tools.approval(wish)
        began, waited_ms, refused = time.perf_counter(), 0.0, ""
        if need is not None:
            refused = await self.approvals.answer(wish, need, asked)
            waited_ms = (time.perf_counter() - began) * 1000
        if refused:
            return replace(await self._tools.refuse(wish, refused), waited_ms=waited_ms)
        async with telling:
            return replace(await self._tools.call(wish, later), waited_ms=waited_ms)

    async def _came(self, use: Use, author: str, answer: ToolAnswer) -> None:
        """A call that nobody waited for has come to its end. Its failure is told to the team beside the conversation."""
        while True:
            try:
                async with tenant(self._pool, use.organization_id) as connection:
                    await keep_later(connection, use, author, answer)
            except (Unavailable, *LOST) as error:
                log.warning("later_waits", conversation=str(use.conversation_id), error=repr(error))
                await asyncio.sleep(1)
            except asyncpg.IntegrityConstraintViolationError:
                return  # the conversation is gone, and with it all that was about it
            else:
                break
        if not use.test:
            self._broker.tell(
                use.organization_id, "conversation.changed", {"id": to_text("cnv", use.conversation_id)}
            )


@contextlib.asynccontextmanager
async def _telling(slow: Callable[[], Awaitable[None]] | None, seconds: float) -> AsyncGenerator[None]:
    """While this is open, `slow` is awaited every so often. What it has begun to tell it tells to its end."""
    if slow is None:
        yield
        return
    over = asyncio.Event()
    task = asyncio.create_task(_keep_telling(slow, seconds, over))
    try:
        yield
    finally:
        over.set()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_telling(slow: Callable[[], Awaitable[None]], seconds: float, over: asyncio.Event) -> None:
    while True:
        try:
            async with asyncio.timeout(seconds):
                await over.wait()
        except TimeoutError:
            await slow()
        else:
            return


def fact_of(tool: str, answer: ToolAnswer, took_ms: float) -> tuple[str, dict[str, object]] | None:
    """What the ledger is told of a use: the kind of fact and its data. Nothing yet of what was only started."""
    if answer.started:
        return None
    data: dict[str, object] = {"tool": tool, "version": answer.number or None, "ms": round(took_ms)}
    return ("tool.called", data) if answer.ok else ("tool.failed", {**data, "code": answer.error})


def _wish(use: Use, granted: Grant) -> ToolWish:
    return ToolWish(
        organization_id=use.organization_id,
        conversation_id=use.conversation_id,
        agent_id=use.agent_id,
        effect_id=use.effect_id,
        tool_id=from_text("tool", granted.id),
        version=granted.version,
        arguments=use.arguments,
        test=use.test,
        language=use.language,
        channel=use.channel,
        opened_with=use.opened_with,
    )


async def keep_fact(
    connection: Connection,
    organization_id: OrganizationId,
    conversation_id: ConversationId,
    fact: tuple[str, dict[str, object]],
) -> None:
    """Tell the ledger of a use that no turn of the conversation tells of."""
    kind, data = fact
    told = msgspec.json.encode(data).decode()
    await connection.execute(_FACT, organization_id, new_id(), kind, conversation_id, told)


async def keep_later(connection: Connection, use: Use, author: str, answer: ToolAnswer) -> None:
    """What came of a call that nobody waited for: the fact, the money, and of a failure a note for the team."""
    house, conversation_id = use.organization_id, use.conversation_id
    fact = fact_of(use.tool, answer, answer.ms)
    if fact is not None:
        await keep_fact(connection, house, conversation_id, fact)
    if answer.cost_micros:
        await connection.execute(_COST, house, conversation_id, answer.cost_micros)
    if answer.ok or use.test:
        return
    text = _FAILED_LATER[reading_language(use.language)].format(tool=use.tool, error=answer.error)
    note = uuid5(conversation_id, f"later {use.effect_id}")
    await connection.execute(_NOTE, note, house, conversation_id, author[:254], text)
