"""Putting together what a template takes along, without what is its author's own. Inside the author's scope."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization
from centralita.kit.errors import TooLarge
from centralita.studio.business.public import current_records
from centralita.studio.gallery.domain.package import (
    MAXIMUM_BYTES,
    AnyPackage,
    as_stored,
    read_package,
    size_of,
)
from centralita.studio.gallery.domain.taking_out import Finding, Own, take_out
from centralita.studio.gallery.errors import unfit
from centralita.studio.gallery.kinds import KINDS
from centralita.studio.gallery.schemas import GalleryPackIn
from centralita.studio.saved_templates.public import Saved


@dataclass(frozen=True, slots=True)
class Packed:
    """A package as it would be published, and what was taken out of it."""

    package: AnyPackage
    stored: dict[str, Any]
    findings: tuple[Finding, ...]


def own_of(actor: Actor) -> Own:
    """What is known of the author."""
    organization = Organization.objects.get(id=actor.organization_id)
    records = current_records(actor.organization_id)
    if records is None:
        return Own(names=(organization.name,))
    facts = [
        ("business.name", records.name),
        ("business.phone", records.phone),
        ("business.email", records.email),
        ("business.website", records.website),
        ("business.address", records.address),
    ]
    names = [organization.name, *(person.name for person in records.staff)]
    for place in records.places:
        names += [place.name, place.address, place.phone]
    return Own(
        facts=tuple((variable, value) for variable, value in facts if value.strip()),
        names=tuple(dict.fromkeys(name for name in names if name.strip() and name != records.name)),
        region=records.country or "ES",
    )


def pack(actor: Actor, saved: Saved, told: GalleryPackIn) -> Packed:
    """What a saved template would take along. Raises TooLarge and TemplateUnfit, and as its kind does."""
    cleaned, findings = take_out(KINDS[saved.holds].pack(actor, saved, told), own_of(actor))
    try:
        package = read_package(saved.holds, cleaned)
    except ValidationError as error:
        raise unfit(
            [".".join(str(part) for part in one["loc"])[:200] for one in error.errors(include_url=False)[:20]]
        ) from None
    stored = as_stored(package)
    if size_of(stored) > MAXIMUM_BYTES:
        raise TooLarge(field="template", limit="1.5 MB")
    KINDS[saved.holds].require_fit(actor, package)
    return Packed(package, stored, findings)
