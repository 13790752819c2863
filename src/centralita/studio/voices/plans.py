"""Premium voices are for paid plans."""

from collections.abc import Iterable

from centralita.identity.plans.catalogue import has_premium_voices
from centralita.identity.plans.room import plan_of
from centralita.kit.errors import Conflict
from centralita.kit.ids import OrganizationId
from centralita.studio.voices.models import Voice


class PremiumVoice(Conflict):
    """The plan has basic voices only. Data: `plan`, `voice`."""

    code = "voice_premium"


class CloningNeedsPlan(Conflict):
    """The plan has basic voices only, and a cloned voice is none. Data: `plan`."""

    code = "voice_clone_plan"


def may_use_premium(organization_id: OrganizationId) -> bool:
    """Whether the organization's plan has premium voices."""
    return has_premium_voices(plan_of(organization_id))


def require_usable(organization_id: OrganizationId, voices: Iterable[Voice]) -> None:
    """Raises PremiumVoice when one of these is premium and the plan has basic ones only."""
    premium = next((voice for voice in voices if voice.premium), None)
    if premium is not None and not may_use_premium(organization_id):
        raise PremiumVoice(plan=plan_of(organization_id).value, voice=premium.name)
