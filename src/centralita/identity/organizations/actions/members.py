"""Changing and removing members."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from centralita.identity.access import telling, witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import BOUND_ROLES, Role
from centralita.identity.audit import trail
from centralita.identity.organizations.actions.lock import lock_organization
from centralita.identity.organizations.domain import roles
from centralita.identity.organizations.models import Membership
from centralita.kit.errors import Invalid, NotFound
from centralita.kit.ids import to_text

NOBODY = UUID(int=0)


class UnknownAgents(Invalid):
    """Some of the agents are not this organization's."""

    code = "unknown_agents"


def checked_agents(role: Role, agent_ids: Sequence[UUID]) -> list[UUID]:
    """The agents without repetitions; UnknownAgents or AgentsOfManagersOnly when they cannot be bound."""
    wanted = list(dict.fromkeys(agent_ids))
    roles.check_binding(role, len(wanted))
    if wanted:
        with connection.cursor() as cursor:
            # Plain SQL: agents live in a room above this one.
            cursor.execute("SELECT count(*) FROM agent WHERE id = ANY(%s)", [wanted])
            (found,) = cursor.fetchone()
        if found != len(wanted):
            raise UnknownAgents(field="agent_ids")
    return wanted


def change_member(
    actor: Actor, member_id: UUID, *, role: Role | None, agent_ids: Sequence[UUID] | None
) -> Membership:
    """Give a member another role, or other agents. What is None stays; another role begins without agents."""
    lock_organization(actor)
    member = _member(member_id)
    before = Role(member.role)
    after = role or before
    roles.check_may_touch(actor, before, after)
    roles.check_owner_stays(before=before, after=after, owners=_owners())
    kept = member.agent_ids if after is before and after in BOUND_ROLES else []
    agents = checked_agents(after, kept if agent_ids is None else agent_ids)
    if before is after and set(agents) == set(member.agent_ids):
        witness.nothing_changed()
        return member
    trail.record(
        actor,
        action="member_update",
        subject_kind="member",
        subject_id=to_text("mbr", member.id),
        before={"role": before, "agent_ids": [to_text("agt", each) for each in member.agent_ids]},
        after={"role": after, "agent_ids": [to_text("agt", each) for each in agents]},
    )
    member.role, member.agent_ids = after, agents
    member.save()
    if before is not after:
        fact = telling.MemberRoleChanged(user_id=to_text("usr", member.user_id), role=after)
        telling.tell(actor, member.id, fact)
    return member


def remove_member(actor: Actor, member_id: UUID) -> None:
    """Take somebody out of the organization; from the next request on they see nothing of it."""
    lock_organization(actor)
    _remove(actor, _member(member_id), action="member_remove")


def leave_organization(actor: Actor) -> None:
    """Take oneself out of the organization."""
    lock_organization(actor)
    member = Membership.objects.filter(user_id=actor.user_id or NOBODY).first()
    if member is None:
        raise NotFound(kind="member")
    _remove(actor, member, action="organization_leave")


def _remove(actor: Actor, member: Membership, *, action: str) -> None:
    role = Role(member.role)
    if member.user_id != actor.user_id:
        roles.check_may_touch(actor, role)
    roles.check_owner_stays(before=role, after=None, owners=_owners())
    trail.record(
        actor,
        action=action,
        subject_kind="member",
        subject_id=to_text("mbr", member.id),
        before={"user_id": to_text("usr", member.user_id), "role": role},
    )
    telling.tell(actor, member.id, telling.MemberRemoved(user_id=to_text("usr", member.user_id)))
    member.delete()


def _member(member_id: UUID) -> Membership:
    member = Membership.objects.filter(id=member_id).first()
    if member is None:
        raise NotFound(kind="member")
    return member


def _owners() -> int:
    return Membership.objects.filter(role=Role.OWNER).count()
