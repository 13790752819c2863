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
