"""What a caller may do with prompts."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

PROMPT_PERMISSIONS = (Permission.PROMPT_READ, Permission.PROMPT_MANAGE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about prompts that the actor holds."""
    return [permission.value for permission in PROMPT_PERMISSIONS if actor.may(permission)]
