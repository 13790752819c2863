"""Bringing the audience in, page by page, each in the transaction that also says how far it came."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from centralita.kit.errors import AppError
from centralita.operations.campaigns import audience
from centralita.operations.campaigns.judging import judge
from centralita.operations.campaigns.models import Campaign, CampaignContact

PAGE = 500


def gather(campaign: Campaign, at: datetime) -> None:
    """Take the next page of the audience in. The campaign's row is locked by the caller."""
    try:
        ids = audience.page(
            campaign.organization_id, campaign.audience, after=campaign.gathered_to, limit=PAGE
        )
    except AppError:
        # The view or file is gone: those who are in already are called.
        ids = ()
    if ids:
        _take_in(campaign, ids, at)
        campaign.gathered_to = ids[-1]
    campaign.gathered = len(ids) < PAGE
    campaign.save(update_fields=["gathered", "gathered_to"])


def _take_in(campaign: Campaign, ids: Sequence[UUID], at: datetime) -> None:
    verdicts = judge(campaign, ids, at)
    rows = []
    for contact_id in ids:
        verdict = verdicts[contact_id]
        state = {"now": "waiting", "later": "held", "never": "left_out"}[verdict.answer]
        rows.append(
            CampaignContact(
                organization_id=campaign.organization_id,
                campaign_id=campaign.id,
                contact_id=contact_id,
                state=state,
                reasons=list(verdict.reasons),
                next_at=verdict.when,
            )
        )
    CampaignContact.objects.bulk_create(rows, ignore_conflicts=True)
