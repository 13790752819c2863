"""Webhooks as snapshots: in any state of repair, exact in money, and the same as when the platform is asked."""

import json
import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.providers.voice.benches import ELEVENLABS_CONFIG, RETELL_CONFIG
from tests.providers.voice.elevenlabs_server import ElevenLabsServer
from tests.providers.voice.retell_server import RetellServer

from centralita.kit.ids import new_id
from centralita.providers.voice.calls import CallOrder, CallSnapshot, CallStatus, Ending
from centralita.providers.voice.elevenlabs import mapping as elevenlabs_mapping
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.reading import read_snapshot
from centralita.providers.voice.retell import mapping as retell_mapping
from centralita.providers.voice.told import Told, read_json

RETELL, ELEVENLABS = VoicePlatform.RETELL, VoicePlatform.ELEVENLABS
OUR_CALL = "0199d7a2-3c4b-7d5e-8f60-a1b2c3d4e5f6"

RETELL_CALL: dict[str, Any] = {
    "call_id": "call_1",
    "call_type": "phone_call",
    "call_status": "ended",
    "agent_id": "agent_1",
    "agent_version": 3,
    "direction": "inbound",
    "from_number": "+12025550123",
    "to_number": "+12137774445",
    "metadata": {"centralita_call": OUR_CALL},
    "start_timestamp": 1_790_000_000_500,
    "end_timestamp": 1_790_000_061_250,
    "duration_ms": 60_750,
    "disconnection_reason": "user_requested_callback",
    "transcript": "Agent: Hello!\nUser: Hi.\n",
    "transcript_with_tool_calls": [
        {"role": "agent", "content": "Hello!", "words": [{"word": "Hello!", "start": 0.5, "end": 0.9}]},
        {"role": "user", "content": "Hi.", "words": []},
        {"role": "tool_call_invocation", "tool_call_id": "t", "name": "book", "arguments": '{"at":"9"}'},
        {"role": "tool_call_result", "tool_call_id": "t", "content": "booked", "successful": True},
        {"role": "node_transition", "former_node_id": "a", "new_node_id": "b"},
        {"role": "dtmf", "digit": "9"},
        {"role": "transfer_target", "content": "Marta here."},
        {"role": "new_kind", "content": "?"},
    ],
    "recording_url": "https://example.com/r.wav",
    "latency": {"e2e": {"p50": 812.5, "p90": 1200, "values": [1]}, "llm": None},
    "collected_dynamic_variables": {"day": "monday"},
    "call_analysis": {
        "call_summary": "Call back.",
        "call_successful": False,
        "user_sentiment": "Negative",
        "in_voicemail": False,
        "custom_analysis_data": {"score": 4.5},
    },
    "call_cost": {
        "combined_cost": 12.345678,
        "product_costs": [{"product": "tts", "cost": 7.2}, {"product": "llm", "cost": 5.1}],
        "total_duration_seconds": 61,
        "total_duration_unit_price": 0.2,
    },
}
CONVERSATION: dict[str, Any] = {
    "conversation_id": "conv_1",
    "agent_id": "agent_1",
    "status": "done",
    "user_id": OUR_CALL,
    "has_audio": True,
    "transcript": [
        {"role": "agent", "message": "Hello!", "time_in_call_secs": 0},
        {
            "role": "agent",
            "message": None,
            "time_in_call_secs": 9,
            "tool_calls": [
                {
                    "tool_name": "end_call",
                    "params_as_json": "{}",
                    "tool_has_been_called": True,
                    "type": "system",
                }
            ],
            "tool_results": [{"tool_name": "end_call", "result_value": "ok", "is_error": False}],
        },
    ],
    "metadata": {
        "start_time_unix_secs": 1_790_000_000,
        "accepted_time_unix_secs": 1_790_000_008,
        "call_duration_secs": 10,
        "cost": 311,
        "cost_fiat": 0.1234567,
        "charging": {"llm_price": 0.02, "platform_price": 0.1, "call_charge": 300, "llm_charge": 11},
        "termination_reason": "whatever it was",
        "phone_call": {
            "type": "twilio",
            "direction": "outbound",
            "agent_number": "+1",
            "external_number": "+2",
        },
    },
    "analysis": {"call_successful": "failure", "transcript_summary": "Short."},
    "conversation_initiation_client_data": {"dynamic_variables": {"centralita_call": OUR_CALL}},
}
BODIES = {
    RETELL: json.dumps({"event": "call_analyzed", "call": RETELL_CALL}).encode(),
    ELEVENLABS: json.dumps(
        {"type": "post_call_transcription", "event_timestamp": 1_790_000_020, "data": CONVERSATION}
    ).encode(),
}


def test_retell_in_our_words():
    call = read_snapshot(RETELL, BODIES[RETELL])
    assert call is not None
    assert (call.call_id, str(call.our_call), call.agent_id) == ("call_1", OUR_CALL, "agent_1")
    assert (call.status, call.ending) == (CallStatus.COMPLETED, Ending.CALLBACK_WANTED)
    assert (call.direction, call.from_number, call.to_number) == ("inbound", "+12025550123", "+12137774445")
    assert call.started_at == call.answered_at == datetime(2026, 9, 21, 14, 13, 20, 500_000, UTC)
    assert call.duration_seconds == 60.75
    assert [(said.role, said.text, said.at, said.ends) for said in call.transcript] == [
        ("agent", "Hello!", 0.5, 0.9),
        ("callee", "Hi.", None, None),
        ("tool", 'book({"at":"9"})', None, None),
        ("tool", "booked", None, None),
        ("callee", "9", None, None),
        ("system", "Marta here.", None, None),
        ("system", "?", None, None),
    ]
    assert call.transcript_final
    assert (call.summary, call.sentiment, call.successful) == ("Call back.", "negative", False)
    assert [(line.item, line.money.micros) for line in call.cost] == [
        ("tts", 72_000),
        ("llm", 51_000),
        ("other", 457),
    ]
    assert call.cost_final
    assert call.latency_ms == {"e2e_p50": 812.5, "e2e_p90": 1200}
    assert call.collected == {"day": "monday", "score": 4.5}


def test_elevenlabs_in_our_words():
    call = read_snapshot(ELEVENLABS, BODIES[ELEVENLABS])
    assert call is not None
    assert (call.call_id, str(call.our_call)) == ("conv_1", OUR_CALL)
    assert (call.status, call.ending, call.platform_reason) == (
        CallStatus.COMPLETED,
        Ending.AGENT_HUNG_UP,
        "whatever it was",
    )
    assert (call.direction, call.from_number, call.to_number) == ("outbound", "+1", "+2")
    assert call.answered_at == datetime(2026, 9, 21, 14, 13, 28, tzinfo=UTC)
    assert call.ended_at == datetime(2026, 9, 21, 14, 13, 38, tzinfo=UTC)
    # Dollars in their parts to the micro-unit; credits are no money.
    assert [(line.item, line.money.micros) for line in call.cost] == [
        ("platform", 100_000),
        ("llm", 20_000),
        ("other", 3_457),
    ]
    assert call.has_recording
    assert call.successful is False


@pytest.mark.parametrize(
    ("status", "reason", "expected"),
    [
        ("registered", None, (CallStatus.QUEUED, None)),
        ("ongoing", None, (CallStatus.IN_PROGRESS, None)),
        ("ended", "user_hangup", (CallStatus.COMPLETED, Ending.CALLEE_HUNG_UP)),
        ("ended", "user_requested_dnc", (CallStatus.COMPLETED, Ending.OPTED_OUT)),
        ("ended", "voicemail_reached", (CallStatus.COMPLETED, Ending.VOICEMAIL)),
        ("ended", "brand_new", (CallStatus.COMPLETED, Ending.UNKNOWN)),
        ("not_connected", "dial_busy", (CallStatus.FAILED, Ending.BUSY)),
        ("not_connected", "manual_stopped", (CallStatus.CANCELLED, Ending.STOPPED)),
        ("error", "credit_exhausted", (CallStatus.FAILED, Ending.NO_CREDIT)),
        ("error", "error_llm_websocket_open", (CallStatus.FAILED, Ending.BRAIN_FAILED)),
        ("brand_new", "dial_busy", (CallStatus.COMPLETED, Ending.BUSY)),
    ],
)
def test_retells_states_and_reasons(status, reason, expected):
    call = {"call_id": "c", "call_status": status, "disconnection_reason": reason}
    read = read_snapshot(RETELL, json.dumps({"event": "new_event", "call": call}).encode())
    assert (read.status, read.ending) == expected


def test_events_of_elevenlabs_that_tell_nothing_and_those_that_tell_a_failure():
    audio = {"type": "post_call_audio", "data": {"conversation_id": "c", "full_audio": "AAAA"}}
    assert read_snapshot(ELEVENLABS, json.dumps(audio).encode()) is None
    failure = {
        "type": "call_initiation_failure",
        "data": {
            "conversation_id": "c",
            "agent_id": "a",
            "failure_reason": "busy",
            "metadata": {"body": {"To": "+2"}},
        },
    }
    read = read_snapshot(ELEVENLABS, json.dumps(failure).encode())
    assert (read.status, read.ending, read.to_number) == (CallStatus.FAILED, Ending.BUSY, "+2")
    assert read_snapshot(VoicePlatform.ELEVENLABS, b"{}") is None


def test_what_is_sent_and_what_is_asked_for_are_the_same(retell, elevenlabs):
    for server, config, number_id, event in (
        (retell, RETELL_CONFIG, RetellServer.number, "call_analyzed"),
        (elevenlabs, ELEVENLABS_CONFIG, ElevenLabsServer.number, "post_call_transcription"),
    ):
        provider = server.provider()
        agent = provider.create_agent(config, "m1")
        order = CallOrder(new_id(), agent.id, RetellServer.number, number_id, "+12025550123")
        call_id = provider.place_call(order).call_id
        server.finish_call(call_id)
        assert read_snapshot(server.platform, server.webhook(event, call_id)) == provider.read_call(call_id)


def shuffled(value: Any, source: random.Random, loss: float) -> Any:
    """The same JSON with fields in another order, and some of them lost."""
    if isinstance(value, dict):
        items = [
            (name, shuffled(item, source, loss)) for name, item in value.items() if source.random() >= loss
        ]
        source.shuffle(items)
        return dict(items)
    return [shuffled(item, source, loss) for item in value] if isinstance(value, list) else value


CASES = ((RETELL, RETELL_CALL, "call", "event"), (ELEVENLABS, CONVERSATION, "data", "type"))


@given(st.randoms(use_true_random=False), st.sampled_from(CASES), st.sampled_from((0.0, 0.1, 0.5)))
def test_any_order_is_the_same_and_any_omission_is_read(source, case, loss):
    platform, call, inside, kind = case
    whole = {kind: "call_analyzed" if platform is RETELL else "post_call_transcription", inside: call}
    read = read_snapshot(platform, json.dumps(shuffled(whole, source, loss)).encode())
    if loss == 0.0:
        assert read == read_snapshot(platform, BODIES[platform])
    elif read is not None:
        sound(read)


JSONS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\0", "\ud800", "1e999", 1e308, -1, 10**400, "ended", "0"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.data(), st.sampled_from(CASES))
def test_fields_of_the_wrong_kind_are_as_if_not_told(data, case):
    _, call, _, _ = case
    wrong = {name: data.draw(JSONS) for name in data.draw(st.sets(st.sampled_from(sorted(call)), min_size=1))}
    # As it is decoded, and as a hostile sender would have it decoded.
    for read in (retell_mapping.snapshot_of, elevenlabs_mapping.snapshot_of, elevenlabs_mapping.failure_of):
        snapshot = read(Told({**call, **wrong}))
        if snapshot is not None:
            sound(snapshot)


@settings(max_examples=300)
@given(st.data(), st.sampled_from((RETELL, ELEVENLABS)))
def test_mutated_bodies_never_raise(data, platform):
    raw = bytearray(BODIES[platform])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        piece = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"1e99999", b"\xff", b"null", b"[[[[", b"\\ud800"])
        )
        raw[at : at + data.draw(st.integers(0, 8))] = piece
    snapshot = read_snapshot(platform, bytes(raw))
    if snapshot is not None:
        sound(snapshot)


@pytest.mark.parametrize("platform", list(VoicePlatform))
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"7",
        b"[" * 100_000,
        b'{"event":' * 50_000,
        b'{"event":"call_ended","call":{"call_id":"c","duration_ms":1e999999999}}',
        b'{"event":"call_ended","call":{"call_id":"c","call_cost":{"combined_cost":1e-999999999}}}',
        b'{"event":"call_ended","call":{"call_id":"c","start_timestamp":-1e30,"end_timestamp":'
        + b"9" * 5000
        + b"}}",
        b'{"type":"t","data":{"conversation_id":"c","metadata":{"call_duration_secs":1e14,"start_time_unix_secs":4e9}}}',
        b'{"event":"e","call":{"call_id":"c","collected_dynamic_variables":{"n":' + b"9" * 5000 + b"}}}",
        b'{"event":"e","call":{"call_id":"c","collected_dynamic_variables":{"n":1e999}}}',
    ],
)
def test_hostile_bodies_never_raise(platform, raw):
    snapshot = read_snapshot(platform, raw)
    if snapshot is not None:
        sound(snapshot)


def sound(snapshot: CallSnapshot) -> None:
    """What the rest of the house relies on."""
    assert snapshot.call_id
    assert isinstance(snapshot.status, CallStatus)
    for moment in (snapshot.started_at, snapshot.answered_at, snapshot.ended_at):
        assert moment is None or moment.tzinfo is UTC
    for line in snapshot.cost:
        assert line.money.currency == "USD"
    json.dumps(snapshot.collected)
    texts = [snapshot.call_id, snapshot.summary, snapshot.platform_reason, json.dumps(snapshot.collected)]
    for text in texts + [said.text for said in snapshot.transcript]:
        text.encode()
        assert "\0" not in text


CENTS = st.decimals(0, 10_000, places=6)


@given(st.lists(CENTS, max_size=6), CENTS)
def test_retells_cents_are_exact_to_the_micro_unit(parts, combined):
    cost = {
        "product_costs": [{"product": str(index), "cost": float(part)} for index, part in enumerate(parts)],
        "combined_cost": float(combined),
    }
    raw = json.dumps({"event": "e", "call": {"call_id": "c", "call_status": "ended", "call_cost": cost}})
    read = read_snapshot(RETELL, raw.encode())
    exact = Decimal(repr(float(combined))) * 10_000
    assert abs(sum(line.money.micros for line in read.cost) - exact) <= Decimal("0.5")
    for index, part in enumerate(parts):
        line = next(line for line in read.cost if line.item == str(index))
        assert abs(line.money.micros - Decimal(repr(float(part))) * 10_000) <= Decimal("0.5")


@given(st.decimals(0, 1000, places=6), st.integers(0, 100_000))
def test_dollars_are_exact_and_credits_never_become_money(dollars, points):
    metadata = {"cost": points, "cost_fiat": float(dollars), "charging": {"call_charge": points}}
    raw = json.dumps({"type": "t", "data": {"conversation_id": "c", "status": "done", "metadata": metadata}})
    read = read_snapshot(ELEVENLABS, raw.encode())
    assert [line.money.micros for line in read.cost] == [int(dollars * 1_000_000)]
    without = json.dumps({"type": "t", "data": {"conversation_id": "c", "metadata": {"cost": points}}})
    assert read_snapshot(ELEVENLABS, without.encode()).cost == ()


def test_fractions_are_read_as_written():
    assert read_json(b'{"a": 0.1}') == {"a": Decimal("0.1")}
