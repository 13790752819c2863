"""Reading the gallery: what is shared, and what an organization has of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import ExpressionWrapper, Func, IntegerField, JSONField, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.domain.search import search_key
from centralita.studio.agents.public import agent_facts, require_agent
from centralita.studio.gallery.models import (
    GalleryCopy,
    GalleryRating,
    GalleryRelease,
    GallerySubmission,
    GalleryTemplate,
    GalleryUse,
)

Sort = Literal["installs", "rating", "newest"]
_SORTED = {"installs": "installs", "rating": "score"}


@dataclass(frozen=True, slots=True)
class Along:
    """The sample knowledge of a version: documents by title, and whether there are questions."""

    documents: tuple[str, ...]
    questions: bool


def approved() -> QuerySet[GalleryTemplate]:
    """What everybody may see."""
    return GalleryTemplate.objects.filter(withdrawn_at=None)


def list_templates(
    *,
    search: str,
    industry: str,
    purpose: str,
    language: str,
    sort: Sort,
    cursor: str | None,
    limit: int,
) -> Page[GalleryTemplate]:
    """One page of the gallery."""
    rows = approved()
    for word in search_key(search).split()[:8]:
        rows = rows.filter(search_key__contains=word)
    if industry:
        rows = rows.filter(industry=industry)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if language:
        rows = rows.filter(languages__contains=[language])
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


def copies_of(actor: Actor, gallery_id: UUID) -> list[tuple[GalleryCopy, str]]:
    """The agents made of a template that are open to the actor, with their names."""
    rows = list(
        GalleryCopy.objects.defer("package", "base").filter(gallery_id=gallery_id).order_by("id")[:200]
    )
    names = agent_facts(row.agent_id for row in rows if actor.reaches(row.agent_id))
    return [(row, names[row.agent_id].name) for row in rows if row.agent_id in names]


def copy_of(actor: Actor, agent_id: UUID, *, lock: bool = False) -> GalleryCopy | None:
    """What an agent was made of; None when it was not made of a template of the gallery. Raises NotFound."""
    require_agent(actor, agent_id)
    rows = GalleryCopy.objects.select_for_update() if lock else GalleryCopy.objects.all()
    return rows.filter(agent_id=agent_id).first()


def list_submissions() -> list[GallerySubmission]:
    """What the organization handed in, the newest first."""
    return list(GallerySubmission.objects.defer("content").order_by("-submitted_at", "-id")[:200])


def along_with(rows: Iterable[GallerySubmission]) -> dict[UUID, Along]:
    """What sample knowledge each of them took along, without reading the rest of it."""
    titles = Func("content", template="jsonb_path_query_array(%(expressions)s, '$.documents[*].title')")
    asked = Func("content", template="jsonb_array_length(%(expressions)s -> 'questions')")
    found = GallerySubmission.objects.filter(id__in=[row.id for row in rows]).annotate(
        titles=ExpressionWrapper(titles, JSONField()), asked=ExpressionWrapper(asked, IntegerField())
    )
    return {
        identifier: Along(tuple(titles), bool(asked))
        for identifier, titles, asked in found.values_list("id", "titles", "asked")
    }


def get_submission(submission_id: UUID, *, lock: bool = False) -> GallerySubmission:
    """Something that the organization handed in. Raises NotFound."""
    rows = GallerySubmission.objects.select_for_update() if lock else GallerySubmission.objects.all()
    found = rows.filter(id=submission_id).first()
    if found is None:
        raise NotFound(kind="submission")
    return found
