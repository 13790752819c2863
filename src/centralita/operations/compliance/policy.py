"""What a caller may do with the rules of contact."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

COMPLIANCE_PERMISSIONS = (
    Permission.COMPLIANCE_READ,
    Permission.COMPLIANCE_MANAGE,
    Permission.OWNER_MANAGE,
)


def allowed(actor: Actor) -> list[str]:
    """The permissions about rules of contact that the actor holds; `owner:manage` confirms a looser rule."""
    return [permission.value for permission in COMPLIANCE_PERMISSIONS if actor.may(permission)]
