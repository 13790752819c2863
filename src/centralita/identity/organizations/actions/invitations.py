"""Invitations: an offer of a role, sent by e-mail. Only the hash of its token is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from centralita.identity.access import telling, witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.audit import trail
from centralita.identity.mail import letters
from centralita.identity.organizations.actions.lock import lock_organization
from centralita.identity.organizations.actions.members import checked_agents
from centralita.identity.organizations.domain import roles
from centralita.identity.organizations.models import Invitation, Membership, Organization
from centralita.identity.plans.catalogue import Resource
from centralita.identity.plans.room import require_room
from centralita.identity.tenancy.scope import organization_statement, tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Forbidden, Limited, NotFound
from centralita.kit.ids import MalformedId, OrganizationId, from_text, to_text
from centralita.kit.logs import get_logger

VALID_DAYS = 7
SENT_PER_DAY = 100

logger = get_logger(__name__)


class AlreadyMember(Conflict):
    """Somebody with this address belongs to the organization already."""

    code = "already_member"


class AlreadyInvited(Conflict):
    """There is an open invitation for this address; it can be sent again."""

    code = "already_invited"


class InvitationClosed(Conflict):
    """Accepted or withdrawn: it can neither be sent again nor taken."""

    code = "invitation_closed"


class InvitationExpired(Conflict):
    """Its days are over; whoever sent it can send it again."""

    code = "invitation_expired"


class InvitationForAnother(Forbidden):
    """The invitation went to an address that is not among the person's confirmed ones."""

    code = "invitation_for_another"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as its token shows it."""

    organization: Organization
    invitation: Invitation
    inviter: str


def hash_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def new_token(organization_id: UUID) -> str:
    """The organization, so that its rows can be found, and 256 bits of chance."""
    return to_text("inv", organization_id) + secrets.token_urlsafe(32)


def organization_of(token: str) -> OrganizationId:
    """The organization that a token speaks of. NotFound when it is not a token."""
    head, rest = token[:30], token[30:]
    if len(rest) != 43 or not token.isascii():
        raise NotFound(kind="invitation")
    try:
        return OrganizationId(from_text("inv", head))
    except MalformedId:
        raise NotFound(kind="invitation") from None


def invite(actor: Actor, *, email: str, role: Role, agent_ids: Sequence[UUID]) -> Invitation:
    """Invite an address. The letter goes out once the invitation is stored for good."""
    organization = lock_organization(actor)
    roles.check_may_touch(actor, role)
    agents = checked_agents(role, agent_ids)
    address = email.strip().lower()
    _check_pace()
    if _is_member(address):
        raise AlreadyMember(field="email")
    open_one = Invitation.objects.filter(email=address, accepted_at=None, revoked_at=None).first()
    if open_one is not None:
        if open_one.expires_at > now():
            raise AlreadyInvited(field="email")
        open_one.revoked_at = now()
        open_one.save()
    require_room(actor, Resource.MEMBERS)
    token = new_token(organization.id)
    invitation = Invitation.objects.create(
        organization_id=organization.id,
        email=address,
        role=role,
        agent_ids=agents,
        token_hash=hash_of(token),
        invited_by=actor.user_id,
        expires_at=now() + timedelta(days=VALID_DAYS),
    )
    _record(actor, "invitation_create", invitation, after={"email": address, "role": role})
    telling.tell(actor, invitation.id, telling.MemberInvited(email=address, role=role))
    _post(actor, organization, invitation, token)
    return invitation


def resend_invitation(actor: Actor, invitation_id: UUID) -> Invitation:
    """Send it again with a new token and new days; the old link stops working."""
    organization = lock_organization(actor)
    invitation = _open(invitation_id)
    roles.check_may_touch(actor, Role(invitation.role))
    _check_pace()
    if invitation.expires_at <= now():
        require_room(actor, Resource.MEMBERS)
    token = new_token(organization.id)
    invitation.token_hash = hash_of(token)
    invitation.sent_at = None
    invitation.expires_at = now() + timedelta(days=VALID_DAYS)
    invitation.save()
    _record(actor, "invitation_resend", invitation, after={"email": invitation.email})
    _post(actor, organization, invitation, token)
    return invitation


def revoke_invitation(actor: Actor, invitation_id: UUID) -> None:
    """Withdraw it; its link stops working."""
    lock_organization(actor)
    invitation = _open(invitation_id)
    roles.check_may_touch(actor, Role(invitation.role))
    invitation.revoked_at = now()
    invitation.save()
    _record(actor, "invitation_revoke", invitation, before={"email": invitation.email})


def find_invited(token: str) -> Invited:
    """What a token offers, inside the scope of its organization. NotFound when it offers nothing (any more)."""
    invitation = Invitation.objects.filter(token_hash=hash_of(token), revoked_at=None).first()
    organization = (
        Organization.objects.filter(id=invitation.organization_id, suspended_at=None).first()
        if invitation
        else None
    )
    if invitation is None or organization is None:
        raise NotFound(kind="invitation")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(nullif(name, ''), email) FROM account WHERE id = %s", [invitation.invited_by]
        )
        row = cursor.fetchone()
    return Invited(organization, invitation, row[0] if row else organization.name)


def accept_invitation(user_id: UUID, user_name: str, token: str, *, address: str) -> Invited:
    """Join the organization with the role that was offered, once.

    Runs in the person's own transaction and sets the organization in it, since they do not belong to it yet.
    """
    organization_id = organization_of(token)
    with connection.cursor() as cursor:
        cursor.execute(organization_statement(organization_id))
    invited = find_invited(token)
    invitation = Invitation.objects.select_for_update().get(id=invited.invitation.id)
    if invitation.email not in confirmed_addresses(user_id):
        raise InvitationForAnother(email=invitation.email)
    # A person's scope shows them their memberships elsewhere too.
    member = Membership.objects.filter(organization_id=organization_id, user_id=user_id).first()
    if invitation.accepted_at is not None:
        if member is None:
            raise InvitationClosed
        witness.nothing_changed()
        return invited
    if invitation.expires_at <= now():
        raise InvitationExpired
    invitation.accepted_at = now()
    invitation.save()
    role = Role(invitation.role)
    actor = Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user_id,
        name=user_name,
        role=role,
        permissions=ROLE_PERMISSIONS[role],
        address=address,
    )
    _record(actor, "invitation_accept", invitation, after={"role": role})
    if member is None:
        member = Membership.objects.create(
            organization_id=organization_id, user_id=user_id, role=role, agent_ids=invitation.agent_ids
        )
        telling.tell(actor, member.id, telling.MemberJoined(user_id=to_text("usr", user_id), role=role))
    return invited


def confirmed_addresses(user_id: UUID) -> set[str]:
    """The addresses that a person has shown to be theirs, in small letters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lower(email) FROM account_emailaddress WHERE user_id = %s AND verified", [user_id]
        )
        return {email for (email,) in cursor.fetchall()}


def _is_member(address: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.user_id WHERE a.email = %s)",
            [address],
        )
        found: bool = cursor.fetchone()[0]
    return found


def _check_pace() -> None:
    """Letters go to people who did not ask for them: an organization sends so many a day."""
    day_ago = now() - timedelta(days=1)
    sent = Invitation.objects.filter(expires_at__gt=day_ago + timedelta(days=VALID_DAYS)).count()
    if sent >= SENT_PER_DAY:
        raise Limited(retry_after=3600)


def _open(invitation_id: UUID) -> Invitation:
    invitation = Invitation.objects.select_for_update().filter(id=invitation_id).first()
    if invitation is None:
        raise NotFound(kind="invitation")
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise InvitationClosed
    return invitation


def _record(
    actor: Actor,
    action: str,
    invitation: Invitation,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="invitation",
        subject_id=to_text("inv", invitation.id),
        before=before,
        after=after,
    )


def _post(actor: Actor, organization: Organization, invitation: Invitation, token: str) -> None:
    """Send the letter after the commit: the token exists nowhere but here and in the letter."""
    letter = letters.compose(
        "invitation",
        organization.language,
        {
            "inviter": actor.name,
            "organization": organization.name,
            "role": letters.role_name(invitation.role, organization.language),
            "url": f"{settings.ENVIRONMENT.public_url}/invitations/{token}",
            "email": invitation.email,
            "days": VALID_DAYS,
        },
    )

    def send() -> None:

        try:
            letter.message(invitation.email).send()
        except OSError as error:
            # The list shows it as not sent, and it can be sent again.
            logger.warning("invitation_not_sent", invitation=str(invitation.id), error=type(error).__name__)
            return
        with tenant_scope(organization.id):
            Invitation.objects.filter(id=invitation.id).update(sent_at=now())

    transaction.on_commit(send, robust=True)
