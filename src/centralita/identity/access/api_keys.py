"""Keys that a member gives to programs: what one looks like, and what remains of its maker's rights in it. Pure."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.errors import Unauthenticated
from centralita.kit.ids import MalformedId, OrganizationId, from_text, to_text

PREFIX = "cak"
# What reaches beyond the agents that there are: no key for some of them carries it.
UNBOUND = frozenset({Permission.AGENT_CREATE, Permission.TOOL_MANAGE})
# All that a key may carry: programs build and prove agents. People, money and conversations stay with people.
GRANTABLE = frozenset({Permission.AGENT_READ, Permission.AGENT_UPDATE}) | UNBOUND
_HEAD = 30
_SECRET = 43
# As long as the shortest column that names an actor.
_LONGEST_NAME = 200


def make_key(organization_id: OrganizationId) -> str:
    """A new key: `cak_`, the organization, so that its rows can be found, and 256 bits of chance."""
    return to_text(PREFIX, organization_id) + secrets.token_urlsafe(32)


def organization_of(key: str) -> OrganizationId:
    """The organization that a key names. Unauthenticated when the text is none; whether it exists, its table tells."""
    head, rest = key[:_HEAD], key[_HEAD:]
    if len(rest) != _SECRET or not key.isascii():
        raise Unauthenticated
    try:
        return OrganizationId(from_text(PREFIX, head))
    except MalformedId:
        raise Unauthenticated from None


def hash_of(key: str) -> bytes:
    """What is kept of a key. Nobody guesses 256 bits, so nothing slower is needed."""
    return hashlib.sha256(key.encode()).digest()


@dataclass(frozen=True, slots=True)
class Grant:
    """What a key carries. Without `agent_ids` it reaches every agent that its maker does."""

    organization_id: OrganizationId
    name: str
    permissions: frozenset[str]
    agent_ids: frozenset[UUID]

    def narrowed(self, maker: Actor) -> Actor:
        """The key's maker as they are now, with what the key leaves them of it: never more than they may themselves."""
        left = frozenset(
            each for each in maker.permissions if each in GRANTABLE and each.value in self.permissions
        )
        agents = maker.agent_ids
        if self.agent_ids:
            left -= UNBOUND
            agents = self.agent_ids if agents is None else agents & self.agent_ids
        name = f"{self.name} ({maker.name})"[:_LONGEST_NAME]
        return replace(maker, kind="api_key", name=name, permissions=left, agent_ids=agents)
