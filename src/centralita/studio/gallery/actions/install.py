"""Making something of a template of the gallery."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Category, NotFound
from centralita.kit.ids import to_text
from centralita.studio.gallery.domain.package import read_package
from centralita.studio.gallery.kinds import KINDS, SUBJECTS, Wish
from centralita.studio.gallery.models import MADE, GalleryCopy, GalleryTemplate, GalleryUse
from centralita.studio.gallery.queries import get_template, newest_release
from centralita.studio.saved_templates.public import Holds

MOST_AN_HOUR = 60
HOUR = timedelta(hours=1)


class TooManyInstalls(AppError):
    """The organization installed as much as it may in an hour. Data: `limit`."""

    code = "gallery_too_many_installs"
    category = Category.LIMITED


def install(actor: Actor, gallery_id: UUID, holds: Holds, wish: Wish) -> UUID:
    """Make what a template's newest version is of: its id. Raises NotFound, also for a template of something else.

    Raises TooManyInstalls, and PlanLimit or what limits things of its kind.
    """
    template = get_template(gallery_id, lock=True)
    if template.holds != holds:
        raise NotFound(kind="template")
    if GalleryCopy.objects.filter(made_at__gt=now() - HOUR).count() >= MOST_AN_HOUR:
        raise TooManyInstalls(limit=MOST_AN_HOUR)
    release = newest_release(template)
    kind = KINDS[holds]
    made = kind.make(actor, template, read_package(holds, release.content), wish)
    GalleryCopy.objects.create(
        organization_id=actor.organization_id,
        holds=holds,
        **{MADE[holds]: made.id},
        gallery_id=template.id,
        title=template.title,
        number=release.number,
        package=release.content,
        base=made.base,
        names=made.names,
        made_at=now(),
        scenarios=made.scenarios,
        updated_at=now(),
    )
    _count(actor, template)
    trail.record(
        actor,
        action="gallery_install",
        subject_kind=SUBJECTS[holds],
        subject_id=to_text(kind.prefix, made.id),
        after={"template": to_text("gtp", template.id), "title": template.title, "version": release.number},
    )
    return made.id


def _count(actor: Actor, template: GalleryTemplate) -> None:
    """Count organizations, not agents, and nobody's own."""
    _, first = GalleryUse.objects.get_or_create(
        organization_id=actor.organization_id, gallery_id=template.id, defaults={"first_at": now()}
    )
    if first and template.organization_id != actor.organization_id:
        GalleryTemplate.objects.filter(id=template.id).update(installs=F("installs") + 1)
