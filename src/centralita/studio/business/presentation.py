"""The business profile as the API shows it."""

from collections.abc import Mapping

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.studio.business import schemas
from centralita.studio.business.domain import setup
from centralita.studio.business.models import (
    BusinessPolicy,
    BusinessProfile,
    Location,
    Offering,
    SpecialDay,
    StaffMember,
)
from centralita.studio.business.policy import allowed


def profile(actor: Actor, row: BusinessProfile) -> schemas.ProfileOut:
    """The profile."""
    return schemas.ProfileOut(
        name=row.name,
        description=row.description,
        industry=row.industry,
        phone=row.phone,
        email=row.email,
        website=row.website,
        address=row.address,
        currency=row.currency,
        time_zone=row.time_zone,
        country=row.country,
        subdivision=row.subdivision,
        public_holidays=row.public_holidays,
        payment_methods=row.payment_methods,
        hours=row.hours,
        exists=row.revision > 0,
        revision=row.revision,
        can=allowed(actor),
    )


def location(actor: Actor, row: Location) -> schemas.LocationOut:
    """A location."""
    return schemas.LocationOut(
        id=to_text("loc", row.id),
        position=row.position,
        revision=row.revision,
        can=allowed(actor),
        name=row.name,
        address=row.address,
        phone=row.phone,
        notes=row.notes,
    )


def special_day(actor: Actor, row: SpecialDay) -> schemas.SpecialDayOut:
    """A date with hours of its own."""
    return schemas.SpecialDayOut(
        id=to_text("day", row.id),
        position=row.position,
        revision=row.revision,
        can=allowed(actor),
        date=row.date,
        name=row.name,
        spans=row.spans,
    )


def offering(actor: Actor, row: Offering) -> schemas.OfferingOut:
    """A service or product."""
    return schemas.OfferingOut(
        id=to_text("off", row.id),
        position=row.position,
        revision=row.revision,
        can=allowed(actor),
        kind="product" if row.kind == "product" else "service",
        name=row.name,
        description=row.description,
        category=row.category,
        price_micros=row.price_micros,
        currency=row.currency,
        price_from=row.price_from,
        duration_seconds=row.duration_seconds,
        active=row.active,
    )


def staff_member(actor: Actor, row: StaffMember) -> schemas.StaffMemberOut:
    """Somebody who works here."""
    return schemas.StaffMemberOut(
        id=to_text("stf", row.id),
        position=row.position,
        revision=row.revision,
        can=allowed(actor),
        name=row.name,
        role=row.role,
        services=[to_text("off", one) for one in row.offering_ids],
        hours=row.hours,
        active=row.active,
    )


def policy(actor: Actor, row: BusinessPolicy) -> schemas.PolicyOut:
    """A rule of the house."""
    return schemas.PolicyOut(
        id=to_text("pol", row.id),
        position=row.position,
        revision=row.revision,
        can=allowed(actor),
        title=row.title,
        text=row.text,
    )


def wizard(stored: Mapping[str, str], filled: dict[setup.StepName, bool]) -> schemas.SetupOut:
    """The wizard's steps."""
    steps = [
        schemas.SetupStep(name=name, state=state, filled=filled[name])
        for name, state in setup.states(stored).items()
    ]
    current = setup.current(stored)
    return schemas.SetupOut(steps=steps, current=current, finished=current is None)
