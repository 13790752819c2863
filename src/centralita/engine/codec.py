"""Bytes of JSON and back, exactly: `decode(encode(x)) == x`. Bad bytes raise `msgspec.MsgspecError`."""

from __future__ import annotations

import msgspec

from centralita.engine.effects import Effect
from centralita.engine.events import Event
from centralita.engine.state import State

_encoder = msgspec.json.Encoder()
_states = msgspec.json.Decoder(State)
_events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_effects: msgspec.json.Decoder[tuple[Effect, ...]] = msgspec.json.Decoder(tuple[Effect, ...])


def encode_state(state: State) -> bytes:
    """`state` as JSON."""
    return _encoder.encode(state)


def decode_state(data: bytes | str) -> State:
    """The state that `encode_state` wrote."""
    return _states.decode(data)


def encode_event(event: Event) -> bytes:
    """`event` as JSON with its `kind`."""
    return _encoder.encode(event)


def decode_event(data: bytes | str) -> Event:
    """The event that `encode_event` wrote."""
    return _events.decode(data)


def encode_effects(effects: tuple[Effect, ...]) -> bytes:
    """`effects` as a JSON array, each with its `kind`."""
    return _encoder.encode(effects)


def decode_effects(data: bytes | str) -> tuple[Effect, ...]:
    """The effects that `encode_effects` wrote."""
    return _effects.decode(data)
