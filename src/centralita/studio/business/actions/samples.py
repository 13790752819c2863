"""Filling an empty profile with samples, and never touching what somebody wrote."""

from collections.abc import Mapping
from typing import Any

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.ids import to_text
from centralita.studio.business.actions.snapshot import lock_profile, recompile
from centralita.studio.business.domain import hours
from centralita.studio.business.models import BusinessPolicy, Offering
from centralita.studio.business.schemas import HoursIn, OfferingIn, PolicyIn

_PLAIN = ("industry", "description", "payment_methods")


def fill_empty(actor: Actor, sample: Mapping[str, Any]) -> list[str]:
    """Fill the fields and kinds of records that are still empty; the names of those that were."""
    profile = lock_profile(actor)
    filled = [name for name in _PLAIN if sample.get(name) and not getattr(profile, name)]
    for name in filled:
        setattr(profile, name, sample[name])
    if sample.get("hours") and not profile.hours:
        week = HoursIn(hours=sample["hours"]).hours
        profile.hours = hours.stored({day: [span.span() for span in spans] for day, spans in week.items()})
        filled.append("hours")
    if sample.get("offerings") and not Offering.objects.exists():
        for position, content in enumerate(sample["offerings"]):
            fields = OfferingIn(**content, position=position).model_dump(exclude={"currency"})
            Offering.objects.create(
                organization_id=actor.organization_id, currency=profile.currency, **fields
            )
        filled.append("offerings")
    if sample.get("policies") and not BusinessPolicy.objects.exists():
        for position, content in enumerate(sample["policies"]):
            fields = PolicyIn(**content, position=position).model_dump()
            BusinessPolicy.objects.create(organization_id=actor.organization_id, **fields)
        filled.append("policies")
    if filled:
        profile.revision += 1
        profile.save()
        recompile(actor, profile)
        trail.record(
            actor,
            action="business_fill_with_samples",
            subject_kind="business",
            subject_id=to_text("biz", profile.id),
            after={"filled": filled},
        )
    return filled
