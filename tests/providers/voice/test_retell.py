"""What is Retell's own: versions that never change once published, engines apart, orders that know their id."""

from datetime import timedelta

import pytest
from tests.providers.voice.benches import RETELL_CONFIG, edited
from tests.providers.voice.servers import Fault

from centralita.kit.clock import now
from centralita.kit.ids import new_id
from centralita.providers.voice.calls import CallOrder, CallStatus, Ending
from centralita.providers.voice.errors import VoiceRefused, VoiceUnavailable

FLOW_CONFIG = {
    "agent": RETELL_CONFIG["agent"],
    "flow": {
        "start_speaker": "agent",
        "model_choice": {"type": "cascading", "model": "gpt-4.1"},
        "nodes": [{"id": "n1", "type": "end", "instruction": {"type": "prompt", "text": "Bye."}}],
    },
}
BRAIN_CONFIG = {
    "agent": {
        **RETELL_CONFIG["agent"],
        "response_engine": {"type": "custom-llm", "llm_websocket_url": "wss://example.com/brain/t"},
    }
}


def order(server, agent_id, **changes):
    return CallOrder(new_id(), agent_id, server.number, server.number, "+12025550123", **changes)


def test_the_same_order_again_is_the_same_call(retell):
    provider = retell.provider()
    placed = order(retell, provider.create_agent(RETELL_CONFIG, "m1").id)
    assert provider.place_call(placed) == provider.place_call(placed)
    assert len(retell.calls) == 1
    body = retell.requests[-1].body
    assert body["idempotency_key"] == str(placed.our_call)
    assert body["metadata"] == {"centralita_call": str(placed.our_call)}
    assert body["agent_override"] == {"agent": {"ring_duration_ms": 30_000}}
    assert body["override_agent_version"] == "latest_published"


def test_a_call_may_name_the_version_that_it_runs(retell):
    provider = retell.provider()
    agent = provider.create_agent(RETELL_CONFIG, "m1")
    placed = provider.place_call(order(retell, agent.id, version=agent.version))
    assert retell.calls[placed.call_id]["agent_version"] == int(agent.version) == 0


def test_a_published_version_is_left_as_it_is(retell):
    provider = retell.provider()
    first = provider.create_agent(RETELL_CONFIG, "m1")
    second = provider.update_agent(first.id, edited(RETELL_CONFIG, "agent", "voice_speed", to=0.9))
    assert (first.version, second.version) == ("0", "1")
    versions = retell.agents[first.id]
    assert [versions[number]["voice_speed"] for number in (0, 1)] == [1.1, 0.9]
    assert all(version["is_published"] for version in versions.values())
    # Nothing more is asked of it when all is as wanted.
    asked = len(retell.requests)
    provider.update_agent(first.id, edited(RETELL_CONFIG, "agent", "voice_speed", to=0.9))
    assert {request.operation.split()[0] for request in retell.requests[asked:]} == {"GET"}


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize(
    "operation",
    [
        "POST /create-agent-version/{agent_id}",
        "PATCH /update-retell-llm/{llm_id}",
        "PATCH /update-agent/{agent_id}",
        "POST /publish-agent-version/{agent_id}",
    ],
)
def test_an_update_that_was_cut_goes_on_where_it_was(retell, operation, acts):
    provider = retell.provider()
    agent = provider.create_agent(RETELL_CONFIG, "m1")
    wanted = edited(
        edited(RETELL_CONFIG, "agent", "voice_speed", to=0.9), "llm", "general_prompt", to="Sell."
    )
    retell.fail(operation, Fault("drop", acts=acts))
    with pytest.raises(VoiceUnavailable):
        provider.update_agent(agent.id, wanted)
    assert provider.update_agent(agent.id, wanted).config["llm"]["general_prompt"] == "Sell."
    assert sorted(retell.agents[agent.id]) == [0, 1]
    assert len(retell.engines) == 1


def test_an_agent_changes_what_it_thinks_with_and_takes_all_of_it_along(retell):
    provider = retell.provider()
    agent = provider.create_agent(RETELL_CONFIG, "m1")
    for config in (FLOW_CONFIG, BRAIN_CONFIG, RETELL_CONFIG):
        changed = provider.update_agent(agent.id, config)
        assert set(changed.config) == set(config)
        assert changed.marker == "m1"
    assert len(retell.engines) == 2
    provider.delete_agent(agent.id)
    assert retell.engines == {}
    assert retell.agents == {}


def test_a_deletion_that_was_cut_leaves_nothing_when_it_is_done_again(retell):
    provider = retell.provider()
    agent = provider.create_agent(RETELL_CONFIG, "m1")
    retell.fail("DELETE /delete-retell-llm/{llm_id}", Fault("drop", acts=True))
    with pytest.raises(VoiceUnavailable):
        provider.delete_agent(agent.id)
    provider.delete_agent(agent.id)
    assert (retell.agents, retell.engines) == ({}, {})


def test_an_adopted_agents_engine_is_not_deleted(retell):
    provider = retell.provider()
    agent = provider.create_agent(RETELL_CONFIG, "m1")
    retell.agents[agent.id][0]["agent_name"] = "Theirs"
    for engine in retell.engines.values():
        engine[0]["default_dynamic_variables"] = {}
    assert provider.read_agent(agent.id).marker == ""
    provider.update_agent(agent.id, edited(RETELL_CONFIG, "llm", "general_prompt", to="Sell."))
    provider.delete_agent(agent.id)
    assert len(retell.engines) == 1


def test_a_config_that_is_none_is_refused_before_anything_is_made(retell):
    provider = retell.provider()
    for config in (
        {},
        {"agent": {}},
        {"agent": {}, "llm": {}, "flow": {}},
        {"llm": {}},
        {"agent": 3, "llm": {}},
    ):
        with pytest.raises(VoiceRefused):
            provider.create_agent(config, "m1")
    assert (retell.agents, retell.engines) == ({}, {})


def test_a_call_that_still_rings_cannot_be_stopped_and_says_so(retell):
    provider = retell.provider()
    placed = provider.place_call(order(retell, provider.create_agent(RETELL_CONFIG, "m1").id))
    with pytest.raises(VoiceRefused) as refused:
        provider.stop_call(placed.call_id)
    assert refused.value.data["reason"] == "not_running"
    retell.finish_call(placed.call_id, "dial_no_answer")
    provider.stop_call(placed.call_id)
    call = provider.read_call(placed.call_id)
    assert (call.status, call.ending, call.answered_at) == (CallStatus.FAILED, Ending.NO_ANSWER, None)


def test_a_link_that_expired_is_asked_for_anew(retell):
    provider = retell.provider()
    placed = provider.place_call(order(retell, provider.create_agent(RETELL_CONFIG, "m1").id))
    retell.record_call(placed.call_id, b"RIFF")
    old = provider.read_call(placed.call_id)
    retell.files.clear()
    retell.calls[placed.call_id]["recording_url"] = f"{retell.base_url}/recordings/fresh.wav"
    retell.files["/recordings/fresh.wav"] = b"RIFFfresh"
    assert b"".join(provider.read_recording(old)) == b"RIFFfresh"


def test_nothing_is_asked_twice_by_itself(retell):
    provider = retell.provider()
    retell.fail("*", Fault("status", 503), 10)
    for ask in (
        provider.lines,
        provider.list_numbers,
        lambda: list(provider.list_voices()),
        lambda: provider.read_call("call_1"),
        lambda: provider.create_agent(RETELL_CONFIG, "m1"),
        lambda: provider.find_call(new_id(), now() - timedelta(hours=1)),
    ):
        before = len(retell.requests)
        with pytest.raises(VoiceUnavailable):
            ask()
        assert len(retell.requests) == before + 1
