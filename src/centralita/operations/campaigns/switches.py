"""The switches that stop calls from above a campaign, read in the transaction that would dial."""

from centralita.identity.organizations.dialling import stop_of
from centralita.identity.organizations.models import Organization
from centralita.operations.campaigns.models import CallingSwitch, Campaign
from centralita.studio.agents.public import agent_facts


def closed(campaign: Campaign) -> str:
    """Why nobody is called for any campaign here; empty when nothing forbids it."""
    organization = Organization.objects.filter(id=campaign.organization_id).only("suspended_at").first()
    if organization is None or organization.suspended_at is not None:
        return "organization_suspended"
    if stop_of(campaign.organization_id) is not None:
        return "dialling_stopped"
    return "calling_stopped" if stopped_here() is not None else ""


def stopped_here() -> CallingSwitch | None:
    """The organization's own stop, if it is on."""
    return CallingSwitch.objects.filter(stopped_at__isnull=False).first()


def agent_ready(campaign: Campaign) -> bool:
    """Whether the campaign's agent is there, published and not paused."""
    if campaign.agent_id is None:
        return False
    facts = agent_facts([campaign.agent_id]).get(campaign.agent_id)
    return facts is not None and facts.status == "active" and facts.live_number is not None
