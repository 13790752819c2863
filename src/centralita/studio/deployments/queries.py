"""Reading deployments."""

from collections.abc import Sequence
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.studio.agents.public import require_agent
from centralita.studio.deployments.models import Deployment


def list_deployments(actor: Actor, agent_id: UUID) -> Sequence[Deployment]:
    """Where an agent runs. Raises NotFound for an agent that is not the actor's to see."""
    require_agent(actor, agent_id)
    return list(Deployment.objects.filter(agent_id=agent_id).order_by("created_at", "id"))


def get_deployment(actor: Actor, deployment_id: UUID, *, lock: bool = False) -> Deployment:
    """One deployment of an agent that is the actor's to see. Raises NotFound."""
    rows = Deployment.objects.all()
    row = (
        (rows.select_for_update() if lock else rows).filter(id=deployment_id, agent_id__isnull=False).first()
    )
    if row is None or row.agent_id is None or not actor.reaches(row.agent_id):
        raise NotFound(kind="deployment")
    return row
