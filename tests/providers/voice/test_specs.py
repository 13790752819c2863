"""The checker checks: what is against a vendor's spec is told, and what is as it says is not."""

import json

import pytest
from tests.providers.voice.elevenlabs_server import ElevenLabsServer
from tests.providers.voice.retell_server import RetellServer
from tests.providers.voice.specs import spec

JSON = "application/json"
GOOD = {
    "retell": (
        RetellServer.spec_file,
        "/v2/create-phone-call",
        {"from_number": "+12137774445", "to_number": "+12137774446"},
    ),
    "elevenlabs": (
        ElevenLabsServer.spec_file,
        "/v1/convai/twilio/outbound-call",
        {"agent_id": "a", "agent_phone_number_id": "p", "to_number": "+12137774446"},
    ),
}


@pytest.mark.parametrize("vendor", GOOD)
def test_each_missing_and_each_wrong_field_of_a_dial_is_told(vendor):
    file, path, good = GOOD[vendor]

    def problems(body: object) -> list[str]:
        return spec(file).request_problems("POST", path, {}, JSON, json.dumps(body).encode())

    assert problems(good) == []
    for name in good:
        assert problems({key: value for key, value in good.items() if key != name})
        assert problems(good | {name: 7})
    assert problems([])


def test_wrong_fields_deep_inside_are_told():
    deep = {"conversation_config": {"tts": {"speed": "fast"}}}
    raw = json.dumps(deep).encode()
    assert spec(ElevenLabsServer.spec_file).request_problems(
        "POST", "/v1/convai/agents/create", {}, JSON, raw
    )
    tools = {"start_speaker": "agent", "general_tools": [{"type": "end_call"}]}
    raw = json.dumps(tools).encode()
    assert spec(RetellServer.spec_file).request_problems("POST", "/create-retell-llm", {}, JSON, raw)


def test_queries_and_answers_are_held_against_it_too():
    eleven = spec(ElevenLabsServer.spec_file)
    listed = "/v1/convai/conversations"
    assert eleven.request_problems("GET", listed, {"page_size": ["30"]}, "", b"") == []
    assert eleven.request_problems("GET", listed, {"page_size": ["many"]}, "", b"")
    assert eleven.request_problems("GET", listed, {"page": ["1"]}, "", b"")
    assert eleven.answer_problems("GET", listed, 200, {"conversations": [], "has_more": False}) == []
    assert eleven.answer_problems("GET", listed, 200, {"conversations": {}})
    assert spec(RetellServer.spec_file).answer_problems("GET", "/list-voices", 200, [{"voice_id": "v"}])
    assert spec(RetellServer.spec_file).operation("GET", "/no-such-thing") is None
