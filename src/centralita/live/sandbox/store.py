"""The sandbox's calls in the database, as those who make them need them."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec

from centralita.kit.encryption import Cipher, Undecryptable
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.live.database import Pool, tenant
from centralita.providers.voice.calls import CallSnapshot, CallStatus
from centralita.providers.voice.platforms import VoicePlatform, signing_secrets
from centralita.providers.voice.sandbox_events import decode_snapshot, encode_snapshot
from centralita.studio.voice_accounts.secrets import unseal

# A line that nobody moves on for this long belongs to a process that is gone.
LEASE_SECONDS: Final = 15
_CLAIM: Final = (
    "UPDATE sandbox_line SET due_at = now() + make_interval(secs => $1) WHERE call_id IN"
    " (SELECT call_id FROM sandbox_line WHERE due_at <= now() ORDER BY due_at FOR UPDATE SKIP LOCKED LIMIT $2)"
    " RETURNING call_id, organization_id"
)
_LOAD: Final = (
    "SELECT c.told, c.config, c.variables, c.ring_seconds, c.account_id, a.hook, a.secret FROM sandbox_call c"
    " JOIN voice_account a ON a.organization_id = c.organization_id AND a.id = c.account_id"
    " WHERE c.organization_id = $1 AND c.id = $2"
)
_SAVE: Final = (
    "UPDATE sandbox_call SET told = $3::jsonb, status = $4, recording_key = COALESCE($5, recording_key)"
    " WHERE organization_id = $1 AND id = $2 AND (status <> ALL($6::text[]) OR $4 = ANY($6::text[]))"
    " RETURNING stop_wanted"
)

# One browser for one call: the second finds it taken.
_JOIN: Final = (
    "UPDATE sandbox_call SET status = $3 WHERE organization_id = $1 AND id = $2 AND status = $4 RETURNING id"
)
_RENEW: Final = (
    "UPDATE sandbox_line SET due_at = now() + make_interval(secs => $2) WHERE call_id = ANY($1::uuid[])"
)
_OVER: Final = [status.value for status in CallStatus if status.ended]

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """A call to be made, as it was placed, with the hook and the secret of its account's webhooks."""

    organization_id: OrganizationId
    id: UUID
    account_id: UUID
    snapshot: CallSnapshot
    config: Any
    variables: dict[str, str]
    ring_seconds: int
    hook: str
    secret: str


class Store:
    """Reads and writes calls and the queue of them."""

    def __init__(self, pool: Pool, cipher: Cipher) -> None:
        self._pool = pool
        self._cipher = cipher

    async def claim(self, at_most: int) -> list[tuple[OrganizationId, UUID]]:
        """Calls that nobody makes, now ours for the time of the lease."""
        rows = await self._pool.fetch(_CLAIM, LEASE_SECONDS, at_most)
        return [(OrganizationId(row["organization_id"]), row["call_id"]) for row in rows]

    async def renew(self, calls: list[UUID]) -> None:
        """Say that we are still at it."""
        await self._pool.execute(_RENEW, calls, LEASE_SECONDS)

    async def join(self, organization_id: OrganizationId, call_id: UUID) -> bool:
        """Take a web call that waits for its browser; False when it does not wait any more."""
        async with tenant(self._pool, organization_id) as connection:
            taken = await connection.fetchval(
                _JOIN,
                organization_id,
                call_id,
                CallStatus.INITIATING.value,
                CallStatus.QUEUED.value,
            )
        if taken is not None:
            await self.renew([call_id])
        return taken is not None

    async def release(self, call_id: UUID) -> None:
        """The call is over, or gone."""
        await self._pool.execute("DELETE FROM sandbox_line WHERE call_id = $1", call_id)

    async def load(self, organization_id: OrganizationId, call_id: UUID) -> Order | None:
        """A claimed call; None when it went with its account."""
        async with tenant(self._pool, organization_id) as connection:
            row = await connection.fetchrow(_LOAD, organization_id, call_id)
        if row is None:
            return None
        return Order(
            organization_id=organization_id,
            id=call_id,
            account_id=row["account_id"],
            snapshot=decode_snapshot(row["told"]),
            config=msgspec.json.decode(row["config"]),
            variables=msgspec.json.decode(row["variables"]),
            ring_seconds=row["ring_seconds"],
            hook=row["hook"],
            secret=self._secret(organization_id, row),
        )

    async def save(self, order: Order, snapshot: CallSnapshot, recording_key: str | None = None) -> bool:
        """Keep how the call stands; whether somebody wants it stopped."""
        async with tenant(self._pool, order.organization_id) as connection:
            stop = await connection.fetchval(
                _SAVE,
                order.organization_id,
                order.id,
                encode_snapshot(snapshot).decode(),
                snapshot.status.value,
                recording_key,
                _OVER,
            )
        # No row was written where the call was ended from outside, or went with its account.
        return stop is None or bool(stop)

    def _secret(self, organization_id: OrganizationId, row: asyncpg.Record) -> str:
        try:
            opened = unseal(self._cipher, row["account_id"], organization_id, row["secret"])
        except (Undecryptable, msgspec.DecodeError):
            log.warning("webhook_secret_lost", account=str(row["account_id"]))
            return ""
        return next(iter(signing_secrets(VoicePlatform.SANDBOX, opened)), "")
