"""Taking a template's newer version into what was made of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Invalid, NotFound
from centralita.kit.ids import to_text
from centralita.studio.gallery.domain.merging import Step
from centralita.studio.gallery.domain.package import AnyPackage, read_package
from centralita.studio.gallery.errors import VersionMoved
from centralita.studio.gallery.kinds import KINDS, SUBJECTS
from centralita.studio.gallery.models import MADE, GalleryCopy, GalleryRelease
from centralita.studio.gallery.queries import copy_of, get_template, newest_release
from centralita.studio.saved_templates.public import Holds


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer version of what something was made of: what it is, and what it would change."""

    copy: GalleryCopy
    release: GalleryRelease
    before: AnyPackage
    package: AnyPackage
    steps: tuple[Step, ...]


def newer(actor: Actor, holds: Holds, thing_id: UUID, *, lock: bool = False) -> Newer:
    """What the template's newest version would change. Raises NotFound where there is no newer one."""
    copy = copy_of(actor, holds, thing_id, lock=lock)
    if copy is None:
        raise NotFound(kind="template")
    release = newest_release(get_template(copy.gallery_id))
    if release.number <= copy.number:
        raise NotFound(kind="template")
    package, before = (read_package(holds, content) for content in (release.content, copy.package))
    found = KINDS[holds].steps(actor, copy, before, package, lock=lock)
    return Newer(copy, release, before, package, tuple(found))


def update(actor: Actor, holds: Holds, thing_id: UUID, *, number: int, take: Collection[str]) -> GalleryCopy:
    """Take the chosen steps into the draft; what was not chosen is not asked again.

    Raises VersionMoved when there is a newer version by now, and Invalid for a step that there is not.
    """
    found = newer(actor, holds, thing_id, lock=True)
    if found.release.number != number:
        raise VersionMoved(number=found.release.number)
    known = {step.key for step in found.steps}
    if not set(take) <= known:
        raise Invalid(field="take")
    copy = found.copy
    copy.package = found.release.content
    KINDS[holds].take(actor, copy, found.before, found.package, found.steps, set(take))
    copy.number, copy.skipped = number, None
    copy.updated_at = now()
    copy.save()
    _record(actor, "gallery_update", copy, {"version": number, "taken": len(set(take)), "of": len(known)})
    return copy


def skip(actor: Actor, holds: Holds, thing_id: UUID, number: int) -> GalleryCopy:
    """Do not speak of this version again."""
    copy = copy_of(actor, holds, thing_id, lock=True)
    if copy is None:
        raise NotFound(kind="template")
    copy.skipped = number
    copy.save(update_fields=["skipped"])
    _record(actor, "gallery_skip", copy, {"version": number})
    return copy


def _record(actor: Actor, action: str, copy: GalleryCopy, after: dict[str, object]) -> None:
    holds = cast("Holds", copy.holds)
    trail.record(
        actor,
        action=action,
        subject_kind=SUBJECTS[holds],
        subject_id=to_text(KINDS[holds].prefix, getattr(copy, MADE[holds])),
        before={"title": copy.title},
        after=after,
    )
