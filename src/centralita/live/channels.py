"""Which agent a publishable key opens, kept for some seconds so that a change is felt soon."""

import time
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from centralita.kit.errors import AppError, Category, Unauthenticated
from centralita.kit.ids import BlueprintId, OrganizationId
from centralita.live.database import Pool, tenant
from centralita.live.trials import TRIAL_COLUMNS, TRIAL_JOIN, trial_in
from centralita.operations.channels.domain import origin_allowed, parse_key
from centralita.studio.experiments.domain.assignment import Trial

_KEPT_SECONDS: Final = 3.0
_KEPT: Final = 5_000
_FIND: Final = (
    "SELECT c.id, c.kind, c.origins, c.settings, c.agent_id, a.name, a.languages, a.status,"  # noqa: S608 - names of our own
    " a.live_version_id, v.blueprint_id, o.name AS organization_name, o.brand,"
    " EXISTS (SELECT FROM deployment d WHERE d.organization_id = a.organization_id"
    "  AND d.agent_id = a.id AND d.goal = 'live' AND d.pushed IS NOT NULL) AS spoken,"
    f" {TRIAL_COLUMNS}"
    " FROM channel c JOIN agent a ON a.organization_id = c.organization_id AND a.id = c.agent_id"
    " JOIN organization o ON o.id = c.organization_id"
    " LEFT JOIN agent_version v ON v.organization_id = a.organization_id AND v.id = a.live_version_id"
    f" {TRIAL_JOIN}"
    " WHERE c.organization_id = $1 AND c.key = $2 AND c.enabled AND o.suspended_at IS NULL"
)


class OriginNotAllowed(AppError):
    """The page's address is not on the channel's list; `origin` says which it was."""

    code = "origin_not_allowed"
    category = Category.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Door:
    """A channel with the agent behind it. `blueprint_id` is None while the agent takes nobody."""

    organization_id: OrganizationId
    organization_name: str
    brand: dict[str, Any]
    channel_id: UUID
    kind: str
    origins: tuple[str, ...]
    settings: dict[str, Any]
    agent_id: UUID
    agent_name: str
    languages: tuple[str, ...]
    version_id: UUID | None
    blueprint_id: BlueprintId | None
    # Whether visitors may speak with the agent: the channel says so, and it is somewhere with a voice.
    calls: bool = False
    trial: Trial | None = None


class Doors:
    """Finds doors by key."""

    def __init__(self, pool: Pool, own_origin: str) -> None:
        self._pool = pool
        self._own_origin = own_origin
        self._known: dict[str, tuple[float, Door]] = {}

    async def open(self, key: str, origin: str | None) -> Door:
        """The door of a publishable key, for a page of this origin.

        Raises Unauthenticated for a key that opens nothing and OriginNotAllowed for a page that may not use it.
        """
        door = await self._find(key)
        if origin is None:
            if door.kind != "api":
                raise OriginNotAllowed(origin="")
        elif not origin_allowed(origin, door.origins, own=self._own_origin):
            raise OriginNotAllowed(origin=origin[:200])
        return door

    async def _find(self, key: str) -> Door:
        moment = time.monotonic()
        known = self._known.get(key)
        if known is not None and moment - known[0] < _KEPT_SECONDS:
            return known[1]
        organization_id = parse_key(key)
        async with tenant(self._pool, organization_id) as connection:
            row = await connection.fetchrow(
                _FIND,
                organization_id,
                key,
            )
        if row is None:
            raise Unauthenticated
        looks = msgspec.json.decode(row["settings"])
        door = Door(
            organization_id=organization_id,
            organization_name=row["organization_name"],
            brand=msgspec.json.decode(row["brand"]),
            channel_id=row["id"],
            kind=row["kind"],
            origins=tuple(row["origins"]),
            settings=looks,
            agent_id=row["agent_id"],
            agent_name=row["name"],
            languages=tuple(row["languages"]),
            version_id=row["live_version_id"],
            blueprint_id=row["blueprint_id"] if row["status"] == "active" else None,
            calls=bool(looks.get("calls")) and row["spoken"] and row["status"] == "active",
            trial=trial_in(row),
        )
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known[key] = (moment, door)
        return door
