"""A webhook's body as a snapshot of its call, by the same mapping as when the platform is asked."""

from typing import Final

from centralita.providers.voice.calls import CallSnapshot
from centralita.providers.voice.elevenlabs import mapping as elevenlabs
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.retell import mapping as retell
from centralita.providers.voice.sandbox_events import read_sandbox
from centralita.providers.voice.told import Told, read_json

_UNTOLD: Final = frozenset({"post_call_audio", "unredacted_audio"})


def read_snapshot(platform: VoicePlatform, raw: bytes) -> CallSnapshot | None:
    """What the event tells of its call; None where it tells of none. Never raises, whatever the bytes are."""
    if platform is VoicePlatform.SANDBOX:
        return read_sandbox(raw)
    reader = _READERS.get(platform)
    return reader(Told(read_json(raw))) if reader else None


def _retell(event: Told) -> CallSnapshot | None:
    """Every event carries the whole call as it is then, those that are not known yet, too."""
    return retell.snapshot_of(event.told("call"), event.word("event"))


def _elevenlabs(event: Told) -> CallSnapshot | None:
    kind = event.word("type")
    if kind in _UNTOLD:
        return None
    data = event.told("data")
    return elevenlabs.failure_of(data) if kind == "call_initiation_failure" else elevenlabs.snapshot_of(data)


_READERS: Final = {VoicePlatform.RETELL: _retell, VoicePlatform.ELEVENLABS: _elevenlabs}
