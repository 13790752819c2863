"""What may be done with a call: by whom, and at all."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.operations.calls.domain.words import Placing
from centralita.providers.voice.platforms import CATALOG, VoicePlatform

CALL_PERMISSIONS = (Permission.CALL_READ, Permission.CALL_PLACE)


def allowed(actor: Actor) -> list[str]:
    """The permissions about calls that the actor holds."""
    return [permission.value for permission in CALL_PERMISSIONS if actor.may(permission)]


def can_be_ended(platform: str, placing: str) -> bool:
    """Whether a call that is not over could be ended from here: its platform can, or was not asked yet."""
    return placing == Placing.WAITING or CATALOG[VoicePlatform(platform)].hangs_up


def can_be_taken_over(platform: str) -> bool:
    """Whether a person could go on with an answered call of this platform."""
    return CATALOG[VoicePlatform(platform)].takes_over
