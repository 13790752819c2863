"""Makes the calls of the sandbox that are queued, and ends those that a lost process left behind."""

import asyncio
import contextlib
import functools
from typing import Final
from uuid import UUID

import asyncpg

from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.hints import Hint
from centralita.live.broker import Broker
from centralita.live.database import LOST
from centralita.live.sandbox.browser import Guest
from centralita.live.sandbox.call import Platform, SimulatedCall
from centralita.live.sandbox.store import LEASE_SECONDS
from centralita.studio.sandbox.domain import WAKE

_RENEW_EVERY: Final = LEASE_SECONDS / 3
_LOOK_EVERY: Final = 2.0
_AT_ONCE: Final = 200

log = get_logger(__name__)


class Runner:
    """The sandbox of this process."""

    def __init__(self, platform: Platform, broker: Broker) -> None:
        self._platform = platform
        self._broker = broker
        self._calls: dict[UUID, asyncio.Task[None]] = {}
        self._background: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to look for calls."""
        for work in (self._look(), self._renew()):
            self._background.add(asyncio.create_task(work))

    async def stop(self) -> None:
        """Let go. Calls under way are ended by whoever finds their line abandoned."""
        tasks = [*self._background, *self._calls.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def host(self, organization_id: OrganizationId, call_id: UUID, guest: Guest) -> bool:
        """Let somebody at a browser talk in a web call, to its end; False when it does not wait for one any more."""
        if not self._background or len(self._calls) >= _AT_ONCE:
            return False
        if not await self._platform.store.join(organization_id, call_id):
            return False
        task = asyncio.create_task(self._make(organization_id, call_id, guest))
        self._calls[call_id] = task
        task.add_done_callback(functools.partial(self._over, call_id))
        # What is begun is ended in order, also when the browser went away in the middle.
        await asyncio.shield(task)
        return True

    async def _look(self) -> None:
        with self._broker.listening(WAKE) as wakes:
            while True:
                with contextlib.suppress(*LOST, asyncpg.PostgresError, AppError):
                    await self._claim()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_EVERY):
                        await wakes.get()

    async def _claim(self) -> None:
        room = _AT_ONCE - len(self._calls)
        if room <= 0:
            return
        for organization_id, call_id in await self._platform.store.claim(room):
            if call_id not in self._calls:
                task = asyncio.create_task(self._make(organization_id, call_id))
                self._calls[call_id] = task
                task.add_done_callback(functools.partial(self._over, call_id))

    def _over(self, call_id: UUID, _task: "asyncio.Task[None]") -> None:
        self._calls.pop(call_id, None)

    async def _make(self, organization_id: OrganizationId, call_id: UUID, guest: Guest | None = None) -> None:
        try:
            order = await self._platform.store.load(organization_id, call_id)
            if order is not None and (not order.snapshot.status.ended or order.snapshot.successful is None):
                call = SimulatedCall(self._platform, order, guest)
                with self._broker.listening(call_id) as wishes:
                    watching = asyncio.create_task(_stop_when_told(call, wishes))
                    try:
                        await call.make()
                    finally:
                        watching.cancel()
            await self._platform.store.release(call_id)
        except (AppError, asyncpg.PostgresError, *LOST) as error:
            # The line stays: when its lease is over somebody ends the call.
            log.warning("sandbox_call_failed", call=str(call_id), error=repr(error))

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            if self._calls:
                with contextlib.suppress(*LOST, asyncpg.PostgresError):
                    await self._platform.store.renew(list(self._calls))


async def _stop_when_told(call: SimulatedCall, wishes: "asyncio.Queue[Hint]") -> None:
    await wishes.get()
    call.stop.set()
