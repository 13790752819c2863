"""Asking for work on vectors."""

from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId
from centralita.studio.knowledge.models import KnowledgeSpace


def fill_later(organization_id: OrganizationId, *, seconds: int = 0) -> None:
    """Have passages without a vector given one, where the organization searches by meaning. Inside its scope."""
    if not KnowledgeSpace.objects.exists():
        return
    # By its name: the task imports what fills. One at a time for each organization: the next finds what is left.
    app.configure_task(
        "knowledge.fill_space",
        queue="knowledge",
        lock=f"knowledge.space:{organization_id}",
        schedule_in={"seconds": seconds} if seconds else None,
    ).defer(organization_id=str(organization_id))
