"""The organizations' own tools: found as they were published, called between two transactions, and recorded.

The record is written before a call goes out. Whoever finds it there already is a process that goes on where another
one stopped: it hands in what came back, or calls again where that does no harm; else nobody can know, and it says so.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

import msgspec

from centralita.engine.arguments import faults
from centralita.engine.values import Value
from centralita.kit.encryption import Cipher, Undecryptable
from centralita.kit.errors import Unavailable
from centralita.kit.ids import new_id, to_text
from centralita.kit.logs import get_logger
from centralita.kit.outbound import Outbound
from centralita.live.company import given_in
from centralita.live.conversation import VOICE
from centralita.live.database import LOST, Pool, tenant
from centralita.live.messages import Mailer, Messages, NoMail, NoPurse, Purse
from centralita.live.ports import ApprovalNeed, Later, ToolAnswer, ToolWish
from centralita.studio.tools import resolution
from centralita.studio.tools.calling import HttpCaller, Outcome
from centralita.studio.tools.domain.approval import is_needed
from centralita.studio.tools.plugins import call_plugin
from centralita.studio.tools.resolution import Granted, SignInWaiting

# For models, too: what was only begun is not done.
STARTED: Final[Mapping[str, Value]] = {
    "started": True,
    "note": "It goes on by itself. Whether it worked is not told here: never say that it is done.",
}
log = get_logger(__name__)
_encode: Final = msgspec.json.encode


class StoredTools:
    """Calls tools for conversations."""

    def __init__(
        self,
        pool: Pool,
        cipher: Cipher,
        outbound: Outbound,
        mailer: Mailer | None = None,
        purse: Purse | None = None,
    ) -> None:
        self._pool = pool
        self._cipher = cipher
        self._outbound = outbound
        self._caller = HttpCaller(outbound)
        self._messages = Messages(pool, cipher, mailer or NoMail(), self._caller, purse or NoPurse())
        self._under_way: set[asyncio.Task[ToolAnswer]] = set()

    async def approval(self, wish: ToolWish) -> ApprovalNeed | None:
        """Whether somebody has to agree first. Tests ask nobody: what would need a yes is not called for real there."""
        if wish.test:
            return None
        async with tenant(self._pool, wish.organization_id) as connection:
            row = await connection.fetchrow(resolution.FIND, wish.organization_id, wish.tool_id, wish.version)
        if row is None:
            return None
        granted = resolution.read_row(row)
        approval = granted.definition.approval
        # What does not fit is not called anyhow, so nobody is troubled with it.
        if not is_needed(approval, wish.arguments) or faults(wish.arguments, granted.definition.parameters):
            return None
        seconds = approval.call_seconds if wish.channel == VOICE else approval.minutes * 60
        return ApprovalNeed(seconds, granted.name, granted.number)

    async def refuse(self, wish: ToolWish, error: str) -> ToolAnswer:
        """Record that nobody agreed to it."""
        async with tenant(self._pool, wish.organization_id) as connection:
            row = await connection.fetchrow(resolution.FIND, wish.organization_id, wish.tool_id, wish.version)
            if row is None:
                return ToolAnswer(ok=False, error="unknown_tool")
            granted = resolution.read_row(row)
            identifier = new_id()
            if await connection.fetchval(*_begin(wish, granted, identifier, mocked=False)) is not None:
                await connection.execute(
                    resolution.FINISH, wish.organization_id, identifier, "failed", None, "", None, error, None
                )
        return ToolAnswer(ok=False, error=error, name=granted.name, number=granted.number)

    async def call(self, wish: ToolWish, later: Later) -> ToolAnswer:
        """Call it once and record it. Where nobody waits any more, what went out is recorded all the same."""
        return await asyncio.shield(self._go(self._call(wish, later)))

    def _go(self, work: Coroutine[None, None, ToolAnswer]) -> asyncio.Task[ToolAnswer]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _call(self, wish: ToolWish, later: Later) -> ToolAnswer:
        async with tenant(self._pool, wish.organization_id) as connection:
            row = await connection.fetchrow(resolution.FIND, wish.organization_id, wish.tool_id, wish.version)
            if row is None and wish.version == 0:
                row = await connection.fetchrow(resolution.FIND_DRAFT, wish.organization_id, wish.tool_id)
            if row is None:
                return ToolAnswer(ok=False, error="unknown_tool")
            granted = resolution.read_row(row)
            mocked = wish.test and granted.is_mocked(wish.arguments)
            identifier, known = new_id(), None
            begun = await connection.fetchval(*_begin(wish, granted, identifier, mocked=mocked))
            # In the same transaction: what is written down as begun goes out, unless the process dies.
            given: dict[str, Value] = {} if mocked else await given_in(connection, wish)
            if begun is None:
                known = await connection.fetchrow(
                    resolution.KNOWN, wish.organization_id, wish.conversation_id, wish.effect_id
                )
                if known is not None:
                    identifier = known["id"]
        aside = not granted.definition.waits
        if aside and begun is None:
            # What it came to is told by whoever began it.
            return _started(granted)
        if known is not None and known["state"] in {"done", "failed"}:
            again = _again(granted, known["state"], known["result"], known["error"], known["ms"])
            return replace(again, cost_micros=await self._messages.spent(wish, granted, identifier))
        work = self._finished(wish, granted, given, identifier, begun=begun is not None, mocked=mocked)
        if aside:
            self._go(_told_later(work, later))
            return _started(granted)
        return await work

    async def _finished(
        self,
        wish: ToolWish,
        granted: Granted,
        given: dict[str, Value],
        identifier: UUID,
        *,
        begun: bool,
        mocked: bool,
    ) -> ToolAnswer:
        """Call it, and record what came of it; what another process began only where that does no harm."""
        if not granted.connected and not mocked:
            outcome = Outcome(ok=False, error="not_connected")
        elif not begun and not granted.definition.repeats and not mocked:
            spent = await self._messages.spent(wish, granted, identifier, in_doubt=True)
            outcome = Outcome(ok=False, error="in_doubt", cost_micros=spent)
        elif mocked:
            outcome = await self._mocked(wish, granted)
        else:
            outcome = await self._really(wish, granted, given, identifier)
        await self._keep(wish, identifier, outcome)
        log.info(
            "tool_called",
            tool=to_text("tool", wish.tool_id),
            version=granted.number,
            ok=outcome.ok,
            code=outcome.error,
            status=outcome.status,
            ms=outcome.ms,
            attempts=outcome.attempts,
        )
        return ToolAnswer(
            outcome.ok,
            outcome.value,
            outcome.error,
            granted.name,
            granted.number,
            outcome.ms,
            cost_micros=outcome.cost_micros,
        )

    async def _really(
        self, wish: ToolWish, granted: Granted, given: dict[str, Value], identifier: UUID
    ) -> Outcome:
        # Held to what was published: what an agent's draft says of the arguments is a copy.
        if faults(wish.arguments, granted.definition.parameters):
            return Outcome(ok=False, error="arguments_wrong")
        try:
            key = granted.key(self._cipher)
        except (Undecryptable, SignInWaiting) as error:
            unreadable = isinstance(error, Undecryptable)
            return Outcome(ok=False, error="secret_unreadable" if unreadable else "sign_in_waiting")
        once = f"{to_text('cnv', wish.conversation_id)}-{wish.effect_id}"
        values = {**wish.arguments, **given}
        match granted.definition.request.kind:
            case "email" | "sms" as channel:
                return await self._messages.send(wish, granted, channel, key, values, once, identifier)
            case "plugin":
                told = {name: str(value) for name, value in given.items() if value is not None}
                return await call_plugin(self._outbound, granted.definition, wish.arguments, told, key, once)
            case _:
                return await self._caller.call(granted.definition, values, key, once=once)

    async def _mocked(self, wish: ToolWish, granted: Granted) -> Outcome:
        async with tenant(self._pool, wish.organization_id) as connection:
            rows = await connection.fetch(resolution.MOCKS, wish.organization_id, wish.tool_id)
        mocks = [
            resolution.Mock(msgspec.json.decode(row["arguments"]), row["mock_status"], row["mock_body"])
            for row in rows
        ]
        chosen = resolution.choose_mock(mocks, wish.arguments)
        if chosen is None and granted.sends:
            # A test writes to nobody, and needs no case for it.
            return Outcome(ok=True, value={"sent": True})
        if chosen is None:
            return Outcome(ok=False, error="no_mock")
        ok, value, text, error = resolution.read_mock(chosen, granted.definition)
        return Outcome(ok=ok, value=value, text=text, status=chosen.status, error=error)

    async def _keep(self, wish: ToolWish, identifier: UUID, outcome: Outcome) -> None:
        """Record what came back, however often the database is away meanwhile: it cannot be asked for again."""
        while True:
            try:
                async with tenant(self._pool, wish.organization_id) as connection:
                    await connection.execute(
                        resolution.FINISH,
                        wish.organization_id,
                        identifier,
                        "done" if outcome.ok else "failed",
                        outcome.status,
                        outcome.text,
                        _encode(outcome.value).decode() if outcome.value is not None else None,
                        outcome.error,
                        outcome.ms,
                    )
            except (Unavailable, *LOST) as error:
                log.warning("tool_record_waits", tool=to_text("tool", wish.tool_id), error=repr(error))
                await asyncio.sleep(1)
            else:
                return


def _begin(
    wish: ToolWish, granted: Granted, identifier: UUID, *, mocked: bool
) -> tuple[str, *tuple[object, ...]]:
    return (
        resolution.BEGIN,
        wish.organization_id,
        identifier,
        wish.tool_id,
        granted.number,
        "test" if wish.test else "conversation",
        wish.conversation_id,
        wish.agent_id,
        wish.effect_id,
        _encode(wish.arguments).decode(),
        "running",
        mocked,
    )


async def _told_later(work: Coroutine[None, None, ToolAnswer], later: Later) -> ToolAnswer:
    answer = await work
    await later(answer)
    return answer


def _started(granted: Granted) -> ToolAnswer:
    """What is known of a call that is not waited for."""
    return ToolAnswer(ok=True, value=dict(STARTED), name=granted.name, number=granted.number, started=True)


def _again(granted: Granted, state: str, result: str | None, error: str, ms: float | None) -> ToolAnswer:
    """What is recorded already: a process that is gone called, and could not hand it in."""
    value = msgspec.json.decode(result) if result is not None else None
    return ToolAnswer(state == "done", value, error, granted.name, granted.number, ms or 0.0)
