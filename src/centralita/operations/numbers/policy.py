"""What a caller may do with phone numbers: they are channels."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

NUMBER_PERMISSIONS = (Permission.CHANNEL_READ, Permission.CHANNEL_UPDATE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about numbers that the actor holds."""
    return [permission.value for permission in NUMBER_PERMISSIONS if actor.may(permission)]
