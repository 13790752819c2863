"""What campaigns do when a call has ended, whoever learned of it."""

from collections.abc import Sequence

from centralita.kit.ids import OrganizationId
from centralita.ledger.events.consumers import ReadEvent
from centralita.ledger.events.hints import changed
from centralita.operations.campaigns import ports
from centralita.operations.campaigns.dialler.settling import settle
from centralita.operations.campaigns.models import Campaign, CampaignAttempt

CONSUMER = "campaigns"
_ENDINGS = frozenset({"call.ended", "call.failed", "call.cancelled", "call.reconciled"})


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Settle the campaigns of calls that ended."""
    ended = [event.subject_id for event in events if event.kind in _ENDINGS]
    if not ended or not ports.has_telephone():
        return
    open_ = CampaignAttempt.objects.filter(call_id__in=ended, ended_at__isnull=True)
    concerned = sorted(set(open_.values_list("campaign_id", flat=True)))
    for campaign in Campaign.objects.select_for_update().filter(id__in=concerned).order_by("id"):
        if settle(campaign, ports.telephone()):
            changed(organization_id, "campaign", campaign.id)
