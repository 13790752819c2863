"""Asking a person before a tool runs: the request is kept first, and whoever takes over goes on waiting for it.

The answer is in the database; a hint only saves the wait for the next look. Nobody's answer in time is a no.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import ConversationId, OrganizationId, new_id, to_text
from centralita.kit.logs import get_logger
from centralita.ledger.events.hints import Hint
from centralita.live.broker import Broker
from centralita.live.database import LOST, Connection, Pool, tenant
from centralita.live.ports import ApprovalNeed, ToolWish
from centralita.live.transcript import load
from centralita.studio.tools import resolution

_LOOK_EVERY: Final = 5.0
_CHANGED: Final = "approval.changed"
_FACT: Final = (
    "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, actor_id, data)"
    " VALUES ($2, $1, now(), $3, $4, 'agent', NULL, $5::jsonb)"
)
_encode: Final = msgspec.json.encode
log = get_logger(__name__)


class Approvals:
    """What conversations of this process wait to be told by people."""

    def __init__(self, pool: Pool, broker: Broker) -> None:
        self._pool = pool
        self._broker = broker
        self._waiting: dict[tuple[UUID, str], str] = {}
        self._background: set[asyncio.Task[None]] = set()

    async def answer(self, wish: ToolWish, need: ApprovalNeed, asked: Callable[[], Awaitable[None]]) -> str:
        """Ask, unless that is done already, and wait; "" for a yes, else the code of the no.

        `asked` is awaited while the answer is open: the conversation says there that it waits.
        """
        key = (wish.conversation_id, wish.effect_id)
        with self._broker.listening(wish.organization_id) as hints:
            await self._ask(wish, need)
            self._waiting[key] = need.tool
            try:
                told = False
                while True:
                    state, left = await self._look(wish, need)
                    if state != "waiting":
                        return "" if state == "approved" else f"approval_{state}"
                    if not told:
                        told = True
                        await asked()
                    await _news(hints, min(_LOOK_EVERY, left))
            finally:
                self._waiting.pop(key, None)

    def drop(self, organization_id: OrganizationId, conversation_id: ConversationId, effect_id: str) -> None:
        """The conversation waits for this no more: nobody need decide about it."""
        tool = self._waiting.get((conversation_id, effect_id))
        if tool is not None:
            task = asyncio.create_task(self._drop(organization_id, conversation_id, effect_id, tool))
            self._background.add(task)
            task.add_done_callback(self._background.discard)

    async def _drop(
        self, organization_id: OrganizationId, conversation_id: ConversationId, effect_id: str, tool: str
    ) -> None:
        try:
            async with tenant(self._pool, organization_id) as connection:
                identifier = await _lapse(
                    connection, organization_id, conversation_id, effect_id, tool, "dropped"
                )
            self._tell(organization_id, identifier)
        except (AppError, asyncpg.PostgresError, *LOST) as error:
            # It lapses by itself when its time is over.
            log.warning("approval_not_dropped", conversation=str(conversation_id), error=repr(error))

    async def _ask(self, wish: ToolWish, need: ApprovalNeed) -> None:
        async with tenant(self._pool, wish.organization_id) as connection:
            identifier = await connection.fetchval(
                resolution.ASK,
                wish.organization_id,
                new_id(),
                wish.tool_id,
                need.number,
                wish.conversation_id,
                wish.agent_id,
                wish.effect_id,
                _encode(wish.arguments).decode(),
                need.seconds,
            )
            if identifier is not None:
                told: dict[str, object] = {
                    "tool": need.tool,
                    "conversation_id": to_text("cnv", wish.conversation_id),
                    "agent_id": to_text("agt", wish.agent_id),
                    "seconds": round(need.seconds),
                }
                await _fact(connection, wish.organization_id, "approval.asked", identifier, told)
        self._tell(wish.organization_id, identifier)

    async def _look(self, wish: ToolWish, need: ApprovalNeed) -> tuple[str, float]:
        """How it stands now, and for how many seconds it may still be answered."""
        organization_id = OrganizationId(wish.organization_id)
        conversation_id = ConversationId(wish.conversation_id)
        async with tenant(self._pool, organization_id) as connection:
            try:
                kept = await load(connection, organization_id, conversation_id)
            except NotFound:
                return "dropped", 0.0
            wanted = any(ask.id == wish.effect_id for ask in kept.state.pending)
            row = await connection.fetchrow(
                resolution.ASKED, wish.organization_id, wish.conversation_id, wish.effect_id
            )
            if row is None:
                # The tool is gone, and with it what was asked about it.
                return "dropped", 0.0
            if not wanted and row["state"] == "approved":
                return "dropped", 0.0
            if row["state"] != "waiting" or (wanted and row["seconds_left"] > 0):
                return row["state"], max(0.05, row["seconds_left"])
            lapsed = "expired" if wanted else "dropped"
            identifier = await _lapse(
                connection, organization_id, conversation_id, wish.effect_id, need.tool, lapsed
            )
        self._tell(organization_id, identifier)
        # Somebody decided at the very last moment: look again.
        return (lapsed, 0.0) if identifier is not None else ("waiting", 0.05)

    def _tell(self, organization_id: UUID, identifier: UUID | None) -> None:
        if identifier is not None:
            self._broker.tell(organization_id, _CHANGED, {"id": to_text("tap", identifier)})


async def _lapse(
    connection: Connection,
    organization_id: OrganizationId,
    conversation_id: ConversationId,
    effect_id: str,
    tool: str,
    state: str,
) -> UUID | None:
    """Nobody decides about it any more; its id, if somebody still could."""
    identifier: UUID | None = await connection.fetchval(
        resolution.LAPSE, organization_id, conversation_id, effect_id, state
    )
    if identifier is not None:
        told: dict[str, object] = {
            "tool": tool,
            "conversation_id": to_text("cnv", conversation_id),
            "state": state,
        }
        await _fact(connection, organization_id, "approval.lapsed", identifier, told)
    return identifier


async def _fact(
    connection: Connection, organization_id: UUID, kind: str, subject_id: UUID, data: dict[str, object]
) -> None:
    await connection.execute(_FACT, organization_id, new_id(), kind, subject_id, _encode(data).decode())


async def _news(hints: "asyncio.Queue[Hint]", seconds: float) -> None:
    """Until somebody decided about something, or the time is over."""
    try:
        async with asyncio.timeout(seconds):
            while (await hints.get()).kind != _CHANGED:
                pass
    except TimeoutError:
        return
