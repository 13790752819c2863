"""The door to the business profile for other slices of the control plane."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from centralita.engine.business import Business
from centralita.engine.promises import Known, known_of
from centralita.identity.organizations.models import Organization
from centralita.kit.ids import OrganizationId
from centralita.studio.business.actions.samples import fill_empty
from centralita.studio.business.domain.compile import fact_names
from centralita.studio.business.domain.records import BusinessRecords, Offer, Place
from centralita.studio.business.domain.region import country_of, known_zone
from centralita.studio.business.domain.wording import hours_text, payments_text, price_text
from centralita.studio.business.models import BusinessProfile, BusinessSnapshot, Offering, StaffMember
from centralita.studio.business.queries import read_records

__all__ = [
    "BusinessRecords",
    "Offer",
    "Place",
    "Snapshot",
    "current_records",
    "current_snapshot",
    "fill_empty",
    "home_country",
    "hours_text",
    "known_at",
    "known_variables",
    "known_zone",
    "names_of_business",
    "payments_text",
    "price_text",
]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The compiled business of one moment; never changes."""

    id: UUID
    content: Mapping[str, Any]

    def business(self) -> Business:
        """The content as the engine reads it."""
        return Business.model_validate(self.content)


@cache
def known_variables() -> frozenset[str]:
    """The variables that the profile gives to every conversation: `business.name`, `business.hours.es` …"""
    return frozenset(f"business.{name}" for name in fact_names())


def current_snapshot(organization_id: OrganizationId) -> Snapshot | None:
    """What conversations begin with now; None before anything was written. Inside the organization's scope."""
    profile = BusinessProfile.objects.filter(organization_id=organization_id).first()
    if profile is None or profile.snapshot_id is None:
        return None
    row = BusinessSnapshot.objects.get(id=profile.snapshot_id)
    return Snapshot(id=row.id, content=row.content)


def known_at(snapshot_id: UUID | None) -> Known:
    """What the business said of prices, phones and hours then; nothing without a snapshot. Inside the scope."""
    if snapshot_id is None:
        return Known()
    content = BusinessSnapshot.objects.filter(id=snapshot_id).values_list("content", flat=True).first()
    return known_of(Business.model_validate(content)) if content is not None else Known()


def current_records(organization_id: OrganizationId) -> BusinessRecords | None:
    """What is known of the business now; None before anything was written. Inside the organization's scope."""
    profile = BusinessProfile.objects.filter(organization_id=organization_id).first()
    if profile is None:
        return None
    return read_records(profile, Organization.objects.get(id=organization_id))


def home_country(organization_id: OrganizationId) -> str:
    """Where the business is: its own country, else that of its organization's time zone; ISO 3166, '' unknown."""
    told = BusinessProfile.objects.filter(organization_id=organization_id).values_list("country", flat=True)
    country = told.first()
    if country:
        return country
    zone = Organization.objects.filter(id=organization_id).values_list("time_zone", flat=True).first()
    return country_of(zone or "")


def names_of_business() -> list[str]:
    """What the business, its services and products and the people who work there are called. Inside its scope."""
    names = [
        *BusinessProfile.objects.values_list("name", flat=True),
        *Offering.objects.filter(active=True).order_by("position", "id").values_list("name", flat=True),
        *StaffMember.objects.filter(active=True).order_by("position", "id").values_list("name", flat=True),
    ]
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
