"""Changing the profile itself: who the business is, when it is open, how it may be paid."""

from typing import Any

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Stale
from centralita.kit.ids import to_text
from centralita.studio.business.actions.snapshot import lock_profile, recompile
from centralita.studio.business.domain import hours, region
from centralita.studio.business.models import BusinessProfile
from centralita.studio.business.schemas import HoursIn, ProfileChange, SetupChange


def update_profile(actor: Actor, change: ProfileChange, *, seen: int | None) -> BusinessProfile:
    """Apply what the change names. Stale when the profile has moved on from revision `seen`."""
    return _apply(actor, change.model_dump(exclude_none=True), seen=seen, action="business_update")


def set_hours(actor: Actor, change: HoursIn, *, seen: int | None) -> BusinessProfile:
    """Replace the week's hours, and what goes with them: public holidays, country, region, zone."""
    fields: dict[str, Any] = change.model_dump(exclude_none=True, exclude={"hours"})
    fields["hours"] = hours.stored(
        {day: [span.span() for span in spans] for day, spans in change.hours.items()}
    )
    return _apply(actor, fields, seen=seen, action="business_hours_set")


def update_setup(actor: Actor, change: SetupChange) -> BusinessProfile:
    """Mark steps of the wizard. Changes nothing that agents know."""
    profile = lock_profile(actor)
    before = profile.setup
    profile.setup = {**before, **change.steps}
    if profile.setup == before:
        witness.nothing_changed()
        return profile
    profile.save(update_fields=["setup", "updated_at"])
    _record(actor, profile, "business_setup_update", {"setup": before}, {"setup": profile.setup})
    return profile


def _apply(actor: Actor, fields: dict[str, Any], *, seen: int | None, action: str) -> BusinessProfile:
    profile = lock_profile(actor)
    if seen is not None and seen != profile.revision:
        raise Stale(actual=profile.revision, seen=seen)
    if "payment_methods" in fields:
        fields["payment_methods"] = list(dict.fromkeys(fields["payment_methods"]))
    changed = {name: value for name, value in fields.items() if getattr(profile, name) != value}
    if not changed:
        witness.nothing_changed()
        return profile
    before = {name: getattr(profile, name) for name in changed}
    for name, value in changed.items():
        setattr(profile, name, value)
    region.known_zone(profile.time_zone, "time_zone")
    if profile.public_holidays:
        if not profile.country:
            raise region.UnknownRegion(field="country", country="", subdivision="")
        region.public_holidays(profile.country, profile.subdivision, 2026, "en")
    profile.revision += 1
    profile.save()
    recompile(actor, profile)
    _record(actor, profile, action, before, changed)
    return profile


def _record(
    actor: Actor, profile: BusinessProfile, action: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="business",
        subject_id=to_text("biz", profile.id),
        before=before,
        after=after,
    )
