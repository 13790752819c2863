"""Reading the business profile."""

from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import now
from centralita.kit.languages import reading_language
from centralita.kit.money import Money
from centralita.studio.business.domain import hours
from centralita.studio.business.domain.records import (
    BusinessRecords,
    Day,
    Language,
    Offer,
    OfferingKind,
    Person,
    Place,
    Rule,
)
from centralita.studio.business.domain.region import country_of
from centralita.studio.business.models import (
    BusinessPolicy,
    BusinessProfile,
    Location,
    Offering,
    SpecialDay,
    StaffMember,
)


def organization_of(actor: Actor) -> Organization:
    """The organization that the actor acts in."""
    return Organization.objects.get(id=actor.organization_id)


def unsaved_profile(organization: Organization) -> BusinessProfile:
    """What the profile is before anyone wrote it: the organization's own name, zone and currency."""
    return BusinessProfile(
        organization_id=organization.id,
        name=organization.name,
        currency=organization.currency,
        time_zone=organization.time_zone,
        country=country_of(organization.time_zone),
        revision=0,
    )


def get_profile(actor: Actor) -> BusinessProfile:
    """The profile; one that is not saved when nothing was written yet."""
    return BusinessProfile.objects.first() or unsaved_profile(organization_of(actor))


def has_agents() -> bool:
    """Whether an agent was made. Agents know the business, not the other way round: only the table is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM agent)")
        row = cursor.fetchone()
    return bool(row and row[0])


def own_language(organization: Organization) -> Language:
    """The language that the business's own texts are taken to be in."""
    return reading_language(organization.language)


def read_records(profile: BusinessProfile, organization: Organization) -> BusinessRecords:
    """Everything that is known of the business now: what is offered, who works here, which dates are to come."""
    offerings = list(Offering.objects.filter(active=True).order_by("position", "id"))
    names = {offering.id: offering.name for offering in offerings}
    return BusinessRecords(
        name=profile.name,
        language=own_language(organization),
        description=profile.description,
        industry=profile.industry,
        phone=profile.phone,
        email=profile.email,
        website=profile.website,
        address=profile.address,
        currency=profile.currency,
        time_zone=profile.time_zone,
        country=profile.country,
        subdivision=profile.subdivision,
        public_holidays=profile.public_holidays,
        payment_methods=tuple(profile.payment_methods),
        hours=hours.read(profile.hours),
        special_days=tuple(
            Day(row.date, row.name, hours.read_spans(row.spans))
            for row in SpecialDay.objects.filter(date__gte=now().date()).order_by("date")
        ),
        places=tuple(
            Place(row.name, row.address, row.phone, row.notes)
            for row in Location.objects.order_by("position", "id")
        ),
        offers=tuple(_offer(row) for row in offerings),
        staff=tuple(
            Person(
                row.name,
                row.role,
                tuple(names[one] for one in row.offering_ids if one in names),
                hours.read(row.hours) if row.hours else None,
            )
            for row in StaffMember.objects.filter(active=True).order_by("position", "id")
        ),
        policies=tuple(
            Rule(row.title, row.text) for row in BusinessPolicy.objects.order_by("position", "id")
        ),
    )


def _offer(row: Offering) -> Offer:
    kind: OfferingKind = "product" if row.kind == "product" else "service"
    price = None if row.price_micros is None else Money(row.price_micros, row.currency)
    return Offer(
        row.id, kind, row.name, row.description, row.category, price, row.price_from, row.duration_seconds
    )


def known_offerings(ids: set[UUID]) -> set[UUID]:
    """Which of these ids are services or products of this business."""
    return set(Offering.objects.filter(id__in=ids).values_list("id", flat=True))
