"""An agency and its clients: reaching into one, and a client's going its own way."""

from uuid import UUID

from centralita.identity.access import telling, witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Role
from centralita.identity.audit import trail
from centralita.identity.organizations.actions.lock import lock_organization
from centralita.identity.organizations.models import Membership, Organization
from centralita.identity.tenancy.scope import acting_for_another_organization
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId, to_text


def join_client(actor: Actor, client_id: UUID) -> Organization:
    """Become an administrator of a client of the actor's organization. Both trails tell it."""
    client = Organization.objects.filter(
        id=client_id, parent_id=actor.organization_id, suspended_at=None
    ).first()
    if client is None or actor.user_id is None:
        raise NotFound(kind="organization")
    with acting_for_another_organization(client.id, back_to=actor.organization_id):
        if Membership.objects.filter(user_id=actor.user_id).exists():
            witness.nothing_changed()
            return client
        member = Membership.objects.create(organization_id=client.id, user_id=actor.user_id, role=Role.ADMIN)
        there = Actor(
            organization_id=OrganizationId(client.id),
            kind="user",
            user_id=actor.user_id,
            name=actor.name,
            role=Role.ADMIN,
            address=actor.address,
            request_id=actor.request_id,
        )
        trail.record(
            there,
            action="agency_join",
            subject_kind="member",
            subject_id=to_text("mbr", member.id),
            after={"agency": to_text("org", actor.organization_id), "role": Role.ADMIN},
        )
        fact = telling.MemberJoined(user_id=to_text("usr", actor.user_id), role=Role.ADMIN)
        telling.tell(there, member.id, fact)
    trail.record(
        actor,
        action="client_join",
        subject_kind="organization",
        subject_id=to_text("org", client.id),
    )
    return client


def leave_agency(actor: Actor) -> Organization:
    """End the tie to the agency; its people stay members until they are removed."""
    organization = lock_organization(actor)
    if organization.parent_id is None:
        witness.nothing_changed()
        return organization
    before = to_text("org", organization.parent_id)
    organization.parent_id = None
    organization.revision += 1
    organization.save()
    trail.record(
        actor,
        action="agency_leave",
        subject_kind="organization",
        subject_id=to_text("org", organization.id),
        before={"agency": before},
    )
    return organization
