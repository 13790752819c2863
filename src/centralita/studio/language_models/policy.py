"""What a caller may do with accounts of language models."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

MODEL_ACCOUNT_PERMISSIONS = (Permission.MODEL_ACCOUNT_READ, Permission.MODEL_ACCOUNT_MANAGE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about these accounts that the actor holds."""
    return [permission.value for permission in MODEL_ACCOUNT_PERMISSIONS if actor.may(permission)]
