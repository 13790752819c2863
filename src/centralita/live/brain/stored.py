"""Deployments and calls as the database keeps them, for the brain."""

from uuid import UUID

from centralita.kit.ids import MalformedId, OrganizationId, from_text
from centralita.live.brain.ports import Behind
from centralita.live.database import Pool, tenant

_PREFIX = "brn"
_ORGANIZATION_LENGTH = 26
_DEPLOYMENT = (
    "SELECT d.account_id, d.agent_id, d.live_version_id, d.mode <> 'brain' AS native FROM deployment d"
    " JOIN organization o ON o.id = d.organization_id"
    " WHERE d.organization_id = $1 AND d.brain_token = $2 AND d.agent_id IS NOT NULL"
    " AND d.goal = 'live' AND o.suspended_at IS NULL"
)
_CONVERSATION = "SELECT conversation_id FROM call WHERE organization_id = $1 AND id = $2"


class StoredDeployments:
    """Finds the deployment of a token; the token names its organization."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def by_token(self, token: str) -> Behind | None:
        """None for any token that opens nothing now."""
        head, _, body = token.partition("_")
        try:
            organization_id = OrganizationId(from_text(_PREFIX, f"{head}_{body[:_ORGANIZATION_LENGTH]}"))
        except MalformedId:
            return None
        async with tenant(self._pool, organization_id) as connection:
            row = await connection.fetchrow(_DEPLOYMENT, organization_id, token)
        if row is None:
            return None
        return Behind(
            organization_id,
            row["account_id"],
            row["agent_id"],
            row["live_version_id"],
            native=row["native"],
        )


class StoredCalls:
    """Finds the conversation that was set aside for a call."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def conversation_of(self, organization_id: OrganizationId, our_call: UUID) -> UUID | None:
        """Its id, or None where we placed no such call."""
        async with tenant(self._pool, organization_id) as connection:
            found: UUID | None = await connection.fetchval(_CONVERSATION, organization_id, our_call)
        return found
