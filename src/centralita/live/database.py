"""Transactions of one organization over asyncpg."""

import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

import asyncpg

from centralita.kit.errors import Unavailable
from centralita.kit.outage import DATABASE

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
else:
    Connection = asyncpg.Connection
    Pool = asyncpg.Pool

# What a lost or restarting server raises; the caller may send the same request again.
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    OSError,
)


async def _keep(_connection: object) -> None:
    """Nothing to reset: all that a transaction sets is local to it."""


async def _reached(_connection: object) -> None:
    DATABASE.answered()


async def open_pool(dsn: str, *, size: int) -> Pool:
    """A pool whose connections keep their prepared statements and are not reset between uses."""
    pool: Pool = await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        reset=_keep,
        init=_reached,
        command_timeout=20,
        max_inactive_connection_lifetime=300,
        server_settings={"application_name": "centralita-live", "jit": "off"},
    )
    return pool


@contextlib.asynccontextmanager
async def tenant(pool: Pool, organization_id: UUID) -> AsyncIterator[Connection]:
    """One transaction of one organization. Begins and says for whom in a single round trip.

    Raises Unavailable when the server is gone: nothing was committed, or the caller's retry finds out.
    """
    try:
        async with pool.acquire() as connection:
            try:
                await connection.execute(
                    f"BEGIN; SET LOCAL app.organization_id = '{UUID(int=organization_id.int)}'"
                )
                yield connection
            except BaseException:
                with contextlib.suppress(*LOST):
                    await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")
    except LOST as error:
        DATABASE.failed(str(error))
        raise Unavailable(retry_after=1) from error
