"""Reading the gallery: what is shared, and what an organization has of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast
from uuid import UUID

from django.db.models import ExpressionWrapper, Func, IntegerField, JSONField, Q, QuerySet
from django.db.models.fields.json import KT

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.domain.search import search_key
from centralita.studio.gallery.kinds import KINDS
from centralita.studio.gallery.models import (
    MADE,
    GalleryCopy,
    GalleryRating,
    GalleryRelease,
    GallerySubmission,
    GalleryTemplate,
    GalleryUse,
)
from centralita.studio.saved_templates.public import Holds

Sort = Literal["installs", "rating", "newest"]
_SORTED = {"installs": "installs", "rating": "score"}
_MOST_COPIES = 200


@dataclass(frozen=True, slots=True)
class Along:
    """What was chosen for a version: documents by title, whether there are questions, and what it is for."""

    documents: tuple[str, ...]
    questions: bool
    purpose: str


def approved() -> QuerySet[GalleryTemplate]:
    """What everybody may see."""
    return GalleryTemplate.objects.filter(withdrawn_at=None)


def list_templates(
    *,
    holds: str = "",
    search: str,
    industry: str,
    purpose: str,
    language: str,
    sort: Sort,
    cursor: str | None,
    limit: int,
) -> Page[GalleryTemplate]:
    """One page of the gallery. What is for no purpose of its own, or speaks no language, is found under each."""
    rows = approved()
    for word in search_key(search).split()[:8]:
        rows = rows.filter(search_key__contains=word)
    if holds:
        rows = rows.filter(holds=holds)
    if industry:
        rows = rows.filter(industry=industry)
    if purpose:
        rows = rows.filter(purpose__in=[purpose, ""])
    if language:
        rows = rows.filter(Q(languages__contains=[language]) | Q(languages=[]))
    column = _SORTED.get(sort)
    if column is None:
        if cursor:
            (last,) = decode_cursor(cursor, length=1)
            rows = rows.filter(id__lt=_uuid(last))
        return paginate(list(rows.order_by("-id")[: limit + 1]), limit, lambda row: (str(row.id),))
    if cursor:
        value, last = decode_cursor(cursor, length=2)
        if not isinstance(value, int) or not 0 <= value < 2**31:
            raise MalformedCursor(field="cursor")
        rows = rows.filter(**{f"{column}__lte": value}).exclude(**{column: value, "id__gte": _uuid(last)})
    found = list(rows.order_by(f"-{column}", "-id")[: limit + 1])
    return paginate(found, limit, lambda row: (int(getattr(row, column)), str(row.id)))


def _uuid(part: str | int | None) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None


def get_template(gallery_id: UUID, *, lock: bool = False) -> GalleryTemplate:
    """A template that is in the gallery. Raises NotFound."""
    rows = approved().select_for_update() if lock else approved()
    found = rows.filter(id=gallery_id).first()
    if found is None:
        raise NotFound(kind="template")
    return found


def newest_release(template: GalleryTemplate) -> GalleryRelease:
    """The version that is installed now."""
    return GalleryRelease.objects.get(gallery_id=template.id, number=template.number)


def releases(gallery_id: UUID) -> list[GalleryRelease]:
    """The last versions, the newest first, without what is in them."""
    return list(
        GalleryRelease.objects.defer("content").filter(gallery_id=gallery_id).order_by("-number")[:50]
    )


def ratings(gallery_id: UUID) -> list[GalleryRating]:
    """The last ratings with a comment, the newest first."""
    rows = GalleryRating.objects.filter(gallery_id=gallery_id).exclude(comment="")
    return list(rows.order_by("-rated_at", "-id")[:50])


def use_of(gallery_id: UUID) -> GalleryUse | None:
    """That the caller's organization has installed it."""
    return GalleryUse.objects.filter(gallery_id=gallery_id).first()


def own_rating(use: GalleryUse | None) -> GalleryRating | None:
    """The organization's own rating."""
    if use is None or use.rating_id is None:
        return None
    return GalleryRating.objects.filter(id=use.rating_id).first()


def copies_of(actor: Actor, template: GalleryTemplate) -> list[tuple[UUID, str, GalleryCopy]]:
    """What was made of a template and is open to the actor: its id and its name, with what is known of it."""
    holds = cast("Holds", template.holds)
    rows = GalleryCopy.objects.defer("package", "base").filter(gallery_id=template.id, holds=holds)
    found = {getattr(row, MADE[holds]): row for row in rows.order_by("id")[:_MOST_COPIES]}
    names = KINDS[holds].names_of(actor, found)
    return [(identifier, names[identifier], row) for identifier, row in found.items() if identifier in names]


def copy_of(actor: Actor, holds: Holds, thing_id: UUID, *, lock: bool = False) -> GalleryCopy | None:
    """What something was made of; None when it was not made of a template of the gallery. Raises NotFound."""
    KINDS[holds].require(actor, thing_id)
    rows = GalleryCopy.objects.select_for_update() if lock else GalleryCopy.objects.all()
    return rows.filter(**{MADE[holds]: thing_id}).first()


def list_submissions() -> list[GallerySubmission]:
    """What the organization handed in, the newest first."""
    return list(GallerySubmission.objects.defer("content").order_by("-submitted_at", "-id")[:200])


def along_with(rows: Iterable[GallerySubmission]) -> dict[UUID, Along]:
    """What was chosen for each of them, without reading the rest of it."""
    titles = Func("content", template="jsonb_path_query_array(%(expressions)s, '$.documents[*].title')")
    asked = Func("content", template="jsonb_array_length(COALESCE(%(expressions)s -> 'questions', '[]'))")
    found = GallerySubmission.objects.filter(id__in=[row.id for row in rows]).annotate(
        titles=ExpressionWrapper(titles, JSONField()),
        asked=ExpressionWrapper(asked, IntegerField()),
        purpose=KT("content__purpose"),
    )
    return {
        identifier: Along(tuple(titles), bool(asked), purpose or "")
        for identifier, titles, asked, purpose in found.values_list("id", "titles", "asked", "purpose")
    }


def get_submission(submission_id: UUID, *, lock: bool = False) -> GallerySubmission:
    """Something that the organization handed in. Raises NotFound."""
    rows = GallerySubmission.objects.select_for_update() if lock else GallerySubmission.objects.all()
    found = rows.filter(id=submission_id).first()
    if found is None:
        raise NotFound(kind="submission")
    return found
