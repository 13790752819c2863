"""Organizations over HTTP: made by anyone who is signed in, read and changed by their members."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from centralita.identity.access.permissions import ROLE_PERMISSIONS, Permission, Role
from centralita.identity.gate.authentication import client_address
from centralita.identity.gate.personal import PersonRequest, PersonRouter
from centralita.identity.gate.routing import (
    MEDIA,
    TenantRequest,
    TenantRouter,
    expected_revision,
    with_etag,
)
from centralita.identity.organizations import presentation, queries
from centralita.identity.organizations.actions.clients import join_client, leave_agency
from centralita.identity.organizations.actions.create import (
    NewOrganization,
    create_client,
    create_organization,
)
from centralita.identity.organizations.actions.delete import delete_organization
from centralita.identity.organizations.actions.members import leave_organization
from centralita.identity.organizations.actions.update import remove_logo, set_logo, update_organization
from centralita.identity.organizations.domain import images
from centralita.identity.organizations.models import Organization
from centralita.identity.organizations.schemas import (
    ClientList,
    ClientOut,
    OrganizationChange,
    OrganizationDeletion,
    OrganizationIn,
    OrganizationOut,
    OrganizationUsage,
)
from centralita.identity.plans.room import usage_of
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT

router = TenantRouter("organizations")
people = PersonRouter("organizations")
public = Router(tags=["organizations"])

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]


def _shown(request: TenantRequest, organization: Organization) -> OrganizationOut:
    with_etag(request, organization.revision)
    return presentation.organization(organization, request.actor.permissions)


@people.post(
    "/organizations",
    operation="organization_create",
    response=OrganizationOut,
    status=201,
    repeatable=True,
)
def create(request: PersonRequest, payload: OrganizationIn) -> OrganizationOut:
    """Make an organization; whoever makes it owns it."""
    organization = create_organization(
        request.person.id,
        request.person.get_full_name(),
        name=payload.name,
        language=payload.language,
        time_zone=payload.time_zone,
        currency=payload.currency,
        address=client_address(request),
    )
    with_etag(request, organization.revision)
    return presentation.organization(organization, ROLE_PERMISSIONS[Role.OWNER])


@router.get(
    "/organization",
    permission=Permission.ORGANIZATION_READ,
    operation="organization_read",
    response=OrganizationOut,
)
def read(request: TenantRequest) -> OrganizationOut:
    """The current organization. Its `ETag` goes into `If-Match` when you change it."""
    return _shown(request, queries.get_organization(request.actor))


@router.patch(
    "/organization",
    permission=Permission.ORGANIZATION_UPDATE,
    operation="organization_update",
    response=OrganizationOut,
)
def update(request: TenantRequest, payload: OrganizationChange) -> OrganizationOut:
    """Change name, language, time zone, currency, colour, or whether administrators need a second step."""
    organization = update_organization(request.actor, payload, seen=expected_revision(request))
    return _shown(request, organization)


@router.get(
    "/organization/usage",
    permission=Permission.ORGANIZATION_READ,
    operation="organization_usage_read",
    response=OrganizationUsage,
)
def read_usage(request: TenantRequest) -> OrganizationUsage:
    """The plan, what it allows, and how much of it is taken."""
    return presentation.usage(*usage_of(request.actor))


@router.post(
    "/organization/delete",
    permission=Permission.ORGANIZATION_DELETE,
    operation="organization_delete",
    response=None,
)
def delete(request: TenantRequest, payload: OrganizationDeletion) -> None:
    """Delete the organization with everything in it. Cannot be undone."""
    delete_organization(request.actor, name=payload.name)


@router.post(
    "/organization/leave",
    permission=Permission.ORGANIZATION_READ,
    operation="organization_leave",
    response=None,
)
def leave(request: TenantRequest) -> None:
    """Leave the organization. Its last owner cannot."""
    leave_organization(request.actor)


@router.post(
    "/organization/logo",
    permission=Permission.ORGANIZATION_UPDATE,
    operation="organization_logo_set",
    response=OrganizationOut,
)
def upload_logo(request: TenantRequest, file: Annotated[UploadedFile, File()]) -> OrganizationOut:
    """Set the logo: PNG, JPEG or WebP, at most 512 kB and 4096 pixels a side."""
    return _shown(request, set_logo(request.actor, file.chunks()))


@router.delete(
    "/organization/logo",
    permission=Permission.ORGANIZATION_UPDATE,
    operation="organization_logo_remove",
    response=OrganizationOut,
)
def delete_logo(request: TenantRequest) -> OrganizationOut:
    """Remove the logo."""
    return _shown(request, remove_logo(request.actor))


@public.get(
    "/organizations/{organization_id}/logo",
    operation_id="organization_logo_read",
    response={200: bytes},
    auth=None,
    openapi_extra={"x-permission": "public", MEDIA: images.TYPES},
)
def read_logo(
    request: HttpRequest, organization_id: str, v: Annotated[str, Query(max_length=64)] = ""
) -> HttpResponse:
    """The logo, for pages that people see without signing in."""
    key, media_type, version = queries.logo_of(from_text("org", organization_id))
    with settings.STORAGE.get(key) as file:
        response = HttpResponse(file.read(), content_type=media_type)
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if v == version else "public, max-age=300"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.get("/clients", permission=Permission.CLIENT_CREATE, operation="client_list", response=ClientList)
def list_clients(request: TenantRequest, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT) -> ClientList:
    """The organizations that this one looks after as their agency, the newest first."""
    page = queries.list_clients(request.actor, cursor=cursor, limit=limit)
    return ClientList(items=[presentation.client(row) for row in page.items], next_cursor=page.next_cursor)


@router.post(
    "/clients",
    permission=Permission.CLIENT_CREATE,
    operation="client_create",
    response=ClientOut,
    status=201,
)
def make_client(request: TenantRequest, payload: OrganizationIn) -> ClientOut:
    """Make an organization for a client. You own it until you invite others."""
    new = NewOrganization(
        name=payload.name,
        language=payload.language,
        time_zone=payload.time_zone,
        currency=payload.currency,
    )
    return presentation.client(create_client(request.actor, new))


@router.post(
    "/clients/{client_id}/join",
    permission=Permission.CLIENT_CREATE,
    operation="client_join",
    response=ClientOut,
)
def enter_client(request: TenantRequest, client_id: str) -> ClientOut:
    """Become an administrator of a client. The client's audit trail tells it."""
    return presentation.client(join_client(request.actor, from_text("org", client_id)))


@router.post(
    "/organization/leave-agency",
    permission=Permission.ORGANIZATION_DELETE,
    operation="organization_leave_agency",
    response=OrganizationOut,
)
def detach(request: TenantRequest) -> OrganizationOut:
    """End the tie to the agency that made this organization."""
    return _shown(request, leave_agency(request.actor))
