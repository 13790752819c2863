"""What a webhook is about: enough to keep it once and to find its call. The rest is read when it is applied."""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from centralita.providers.voice.platforms import VoicePlatform

_LONGEST: Final = 80
# Of these every one is news, so the content is part of what makes it one.
_REPEATED: Final = frozenset({"transcript_updated"})


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """One event. `key` is the same however often the event is sent; `call_id` is the platform's, or empty."""

    key: str
    name: str
    call_id: str


class _Call(msgspec.Struct):
    call_id: str = ""
    start_timestamp: Any = None


class _Retell(msgspec.Struct):
    event: str
    call: _Call | None = None
    call_inbound: Any = None


class _Conversation(msgspec.Struct):
    conversation_id: str = ""


class _ElevenLabs(msgspec.Struct):
    type: str
    data: _Conversation
    event_timestamp: Any = None


_retell = msgspec.json.Decoder(_Retell)
_elevenlabs = msgspec.json.Decoder(_ElevenLabs)


def read_event(platform: VoicePlatform, raw: bytes) -> WebhookEvent | None:
    """What the event is; None where this is no event of the platform's. Unknown kinds and fields are fine."""
    try:
        if platform is VoicePlatform.ELEVENLABS:
            told = _elevenlabs.decode(raw)
            name, call_id, when = told.type, told.data.conversation_id, told.event_timestamp
        else:
            event = _retell.decode(raw)
            name, call_id, when = event.event, event.call.call_id if event.call else "", None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not name:
        return None
    name, call_id = _plain(name), _plain(call_id)
    if name in _REPEATED or name.startswith("transfer_") or not call_id:
        digest = hashlib.sha256(raw).hexdigest()[:32]
        return WebhookEvent(f"{name}:{call_id}:{digest}", name, call_id)
    moment = _plain(str(when)) if when is not None else ""
    return WebhookEvent(f"{name}:{call_id}:{moment}", name, call_id)


def _plain(text: str) -> str:
    """Bounded, and nothing that the database cannot keep."""
    if text.isascii() and text.isprintable():
        return text[:_LONGEST]
    return text[:_LONGEST].encode(errors="replace").decode().replace("\0", "\ufffd")
