"""The sandbox tells a call in one way, and reads back exactly what it told."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.money import Money
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.reading import read_snapshot
from centralita.providers.voice.sandbox_events import (
    decode_snapshot,
    encode_snapshot,
    read_sandbox,
    write_event,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.floats(0, 1e6, allow_nan=False)
moments = st.integers(0, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
snapshots = st.builds(
    CallSnapshot,
    call_id=text,
    status=st.sampled_from(CallStatus),
    our_call=st.one_of(st.none(), st.uuids()),
    ending=st.one_of(st.none(), st.sampled_from(Ending)),
    started_at=st.one_of(st.none(), moments),
    transcript=st.lists(
        st.builds(Utterance, st.sampled_from(["agent", "callee", "tool", "system"]), text, numbers, numbers),
        max_size=3,
    ).map(tuple),
    cost=st.lists(
        st.builds(CostLine, text, st.builds(Money, st.integers(0, 10**9), st.just("USD"))), max_size=2
    ).map(tuple),
    successful=st.one_of(st.none(), st.booleans()),
    latency_ms=st.dictionaries(text, numbers, max_size=2),
    collected=st.dictionaries(text, st.one_of(text, st.integers(-9, 9), st.none()), max_size=2),
)


@given(snapshots, text)
def test_what_is_told_is_read_back(snapshot, name):
    assert read_sandbox(write_event(name, snapshot)) == snapshot
    assert decode_snapshot(encode_snapshot(snapshot)) == snapshot


@given(st.binary(max_size=60))
def test_nothing_that_comes_breaks_the_reader(raw):
    assert read_snapshot(VoicePlatform.SANDBOX, raw) is None


def test_unknown_fields_are_no_matter_and_deep_nests_are_none():
    known = read_sandbox(b'{"event":"new","call":{"call_id":"sbc_1","status":"ringing","odd":[1]},"more":2}')
    assert known == CallSnapshot("sbc_1", CallStatus.RINGING)
    assert read_sandbox(b"[" * 200_000) is None
