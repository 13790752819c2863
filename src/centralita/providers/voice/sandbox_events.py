"""How the sandbox tells of a call: one JSON for its webhooks, its own table and its adapter."""

from typing import Any, Final

import msgspec

from centralita.providers.voice.calls import CallSnapshot


class _Event(msgspec.Struct):
    event: str
    call: CallSnapshot


_encoder: Final = msgspec.json.Encoder()
_events: Final = msgspec.json.Decoder(_Event)
_snapshots: Final = msgspec.json.Decoder(CallSnapshot)


def read_sandbox(raw: bytes) -> CallSnapshot | None:
    """The call that a webhook's body tells of; None where it is none of ours."""
    try:
        return _events.decode(raw).call
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        return None


def write_event(name: str, snapshot: CallSnapshot) -> bytes:
    """A webhook's body."""
    return _encoder.encode(_Event(name, snapshot))


def encode_snapshot(snapshot: CallSnapshot) -> bytes:
    """As it is kept."""
    return _encoder.encode(snapshot)


def decode_snapshot(told: bytes | str) -> CallSnapshot:
    """As it was kept. Raises msgspec.MsgspecError."""
    return _snapshots.decode(told)


def snapshot_of(told: Any) -> CallSnapshot:
    """As it was kept, of JSON that was read already."""
    return msgspec.convert(told, CallSnapshot)
