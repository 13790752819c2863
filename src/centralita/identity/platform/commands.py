"""What whoever runs this installation does from its command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from centralita.identity.accounts.models import User
from centralita.identity.audit import platform, security, trail
from centralita.identity.audit.chain import Verdict
from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text


class UnknownPerson(NotFound):
    """Nobody has that address."""

    code = "unknown_person"


@dataclass(frozen=True, slots=True)
class Walked:
    """A chain by its name, and what walking it found."""

    chain: str
    verdict: Verdict


def set_super_admin(email: str, *, granted: bool = True) -> User:
    """Make a person a super admin, or no longer. UnknownPerson when nobody has that address."""
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
        if user is None:
            raise UnknownPerson(email=email)
        if user.is_super_admin != granted:
            user.is_super_admin = granted
            user.save()
            action = "super_admin_grant" if granted else "super_admin_withdraw"
            platform.record(
                action,
                actor_kind="system",
                actor_id=None,
                actor_name="command line",
                subject_kind="user",
                subject_id=to_text("usr", user.id),
            )
    if granted:
        security.record(user.id, "super_admin_granted", security.Where())
    return user


def verify_chains(organization_id: UUID | None = None) -> Iterator[Walked]:
    """Walk the chain of one organization, or of every organization, every person and the platform."""
    organizations = Organization.objects.order_by("id").values_list("id", flat=True)
    if organization_id is not None:
        organizations = organizations.filter(id=organization_id)
    for each in list(organizations):
        with tenant_scope(each):
            yield Walked(to_text("org", each), trail.verify(each))
    if organization_id is None:
        for user_id in [security.NOBODY, *User.objects.order_by("id").values_list("id", flat=True)]:
            yield Walked(to_text("usr", user_id), security.verify(user_id))
        yield Walked("platform", platform.verify())
