"""The platform's area over HTTP, for super admins."""

from typing import Annotated, Literal

from ninja import Query

from centralita.identity.audit import platform
from centralita.identity.audit import presentation as trails
from centralita.identity.audit import queries as trail_queries
from centralita.identity.audit.api import TrailQuery, filter_of
from centralita.identity.audit.chain import parse_anchor
from centralita.identity.audit.models import PlatformEntry
from centralita.identity.audit.schemas import AuditEntryList, VerdictOut
from centralita.identity.platform import queries
from centralita.identity.platform.actions import (
    change_plan,
    resume_dialling,
    resume_organization,
    stop_dialling,
    suspend_organization,
)
from centralita.identity.platform.door import PlatformRequest, PlatformRouter
from centralita.identity.platform.health import health
from centralita.identity.platform.schemas import (
    HealthOut,
    PlanChange,
    PlatformCalls,
    PlatformOrganization,
    PlatformOrganizationList,
    PlatformUserList,
    Suspension,
)
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT

router = PlatformRouter("platform")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
Search = Annotated[str, Query(max_length=120)]


@router.route(
    "GET",
    "/platform/organizations",
    operation="platform_organization_list",
    response=PlatformOrganizationList,
)
def list_organizations(
    request: PlatformRequest,  # the door has looked at it
    search: Search = "",
    plan: Annotated[str, Query(max_length=40)] = "",
    state: Literal["active", "suspended"] | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> PlatformOrganizationList:
    """All organizations with their plan and how large they are, the newest first."""
    rows = queries.organizations(
        search=search, plan=plan, suspended=None if state is None else state == "suspended"
    )
    page = queries.organization_page(rows, cursor=cursor, limit=limit)
    return PlatformOrganizationList(
        items=[queries.shown_organization(row) for row in page.items],
        next_cursor=page.next_cursor,
        total=rows.count(),
    )


@router.route(
    "GET",
    "/platform/organizations/{organization_id}",
    operation="platform_organization_read",
    response=PlatformOrganization,
)
def read_organization(
    request: PlatformRequest,
    organization_id: str,
) -> PlatformOrganization:
    """One organization."""
    return queries.shown_organization(queries.get_organization(from_text("org", organization_id)))


@router.route(
    "PATCH",
    "/platform/organizations/{organization_id}",
    operation="platform_organization_update",
    response=PlatformOrganization,
)
def update_organization(
    request: PlatformRequest, organization_id: str, payload: PlanChange
) -> PlatformOrganization:
    """Give an organization another plan."""
    organization = change_plan(request, from_text("org", organization_id), payload.plan)
    return queries.shown_organization(organization)


@router.route(
    "POST",
    "/platform/organizations/{organization_id}/suspend",
    operation="platform_organization_suspend",
    response=PlatformOrganization,
)
def suspend(request: PlatformRequest, organization_id: str, payload: Suspension) -> PlatformOrganization:
    """Shut an organization. Its members see it no more until it is resumed; nothing is lost."""
    organization = suspend_organization(request, from_text("org", organization_id), reason=payload.reason)
    return queries.shown_organization(organization)


@router.route(
    "POST",
    "/platform/organizations/{organization_id}/resume",
    operation="platform_organization_resume",
    response=PlatformOrganization,
)
def resume(request: PlatformRequest, organization_id: str) -> PlatformOrganization:
    """Open a suspended organization again."""
    return queries.shown_organization(resume_organization(request, from_text("org", organization_id)))


@router.route(
    "POST",
    "/platform/organizations/{organization_id}/stop-calls",
    operation="platform_organization_stop_calls",
    response=PlatformOrganization,
)
def stop_calls(request: PlatformRequest, organization_id: str, payload: Suspension) -> PlatformOrganization:
    """Stop all calls of an organization. From the answer on nothing more is dialled; calls under way go on."""
    identifier = from_text("org", organization_id)
    stop_dialling(request, identifier, reason=payload.reason)
    return queries.shown_organization(queries.get_organization(identifier))


@router.route(
    "POST",
    "/platform/organizations/{organization_id}/resume-calls",
    operation="platform_organization_resume_calls",
    response=PlatformOrganization,
)
def resume_calls(request: PlatformRequest, organization_id: str) -> PlatformOrganization:
    """Let an organization call again."""
    identifier = from_text("org", organization_id)
    resume_dialling(request, identifier)
    return queries.shown_organization(queries.get_organization(identifier))


@router.route("GET", "/platform/calls", operation="platform_calls_read", response=PlatformCalls)
def read_calls(request: PlatformRequest) -> PlatformCalls:
    """Whether this installation may call anybody."""
    return queries.calls()


@router.route("POST", "/platform/calls/stop", operation="platform_calls_stop", response=PlatformCalls)
def stop_all_calls(request: PlatformRequest, payload: Suspension) -> PlatformCalls:
    """Stop all calls of the whole installation. From the answer on nothing more is dialled; calls under way go on."""
    stop_dialling(request, None, reason=payload.reason)
    return queries.calls()


@router.route("POST", "/platform/calls/resume", operation="platform_calls_resume", response=PlatformCalls)
def resume_all_calls(request: PlatformRequest) -> PlatformCalls:
    """Let the installation call again. Organizations that are stopped by themselves stay so."""
    resume_dialling(request, None)
    return queries.calls()


@router.route("GET", "/platform/users", operation="platform_user_list", response=PlatformUserList)
def list_users(
    request: PlatformRequest,
    search: Search = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> PlatformUserList:
    """All people, the newest first."""
    rows = queries.users(search=search)
    page = queries.user_page(rows, cursor=cursor, limit=limit)
    return PlatformUserList(
        items=list(queries.shown_users(list(page.items))), next_cursor=page.next_cursor, total=rows.count()
    )


@router.route("GET", "/platform/audit", operation="platform_audit_list", response=AuditEntryList)
def list_entries(
    request: PlatformRequest,
    query: Annotated[TrailQuery, Query()],
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> AuditEntryList:
    """What super admins did and looked at, the newest first."""
    page = trail_queries.page(PlatformEntry.objects.all(), filter_of(query), cursor=cursor, limit=limit)
    return AuditEntryList(items=[trails.entry(row) for row in page.items], next_cursor=page.next_cursor)


@router.route("GET", "/platform/audit/verification", operation="platform_audit_verify", response=VerdictOut)
def verify(
    request: PlatformRequest,
    anchor: Annotated[str, Query(max_length=90)] = "",
) -> VerdictOut:
    """Walk the platform's chain from its first entry."""
    return trails.verdict(platform.verify(parse_anchor(anchor) if anchor else None))


@router.route("GET", "/platform/health", operation="platform_health_read", response=HealthOut)
def read_health(request: PlatformRequest) -> HealthOut:
    """How this installation is: versions, the database, the queue, the workers."""
    return health()
