"""What a caller may do with the business profile."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

BUSINESS_PERMISSIONS = (Permission.BUSINESS_READ, Permission.BUSINESS_UPDATE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about the business that the actor holds."""
    return [permission.value for permission in BUSINESS_PERMISSIONS if actor.may(permission)]
