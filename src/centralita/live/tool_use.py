"""Using a tool in a conversation: one that every agent may have, or one of the organization's own, once whoever has to
agree to it did.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from centralita import engine
from centralita.engine.settings import Tool as Grant
from centralita.kit.ids import ConversationId, OrganizationId, from_text, to_text
from centralita.live.approvals import Approvals
from centralita.live.broker import Broker
from centralita.live.database import Pool
from centralita.live.ports import ToolAnswer, ToolContext, Tools, ToolWish
from centralita.live.tools import BUILT_IN
from centralita.studio.tools.built_in import WRITING


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
        self, blueprint: engine.Blueprint, use: Use, asked: Callable[[], Awaitable[None]]
    ) -> ToolAnswer:
        """What the tool gave. `asked` is awaited while a person is waited for. Raises what the database does."""
        granted = blueprint.program.tools.get(use.tool)
        if granted is not None and granted.id:
            return await self._granted(_wish(use, granted), asked)
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

    async def _granted(self, wish: ToolWish, asked: Callable[[], Awaitable[None]]) -> ToolAnswer:
        need = await self._tools.approval(wish)
        if need is None:
            return await self._tools.call(wish)
        began = time.perf_counter()
        refused = await self.approvals.answer(wish, need, asked)
        waited_ms = (time.perf_counter() - began) * 1000
        answer = await (self._tools.refuse(wish, refused) if refused else self._tools.call(wish))
        return replace(answer, waited_ms=waited_ms)


def fact_of(tool: str, answer: ToolAnswer, took_ms: float) -> tuple[str, dict[str, object]]:
    """What the ledger is told of a use: the kind of fact and its data."""
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
