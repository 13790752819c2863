"""Blueprints ready to run. They never change, so they are kept by id for as long as there is room."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from centralita import engine
from centralita.engine.business import Business
from centralita.kit.errors import NotFound
from centralita.kit.ids import BlueprintId
from centralita.live.database import Connection

_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Edition:
    """What exactly a conversation runs on: a blueprint, the business's facts of that day, and whether a model is there."""

    blueprint_id: BlueprintId
    facts_id: UUID | None
    model_connected: bool


class Blueprints:
    """Finds the blueprint of an edition, in memory or in the database."""

    def __init__(self) -> None:
        self._ready: OrderedDict[Edition, engine.Blueprint] = OrderedDict()

    async def get(self, connection: Connection, edition: Edition) -> engine.Blueprint:
        """The blueprint of an edition, with the organization's facts in it. Raises NotFound."""
        ready = self._ready.get(edition)
        if ready is None:
            ready = await self._load(connection, edition)
            self._ready[edition] = ready
            if len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        else:
            self._ready.move_to_end(edition)
        return ready

    async def _load(self, connection: Connection, edition: Edition) -> engine.Blueprint:
        content = await connection.fetchval(
            "SELECT content FROM blueprint WHERE id = $1", edition.blueprint_id
        )
        if content is None:
            raise NotFound(kind="blueprint")
        blueprint = engine.Blueprint.model_validate(msgspec.json.decode(content))
        settings = blueprint.settings.model_copy(update={"model_connected": edition.model_connected})
        return blueprint.model_copy(
            update={"business": await self._business(connection, edition.facts_id), "settings": settings}
        )

    async def _business(self, connection: Connection, facts_id: UUID | None) -> Business:
        if facts_id is not None:
            content = await connection.fetchval(
                "SELECT content FROM business_snapshot WHERE id = $1", facts_id
            )
            if content is not None:
                return Business.model_validate(msgspec.json.decode(content))
        row = await connection.fetchrow(
            "SELECT name, time_zone FROM organization"
            " WHERE id = NULLIF(current_setting('app.organization_id', true), '')::uuid"
        )
        if row is None:
            return Business()
        return Business(facts={"name": row["name"]}, time_zone=row["time_zone"])
