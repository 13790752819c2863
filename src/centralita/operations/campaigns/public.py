"""The door to campaigns for other slices. Inside the organization's scope."""

from collections.abc import Collection
from uuid import UUID

from centralita.operations.campaigns.models import Campaign

__all__ = ["campaign_names"]


def campaign_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """What these campaigns are called; unknown ones are left out."""
    return dict(Campaign.objects.filter(id__in=ids).values_list("id", "name"))
