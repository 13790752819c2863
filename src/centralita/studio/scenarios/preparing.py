"""A content as it would answer now: with today's facts of the business, and with the organization's model or without."""

from dataclasses import dataclass
from uuid import UUID

from centralita import engine
from centralita.engine.business import Business
from centralita.identity.organizations.models import Organization
from centralita.kit.ids import OrganizationId
from centralita.studio.agents.public import stored_blueprint
from centralita.studio.business.public import current_snapshot
from centralita.studio.language_models.public import ModelInUse, model_in_use
from centralita.studio.tools.standing_in import StandIns, stand_ins


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a conversation would run on, the model that would answer in it, and what stands in for its tools."""

    blueprint: engine.Blueprint
    model: ModelInUse | None
    stand_ins: StandIns


def prepared(organization_id: OrganizationId, blueprint_id: UUID) -> Prepared:
    """A stored content, ready to be talked with. Inside the organization's scope."""
    model = model_in_use(organization_id)
    blueprint = stored_blueprint(blueprint_id)
    return Prepared(
        blueprint.model_copy(
            update={
                "business": _business(organization_id),
                "settings": blueprint.settings.model_copy(update={"model_connected": model is not None}),
            }
        ),
        model,
        stand_ins(blueprint.tools),
    )


def _business(organization_id: OrganizationId) -> Business:
    snapshot = current_snapshot(organization_id)
    if snapshot is not None:
        return snapshot.business()
    organization = Organization.objects.get(id=organization_id)
    return Business(facts={"name": organization.name}, time_zone=organization.time_zone)
