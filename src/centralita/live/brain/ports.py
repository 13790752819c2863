"""What the brain needs to know of deployments and calls, which are kept elsewhere."""

from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from centralita.kit.ids import ConversationId, MalformedId, OrganizationId, from_text
from centralita.providers.voice.calls import conversation_id_of

# Under this name a platform echoes our id of a call.
CALL_KEY: Final = "centralita_call"


@dataclass(frozen=True, slots=True)
class Behind:
    """The deployment that a brain's address was made for. `version_id` None is the agent's live version; a `secret`
    has to come with every request over HTTP. Where the platform's own model thinks it is `native`: then calls come
    to us only to be turned away.
    """

    organization_id: OrganizationId
    account_id: UUID
    agent_id: UUID
    version_id: UUID | None = None
    secret: str = ""
    native: bool = False


class Deployments(Protocol):
    """Finds deployments by the token in their brain's address."""

    async def by_token(self, token: str) -> Behind | None:
        """The deployment; None for any token that opens nothing."""
        ...


class Calls(Protocol):
    """Finds the conversation that was set aside for a call that we placed."""

    async def conversation_of(self, organization_id: OrganizationId, our_call: UUID) -> UUID | None:
        """Its id, or None where we placed no such call."""
        ...


class NoDeployments:
    """No token opens anything."""

    async def by_token(self, token: str) -> Behind | None:
        """Never any."""
        return None


class NoCalls:
    """No call was placed by us."""

    async def conversation_of(self, organization_id: OrganizationId, our_call: UUID) -> UUID | None:
        """Never any."""
        return None


async def conversation_for(
    calls: Calls, organization_id: OrganizationId, account_id: UUID, our_call: UUID | None, platform_call: str
) -> ConversationId:
    """Which conversation a call is: the one set aside for it, else always the same for the same call."""
    if our_call is not None:
        known = await calls.conversation_of(organization_id, our_call)
        return ConversationId(known or our_call)
    return ConversationId(conversation_id_of(account_id, platform_call))


def our_call_of(*told: object) -> UUID | None:
    """Our id of a call, in whatever a platform echoes of it; the first that is one."""
    for text in told:
        if not isinstance(text, str):
            continue
        try:
            return from_text("call", text) if text.startswith("call_") else UUID(text)
        except (MalformedId, ValueError):
            continue
    return None
