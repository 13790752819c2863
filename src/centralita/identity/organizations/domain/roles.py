"""Who may make whom what. Owners are managed by owners only, and there is always one."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import BOUND_ROLES, Permission, Role
from centralita.kit.errors import Conflict, Forbidden, Invalid


class OwnersOnly(Forbidden):
    """Only an owner gives or takes ownership."""

    code = "owners_only"


class LastOwner(Conflict):
    """The organization would be left without an owner."""

    code = "last_owner"


class AgentsOfManagersOnly(Invalid):
    """Only managers and viewers are bound to agents; the other roles see all of them."""

    code = "agents_of_managers_only"


def check_may_touch(actor: Actor, *roles: Role) -> None:
    """OwnersOnly when one of the roles is owner and the actor may not manage owners."""
    if Role.OWNER in roles and not actor.may(Permission.OWNER_MANAGE):
        raise OwnersOnly


def check_owner_stays(*, before: Role, after: Role | None, owners: int) -> None:
    """LastOwner when a change (`after` None: removal) takes away the last of `owners`."""
    if before is Role.OWNER and after is not Role.OWNER and owners <= 1:
        raise LastOwner


def check_binding(role: Role, agents: int) -> None:
    """AgentsOfManagersOnly when agents are named for another role."""
    if agents and role not in BOUND_ROLES:
        raise AgentsOfManagersOnly(field="agent_ids")
