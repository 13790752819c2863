"""Who is at the door: tokens that the live plane gives out and takes."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from centralita.kit.errors import Forbidden, Unauthenticated
from centralita.kit.ids import AgentId, BlueprintId, ConversationId, OrganizationId, to_text
from centralita.kit.signing import Signer

CONVERSATION_TTL: Final = timedelta(days=30)
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Visitor:
    """The holder of a conversation token: this conversation and nothing else. `test` shows the trace.

    `shown_id` is the conversation's id as it stands in addresses. Tokens of older versions name no agent.
    """

    organization_id: OrganizationId
    conversation_id: ConversationId
    test: bool
    agent_id: UUID | None = None
    shown_id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown_id", to_text("cnv", self.conversation_id))


@dataclass(frozen=True, slots=True)
class Tester:
    """Somebody who tries a draft from the dashboard."""

    organization_id: OrganizationId
    agent_id: AgentId
    blueprint_id: BlueprintId
    user_id: UUID


@dataclass(frozen=True, slots=True)
class Operator:
    """A member of the organization at the dashboard, as the control plane described them."""

    organization_id: OrganizationId
    user_id: UUID
    name: str
    permissions: frozenset[str]
    agent_ids: frozenset[UUID] | None

    def reaches(self, agent_id: UUID) -> bool:
        """Whether this agent is open to them."""
        return self.agent_ids is None or agent_id in self.agent_ids

    def require(self, permission: str) -> None:
        """Forbidden unless the ticket carries the permission."""
        if permission not in self.permissions:
            raise Forbidden(permission=permission)


class Tokens:
    """Makes and reads the live plane's tokens. A token read once is remembered, since each request shows it."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._visitors: OrderedDict[str, Visitor] = OrderedDict()

    def for_conversation(self, visitor: Visitor) -> str:
        """A token that opens one conversation for thirty days."""
        payload = {"o": visitor.organization_id.hex, "c": visitor.conversation_id.hex, "t": visitor.test}
        if visitor.agent_id is not None:
            payload["a"] = visitor.agent_id.hex
        return "cct_" + self._signer.sign("conversation", payload, CONVERSATION_TTL)

    def visitor(self, token: str) -> Visitor:
        """Who holds this conversation token. Raises InvalidToken, ExpiredToken or Unauthenticated."""
        known = self._visitors.get(token)
        if known is not None:
            return known
        if not token.startswith("cct_"):
            raise Unauthenticated
        payload = self._signer.verify("conversation", token[4:])
        visitor = Visitor(
            OrganizationId(UUID(hex=str(payload["o"]))),
            ConversationId(UUID(hex=str(payload["c"]))),
            payload["t"] is True,
            UUID(hex=str(payload["a"])) if "a" in payload else None,
        )
        self._visitors[token] = visitor
        if len(self._visitors) > _REMEMBERED:
            self._visitors.popitem(last=False)
        return visitor

    def tester(self, ticket: str) -> Tester:
        """Who holds this test ticket."""
        payload = self._signer.verify("test", ticket.removeprefix("ctt_"))
        return Tester(
            OrganizationId(UUID(hex=str(payload["o"]))),
            AgentId(UUID(hex=str(payload["a"]))),
            BlueprintId(UUID(hex=str(payload["b"]))),
            UUID(hex=str(payload["u"])),
        )

    def operator(self, ticket: str) -> Operator:
        """Who holds this dashboard ticket."""
        payload = self._signer.verify("live", ticket)
        agents = payload["g"]
        return Operator(
            organization_id=OrganizationId(UUID(hex=str(payload["o"]))),
            user_id=UUID(hex=str(payload["u"])),
            name=str(payload["n"]),
            permissions=frozenset(map(str, _items(payload["p"]))),
            agent_ids=None if agents is None else frozenset(UUID(hex=str(one)) for one in _items(agents)),
        )


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()
