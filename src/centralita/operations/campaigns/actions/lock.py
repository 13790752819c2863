"""Getting hold of a campaign for a write."""

from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound, Stale
from centralita.operations.campaigns.models import Campaign


def lock_campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """The campaign, locked: whoever dials for it has finished their step. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_key(campaign_id)])
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


def try_to_lock(campaign_id: UUID) -> Campaign | None:
    """The campaign for a step of the dialler; None while anybody else has it or waits for it.

    The row's own lock would let one step after another slip past a person who waits to stop them. In the queue of
    this one whoever waits is next, and a step does not queue.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [_key(campaign_id)])
        (taken,) = cursor.fetchone()
    if not taken:
        return None
    return Campaign.objects.select_for_update(skip_locked=True).filter(id=campaign_id).first()


def _key(campaign_id: UUID) -> str:
    return f"campaign:{campaign_id}"
