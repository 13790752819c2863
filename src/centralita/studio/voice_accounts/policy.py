"""What a caller may do with accounts of voice platforms."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

VOICE_ACCOUNT_PERMISSIONS = (Permission.VOICE_ACCOUNT_READ, Permission.VOICE_ACCOUNT_MANAGE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about these accounts that the actor holds."""
    return [permission.value for permission in VOICE_ACCOUNT_PERMISSIONS if actor.may(permission)]
