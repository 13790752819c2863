"""Organizations: made by anyone who is signed in, read and changed by their members."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from centralita.identity.access.permissions import ROLE_PERMISSIONS, Permission, Role
from centralita.identity.gate.authentication import current_user, session_auth
from centralita.identity.gate.routing import TenantRequest, TenantRouter, dump
from centralita.identity.organizations.actions import create_organization
from centralita.identity.organizations.models import Organization
from centralita.identity.organizations.schemas import OrganizationIn, OrganizationOut
from centralita.kit.ids import to_text

router = TenantRouter("organizations")


def present(organization: Organization, can: frozenset[Permission]) -> OrganizationOut:
    """An organization on the wire."""
    return OrganizationOut(
        id=to_text("org", organization.id),
        name=organization.name,
        slug=organization.slug,
        language=organization.language,
        time_zone=organization.time_zone,
        currency=organization.currency,
        plan=organization.plan,
        brand=organization.brand,
        revision=organization.revision,
        can=sorted(permission.value for permission in can),
    )


@router.ninja.post(
    "/organizations",
    operation_id="organization_create",
    response={201: OrganizationOut},
    auth=session_auth,
    openapi_extra={"x-permission": "self"},
)
def create(request: HttpRequest, payload: OrganizationIn) -> HttpResponse:
    """Make an organization; whoever makes it owns it."""
    user = current_user(request)
    with transaction.atomic():
        organization = create_organization(
            user.id,
            user.get_full_name(),
            name=payload.name,
            language=payload.language,
            time_zone=payload.time_zone,
            currency=payload.currency,
        )
    out = present(organization, ROLE_PERMISSIONS[Role.OWNER])
    return HttpResponse(dump(out), status=201, content_type="application/json")


@router.get(
    "/organization",
    permission=Permission.ORGANIZATION_READ,
    operation="organization_read",
    response=OrganizationOut,
)
def read(request: TenantRequest) -> OrganizationOut:
    """The current organization."""
    organization = Organization.objects.get(id=request.actor.organization_id)
    return present(organization, request.actor.permissions)
