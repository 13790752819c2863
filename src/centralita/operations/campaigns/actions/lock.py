"""Getting hold of a campaign for a write."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound, Stale
from centralita.operations.campaigns.models import Campaign


def lock_campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """The campaign, locked: whoever dials for it has finished their step. Raises NotFound."""
    campaign = Campaign.objects.select_for_update().filter(id=campaign_id).first()
    if campaign is None or not reached(actor, campaign):
        raise NotFound(kind="campaign")
    return campaign


def reached(actor: Actor, campaign: Campaign) -> bool:
    """Whether the campaign's agent is open to the actor; one without an agent is open to everybody."""
    return campaign.agent_id is None or actor.reaches(campaign.agent_id)


def expect(campaign: Campaign, seen: int | None) -> None:
    """Stale unless the campaign is still at the revision that was seen."""
    if seen is not None and seen != campaign.revision:
        raise Stale(actual=campaign.revision, seen=seen)
