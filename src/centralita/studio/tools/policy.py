"""What a caller may do with tools."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

TOOL_PERMISSIONS = (Permission.TOOL_READ, Permission.TOOL_MANAGE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about tools that the actor holds."""
    return [permission.value for permission in TOOL_PERMISSIONS if actor.may(permission)]
