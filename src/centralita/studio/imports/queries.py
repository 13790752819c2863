"""Reading imports. Inside the scope."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.studio.imports.models import AgentImport

SHOWN = 100


def visible(actor: Actor) -> QuerySet[AgentImport]:
    """Those that this actor may see: of the agents open to them, and files that became no agent yet."""
    rows = AgentImport.objects.all()
    if actor.agent_ids is None:
        return rows
    return rows.filter(Q(agent_id__in=actor.agent_ids) | Q(agent_id=None, created_by=actor.user_id))


def latest(actor: Actor, agent_id: UUID | None) -> Sequence[AgentImport]:
    """The last ones, of one agent or all, without what they hold."""
    rows = visible(actor).defer("blueprint", "tools", "losses").order_by("-created_at", "-id")
    return list((rows.filter(agent_id=agent_id) if agent_id else rows)[:SHOWN])


def get_upload(actor: Actor, upload_id: UUID) -> Sequence[AgentImport]:
    """The agents that came in at once, in their order. Raises NotFound."""
    rows = list(visible(actor).filter(upload_id=upload_id).order_by("created_at", "id"))
    if not rows:
        raise NotFound(kind="agent_upload")
    return rows


def get_import(actor: Actor, import_id: UUID, *, lock: bool = False) -> AgentImport:
    """One of them. Raises NotFound."""
    rows = visible(actor).select_for_update() if lock else visible(actor)
    row = rows.filter(id=import_id).first()
    if row is None:
        raise NotFound(kind="agent_import")
    return row
