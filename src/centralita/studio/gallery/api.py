"""The gallery over HTTP, for organizations."""

from typing import Annotated

from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import MAXIMUM_LIMIT
from centralita.studio.gallery import presentation, queries
from centralita.studio.gallery.actions.install import install
from centralita.studio.gallery.actions.rate import rate, unrate
from centralita.studio.gallery.actions.submit import packed, submit, withdraw
from centralita.studio.gallery.kinds import Wish
from centralita.studio.gallery.schemas import (
    GalleryInstalled,
    GalleryInstallIn,
    GalleryNameIn,
    GalleryPackIn,
    GalleryPreview,
    GalleryRatingIn,
    GalleryRatingOut,
    GallerySubmissionIn,
    GallerySubmissionList,
    GallerySubmissionOut,
    GalleryTemplateDetail,
    GalleryTemplateList,
)
from centralita.studio.gallery.showing import inside
from centralita.studio.saved_templates.public import Holds

router = TenantRouter("gallery")


@router.get(
    "/gallery-templates",
    permission=Permission.TEMPLATE_READ,
    operation="gallery_template_list",
    response=GalleryTemplateList,
)
def list_templates(
    request: TenantRequest,
    holds: Holds | None = None,
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
        holds=holds or "",
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
    wish = Wish(payload.name, samples=payload.samples)
    return GalleryInstalled(
        id=to_text("agt", install(request.actor, from_text("gtp", gallery_id), "agent", wish))
    )


@router.post(
    "/gallery-templates/{gallery_id}/prompts",
    permission=Permission.PROMPT_MANAGE,
    operation="gallery_install_prompt",
    response=GalleryInstalled,
    status=201,
)
def make_prompt(request: TenantRequest, gallery_id: str, payload: GalleryNameIn) -> GalleryInstalled:
    """Make a prompt from the newest version, a draft, with those that it includes."""
    made = install(request.actor, from_text("gtp", gallery_id), "prompt", Wish(payload.name))
    return GalleryInstalled(id=to_text("prm", made))


@router.post(
    "/gallery-templates/{gallery_id}/tools",
    permission=Permission.TOOL_MANAGE,
    operation="gallery_install_tool",
    response=GalleryInstalled,
    status=201,
)
def make_tool(request: TenantRequest, gallery_id: str, payload: GalleryNameIn) -> GalleryInstalled:
    """Make a tool from the newest version: a draft that signs in nowhere until that is filled in."""
    made = install(request.actor, from_text("gtp", gallery_id), "tool", Wish(payload.name))
    return GalleryInstalled(id=to_text("tool", made))


@router.post(
    "/gallery-templates/{gallery_id}/flows",
    permission=Permission.AGENT_CREATE,
    operation="gallery_install_flow",
    response=GalleryInstalled,
    status=201,
)
def keep_flow(request: TenantRequest, gallery_id: str, payload: GalleryNameIn) -> GalleryInstalled:
    """Keep the newest version of a flow among the organization's templates, from where it is put into agents."""
    made = install(request.actor, from_text("gtp", gallery_id), "flow", Wish(payload.name))
    return GalleryInstalled(id=to_text("tpl", made))


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
        inside=inside(found.package, request.actor.language),
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
