"""Organizations, members and invitations as the API shows them."""

from collections.abc import Mapping
from typing import cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission, Role
from centralita.identity.accounts.schemas import Language
from centralita.identity.organizations import idleness
from centralita.identity.organizations.models import Invitation, Organization
from centralita.identity.organizations.queries import MemberRow
from centralita.identity.organizations.retention import SETTING
from centralita.identity.organizations.schemas import (
    Brand,
    ClientOut,
    InvitationOut,
    MemberOut,
    OrganizationOut,
    OrganizationUsage,
    PersonOut,
    PlanUse,
)
from centralita.identity.plans.catalogue import Limits, Plan, Resource, most_call_days
from centralita.kit.clock import now
from centralita.kit.ids import to_text


def brand(organization: Organization) -> Brand:
    """The public part of a brand."""
    return Brand(color=organization.brand.get("color"), logo_url=organization.brand.get("logo_url"))


def organization(row: Organization, can: frozenset[Permission]) -> OrganizationOut:
    """An organization with what the caller may do in it."""
    return OrganizationOut(
        id=to_text("org", row.id),
        name=row.name,
        slug=row.slug,
        language=cast("Language", row.language),
        time_zone=row.time_zone,
        currency=row.currency,
        plan=row.plan,
        brand=brand(row),
        two_step=row.settings.get("two_step", "off"),
        chat_idle_minutes=row.settings.get(idleness.SETTING, idleness.DEFAULT_MINUTES),
        call_days=row.settings.get(SETTING),
        most_call_days=most_call_days(Plan(row.plan)),
        parent_id=to_text("org", row.parent_id) if row.parent_id else None,
        revision=row.revision,
        can=sorted(permission.value for permission in can),
    )


def usage(plan: Plan, limits: Limits, used: Mapping[Resource, int]) -> OrganizationUsage:
    """A plan beside what is taken of it."""
    return OrganizationUsage(
        plan=plan,
        resources=[PlanUse(resource=each, used=used[each], limit=limits[each]) for each in Resource],
    )


def client(row: Organization) -> ClientOut:
    """A client in its agency's list."""
    return ClientOut(
        id=to_text("org", row.id),
        name=row.name,
        slug=row.slug,
        plan=row.plan,
        suspended=row.suspended_at is not None,
        created_at=row.created_at,
    )


def member(actor: Actor, row: MemberRow) -> MemberOut:
    """A member, with what the caller may do with them."""
    touchable = row.role != Role.OWNER or actor.may(Permission.OWNER_MANAGE)
    can = [Permission.MEMBER_MANAGE.value] if actor.may(Permission.MEMBER_MANAGE) and touchable else []
    return MemberOut(
        id=to_text("mbr", row.id),
        user=PersonOut(id=to_text("usr", row.user_id), name=row.name, email=row.email),
        role=Role(row.role),
        agent_ids=[to_text("agt", each) for each in row.agent_ids],
        is_you=row.user_id == actor.user_id,
        created_at=row.created_at,
        last_acted_at=row.last_acted_at,
        recent_acts=row.recent_acts,
        can=can,
    )


def invitation(row: Invitation) -> InvitationOut:
    """An open invitation."""
    return InvitationOut(
        id=to_text("inv", row.id),
        email=row.email,
        role=Role(row.role),
        agent_ids=[to_text("agt", each) for each in row.agent_ids],
        sent_at=row.sent_at,
        created_at=row.created_at,
        expires_at=row.expires_at,
        expired=row.expires_at <= now(),
    )
