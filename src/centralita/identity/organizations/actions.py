"""Making and changing organizations."""

import re
import unicodedata
import zoneinfo
from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.audit import trail
from centralita.identity.organizations.models import Membership, Organization
from centralita.identity.tenancy.scope import organization_statement
from centralita.kit.errors import Invalid
from centralita.kit.ids import OrganizationId, new_id, to_text


class UnknownTimeZone(Invalid):
    """Not a name of the IANA time zone database."""

    code = "unknown_time_zone"


def slug_of(name: str, organization_id: UUID) -> str:
    """A readable, unique address part: the name's letters and the id's last six characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    head = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    tail = to_text("org", organization_id)[-6:]
    return f"{head}-{tail}" if head else tail


def create_organization(
    user_id: UUID, user_name: str, *, name: str, language: str, time_zone: str, currency: str
) -> Organization:
    """A new organization, owned by the person who makes it.

    Runs inside the edge's transaction and sets the new organization in it, since nobody belongs to it yet.
    """
    if time_zone not in zoneinfo.available_timezones():
        raise UnknownTimeZone(field="time_zone")
    organization_id = OrganizationId(new_id())
    with connection.cursor() as cursor:
        cursor.execute(organization_statement(organization_id))
    organization = Organization.objects.create(
        id=organization_id,
        name=name.strip(),
        slug=slug_of(name, organization_id),
        language=language,
        time_zone=time_zone,
        currency=currency,
    )
    Membership.objects.create(organization_id=organization_id, user_id=user_id, role=Role.OWNER)
    actor = Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user_id,
        name=user_name,
        role=Role.OWNER,
        permissions=ROLE_PERMISSIONS[Role.OWNER],
    )
    trail.record(
        actor,
        action="organization_create",
        subject_kind="organization",
        subject_id=to_text("org", organization_id),
        after={"name": organization.name},
    )
    return organization
