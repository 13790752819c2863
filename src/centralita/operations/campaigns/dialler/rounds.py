"""The worker's part: a look at every campaign under way, again and again.

Which organizations have any is remembered for a few seconds, so that a thousand quiet ones cost nothing in between.
"""

import time
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import Q

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.operations.campaigns import ports
from centralita.operations.campaigns.dialler.dialling import step
from centralita.operations.campaigns.models import Campaign, CampaignAttempt
from centralita.operations.campaigns.ports import Telephone

_LOOK_AROUND_EVERY = 5.0
# One campaign must not keep the others waiting.
_MOST_STEPS = 10

log = get_logger(__name__)


@dataclass(slots=True)
class _Seen:
    """The organizations with campaigns under way, and when they were looked for (monotonic seconds)."""

    at: float = float("-inf")
    organizations: list[OrganizationId] = field(default_factory=list)


_seen = _Seen()


def dial_all() -> int:
    """Take the steps that are due in every campaign; how many calls were asked for."""
    if not ports.has_telephone():
        return 0
    telephone = ports.telephone()
    if time.monotonic() - _seen.at >= _LOOK_AROUND_EVERY:
        _seen.organizations, _seen.at = _with_campaigns(), time.monotonic()
    return sum(dial_for(organization_id, telephone) for organization_id in _seen.organizations)


def dial_for(organization_id: OrganizationId, telephone: Telephone) -> int:
    """The same for one organization."""
    with tenant_scope(organization_id):
        campaigns = _under_way()
    dialled = 0
    for campaign_id in campaigns:
        try:
            for _ in range(_MOST_STEPS):
                done = step(organization_id, campaign_id, telephone)
                dialled += done.dialled
                if not done.more:
                    break
        except Exception:
            # One campaign at fault must not stop the others; the database being away stops all of them.
            if connection.connection is None or connection.connection.closed:
                raise
            log.exception("campaign_step_failed", campaign=str(campaign_id))
    return dialled


def _with_campaigns() -> list[OrganizationId]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    found = []
    for organization_id in organizations:
        with tenant_scope(organization_id):
            if _under_way():
                found.append(organization_id)
    return found


def _under_way() -> list[UUID]:
    """Campaigns that run, will run, or have calls that have not ended."""
    open_ = CampaignAttempt.objects.filter(ended_at__isnull=True).values("campaign_id")
    rows = Campaign.objects.filter(Q(status__in=["scheduled", "running"]) | Q(id__in=open_))
    return list(rows.order_by("id").values_list("id", flat=True))
