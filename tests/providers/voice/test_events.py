"""The same event has the same key however often it comes; another event has another; nothing breaks the reader."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.providers.voice.events import read_event
from centralita.providers.voice.platforms import VoicePlatform

RETELL, ELEVENLABS = VoicePlatform.RETELL, VoicePlatform.ELEVENLABS


def retell(event="call_ended", **call):
    return json.dumps({"event": event, "call": {"call_id": "call_1", **call}}).encode()


def elevenlabs(kind="post_call_transcription", at=1_760_000_000, **data):
    return json.dumps(
        {"type": kind, "event_timestamp": at, "data": {"conversation_id": "conv_1", **data}}
    ).encode()


def test_an_event_that_is_told_again_with_more_is_the_same_event():
    assert read_event(RETELL, retell()) == read_event(RETELL, retell(duration_ms=3, new_field={"a": 1}))
    assert read_event(ELEVENLABS, elevenlabs()) == read_event(ELEVENLABS, elevenlabs(status="done"))
    assert read_event(RETELL, retell()).call_id == "call_1"


def test_other_events_are_others():
    keys = {
        read_event(RETELL, raw).key
        for raw in (
            retell(),
            retell("call_started"),
            retell("call_analyzed"),
            retell(call_id="call_2"),
            retell("new"),
        )
    }
    assert len(keys) == 5
    assert (
        read_event(ELEVENLABS, elevenlabs()).key != read_event(ELEVENLABS, elevenlabs(at=1_760_000_001)).key
    )


def test_each_state_of_a_growing_transcript_is_news():
    first, second = (read_event(RETELL, retell("transcript_updated", transcript=text)) for text in "ab")
    assert first.key != second.key


def test_what_has_no_call_is_known_by_its_content():
    inbound = json.dumps({"event": "call_inbound", "call_inbound": {"from_number": "+34612345678"}}).encode()
    event = read_event(RETELL, inbound)
    assert (event.name, event.call_id) == ("call_inbound", "")
    assert read_event(RETELL, inbound) == event


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"event": ""}',
        b'{"event": 1}',
        b'{"event": "x", "call": 3}',
        b"\xff",
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("platform", list(VoicePlatform))
def test_what_is_no_event_is_none(platform, raw):
    assert read_event(platform, raw) is None


@given(st.sampled_from(list(VoicePlatform)), st.binary(max_size=200))
def test_any_bytes_are_an_event_or_none(platform, raw):
    read_event(platform, raw)


@given(st.text(min_size=1), st.text())
def test_every_key_can_be_kept(name, call_id):
    event = read_event(RETELL, json.dumps({"event": name, "call": {"call_id": call_id}}).encode())
    if event is not None:
        assert "\0" not in event.key
        assert len(event.key) <= 200
        event.key.encode()
