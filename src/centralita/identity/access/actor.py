"""Who acts: the first argument of every write."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from centralita.identity.access.permissions import Permission, Role
from centralita.kit.errors import Forbidden
from centralita.kit.ids import OrganizationId

ActorKind = Literal["user", "api_key", "visitor", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller inside one organization, with what they may do.

    `agent_ids` is None when every agent is open to them; a manager's is the set that they were given, and so
    is a viewer's who was given any.
    """

    organization_id: OrganizationId
    kind: ActorKind
    user_id: UUID | None = None
    name: str = ""
    role: Role | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    agent_ids: frozenset[UUID] | None = None
    language: str = "en"
    address: str = ""
    request_id: str = ""

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Forbidden unless the actor holds the permission."""
        if permission not in self.permissions:
            raise Forbidden(permission=permission.value)

    def reaches(self, agent_id: UUID) -> bool:
        """Whether this agent is among those open to the actor."""
        return self.agent_ids is None or agent_id in self.agent_ids


def system_actor(organization_id: OrganizationId, name: str) -> Actor:
    """The platform itself, acting for one organization: jobs and consumers."""
    return Actor(organization_id=organization_id, kind="system", name=name, permissions=frozenset(Permission))
