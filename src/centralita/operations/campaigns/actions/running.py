"""Starting, pausing, resuming and stopping campaigns."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import CampaignStarted
from centralita.operations.campaigns import audience, ports, switches
from centralita.operations.campaigns.actions.ending import end, pause, record, take_back
from centralita.operations.campaigns.actions.errors import (
    CallingSwitchAlready,
    CampaignAgentMissing,
    CampaignDateGone,
    CampaignNobody,
    CampaignUnconfirmed,
    CampaignWrongState,
)
from centralita.operations.campaigns.actions.lock import expect, lock_campaign
from centralita.operations.campaigns.models import (
    CallingSwitch,
    Campaign,
    CampaignAttempt,
    CampaignContact,
)
from centralita.operations.campaigns.reading import stop_rules

# Above this many people the number has to be typed: a slip of the hand must not ring a town.
CONFIRM_ABOVE = 500
_COUNTED_BY = 5_000


def start_campaign(
    actor: Actor, campaign_id: UUID, *, confirmed: int | None, seen: int | None = None
) -> Campaign:
    """Have a draft run, now or at its date. The audience comes in page by page in the background."""
    campaign = lock_campaign(actor, campaign_id)
    expect(campaign, seen)
    if campaign.status != "draft":
        raise CampaignWrongState(status=campaign.status)
    ports.telephone()
    if not switches.agent_ready(campaign):
        raise CampaignAgentMissing(field="agent_id")
    until = stop_rules(campaign).until
    begins = max(now(), campaign.starts_at) if campaign.starts_at else now()
    if until is not None and until <= begins:
        raise CampaignDateGone(field="stop_rules.until")
    count = audience_size(campaign)
    if count == 0:
        raise CampaignNobody
    if count > CONFIRM_ABOVE and confirmed != count:
        raise CampaignUnconfirmed(field="confirmed", count=count)
    if campaign.starts_at is not None and campaign.starts_at > now():
        campaign.status = "scheduled"
    else:
        campaign.status, campaign.started_at = "running", now()
        append(actor, campaign.id, CampaignStarted(name=campaign.name))
    campaign.reason, campaign.updated_at = "", now()
    campaign.revision += 1
    campaign.save()
    record(actor, campaign, "campaign_start", people=count)
    changed(actor.organization_id, "campaign", campaign.id)
    return campaign


def audience_size(campaign: Campaign) -> int:
    """How many contacts match now, those who may not be called among them."""
    count, last = 0, None
    while True:
        ids = audience.page(campaign.organization_id, campaign.audience, after=last, limit=_COUNTED_BY)
        count += len(ids)
        if len(ids) < _COUNTED_BY:
            return count
        last = ids[-1]


def pause_campaign(actor: Actor, campaign_id: UUID, *, hang_up: bool = False) -> Campaign:
    """From the answer on nothing more is dialled, until it is resumed."""
    campaign = lock_campaign(actor, campaign_id)
    if campaign.status not in {"running", "scheduled"}:
        raise CampaignWrongState(status=campaign.status)
    pause(actor, campaign)
    _hang_up(actor, campaign, hang_up)
    return campaign


def resume_campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """Go on. Those who were left out without a call are asked about again: rules and consents may have changed."""
    campaign = lock_campaign(actor, campaign_id)
    if campaign.status != "paused":
        raise CampaignWrongState(status=campaign.status)
    ports.telephone()
    if not switches.agent_ready(campaign):
        raise CampaignAgentMissing(field="agent_id")
    campaign.status, campaign.reason, campaign.updated_at = "running", "", now()
    campaign.started_at = campaign.started_at or now()
    campaign.save(update_fields=["status", "reason", "updated_at", "started_at"])
    CampaignContact.objects.filter(campaign_id=campaign.id, state="left_out", attempts=0).update(
        state="waiting", reasons=[], next_at=now()
    )
    append(actor, campaign.id, CampaignStarted(name=campaign.name, resumed=True))
    record(actor, campaign, "campaign_resume")
    return campaign


def stop_campaign(actor: Actor, campaign_id: UUID, *, hang_up: bool = False) -> Campaign:
    """From the answer on nothing more is dialled, for good."""
    campaign = lock_campaign(actor, campaign_id)
    if campaign.status not in {"running", "scheduled", "paused"}:
        raise CampaignWrongState(status=campaign.status)
    end(actor, campaign, "", stopped=True)
    _hang_up(actor, campaign, hang_up)
    return campaign


def _hang_up(actor: Actor, campaign: Campaign, wanted: bool) -> None:
    if not wanted or not ports.has_telephone():
        return
    under_way = CampaignAttempt.objects.filter(campaign_id=campaign.id, ended_at__isnull=True)
    calls = [call_id for call_id in under_way.values_list("call_id", flat=True) if call_id is not None]
    if calls:
        ports.telephone().hang_up(actor, calls)


def set_switch(actor: Actor, *, stopped: bool) -> CallingSwitch | None:
    """Stop every campaign of the organization, or let them go on; the switch if it is on."""
    row, _ = CallingSwitch.objects.get_or_create(organization_id=actor.organization_id)
    row = CallingSwitch.objects.select_for_update().get(id=row.id)
    if (row.stopped_at is not None) == stopped:
        raise CallingSwitchAlready
    row.stopped_at = now() if stopped else None
    row.stopped_by_name = actor.name if stopped else ""
    row.save()
    # Whoever is in the middle of a step has finished it before this is answered.
    running = Campaign.objects.filter(status="running").order_by("id").values_list("id", flat=True)
    for campaign_id in list(running):
        campaign = lock_campaign(actor, campaign_id)
        if stopped and take_back(actor, campaign):
            campaign.save(update_fields=["dialled"])
        record(actor, campaign, "calling_stop" if stopped else "calling_resume")
        changed(actor.organization_id, "campaign", campaign.id)
    trail.record(
        actor,
        action="calling_switch_set",
        subject_kind="organization",
        subject_id="",
        after={"stopped": stopped},
    )
    return row if stopped else None
