"""What organizations think of templates that they installed."""

from uuid import UUID

from django.db.models import Count, Sum

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.studio.gallery.domain.taking_out import clean_text
from centralita.studio.gallery.models import GalleryRating, GalleryTemplate, GalleryUse
from centralita.studio.gallery.packing import own_of
from centralita.studio.gallery.queries import get_template

# So many ratings of three stars stand before the first: one voice alone leads no list.
_STANDING = 5


class NotInstalled(Conflict):
    """Only who installed a template rates it."""

    code = "gallery_not_installed"


class OwnTemplate(Conflict):
    """Nobody rates a template of their own."""

    code = "gallery_own_template"


def rate(actor: Actor, gallery_id: UUID, *, stars: int, comment: str) -> GalleryRating:
    """Say what the organization thinks: one to five stars. A second time changes the first."""
    template = get_template(gallery_id, lock=True)
    if template.organization_id == actor.organization_id:
        raise OwnTemplate
    use = GalleryUse.objects.select_for_update().filter(gallery_id=gallery_id).first()
    if use is None:
        raise NotInstalled
    rating = GalleryRating.objects.filter(id=use.rating_id).first() if use.rating_id else None
    rating = rating or GalleryRating(gallery_id=gallery_id)
    rating.stars, rating.number, rating.rated_at = stars, template.number, now()
    rating.comment = clean_text(comment, own_of(actor))[:500]
    rating.save()
    use.rating_id = rating.id
    use.save(update_fields=["rating_id"])
    _count(template)
    _record(actor, "gallery_rate", template, {"stars": stars, "comment": rating.comment})
    return rating


def unrate(actor: Actor, gallery_id: UUID) -> None:
    """Take the organization's rating back."""
    template = get_template(gallery_id, lock=True)
    use = GalleryUse.objects.select_for_update().filter(gallery_id=gallery_id).first()
    if use is None or use.rating_id is None:
        witness.nothing_changed()
        return
    GalleryRating.objects.filter(id=use.rating_id).delete()
    use.rating_id = None
    use.save(update_fields=["rating_id"])
    _count(template)
    _record(actor, "gallery_unrate", template, None)


def _count(template: GalleryTemplate) -> None:
    told = GalleryRating.objects.filter(gallery_id=template.id).aggregate(
        stars=Sum("stars"), count=Count("id")
    )
    template.stars, template.ratings = told["stars"] or 0, told["count"]
    template.score = score_of(template.stars, template.ratings)
    template.save(update_fields=["stars", "ratings", "score"])


def score_of(stars: int, ratings: int) -> int:
    """What ratings sort by, in thousandths of a star."""
    return round(1_000 * (stars + 3 * _STANDING) / (ratings + _STANDING))


def _record(actor: Actor, action: str, template: GalleryTemplate, after: dict[str, object] | None) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="gallery_template",
        subject_id=to_text("gtp", template.id),
        before={"title": template.title},
        after=after,
    )
