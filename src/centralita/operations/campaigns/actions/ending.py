"""The end of a campaign, or a pause, whoever asks for it. The campaign's row is locked by the caller."""

from django.db.models import F

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import CampaignFinished, CampaignPaused
from centralita.operations.campaigns import ports
from centralita.operations.campaigns.models import Campaign, CampaignAttempt, CampaignContact


def record(actor: Actor, campaign: Campaign, action: str, **after: object) -> None:
    """An audit entry about a campaign."""
    trail.record(
        actor,
        action=action,
        subject_kind="campaign",
        subject_id=to_text("cmp", campaign.id),
        after={"name": campaign.name, **after},
    )


def pause(actor: Actor, campaign: Campaign, reason: str = "") -> None:
    """No further call until somebody resumes it. Calls that nobody has begun to place are taken back."""
    campaign.status, campaign.reason, campaign.updated_at = "paused", reason, now()
    take_back(actor, campaign)
    campaign.save(update_fields=["status", "reason", "updated_at", "dialled"])
    append(actor, campaign.id, CampaignPaused(name=campaign.name, reason=reason))
    record(actor, campaign, "campaign_pause", reason=reason)


def end(actor: Actor, campaign: Campaign, reason: str, *, stopped: bool = False) -> None:
    """No further call, for good."""
    campaign.status = "stopped" if stopped else "finished"
    campaign.reason, campaign.ended_at, campaign.updated_at = reason, now(), now()
    take_back(actor, campaign)
    campaign.save(update_fields=["status", "reason", "ended_at", "updated_at", "dialled"])
    append(
        actor,
        campaign.id,
        CampaignFinished(
            name=campaign.name,
            reason=reason,
            stopped=stopped,
            dialled=campaign.dialled,
            answered=campaign.answered,
            booked=campaign.booked,
        ),
    )
    record(actor, campaign, "campaign_stop" if stopped else "campaign_finish", reason=reason)


def take_back(actor: Actor, campaign: Campaign) -> int:
    """Withdraw the calls that were asked for and not begun: whoever they were for waits again. How many."""
    if not ports.has_telephone():
        return 0
    withdrawn = ports.telephone().withdraw(actor, campaign.id)
    open_ = CampaignAttempt.objects.filter(
        campaign_id=campaign.id, call_id__in=list(withdrawn), ended_at__isnull=True
    )
    people = list(open_.values_list("contact_id", flat=True))
    if not people:
        return 0
    open_.update(withdrawn=True, ended_at=now(), outcome="withdrawn")
    CampaignContact.objects.filter(campaign_id=campaign.id, contact_id__in=people).update(
        state="waiting", dialled=F("dialled") - 1, next_at=now(), reasons=[], call_id=None
    )
    campaign.dialled = max(0, campaign.dialled - len(people))
    return len(people)
