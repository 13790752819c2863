"""Imports of contacts over HTTP."""

from typing import Annotated

from django.http import StreamingHttpResponse
from ninja import File, Query
from ninja.files import UploadedFile

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.contacts.imports import actions, presentation
from centralita.operations.contacts.imports.preview import preview
from centralita.operations.contacts.imports.schemas import (
    ContactImportList,
    ContactImportOut,
    ImportChange,
    PreviewOut,
)

router = TenantRouter("contacts")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
WRITE = Permission.CONTACT_UPDATE


@router.get("/contact-imports", permission=WRITE, operation="contact_import_list", response=ContactImportList)
def list_imports(
    request: TenantRequest, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> ContactImportList:
    """Files of contacts and what came of them, the last first."""
    page = presentation.list_imports(cursor=cursor, limit=limit)
    return ContactImportList(
        items=[presentation.shown(request.actor, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.post(
    "/contact-imports",
    permission=WRITE,
    operation="contact_import_create",
    response=ContactImportOut,
    status=201,
)
def create(request: TenantRequest, file: File[UploadedFile]) -> ContactImportOut:
    """Upload a CSV file of 25 MB and 200,000 rows at most. Nothing is imported until it is started."""
    row = actions.upload(request.actor, file_name=file.name or "", chunks=file.chunks())
    return presentation.shown(request.actor, row)


@router.get(
    "/contact-imports/{import_id}",
    permission=WRITE,
    operation="contact_import_read",
    response=ContactImportOut,
)
def read(request: TenantRequest, import_id: str) -> ContactImportOut:
    """One import, with how far it has come."""
    return presentation.shown(request.actor, presentation.get_import(from_text("imp", import_id)))


@router.patch(
    "/contact-imports/{import_id}",
    permission=WRITE,
    operation="contact_import_update",
    response=ContactImportOut,
)
def update(request: TenantRequest, import_id: str, payload: ImportChange) -> ContactImportOut:
    """Say what each column holds, and what happens with contacts that are there already."""
    row = actions.change(request.actor, from_text("imp", import_id), payload)
    return presentation.shown(request.actor, row)


@router.delete(
    "/contact-imports/{import_id}", permission=WRITE, operation="contact_import_delete", response=None
)
def discard(request: TenantRequest, import_id: str) -> None:
    """Forget a file that was not imported."""
    actions.discard(request.actor, from_text("imp", import_id))


@router.get(
    "/contact-imports/{import_id}/preview",
    permission=WRITE,
    operation="contact_import_preview",
    response=PreviewOut,
)
def look_ahead(request: TenantRequest, import_id: str) -> PreviewOut:
    """What would become of the first rows; nothing once the import has begun."""
    row = presentation.get_import(from_text("imp", import_id))
    return PreviewOut(items=preview(row, request.actor.language) if row.status == "draft" else [])


@router.post(
    "/contact-imports/{import_id}/start",
    permission=WRITE,
    operation="contact_import_start",
    response=ContactImportOut,
)
def start(request: TenantRequest, import_id: str) -> ContactImportOut:
    """Carry the import out in the background."""
    return presentation.shown(request.actor, actions.start(request.actor, from_text("imp", import_id)))


@router.post(
    "/contact-imports/{import_id}/undo",
    permission=WRITE,
    operation="contact_import_undo",
    response=ContactImportOut,
)
def undo(request: TenantRequest, import_id: str) -> ContactImportOut:
    """Remove what the import made and give back what it changed, except what was changed since."""
    return presentation.shown(request.actor, actions.undo(request.actor, from_text("imp", import_id)))


@router.get(
    "/contact-imports/{import_id}/refused",
    permission=WRITE,
    operation="contact_import_refused",
    response=list[list[str]],
    media=("text/csv",),
    transaction=False,
)
def refused(request: TenantRequest, import_id: str) -> StreamingHttpResponse:
    """The rows that became no contact, as CSV: correct them there and import that file."""
    with tenant_scope(request.actor.organization_id):
        row = presentation.get_import(from_text("imp", import_id))
    response = StreamingHttpResponse(
        presentation.refused_rows(request.actor, row), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="refused-{import_id}.csv"'
    response["X-Accel-Buffering"] = "no"
    return response
