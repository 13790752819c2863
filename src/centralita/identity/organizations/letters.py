"""Letters to members of an organization, each in their own language."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.core.mail import EmailMultiAlternatives

from centralita.identity.access.permissions import ROLE_PERMISSIONS, Permission, Role
from centralita.identity.accounts.models import User
from centralita.identity.mail.letters import compose
from centralita.identity.organizations.models import Membership
from centralita.identity.tenancy.scope import tenant_scope


def letters_to(
    organization_id: UUID, permission: Permission, agent_id: UUID, letter: str, data: Mapping[str, str]
) -> Iterator[EmailMultiAlternatives]:
    """A letter for everybody who may do this with this agent."""
    with tenant_scope(organization_id):
        members = list(Membership.objects.values_list("user_id", "role", "agent_ids"))
    wanted = [
        user_id
        for user_id, role, agent_ids in members
        if permission in ROLE_PERMISSIONS[Role(role)] and (role != Role.MANAGER or agent_id in agent_ids)
    ]
    for email, language in User.objects.filter(id__in=wanted, is_active=True).values_list(
        "email", "language"
    ):
        yield compose(letter, language, data).message(email)


def letter_to(
    organization_id: UUID, user_id: UUID, letter: str, data: Mapping[str, str]
) -> EmailMultiAlternatives | None:
    """A letter for one member; None for who is none any more."""
    with tenant_scope(organization_id):
        if not Membership.objects.filter(user_id=user_id).exists():
            return None
    user = User.objects.filter(id=user_id, is_active=True).first()
    return None if user is None else compose(letter, user.language, data).message(user.email)
