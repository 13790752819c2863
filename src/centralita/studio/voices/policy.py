"""What a caller may do with voices."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

VOICE_PERMISSIONS = (Permission.VOICE_READ, Permission.VOICE_CLONE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about voices that the actor holds."""
    return [permission.value for permission in VOICE_PERMISSIONS if actor.may(permission)]
