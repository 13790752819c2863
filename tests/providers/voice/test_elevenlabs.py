"""What is ElevenLabs' own: `success` in the answer, ids that are kept back, one live agent, a webhook to be watched."""

from datetime import timedelta

import pytest
from tests.providers.voice.benches import ELEVENLABS_CONFIG, edited
from tests.providers.voice.servers import Fault

from centralita.kit.clock import now
from centralita.kit.ids import new_id
from centralita.providers.voice.calls import CallOrder
from centralita.providers.voice.errors import VoiceRefused, VoiceUnavailable

URL = "https://example.com/hooks/1"


def order(agent_id, number_id="phnum_1"):
    return CallOrder(new_id(), agent_id, "+34910000001", number_id, "+12025550123", ring_seconds=45)


def test_an_order_carries_our_id_twice_and_how_long_to_ring(elevenlabs):
    provider = elevenlabs.provider()
    placed = order(provider.create_agent(ELEVENLABS_CONFIG, "m1").id)
    provider.place_call(placed)
    body = elevenlabs.requests[-1].body
    assert body["conversation_initiation_client_data"] == {
        "user_id": str(placed.our_call),
        "dynamic_variables": {"centralita_call": str(placed.our_call)},
    }
    assert body["telephony_call_config"] == {"ringing_timeout_secs": 45}


def test_a_number_is_called_from_by_who_carries_it(elevenlabs):
    provider = elevenlabs.provider()
    provider.place_call(order(provider.create_agent(ELEVENLABS_CONFIG, "m1").id, "phnum_2"))
    assert elevenlabs.requests[-1].operation == "POST /v1/convai/sip-trunk/outbound-call"


def test_an_order_that_was_not_taken_is_refused_although_the_status_is_good(elevenlabs):
    provider = elevenlabs.provider()
    agent = provider.create_agent(ELEVENLABS_CONFIG, "m1")
    elevenlabs.takes_orders = False
    with pytest.raises(VoiceRefused) as refused:
        provider.place_call(order(agent.id))
    assert refused.value.data["reason"] == "not_placed"


def test_where_the_id_is_kept_back_the_call_is_found_by_ours(elevenlabs):
    provider = elevenlabs.provider()
    elevenlabs.tells_id = False
    placed = order(provider.create_agent(ELEVENLABS_CONFIG, "m1").id)
    assert provider.place_call(placed).call_id == ""
    found = provider.find_call(placed.our_call, now() - timedelta(minutes=1))
    assert found.our_call == placed.our_call
    assert elevenlabs.dials == 1


def test_a_change_keeps_what_it_does_not_name_and_our_marker(elevenlabs):
    provider = elevenlabs.provider()
    agent = provider.create_agent(ELEVENLABS_CONFIG, "m1")
    assert elevenlabs.agents[agent.id]["tags"] == ["clinic", "centralita:m1"]
    asked = len(elevenlabs.requests)
    assert provider.update_agent(agent.id, ELEVENLABS_CONFIG) == agent
    assert [request.operation[:3] for request in elevenlabs.requests[asked:]] == ["GET"]
    changed = provider.update_agent(agent.id, edited(ELEVENLABS_CONFIG, "tags", to=["spa"]))
    assert (changed.marker, changed.config["tags"]) == ("m1", ["spa"])
    assert changed.version != agent.version
    assert changed.config["conversation_config"] == agent.config["conversation_config"]


def test_the_webhook_is_made_attached_and_retries(elevenlabs):
    provider = elevenlabs.provider()
    assert not provider.read_webhook(URL).present
    made = provider.ensure_webhook(URL)
    assert (made.secret, made.id) == ("wsec_wh_1", "wh_1")
    assert elevenlabs.settings["retries"] is True
    assert elevenlabs.settings["webhooks"] == {
        "post_call_webhook_id": "wh_1",
        "events": ["transcript", "call_initiation_failure"],
    }


def test_a_webhook_that_was_switched_off_is_seen_and_mended(elevenlabs):
    provider = elevenlabs.provider()
    made = provider.ensure_webhook(URL)
    elevenlabs.webhooks[made.id] |= {"is_auto_disabled": True, "most_recent_failure_timestamp": 1_790_000_000}
    seen = provider.read_webhook(URL)
    assert (seen.present, seen.enabled) == (True, False)
    assert seen.failing_since is not None
    assert provider.ensure_webhook(URL).enabled


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize(
    "operation",
    [
        "POST /v1/workspace/webhooks",
        "PATCH /v1/workspace/webhooks/{webhook_id}",
        "PATCH /v1/convai/settings",
    ],
)
def test_a_webhook_whose_making_was_cut_is_finished_and_not_made_twice(elevenlabs, operation, acts):
    provider = elevenlabs.provider()
    elevenlabs.fail(operation, Fault("drop", acts=acts))
    with pytest.raises(VoiceUnavailable):
        provider.ensure_webhook(URL)
    assert provider.ensure_webhook(URL).enabled
    assert len(elevenlabs.webhooks) == 1
    assert elevenlabs.settings["retries"] is True


def test_anothers_webhook_is_not_taken_from_the_agents(elevenlabs):
    provider = elevenlabs.provider()
    elevenlabs.settings["webhooks"] = {"post_call_webhook_id": "wh_theirs", "events": ["transcript"]}
    made = provider.ensure_webhook(URL)
    assert (made.present, made.enabled, made.id) == (True, False, "wh_1")
    assert elevenlabs.settings["webhooks"]["post_call_webhook_id"] == "wh_theirs"


def test_nothing_is_asked_twice_by_itself(elevenlabs):
    provider = elevenlabs.provider()
    elevenlabs.fail("*", Fault("status", 503), 10)
    for ask in (
        provider.lines,
        provider.list_numbers,
        lambda: list(provider.list_voices()),
        lambda: provider.read_call("conv_1"),
        lambda: provider.create_agent(ELEVENLABS_CONFIG, "m1"),
        lambda: provider.speak("voice1", "Hola.", "es"),
        lambda: provider.clone_voice("Ours", [("a.mp3", b"ID3")]),
        lambda: provider.ensure_webhook(URL),
    ):
        before = len(elevenlabs.requests)
        with pytest.raises(VoiceUnavailable):
            ask()
        assert len(elevenlabs.requests) == before + 1
