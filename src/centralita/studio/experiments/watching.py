"""Looking after experiments by the clock: what nothing is heard of, and what has run its days."""

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.studio.experiments.actions.end import adopt_winners
from centralita.studio.experiments.counting import judge_running, settle_due
from centralita.studio.experiments.listeners import CONSUMER


def round_of(organization_id: OrganizationId) -> None:
    """One organization's turn."""
    actor = system_actor(organization_id, CONSUMER)
    with tenant_scope(organization_id):
        settle_due(actor)
    with tenant_scope(organization_id):
        judge_running(actor)
    with tenant_scope(organization_id):
        adopt_winners(actor)
