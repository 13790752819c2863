"""Who performs a conversation's effects: a lease in `pending_effect` that is moved on while its process is at it.

Whose lease runs out is no more; any process may claim what is overdue then.
"""

import asyncio
import contextlib
from typing import Final
from uuid import UUID

import asyncpg

from centralita.kit.ids import ConversationId, OrganizationId
from centralita.live.database import LOST, Pool
from centralita.live.journal import LEASE_SECONDS

# How many conversations are claimed at once.
AT_ONCE: Final = 50
_RENEW_EVERY: Final = LEASE_SECONDS / 3
_RENEW: Final = "UPDATE pending_effect SET due_at = now() + make_interval(secs => $2) WHERE conversation_id = ANY($1::uuid[])"
_HAND_OVER: Final = "UPDATE pending_effect SET due_at = now() WHERE conversation_id = ANY($1::uuid[])"
_CLAIM: Final = (
    "UPDATE pending_effect SET due_at = now() + make_interval(secs => $1) WHERE conversation_id IN"
    " (SELECT conversation_id FROM pending_effect WHERE due_at < now() ORDER BY due_at"
    "  FOR UPDATE SKIP LOCKED LIMIT $2) RETURNING conversation_id, organization_id"
)
# A lease that a crash brings back is found to be for nothing: this waits for no disk, nor keeps a turn waiting.
_RELEASE: Final = (
    "DELETE FROM pending_effect WHERE conversation_id = $1"
    " AND set_config('synchronous_commit', 'off', true) = 'off'"
)


class Leases:
    """The conversations whose effects this process performs. Writing a lease down is the journal's, with the turn."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._held: set[UUID] = set()

    def hold(self, conversation_id: UUID) -> None:
        """Move this one on from now."""
        self._held.add(conversation_id)

    def drop(self, conversation_id: UUID) -> bool:
        """No longer; whether it was held."""
        held = conversation_id in self._held
        self._held.discard(conversation_id)
        return held

    async def release(self, conversation_id: UUID) -> None:
        """Take it away: there is nothing left to perform."""
        with contextlib.suppress(*LOST, asyncpg.PostgresError):
            await self._pool.execute(_RELEASE, conversation_id)

    async def renew(self) -> None:
        """Say that we are still at it, for as long as this process lives."""
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            if self._held:
                with contextlib.suppress(*LOST, asyncpg.PostgresError):
                    await self._pool.execute(_RENEW, list(self._held), LEASE_SECONDS)

    async def hand_over(self) -> None:
        """Leave all of them to whoever looks next: this process stops."""
        held, self._held = list(self._held), set()
        if held:
            with contextlib.suppress(*LOST, asyncpg.PostgresError):
                await self._pool.execute(_HAND_OVER, held)

    async def claim(self) -> list[tuple[OrganizationId, ConversationId]]:
        """What is overdue, the longest first and at most `AT_ONCE`: nobody else gets it for the time of a lease."""
        rows = await self._pool.fetch(_CLAIM, LEASE_SECONDS, AT_ONCE)
        return [
            (OrganizationId(row["organization_id"]), ConversationId(row["conversation_id"])) for row in rows
        ]
