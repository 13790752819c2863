"""What campaigns do when a call has ended, whoever learned of it."""

from collections.abc import Sequence

from centralita.identity.access.actor import system_actor
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.consumers import ReadEvent
from centralita.ledger.events.hints import changed
from centralita.operations.campaigns import ports
from centralita.operations.campaigns.actions.lock import lock_campaign
from centralita.operations.campaigns.dialler.settling import settle
from centralita.operations.campaigns.models import CampaignAttempt

CONSUMER = "campaigns"
_ENDINGS = frozenset({"call.ended", "call.failed", "call.cancelled", "call.reconciled"})


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Settle the campaigns of calls that ended."""
    ended = [event.subject_id for event in events if event.kind in _ENDINGS]
    if not ended or not ports.has_telephone():
        return
    open_ = CampaignAttempt.objects.filter(call_id__in=ended, ended_at__isnull=True)
    concerned = sorted(set(open_.values_list("campaign_id", flat=True)))
    actor = system_actor(organization_id, CONSUMER)
    for campaign_id in concerned:
        campaign = lock_campaign(actor, campaign_id)
        if settle(campaign, ports.telephone()):
            changed(organization_id, "campaign", campaign.id)
