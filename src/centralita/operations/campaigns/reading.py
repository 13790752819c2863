"""Columns of a campaign as the domain's values."""

from datetime import datetime

from centralita.operations.campaigns.domain.stopping import StopRules
from centralita.operations.campaigns.models import Campaign


def stop_rules(campaign: Campaign) -> StopRules:
    """When the campaign ends by itself."""
    told = campaign.stop_rules
    until = told.get("until")
    return StopRules(
        booked=told.get("booked"),
        interested=told.get("interested"),
        until=datetime.fromisoformat(until) if until else None,
        failure_percent=told.get("failure_percent"),
    )
