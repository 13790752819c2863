"""Writing events down: those that come at the same moment go into one transaction, and nobody is answered before it.

While one transaction of an organization is under way, what comes meanwhile waits for the next: at a quiet time each
event is its own, and the busier it gets the larger they are.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, new_id
from centralita.live.database import Pool, tenant

_MOST: Final = 256
_MOST_BYTES: Final = 8 * 1024 * 1024
_KEEP: Final = (
    "INSERT INTO webhook_event (id, organization_id, account_id, key, name, call, body, received_at)"
    " SELECT id, $1, account_id, key, name, call, body, received_at FROM"
    " unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[])"
    " AS event (id, account_id, key, name, call, body, received_at)"
    " ON CONFLICT (organization_id, account_id, key) DO NOTHING RETURNING account_id"
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event as it is kept."""

    account_id: UUID
    key: str
    name: str
    call: str
    body: bytes
    at: datetime


_Waiting = tuple[Arrival, "asyncio.Future[None]"]


class Inbox:
    """Keeps events, each once. `told` hears after the commit which accounts have news."""

    def __init__(self, pool: Pool, told: Callable[[OrganizationId, UUID], None]) -> None:
        self._pool = pool
        self._told = told
        self._waiting: dict[OrganizationId, deque[_Waiting]] = {}
        self._writers: dict[OrganizationId, asyncio.Task[None]] = {}

    async def keep(self, organization_id: OrganizationId, arrival: Arrival) -> None:
        """Returns once it is committed, also when it was there already. Raises Unavailable, ForeignKeyViolationError."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(organization_id, deque()).append((arrival, done))
        if organization_id not in self._writers:
            self._writers[organization_id] = asyncio.create_task(self._write_all(organization_id))
        await done

    async def _write_all(self, organization_id: OrganizationId) -> None:
        waiting = self._waiting[organization_id]
        try:
            while waiting:
                # Whoever is ready to run at this moment comes along.
                await asyncio.sleep(0)
                batch = _take(waiting)
                try:
                    await self._write(organization_id, [arrival for arrival, _ in batch])
                except asyncpg.ForeignKeyViolationError as error:
                    # One account was removed a moment ago: the events of the others are still kept.
                    if len(batch) == 1:
                        _answer(batch, error)
                    else:
                        await self._write_apart(organization_id, batch)
                except (AppError, asyncpg.PostgresError) as error:
                    _answer(batch, error)
                else:
                    _answer(batch, None)
        except BaseException:
            for _, done in waiting:
                done.cancel()
            raise
        finally:
            del self._writers[organization_id], self._waiting[organization_id]

    async def _write_apart(self, organization_id: OrganizationId, batch: list[_Waiting]) -> None:
        for each in batch:
            try:
                await self._write(organization_id, [each[0]])
            except (AppError, asyncpg.PostgresError) as error:
                _answer([each], error)
            else:
                _answer([each], None)

    async def _write(self, organization_id: OrganizationId, arrivals: list[Arrival]) -> None:
        async with tenant(self._pool, organization_id) as connection:
            kept = await connection.fetch(
                _KEEP,
                organization_id,
                [new_id() for _ in arrivals],
                [each.account_id for each in arrivals],
                [each.key for each in arrivals],
                [each.name for each in arrivals],
                [each.call for each in arrivals],
                [each.body for each in arrivals],
                [each.at for each in arrivals],
            )
        for account_id in {row["account_id"] for row in kept}:
            self._told(organization_id, account_id)


def _take(waiting: deque[_Waiting]) -> list[_Waiting]:
    batch: list[_Waiting] = []
    size = 0
    while waiting and len(batch) < _MOST and (not batch or size + len(waiting[0][0].body) <= _MOST_BYTES):
        batch.append(waiting.popleft())
        size += len(batch[-1][0].body)
    return batch


def _answer(batch: list[_Waiting], error: Exception | None) -> None:
    for _, done in batch:
        # Whoever hung up meanwhile waits no more.
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
