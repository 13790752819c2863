"""Which adapter stands behind a connected voice account."""

from centralita.providers.voice.elevenlabs.provider import ElevenLabsProvider
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider
from centralita.providers.voice.retell.provider import RetellProvider
from centralita.studio.outbound import outbound
from centralita.studio.voice_accounts.opening import OPENERS, OpenedAccount


def register() -> None:
    """Fill the openers, for every process alike. The vendors' SDKs are imported when an account is opened."""
    OPENERS[VoicePlatform.RETELL] = _retell
    OPENERS[VoicePlatform.ELEVENLABS] = _elevenlabs
    OPENERS[VoicePlatform.SANDBOX] = _sandbox


def _retell(account: OpenedAccount) -> VoiceProvider:
    return RetellProvider(account.credentials, outbound())


def _elevenlabs(account: OpenedAccount) -> VoiceProvider:
    return ElevenLabsProvider(account.credentials, outbound())


def _sandbox(account: OpenedAccount) -> VoiceProvider:
    # It has tables of its own, which are not there yet while the apps are being put together.
    from centralita.studio.sandbox.provider import SandboxProvider

    return SandboxProvider(account)
