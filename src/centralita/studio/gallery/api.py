"""The gallery over HTTP, for organizations."""

from typing import Annotated

from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import MAXIMUM_LIMIT
from centralita.studio.gallery import presentation, queries
from centralita.studio.gallery.actions.install import install
from centralita.studio.gallery.actions.rate import rate, unrate
from centralita.studio.gallery.actions.submit import packed, submit, withdraw
from centralita.studio.gallery.actions.update import newer, skip, update
from centralita.studio.gallery.models import GalleryCopy
from centralita.studio.gallery.schemas import (
    GalleryCopyOut,
    GalleryInstalled,
    GalleryInstallIn,
    GalleryOrigin,
    GalleryPackIn,
    GalleryPreview,
    GalleryRatingIn,
    GalleryRatingOut,
    GallerySkipIn,
    GallerySubmissionIn,
    GallerySubmissionList,
    GallerySubmissionOut,
    GalleryTemplateDetail,
    GalleryTemplateList,
    GalleryUpdateIn,
    GalleryUpdateOut,
)

router = TenantRouter("gallery")


@router.get(
    "/gallery-templates",
    permission=Permission.TEMPLATE_READ,
    operation="gallery_template_list",
    response=GalleryTemplateList,
)
def list_templates(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    industry: Annotated[str, Query(max_length=40)] = "",
    purpose: Annotated[str, Query(max_length=40)] = "",
    language: Annotated[str, Query(max_length=8)] = "",
    sort: queries.Sort = "installs",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = 40,
) -> GalleryTemplateList:
    """Templates that organizations of this installation published, each looked at before."""
    page = queries.list_templates(
        search=search,
        industry=industry,
        purpose=purpose,
        language=language,
        sort=sort,
        cursor=cursor,
        limit=limit,
    )
    return GalleryTemplateList(
        items=[presentation.template(request.actor, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/gallery-templates/{gallery_id}",
    permission=Permission.TEMPLATE_READ,
    operation="gallery_template_read",
    response=GalleryTemplateDetail,
)
def read_template(request: TenantRequest, gallery_id: str) -> GalleryTemplateDetail:
    """One template of the gallery: what it takes along, its versions, and what others say of it."""
    row = queries.get_template(from_text("gtp", gallery_id))
    return presentation.detail(request.actor, row, queries.newest_release(row))


@router.post(
    "/gallery-templates/{gallery_id}/agents",
    permission=Permission.AGENT_CREATE,
    operation="gallery_install",
    response=GalleryInstalled,
    status=201,
)
def make_agent(request: TenantRequest, gallery_id: str, payload: GalleryInstallIn) -> GalleryInstalled:
    """Make an agent from the newest version, with its tools and scenarios. Tools come without a sign-in."""
    agent_id = install(
        request.actor, from_text("gtp", gallery_id), name=payload.name, samples=payload.samples
    )
    return GalleryInstalled(id=to_text("agt", agent_id))


@router.put(
    "/gallery-templates/{gallery_id}/rating",
    permission=Permission.AGENT_CREATE,
    operation="gallery_rate",
    response=GalleryRatingOut,
)
def put_rating(request: TenantRequest, gallery_id: str, payload: GalleryRatingIn) -> GalleryRatingOut:
    """Say what the organization thinks of a template that it installed. Nobody learns who said it."""
    row = rate(request.actor, from_text("gtp", gallery_id), stars=payload.stars, comment=payload.comment)
    return presentation.rating(row)


@router.delete(
    "/gallery-templates/{gallery_id}/rating",
    permission=Permission.AGENT_CREATE,
    operation="gallery_unrate",
    response=None,
)
def delete_rating(request: TenantRequest, gallery_id: str) -> None:
    """Take the organization's rating back."""
    unrate(request.actor, from_text("gtp", gallery_id))


@router.post(
    "/saved-templates/{template_id}/gallery-preview",
    permission=Permission.TEMPLATE_PUBLISH,
    operation="gallery_preview",
    response=GalleryPreview,
)
def preview(request: TenantRequest, template_id: str, payload: GalleryPackIn) -> GalleryPreview:
    """What a version would take along, and what is taken out of it before. Nothing is kept."""
    _, found = packed(request.actor, from_text("tpl", template_id), payload)
    witness.nothing_changed()
    return GalleryPreview(
        inside=presentation.inside(found.package, request.actor.language),
        findings=presentation.findings(found.findings),
    )


@router.post(
    "/saved-templates/{template_id}/submissions",
    permission=Permission.TEMPLATE_PUBLISH,
    operation="gallery_submit",
    response=GallerySubmissionOut,
    status=201,
)
def hand_in(request: TenantRequest, template_id: str, payload: GallerySubmissionIn) -> GallerySubmissionOut:
    """Hand a version in for the gallery. A super admin looks at it before anybody else sees it."""
    return presentation.submission(submit(request.actor, from_text("tpl", template_id), payload))


@router.get(
    "/gallery-submissions",
    permission=Permission.TEMPLATE_READ,
    operation="gallery_submission_list",
    response=GallerySubmissionList,
)
def list_submissions(request: TenantRequest) -> GallerySubmissionList:
    """What the organization handed in, and what became of it."""
    return GallerySubmissionList(items=presentation.submissions(queries.list_submissions()))


@router.post(
    "/gallery-submissions/{submission_id}/withdraw",
    permission=Permission.TEMPLATE_PUBLISH,
    operation="gallery_withdraw",
    response=GallerySubmissionOut,
)
def take_back(request: TenantRequest, submission_id: str) -> GallerySubmissionOut:
    """Take back what waits; of an approved version, the whole template leaves the gallery."""
    return presentation.submission(withdraw(request.actor, from_text("gsb", submission_id)))


@router.get(
    "/agents/{agent_id}/gallery-copy",
    permission=Permission.AGENT_READ,
    operation="gallery_copy_read",
    response=GalleryOrigin,
)
def read_copy(request: TenantRequest, agent_id: str) -> GalleryOrigin:
    """The template that an agent was made of, and whether there is a newer version."""
    row = queries.copy_of(request.actor, from_text("agt", agent_id))
    return GalleryOrigin(copy_of=_copy(row) if row else None)


@router.get(
    "/agents/{agent_id}/gallery-copy/update",
    permission=Permission.AGENT_READ,
    operation="gallery_update_read",
    response=GalleryUpdateOut,
)
def read_update(request: TenantRequest, agent_id: str) -> GalleryUpdateOut:
    """What the newest version would change in the draft, beside what was changed here."""
    return presentation.update_out(newer(request.actor, from_text("agt", agent_id)))


@router.post(
    "/agents/{agent_id}/gallery-copy/update",
    permission=Permission.AGENT_UPDATE,
    operation="gallery_update",
    response=GalleryCopyOut,
)
def take_update(request: TenantRequest, agent_id: str, payload: GalleryUpdateIn) -> GalleryCopyOut:
    """Take chosen changes into the draft. Nothing is published by it."""
    return _copy(update(request.actor, from_text("agt", agent_id), number=payload.version, take=payload.take))


@router.post(
    "/agents/{agent_id}/gallery-copy/skip",
    permission=Permission.AGENT_UPDATE,
    operation="gallery_skip",
    response=GalleryCopyOut,
)
def skip_update(request: TenantRequest, agent_id: str, payload: GallerySkipIn) -> GalleryCopyOut:
    """Do not be told of this version again."""
    return _copy(skip(request.actor, from_text("agt", agent_id), payload.version))


def _copy(row: GalleryCopy) -> GalleryCopyOut:
    try:
        newest = queries.newest_release(queries.get_template(row.gallery_id))
    except NotFound:
        return presentation.copy_out(row, None)
    return presentation.copy_out(row, newest)
