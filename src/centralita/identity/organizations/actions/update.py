"""Changing what an organization is called and how it looks."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.accounts.zones import check_time_zone
from centralita.identity.audit import trail
from centralita.identity.gate.authentication import has_two_step
from centralita.identity.organizations import idleness
from centralita.identity.organizations.actions.lock import lock_organization
from centralita.identity.organizations.domain import branding, images
from centralita.identity.organizations.models import Organization
from centralita.identity.organizations.retention import SETTING, require_allowed
from centralita.identity.organizations.schemas import OrganizationChange
from centralita.kit.errors import Conflict, Invalid, Stale, TooLarge
from centralita.kit.ids import new_id, to_text


class NotAColor(Invalid):
    """Not `#rrggbb`."""

    code = "not_a_color"


class ColorUnreadable(Invalid):
    """The colour is lost in `theme`, with a contrast of `ratio`; `suggestion` is the nearest that is not."""

    code = "color_unreadable"


class TwoStepOfYourOwnFirst(Conflict):
    """Who asks a second step of others must have one, or they would lock themselves out."""

    code = "two_step_of_your_own_first"


def update_organization(actor: Actor, change: OrganizationChange, *, seen: int | None) -> Organization:
    """Apply what the change names. Stale when the organization has moved on from revision `seen`."""
    organization = lock_organization(actor)
    if seen is not None and seen != organization.revision:
        raise Stale(actual=organization.revision, seen=seen)
    fields: dict[str, Any] = change.model_dump(mode="json", exclude_unset=True)
    if "time_zone" in fields:
        check_time_zone(fields["time_zone"])
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name in ("name", "language", "time_zone", "currency"):
        if name in fields and getattr(organization, name) != fields[name]:
            before[name], after[name] = getattr(organization, name), fields[name]
            setattr(organization, name, fields[name])
    if "color" in fields:
        color = _checked_color(fields["color"])
        if color != organization.brand.get("color"):
            before["color"], after["color"] = organization.brand.get("color"), color
            organization.brand = _without_nothing({**organization.brand, "color": color})
    if "two_step" in fields and fields["two_step"] != organization.settings.get("two_step", "off"):
        if fields["two_step"] != "off" and not (actor.user_id and has_two_step(actor.user_id)):
            raise TwoStepOfYourOwnFirst(field="two_step")
        before["two_step"] = organization.settings.get("two_step", "off")
        after["two_step"] = fields["two_step"]
        organization.settings = {**organization.settings, "two_step": fields["two_step"]}
    if "call_days" in fields and fields["call_days"] != organization.settings.get(SETTING):
        require_allowed(organization, fields["call_days"])
        before[SETTING], after[SETTING] = organization.settings.get(SETTING), fields["call_days"]
        organization.settings = _without_nothing({**organization.settings, SETTING: fields["call_days"]})
    known = organization.settings.get(idleness.SETTING, idleness.DEFAULT_MINUTES)
    if fields.get(idleness.SETTING, known) != known:
        before[idleness.SETTING], after[idleness.SETTING] = known, fields[idleness.SETTING]
        organization.settings = {**organization.settings, idleness.SETTING: fields[idleness.SETTING]}
    if not after:
        witness.nothing_changed()
        return organization
    return _saved(actor, organization, "organization_update", before, after)


def set_logo(actor: Actor, chunks: Iterable[bytes]) -> Organization:
    """Put a logo in place of the one before. Raises TooLarge, or what `images.clean` raises."""
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > images.MAXIMUM_BYTES:
            raise TooLarge(field="file", limit="512 kB")
    image = images.clean(bytes(content))
    organization = lock_organization(actor)
    identifier = to_text("org", organization.id)
    # Another name for each one, so that what a page shows never changes under its address.
    key = f"organizations/{organization.id}/logo-{new_id().hex}"
    stored = settings.STORAGE.put(key, [image.content])
    before = dict(organization.brand)
    _forget_file(before)
    organization.brand = {
        **before,
        "logo_url": f"/api/v1/organizations/{identifier}/logo?v={stored.sha256[:12]}",
        "logo_key": key,
        "logo_type": image.type,
    }
    return _saved(
        actor,
        organization,
        "organization_logo_set",
        {"logo": before.get("logo_key")},
        {"logo": key, "type": image.type, "size": stored.size, "sha256": stored.sha256},
    )


def remove_logo(actor: Actor) -> Organization:
    """Take the logo away; nothing happens when there is none."""
    organization = lock_organization(actor)
    before = dict(organization.brand)
    if "logo_key" not in before:
        witness.nothing_changed()
        return organization
    _forget_file(before)
    organization.brand = {name: value for name, value in before.items() if not name.startswith("logo_")}
    return _saved(
        actor, organization, "organization_logo_remove", {"logo": before["logo_key"]}, {"logo": None}
    )


def _checked_color(text: str | None) -> str | None:
    if text is None:
        return None
    color = branding.normal(text)
    if color is None:
        raise NotAColor(field="color")
    lost = branding.check(color)
    if lost is not None:
        raise ColorUnreadable(
            field="color",
            theme=lost.theme,
            ratio=lost.ratio,
            needed=branding.NEEDED,
            suggestion=lost.suggestion,
        )
    return color


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _forget_file(brand: dict[str, Any]) -> None:
    """The old file goes when the new row is there for good."""
    key = brand.get("logo_key")
    if key:
        transaction.on_commit(lambda: settings.STORAGE.delete(key), robust=True)


def _saved(
    actor: Actor, organization: Organization, action: str, before: dict[str, Any], after: dict[str, Any]
) -> Organization:
    organization.revision += 1
    organization.save()
    trail.record(
        actor,
        action=action,
        subject_kind="organization",
        subject_id=to_text("org", organization.id),
        before=before,
        after=after,
    )
    return organization
