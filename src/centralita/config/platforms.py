"""Which adapter reaches which voice platform. Each is imported when it is first needed."""

from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.voice_accounts.opening import OPENERS, OpenedAccount


def _sandbox(account: OpenedAccount) -> VoiceProvider:
    from centralita.studio.sandbox.provider import SandboxProvider

    return SandboxProvider(account)


def fill() -> None:
    """Say how each platform is opened."""
    OPENERS[VoicePlatform.SANDBOX] = _sandbox
