"""The gallery over HTTP, for super admins: what waits, what is in it, and what becomes of both."""

from typing import Annotated, cast

from ninja import Query

from centralita.identity.organizations.models import Organization
from centralita.identity.platform.door import PlatformRequest, PlatformRouter
from centralita.identity.tenancy.scope import acting_for_another_organization
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import MAXIMUM_LIMIT
from centralita.studio.gallery import presentation, queries
from centralita.studio.gallery.actions import review
from centralita.studio.gallery.domain.package import read_package
from centralita.studio.gallery.domain.taking_out import Own, take_out
from centralita.studio.gallery.kinds import KINDS
from centralita.studio.gallery.models import GalleryRelease, GallerySubmission, GalleryWaiting
from centralita.studio.gallery.review_schemas import (
    GalleryDecision,
    GalleryReason,
    GalleryReview,
    GalleryShelf,
    GalleryShelved,
    GalleryWaitingList,
    GalleryWaitingOut,
)
from centralita.studio.gallery.reviewing import changes_between
from centralita.studio.gallery.showing import inside
from centralita.studio.saved_templates.public import Holds

router = PlatformRouter("platform")
_MOST_SHOWN = 200


def _waiting(place: GalleryWaiting, row: GallerySubmission, organization: str) -> GalleryWaitingOut:
    return GalleryWaitingOut(
        id=to_text("gsb", row.id),
        organization_id=to_text("org", place.organization_id),
        organization=organization,
        holds=cast("Holds", row.holds),
        title=row.title,
        summary=row.summary,
        industry=row.industry,
        public_name=row.public_name,
        version=row.number,
        submitted_by=row.submitted_by_name,
        submitted_at=row.submitted_at,
    )


def _name(place: GalleryWaiting) -> str:
    return Organization.objects.values_list("name", flat=True).get(id=place.organization_id)


@router.route(
    "GET", "/platform/gallery-submissions", operation="gallery_review_list", response=GalleryWaitingList
)
def list_waiting(request: PlatformRequest) -> GalleryWaitingList:
    """What waits to be looked at, the oldest first."""
    items = []
    for place in GalleryWaiting.objects.order_by("submitted_at", "submission_id")[:_MOST_SHOWN]:
        with acting_for_another_organization(place.organization_id, back_to=None):
            row = GallerySubmission.objects.defer("content").get(id=place.submission_id)
        items.append(_waiting(place, row, _name(place)))
    return GalleryWaitingList(items=items)


@router.route(
    "GET",
    "/platform/gallery-submissions/{submission_id}",
    operation="gallery_review_read",
    response=GalleryReview,
)
def read_waiting(request: PlatformRequest, submission_id: str) -> GalleryReview:
    """All of what was handed in: what it takes along, what it still says of its author, and what is new in it."""
    with review.waiting(from_text("gsb", submission_id)) as (place, row):
        pass
    package = read_package(row.holds, row.content)
    name = _name(place)
    _, left = take_out(row.content, Own(names=(name,), region=package.region))
    language = request.person.language
    problems = KINDS[cast("Holds", row.holds)].problems(package, language)
    released = GalleryRelease.objects.filter(gallery_id=row.gallery_id).order_by("-number").first()
    return GalleryReview(
        **_waiting(place, row, name).model_dump(),
        note=row.note,
        inside=inside(package, language),
        taken_out=len(row.findings),
        left=presentation.findings(left),
        problems=problems[:_MOST_SHOWN],
        before=released.number if released else None,
        changes=list(changes_between(released.content, row.content, language)) if released else [],
    )


@router.route(
    "POST",
    "/platform/gallery-submissions/{submission_id}/approve",
    operation="gallery_approve",
    response=GalleryDecision,
)
def approve(request: PlatformRequest, submission_id: str) -> GalleryDecision:
    """Let it into the gallery: everybody on this installation sees it from now on."""
    return _decided(review.approve(request, from_text("gsb", submission_id)))


@router.route(
    "POST",
    "/platform/gallery-submissions/{submission_id}/refuse",
    operation="gallery_refuse",
    response=GalleryDecision,
)
def refuse(request: PlatformRequest, submission_id: str, payload: GalleryReason) -> GalleryDecision:
    """Send it back with a reason that its author reads."""
    return _decided(review.refuse(request, from_text("gsb", submission_id), payload.reason))


def _decided(row: GallerySubmission) -> GalleryDecision:
    return GalleryDecision(id=to_text("gsb", row.id), state=row.state, version=row.number)


@router.route("GET", "/platform/gallery-templates", operation="gallery_shelf_list", response=GalleryShelf)
def list_shelf(
    request: PlatformRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = 50,
) -> GalleryShelf:
    """What is in the gallery, the newest first."""
    page = queries.list_templates(
        search=search, industry="", purpose="", language="", sort="newest", cursor=cursor, limit=limit
    )
    return GalleryShelf(
        items=[presentation.template(None, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.route(
    "GET",
    "/platform/gallery-templates/{gallery_id}",
    operation="gallery_shelf_read",
    response=GalleryShelved,
)
def read_shelved(request: PlatformRequest, gallery_id: str) -> GalleryShelved:
    """A template of the gallery with what is said of it."""
    row = queries.get_template(from_text("gtp", gallery_id))
    package = read_package(row.holds, queries.newest_release(row).content)
    return GalleryShelved(
        **presentation.template(None, row).model_dump(),
        inside=inside(package, request.person.language),
        comments=[presentation.rating(one) for one in queries.ratings(row.id)],
    )


@router.route(
    "POST",
    "/platform/gallery-templates/{gallery_id}/take-down",
    operation="gallery_take_down",
    response=None,
)
def take_down(request: PlatformRequest, gallery_id: str, payload: GalleryReason) -> None:
    """Take a template out of the gallery with its versions and ratings. Agents made of it stay."""
    review.take_down(request, from_text("gtp", gallery_id), payload.reason)


@router.route(
    "DELETE",
    "/platform/gallery-ratings/{rating_id}/comment",
    operation="gallery_comment_remove",
    response=None,
)
def remove_comment(request: PlatformRequest, rating_id: str) -> None:
    """Take the words of a rating away; its stars stay."""
    review.remove_comment(request, from_text("grt", rating_id))
