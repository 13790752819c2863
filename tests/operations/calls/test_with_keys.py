"""With a key: Retell and ElevenLabs from the account to the drift, through our API, our jobs and their own words."""

from collections.abc import Iterator

import pytest

from centralita.operations.calls.actions import start
from tests.operations.calls.with_keys import PUBLIC, Keyed, at_an_hour_to_call, reachable, work
from tests.providers.voice.benches import ELEVENLABS_CONFIG, RETELL_CONFIG
from tests.providers.voice.elevenlabs_server import ElevenLabsServer
from tests.providers.voice.retell_server import RetellServer
from tests.providers.voice.servers import Fault

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 64


@pytest.fixture(autouse=True)
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be any hour here."""
    monkeypatch.setattr(start, "may_contact", at_an_hour_to_call)


@pytest.fixture
def retell(server: str) -> Iterator[Keyed]:
    with RetellServer.running() as platform, reachable(platform):
        yield Keyed.connected(platform, server)
        assert platform.problems == []


@pytest.fixture
def elevenlabs(server: str) -> Iterator[Keyed]:
    with ElevenLabsServer.running() as platform, reachable(platform):
        yield Keyed.connected(platform, server)
        assert platform.problems == []


def talked_through(keyed: Keyed, agent: str, events: tuple[str, ...]) -> dict:
    """A call from the lead's button to its cost."""
    call, theirs = keyed.call(agent, keyed.lead())
    assert theirs, keyed.get(f"/calls/{call}")
    keyed.server.answer_call(theirs)
    if events[0] == "call_started":
        keyed.tells(events[0], theirs)
        assert keyed.get(f"/calls/{call}")["status"] == "in_progress"
    keyed.server.record_call(theirs, WAV)
    keyed.server.finish_call(theirs)
    for event in events[-2:]:
        keyed.tells(event, theirs)
    told = keyed.get(f"/calls/{call}")
    assert (told["status"], told["ending"], told["evidence"]) == ("completed", "callee_hung_up", "webhook")
    assert (told["cost"]["micros"], told["cost"]["final"]) == (125_000, True)
    assert told["duration_seconds"] == 30
    assert told["summary"] == "They greeted."
    assert keyed.server.dials == 1
    said = keyed.get(f"/calls/{call}/transcript")
    assert [(one["role"], one["text"]) for one in said["utterances"]] == [
        ("agent", "Hello!"),
        ("callee", "Hi."),
    ]
    audio = keyed.member.api.get(f"/calls/{call}/recording")
    assert b"".join(audio.streaming_content) == WAV
    return told


class TestRetell:
    def test_from_its_key_to_what_a_call_cost(self, retell: Keyed) -> None:
        tried = retell.post(f"/voice-accounts/{retell.account}/test")
        assert tried["ok"], tried
        assert retell.get(f"/voice-accounts/{retell.account}/voices")["items"][0]["name"] == "Adrian"
        retell.post("/phone-numbers/refresh")
        work()
        assert len(retell.get("/phone-numbers")["items"]) == 4
        agent = retell.agent()
        shown = retell.deploy(agent, "native", "11labs-Adrian")
        assert shown["state"] == "live", shown
        versions = retell.server.agents[shown["provider_agent_id"]]
        assert versions[max(versions)]["webhook_url"] == PUBLIC + retell.hook
        talked_through(retell, agent, ("call_started", "call_ended", "call_analyzed"))
        (call,) = retell.server.calls.values()
        variables = call["retell_llm_dynamic_variables"]
        assert variables["contact_name"] == "Ana Ruiz"
        # Retell's own word of this name is another thing.
        assert variables["v_call_id"].startswith("call_")

    def test_our_brain_answers_there(self, retell: Keyed) -> None:
        agent = retell.agent()
        shown = retell.deploy(agent, "brain", "11labs-Adrian")
        assert shown["state"] == "live", shown
        (versions,) = retell.server.agents.values()
        engine = versions[max(versions)]["response_engine"]
        assert engine["type"] == "custom-llm"
        assert engine["llm_websocket_url"].startswith("wss://calls.example.com/brain/retell/")

    def test_a_version_later_another_hand_is_found_and_written_over(self, retell: Keyed) -> None:
        agent = retell.agent()
        shown = retell.deploy(agent, "native", "11labs-Adrian")
        retell.written(agent, "Hola.")
        work()
        assert (retell.deployment(agent)["live_number"], retell.deployment(agent)["state"]) == (2, "live")
        # Somebody edits it in Retell's dashboard, and publishes.
        remote = shown["provider_agent_id"]
        adapter = retell.server.provider()
        there = adapter.read_agent(remote)
        adapter.update_agent(
            remote,
            {
                "agent": {**there.config["agent"], "voice_id": "11labs-Myra"},
                "llm": there.config["llm"],
            },
        )
        path = f"/deployments/{shown['id']}"
        assert retell.post(f"{path}/check")["state"] == "drifted"
        fields = {each["path"]: each for each in retell.get(f"{path}/drift")["fields"]}
        assert list(fields) == ["agent.voice_id"]
        retell.post(f"{path}/drift", {"decision": "overwrite"})
        work()
        assert retell.deployment(agent)["state"] == "live"
        assert adapter.read_agent(remote).config["agent"]["voice_id"] == "11labs-Adrian"
        assert retell.post(f"{path}/check")["state"] == "live"

    def test_what_runs_is_cancelled(self, retell: Keyed) -> None:
        agent = retell.agent()
        retell.deploy(agent, "native", "11labs-Adrian")
        call, theirs = retell.call(agent, retell.lead())
        retell.server.answer_call(theirs)
        retell.tells("call_started", theirs)
        retell.post(f"/calls/{call}/cancel")
        work()
        assert retell.server.calls[theirs]["disconnection_reason"] == "manual_stopped"
        retell.tells("call_ended", theirs)
        told = retell.get(f"/calls/{call}")
        # It was answered and talked: that it did, and that we ended it.
        assert (told["ending"], told["status"]) == ("stopped", "completed")


class TestElevenLabs:
    def test_from_its_key_to_what_a_call_cost(self, elevenlabs: Keyed) -> None:
        tried = elevenlabs.post(f"/voice-accounts/{elevenlabs.account}/test")
        assert tried["ok"], tried
        # It was told where to send to, and its secret is kept.
        (webhook,) = elevenlabs.server.webhooks.values()
        assert webhook["webhook_url"] == PUBLIC + elevenlabs.hook
        assert elevenlabs.secret() == f"wsec_{webhook['webhook_id']}"
        assert len(elevenlabs.get(f"/voice-accounts/{elevenlabs.account}/voices")["items"]) == 7
        elevenlabs.post("/phone-numbers/refresh")
        work()
        assert len(elevenlabs.get("/phone-numbers")["items"]) == 2
        agent = elevenlabs.agent()
        shown = elevenlabs.deploy(agent, "native", "voice1")
        assert shown["state"] == "live", shown
        assert len(elevenlabs.server.webhooks) == 1
        talked_through(elevenlabs, agent, ("post_call_transcription",))
        (call,) = elevenlabs.server.conversations.values()
        variables = call["conversation_initiation_client_data"]["dynamic_variables"]
        assert variables["contact_name"] == "Ana Ruiz"

    def test_deploying_alone_sees_to_the_webhook_and_switches_it_on_again(self, elevenlabs: Keyed) -> None:
        agent = elevenlabs.agent()
        shown = elevenlabs.deploy(agent, "brain", "voice1")
        assert shown["state"] == "live", shown
        (there,) = elevenlabs.server.agents.values()
        prompt = there["conversation_config"]["agent"]["prompt"]
        assert prompt["custom_llm"]["url"].startswith("https://calls.example.com/brain/openai/")
        (webhook,) = elevenlabs.server.webhooks.values()
        webhook["is_auto_disabled"] = True
        elevenlabs.post(f"/deployments/{shown['id']}/check")
        assert not webhook["is_auto_disabled"]

    def test_another_hand_is_found_and_written_over(self, elevenlabs: Keyed) -> None:
        agent = elevenlabs.agent()
        shown = elevenlabs.deploy(agent, "native", "voice1")
        there = elevenlabs.server.agents[shown["provider_agent_id"]]
        there["conversation_config"]["tts"]["voice_id"] = "voice3"
        path = f"/deployments/{shown['id']}"
        assert elevenlabs.post(f"{path}/check")["state"] == "drifted"
        fields = [each["path"] for each in elevenlabs.get(f"{path}/drift")["fields"]]
        assert fields == ["conversation_config.tts.voice_id"]
        elevenlabs.post(f"{path}/drift", {"decision": "overwrite"})
        work()
        assert elevenlabs.deployment(agent)["state"] == "live"
        assert there["conversation_config"]["tts"]["voice_id"] == "voice1"

    def test_it_has_no_way_to_hang_up_and_says_so(self, elevenlabs: Keyed) -> None:
        agent = elevenlabs.agent()
        elevenlabs.deploy(agent, "native", "voice1")
        call, _ = elevenlabs.call(agent, elevenlabs.lead())
        answer = elevenlabs.member.api.post(f"/calls/{call}/cancel")
        assert (answer.status_code, answer.json()["code"]) == (422, "voice_unsupported")


@pytest.mark.parametrize(
    ("platform", "config"), [("retell", RETELL_CONFIG), ("elevenlabs", ELEVENLABS_CONFIG)]
)
def test_an_agent_that_lives_there_is_brought_in(
    platform: str, config: dict, request: pytest.FixtureRequest
) -> None:
    keyed: Keyed = request.getfixturevalue(platform)
    remote = keyed.server.provider().create_agent(config, "")
    path = f"/voice-accounts/{keyed.account}/agents"
    (listed,) = keyed.get(path)["items"]
    assert (listed["id"], listed["agent_id"]) == (remote.id, None)
    made = keyed.post(f"{path}/import", {"provider_agent_id": remote.id, "adopt": True})
    assert made["prompt"] == "You answer for a clinic."
    keyed.post(f"/agents/{made['agent_id']}/publish", {})
    work()
    shown = keyed.deployment(made["agent_id"])
    assert (shown["state"], shown["adopted"], shown["live_number"]) == ("live", True, 1)
    keyed.post(f"/deployments/{shown['id']}/withdraw")
    work()
    assert list(keyed.server.agents) == [remote.id]


@pytest.mark.parametrize(("platform", "voice"), [("retell", "11labs-Adrian"), ("elevenlabs", "voice1")])
def test_an_outage_is_waited_out(platform: str, voice: str, request: pytest.FixtureRequest) -> None:
    keyed: Keyed = request.getfixturevalue(platform)
    agent = keyed.agent()
    keyed.server.fail("*", Fault("status", 503), times=100)
    shown = keyed.deploy(agent, "native", voice)
    assert (shown["state"], shown["error"]) == ("failed", "voice_unavailable")
    assert shown["next_try_at"]
    keyed.server.faults.clear()
    keyed.post(f"/deployments/{shown['id']}/retry")
    work()
    assert keyed.deployment(agent)["state"] == "live"
    assert len(keyed.server.agents) == 1
