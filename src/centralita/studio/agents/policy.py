"""What a caller may do with an agent, told with the agent so that no page works it out again."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

AGENT_PERMISSIONS = (
    Permission.AGENT_READ,
    Permission.AGENT_UPDATE,
    Permission.AGENT_PUBLISH,
    Permission.AGENT_GATE,
    Permission.AGENT_DELETE,
    Permission.CONVERSATION_READ,
    Permission.CHANNEL_READ,
    Permission.CHANNEL_UPDATE,
)


def allowed(actor: Actor) -> list[str]:
    """The permissions about agents that the actor holds."""
    return [permission.value for permission in AGENT_PERMISSIONS if actor.may(permission)]
