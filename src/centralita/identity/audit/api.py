"""The audit trail over HTTP: read, exported, verified."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Schema
from pydantic import Field

from centralita.identity.access.permissions import Permission
from centralita.identity.audit import presentation, queries, trail
from centralita.identity.audit.chain import parse_anchor
from centralita.identity.audit.models import AuditEntry
from centralita.identity.audit.schemas import AuditEntryList, VerdictOut
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.clock import Moment
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT

router = TenantRouter("audit")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]


class TrailQuery(Schema):
    """Which entries; what is left out does not filter."""

    actor: Annotated[str, Field(max_length=40, description="A person's id")] = ""
    action: Annotated[str, Field(max_length=80, examples=["agent_publish"])] = ""
    subject_kind: Annotated[str, Field(max_length=40, examples=["agent"])] = ""
    subject: Annotated[str, Field(max_length=80, description="A thing's id")] = ""
    since: Moment | None = None
    until: Moment | None = None


def filter_of(query: TrailQuery) -> queries.TrailFilter:
    """What was asked for, in the domain's types."""
    return queries.TrailFilter(
        actor_id=from_text("usr", query.actor) if query.actor else None,
        action=query.action,
        subject_kind=query.subject_kind,
        subject_id=query.subject,
        since=query.since,
        until=query.until,
    )


@router.get("/audit", permission=Permission.AUDIT_READ, operation="audit_list", response=AuditEntryList)
def list_entries(
    request: TenantRequest,
    query: Annotated[TrailQuery, Query()],
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> AuditEntryList:
    """Who did what in the organization, the newest first."""
    rows = AuditEntry.objects.filter(organization_id=request.actor.organization_id)
    page = queries.page(rows, filter_of(query), cursor=cursor, limit=limit)
    return AuditEntryList(items=[presentation.entry(row) for row in page.items], next_cursor=page.next_cursor)


@router.get(
    "/audit/export",
    permission=Permission.AUDIT_READ,
    operation="audit_export",
    response=str,
    media=("text/csv",),
)
def export(request: TenantRequest, query: Annotated[TrailQuery, Query()]) -> HttpResponse:
    """The entries as CSV. Taking them out is itself recorded."""
    rows = AuditEntry.objects.filter(organization_id=request.actor.organization_id)
    table = presentation.table(queries.every(rows, filter_of(query)))
    asked = query.model_dump(mode="json", exclude_defaults=True)
    trail.record(request.actor, action="audit_export", subject_kind="audit", after=asked)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


@router.get(
    "/audit/verification", permission=Permission.AUDIT_READ, operation="audit_verify", response=VerdictOut
)
def verify(request: TenantRequest, anchor: Annotated[str, Query(max_length=90)] = "") -> VerdictOut:
    """Walk the chain from its first entry. With an `anchor` noted earlier, also find that link again."""
    noted = parse_anchor(anchor) if anchor else None
    return presentation.verdict(trail.verify(request.actor.organization_id, noted))
