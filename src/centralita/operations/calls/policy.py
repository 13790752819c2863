"""What a caller may do with a call."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

CALL_PERMISSIONS = (Permission.CALL_READ, Permission.CALL_PLACE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about calls that the actor holds."""
    return [permission.value for permission in CALL_PERMISSIONS if actor.may(permission)]
