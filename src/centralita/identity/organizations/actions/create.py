"""Making organizations: one's own, and an agency's clients."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.accounts.zones import check_time_zone
from centralita.identity.audit import trail
from centralita.identity.organizations.models import Membership, Organization
from centralita.identity.tenancy.scope import organization_statement
from centralita.kit.errors import Conflict, Forbidden
from centralita.kit.ids import OrganizationId, new_id, to_text
from centralita.kit.logs import current_request_id


class ClientOfAClient(Conflict):
    """An organization that is itself a client takes none: agencies are one level deep."""

    code = "client_of_a_client"


def slug_of(name: str, organization_id: UUID) -> str:
    """A readable, unique address part: the name's letters and the id's last six characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    head = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    tail = to_text("org", organization_id)[-6:]
    return f"{head}-{tail}" if head else tail


@dataclass(frozen=True, slots=True)
class NewOrganization:
    """What a new organization begins with."""

    name: str
    language: str = "en"
    time_zone: str = "UTC"
    currency: str = "EUR"
    parent_id: UUID | None = None


def create_organization(
    user_id: UUID,
    user_name: str,
    *,
    name: str,
    language: str,
    time_zone: str,
    currency: str,
    parent_id: UUID | None = None,
    address: str = "",
) -> Organization:
    """A new organization, owned by the person who makes it.

    Runs inside the edge's transaction and sets the new organization in it, since nobody belongs to it yet.
    """
    check_time_zone(time_zone)
    organization_id = OrganizationId(new_id())
    with connection.cursor() as cursor:
        cursor.execute(organization_statement(organization_id))
    organization = Organization.objects.create(
        id=organization_id,
        parent_id=parent_id,
        name=name.strip(),
        slug=slug_of(name, organization_id),
        language=language,
        time_zone=time_zone,
        currency=currency,
        plan=settings.ENVIRONMENT.default_plan,
    )
    Membership.objects.create(organization_id=organization_id, user_id=user_id, role=Role.OWNER)
    actor = Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user_id,
        name=user_name,
        role=Role.OWNER,
        permissions=ROLE_PERMISSIONS[Role.OWNER],
        address=address,
        request_id=current_request_id() or "",
    )
    trail.record(
        actor,
        action="organization_create",
        subject_kind="organization",
        subject_id=to_text("org", organization_id),
        after={"name": organization.name, "agency": to_text("org", parent_id) if parent_id else None},
    )
    return organization


def create_client(actor: Actor, new: NewOrganization) -> Organization:
    """A client of the actor's organization, owned by whoever makes it until others are invited."""
    agency = Organization.objects.get(id=actor.organization_id)
    if agency.parent_id is not None:
        raise ClientOfAClient
    if actor.user_id is None:
        raise Forbidden
    client = create_organization(
        actor.user_id,
        actor.name,
        name=new.name,
        language=new.language,
        time_zone=new.time_zone,
        currency=new.currency,
        parent_id=agency.id,
        address=actor.address,
    )
    with connection.cursor() as cursor:
        cursor.execute(organization_statement(actor.organization_id))
    trail.record(
        actor,
        action="client_create",
        subject_kind="organization",
        subject_id=to_text("org", client.id),
        after={"name": client.name},
    )
    return client
