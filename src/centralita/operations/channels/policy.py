"""What a caller may do with a channel."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

CHANNEL_PERMISSIONS = (Permission.CHANNEL_READ, Permission.CHANNEL_UPDATE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about channels that the actor holds."""
    return [permission.value for permission in CHANNEL_PERMISSIONS if actor.may(permission)]
