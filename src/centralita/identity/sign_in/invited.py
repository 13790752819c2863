"""Whether a browser came by the link of an invitation that can still be accepted."""

from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from centralita.identity.organizations.members_api import KEPT_IN_SESSION
from centralita.identity.organizations.queries import invitation_is_open
from centralita.identity.tenancy.scope import tenant_scope


def address(request: HttpRequest) -> str | None:
    """The address that was invited, in small letters; None when there is no open invitation."""
    kept = request.session.get(KEPT_IN_SESSION)
    if not isinstance(kept, dict) or connection.in_atomic_block:
        return None
    organization_id, invitation_id = UUID(kept["organization_id"]), UUID(kept["invitation_id"])
    with tenant_scope(organization_id):
        still_open = invitation_is_open(organization_id, invitation_id)
    return str(kept["email"]) if still_open else None
