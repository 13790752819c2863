"""Campaigns over HTTP: parse, act, present."""

from typing import Annotated, Literal

from django.http import StreamingHttpResponse
from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.campaigns import presentation, queries, switches
from centralita.operations.campaigns.actions import running, writing
from centralita.operations.campaigns.export import as_csv, as_workbook
from centralita.operations.campaigns.models import Campaign
from centralita.operations.campaigns.preview import preview
from centralita.operations.campaigns.schemas import (
    AttemptList,
    CampaignChange,
    CampaignIn,
    CampaignList,
    CampaignOut,
    CampaignPersonList,
    HourList,
    PreviewPart,
    StartIn,
    State,
    Status,
    StopIn,
    SwitchIn,
    SwitchOut,
)

router = TenantRouter("campaigns")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, WRITE, RUN = Permission.CAMPAIGN_READ, Permission.CAMPAIGN_WRITE, Permission.CAMPAIGN_RUN
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _detail(request: TenantRequest, campaign: Campaign) -> CampaignOut:
    with_etag(request, campaign.revision)
    return presentation.detail(request.actor, campaign)


@router.get("/campaigns", permission=READ, operation="campaign_list", response=CampaignList)
def list_campaigns(
    request: TenantRequest,
    status: Status | None = None,
    search: Annotated[str, Query(max_length=120)] = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> CampaignList:
    """Campaigns, the newest first."""
    which = queries.CampaignFilter(status=status or "", search=search)
    page = queries.list_campaigns(request.actor, which, cursor=cursor, limit=limit)
    return CampaignList(items=presentation.summaries(request.actor, page.items), next_cursor=page.next_cursor)


@router.post("/campaigns", permission=WRITE, operation="campaign_create", response=CampaignOut, status=201)
def create(request: TenantRequest, payload: CampaignIn) -> CampaignOut:
    """Make a draft. Nobody is called until it is started."""
    return _detail(request, writing.create_campaign(request.actor, payload))


@router.get("/campaigns/switch", permission=READ, operation="calling_switch_read", response=SwitchOut)
def read_switch(request: TenantRequest) -> SwitchOut:
    """Whether every campaign of the organization is stopped."""
    return presentation.switch(switches.stopped_here())


@router.put("/campaigns/switch", permission=RUN, operation="calling_switch_set", response=SwitchOut)
def set_switch(request: TenantRequest, payload: SwitchIn) -> SwitchOut:
    """Stop every campaign of the organization at once, or let them go on where they were."""
    return presentation.switch(running.set_switch(request.actor, stopped=payload.stopped))


@router.get("/campaigns/{campaign_id}", permission=READ, operation="campaign_read", response=CampaignOut)
def read(request: TenantRequest, campaign_id: str) -> CampaignOut:
    """One campaign, with how far it is."""
    return _detail(request, queries.get_campaign(request.actor, from_text("cmp", campaign_id)))


@router.patch("/campaigns/{campaign_id}", permission=WRITE, operation="campaign_update", response=CampaignOut)
def update(request: TenantRequest, campaign_id: str, payload: CampaignChange) -> CampaignOut:
    """Change a draft, or the pace, hours and limits of a paused campaign."""
    campaign = writing.update_campaign(
        request.actor, from_text("cmp", campaign_id), payload, seen=expected_revision(request)
    )
    return _detail(request, campaign)


@router.delete("/campaigns/{campaign_id}", permission=WRITE, operation="campaign_delete", response=None)
def delete(request: TenantRequest, campaign_id: str) -> None:
    """Delete a draft. One that was started stays as a record."""
    writing.delete_campaign(request.actor, from_text("cmp", campaign_id))


@router.post(
    "/campaigns/{campaign_id}/copy",
    permission=WRITE,
    operation="campaign_copy",
    response=CampaignOut,
    status=201,
)
def copy(request: TenantRequest, campaign_id: str) -> CampaignOut:
    """A new draft with the same settings."""
    return _detail(request, writing.copy_campaign(request.actor, from_text("cmp", campaign_id)))


@router.get(
    "/campaigns/{campaign_id}/preview",
    permission=READ,
    operation="campaign_preview",
    response=PreviewPart,
)
def look_ahead(request: TenantRequest, campaign_id: str, cursor: Cursor = None) -> PreviewPart:
    """Who would be called and who not, and why, 500 people at a time: ask again with `next_cursor` and add up."""
    campaign = queries.get_campaign(request.actor, from_text("cmp", campaign_id))
    return preview(request.actor, campaign, now(), cursor)


@router.post(
    "/campaigns/{campaign_id}/start", permission=RUN, operation="campaign_start", response=CampaignOut
)
def start(request: TenantRequest, campaign_id: str, payload: StartIn) -> CampaignOut:
    """Start a draft. For more than 500 people, `confirmed` must be their number as the preview counted it."""
    campaign = running.start_campaign(
        request.actor,
        from_text("cmp", campaign_id),
        confirmed=payload.confirmed,
        seen=expected_revision(request),
    )
    return _detail(request, campaign)


@router.post(
    "/campaigns/{campaign_id}/pause", permission=RUN, operation="campaign_pause", response=CampaignOut
)
def pause(request: TenantRequest, campaign_id: str, payload: StopIn) -> CampaignOut:
    """Call nobody from now on, until it is resumed. Calls under way go on unless you want them ended."""
    campaign = running.pause_campaign(request.actor, from_text("cmp", campaign_id), hang_up=payload.hang_up)
    return _detail(request, campaign)


@router.post(
    "/campaigns/{campaign_id}/resume", permission=RUN, operation="campaign_resume", response=CampaignOut
)
def resume(request: TenantRequest, campaign_id: str) -> CampaignOut:
    """Go on with a paused campaign."""
    return _detail(request, running.resume_campaign(request.actor, from_text("cmp", campaign_id)))


@router.post("/campaigns/{campaign_id}/stop", permission=RUN, operation="campaign_stop", response=CampaignOut)
def stop(request: TenantRequest, campaign_id: str, payload: StopIn) -> CampaignOut:
    """Call nobody from now on, for good."""
    campaign = running.stop_campaign(request.actor, from_text("cmp", campaign_id), hang_up=payload.hang_up)
    return _detail(request, campaign)


@router.get(
    "/campaigns/{campaign_id}/people",
    permission=READ,
    operation="campaign_people",
    response=CampaignPersonList,
)
def people(
    request: TenantRequest,
    campaign_id: str,
    state: State | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> CampaignPersonList:
    """The people of a campaign: where each one is, and why."""
    campaign = queries.get_campaign(request.actor, from_text("cmp", campaign_id))
    page = queries.list_people(campaign, state=state or "", cursor=cursor, limit=limit)
    return CampaignPersonList(
        items=presentation.people(request.actor, page.items), next_cursor=page.next_cursor
    )


@router.get(
    "/campaigns/{campaign_id}/attempts",
    permission=READ,
    operation="campaign_attempts",
    response=AttemptList,
)
def attempts(
    request: TenantRequest, campaign_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> AttemptList:
    """The calls of a campaign, the last first."""
    campaign = queries.get_campaign(request.actor, from_text("cmp", campaign_id))
    page = queries.list_attempts(campaign, cursor=cursor, limit=limit)
    return AttemptList(
        items=presentation.attempts(request.actor, campaign, page.items), next_cursor=page.next_cursor
    )


@router.get("/campaigns/{campaign_id}/hours", permission=READ, operation="campaign_hours", response=HourList)
def hours(request: TenantRequest, campaign_id: str) -> HourList:
    """Calls by the hour in which they began; hours without calls are left out."""
    campaign = queries.get_campaign(request.actor, from_text("cmp", campaign_id))
    return HourList(items=presentation.hours(queries.hours(campaign.id)))


@router.get(
    "/campaigns/{campaign_id}/results",
    permission=Permission.CONTACT_EXPORT,
    operation="campaign_export",
    response=list[list[str]],
    media=("text/csv", _TYPES["xlsx"]),
    transaction=False,
)
def results(
    request: TenantRequest, campaign_id: str, file: Literal["csv", "xlsx"] = "csv"
) -> StreamingHttpResponse:
    """What came of a campaign, one line for each person, as CSV or an Excel workbook."""
    with tenant_scope(request.actor.organization_id):
        request.actor.require(READ)
        campaign = queries.get_campaign(request.actor, from_text("cmp", campaign_id))
    made = (as_csv if file == "csv" else as_workbook)(request.actor, campaign)
    response = StreamingHttpResponse(made, content_type=_TYPES[file])
    response["Content-Disposition"] = f'attachment; filename="campaign-{campaign_id}.{file}"'
    response["X-Accel-Buffering"] = "no"
    return response
