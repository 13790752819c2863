"""What an organization's models may use in a day: taken before a model is asked, given back when less was used.

A process takes tokens in blocks, each by one conditional statement, and deals them out itself: asking a model costs
no round trip, and no number of processes passes the limit. A process that dies takes what it holds with it, at most
a block for each organization, until the day (UTC) is over: too little is spent then, never too much.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import date
from typing import Final
from uuid import UUID

import asyncpg

from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, new_id
from centralita.ledger.usage.domain.allowance import (
    GIVE_BACK,
    TAKE,
    TOKENS_A_DAY,
    AllowanceSpent,
    Held,
)
from centralita.live.database import LOST, Pool, tenant

_BLOCK: Final = 50_000


class Allowance:
    """The tokens of this process, by organization and day."""

    def __init__(
        self, pool: Pool, limit: int = TOKENS_A_DAY, *, block: int = _BLOCK, clock: Clock = system_clock
    ) -> None:
        self._pool = pool
        self._limit = limit
        self._block = block
        self._clock = clock
        self._left: dict[tuple[UUID, date], int] = {}
        self._filling: dict[UUID, asyncio.Lock] = {}

    @contextlib.asynccontextmanager
    async def held(self, organization_id: OrganizationId, tokens: int) -> AsyncIterator[Held]:
        """Keep so many tokens for one question. What fails is free; what breaks off counts whole.

        Raises AllowanceSpent.
        """
        key = (organization_id, self._clock.now().date())
        await self._fill(organization_id, key[1], tokens)
        self._left[key] = self._left.get(key, 0) - tokens
        held = Held(tokens, used=tokens)
        try:
            yield held
        except AppError:
            held.used = 0
            raise
        finally:
            self._left[key] = self._left.get(key, 0) + tokens - held.used

    async def _fill(self, organization_id: OrganizationId, day: date, tokens: int) -> None:
        """Have at least so many. One fills at a time, so that those who wait share what comes."""
        key = (organization_id, day)
        if self._left.get(key, 0) >= tokens:
            return
        async with self._filling.setdefault(organization_id, asyncio.Lock()):
            while (missing := tokens - self._left.get(key, 0)) > 0:
                for wanted in dict.fromkeys((max(missing, self._block), missing)):
                    if await self._take(organization_id, day, wanted):
                        self._left[key] = self._left.get(key, 0) + wanted
                        break
                else:
                    raise AllowanceSpent(limit=self._limit)
            # Yesterday's are of no use any more.
            for old in [one for one in self._left if one[0] == organization_id and one[1] < day]:
                del self._left[old]

    async def stop(self) -> None:
        """Give back what nobody used."""
        left, self._left = self._left, {}
        for (organization_id, day), tokens in left.items():
            with contextlib.suppress(AppError, asyncpg.PostgresError, *LOST):
                async with tenant(self._pool, organization_id) as connection:
                    await connection.execute(GIVE_BACK, organization_id, day, tokens)

    async def _take(self, organization_id: OrganizationId, day: date, tokens: int) -> bool:
        if tokens > self._limit:
            return False
        async with tenant(self._pool, organization_id) as connection:
            taken = await connection.fetchval(TAKE, new_id(), organization_id, day, tokens, self._limit)
        return taken is not None
