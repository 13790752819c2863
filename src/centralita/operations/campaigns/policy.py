"""What a caller may do with a campaign."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

CAMPAIGN_PERMISSIONS = (Permission.CAMPAIGN_READ, Permission.CAMPAIGN_WRITE, Permission.CAMPAIGN_RUN)


def allowed(actor: Actor) -> list[str]:
    """The permissions about campaigns that the actor holds."""
    return [permission.value for permission in CAMPAIGN_PERMISSIONS if actor.may(permission)]
