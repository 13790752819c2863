"""Changed by another hand at the platform: found, shown field by field, and settled by a person."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.config.jobs import watch_deployments
from centralita.identity.tenancy.scope import tenant_scope
from centralita.providers.voice.memory import MemoryState
from centralita.studio.deployments.domain.drift import differences, flat, replaced_inside, restored
from centralita.studio.deployments.models import Deployment
from tests.engine.strategies import json_values
from tests.people import Member
from tests.studio.deployments.test_deploying import deploy, facts, only, work

configs = st.dictionaries(st.sampled_from("abc"), json_values, max_size=3)


def elsewhere(platform: MemoryState, **changes: Any) -> None:
    """Somebody edits the only agent in the platform's dashboard: `section__field=value`."""
    (remote,) = platform.agents.values()
    config = {name: dict(part) for name, part in remote.config.items()}
    for path, value in changes.items():
        section, _, name = path.partition("__")
        config[section][name] = value
    platform.agents[remote.id] = replace(remote, config=config)


@pytest.fixture
def drifted(member, platform, account, agent) -> Any:
    """A deployment whose agent is edited there, and found out; the path of its deployment."""

    def make(**changes: Any) -> tuple[str, str]:
        agent_id = agent(member)
        path = f"/deployments/{deploy(member, agent_id, account(member))['id']}"
        work()
        elsewhere(platform, **changes)
        assert member.api.post(f"{path}/check").json()["state"] == "drifted"
        return agent_id, path

    return make


@pytest.mark.database
class TestSettling:
    def test_what_is_as_we_left_it_is_no_drift(self, member: Member, platform, account, agent):
        agent_id = agent(member)
        path = f"/deployments/{deploy(member, agent_id, account(member))['id']}"
        work()
        assert member.api.post(f"{path}/check").json()["state"] == "live"
        assert facts(member, "agent.drifted") == []

    def test_the_round_finds_it_by_itself(self, member: Member, platform, account, agent):
        agent_id = agent(member)
        deploy(member, agent_id, account(member))
        work()
        elsewhere(platform, agent__voice_id="voice_9")
        watch_deployments()
        work()
        assert only(member, agent_id)["state"] == "live"  # looked at just now
        with tenant_scope(member.organization_id):
            Deployment.objects.update(checked_at=None)
        watch_deployments()
        work()
        assert only(member, agent_id)["state"] == "drifted"
        assert len(facts(member, "agent.drifted")) == 1

    def test_it_is_shown_three_ways_in_words(self, member: Member, drifted):
        _, path = drifted(agent__voice_id="voice_9", agent__ambient_sound="call-center")
        fields = {field["path"]: field for field in member.api.get(f"{path}/drift").json()["fields"]}
        voice = fields["agent.voice_id"]
        assert (voice["base"], voice["theirs"], voice["ours"]) == ("voice_1", "voice_9", "voice_1")
        assert voice["takes"] == "voice"
        assert fields["agent.ambient_sound"]["takes"] is None
        assert fields["agent.ambient_sound"]["label"] in {"Background sound", "Sonido de fondo"}

    def test_ours_is_written_over_it_also_where_we_had_nothing(self, member: Member, platform, drifted):
        agent_id, path = drifted(agent__voice_id="voice_9", agent__ambient_sound="call-center")
        assert member.api.post(f"{path}/drift", {"decision": "overwrite"}).status_code == 200
        work()
        (remote,) = platform.agents.values()
        assert (remote.config["agent"]["voice_id"], remote.config["agent"]["ambient_sound"]) == (
            "voice_1",
            None,
        )
        assert only(member, agent_id)["state"] == "live"

    def test_their_voice_prompt_and_greeting_are_taken(self, member: Member, platform, drifted):
        (agent_id, path) = drifted(agent__voice_id="voice_9", agent__ambient_sound="call-center")
        (remote,) = platform.agents.values()
        elsewhere(
            platform,
            llm__general_prompt=remote.config["llm"]["general_prompt"].replace(
                "Ayuda a pedir cita.", "Ayuda a pedir y cambiar citas."
            ),
            llm__begin_message=remote.config["llm"]["begin_message"].replace("Buenos días", "Buenas"),
            agent__agent_name="Recepción Sol",
            agent__max_call_duration_ms=600_000,
        )
        member.api.post(f"{path}/check")
        done = member.api.post(f"{path}/drift", {"decision": "take"}).json()
        assert len(done["taken"]) == 5
        assert len(done["left"]) == 1
        shown = only(member, agent_id)
        assert (shown["state"], shown["voice"]["id"], shown["max_minutes"]) == ("live", "voice_9", 10)
        draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
        assert draft["flows"][0]["nodes"][0]["data"]["prompt"] == "Ayuda a pedir y cambiar citas."
        assert draft["greeting"]["es"] == "Buenas, clínica Sol."
        assert member.api.get(f"/agents/{agent_id}").json()["name"] == "Recepción Sol"
        # Publishing what was taken writes what was theirs already.
        member.api.post(f"/agents/{agent_id}/publish", {})
        before = dict(next(iter(platform.agents.values())).config["llm"])
        work()
        (remote,) = platform.agents.values()
        assert "Ayuda a pedir y cambiar citas." in remote.config["llm"]["general_prompt"]
        assert remote.config["llm"]["begin_message"] == before["begin_message"]
        assert remote.config["agent"]["voice_id"] == "voice_9"

    def test_theirs_may_stay(self, member: Member, platform, drifted):
        agent_id, path = drifted(agent__voice_id="voice_9")
        assert member.api.post(f"{path}/drift", {"decision": "keep"}).status_code == 200
        assert member.api.post(f"{path}/check").json()["state"] == "live"
        assert only(member, agent_id)["voice"]["id"] == "voice_1"
        assert next(iter(platform.agents.values())).config["agent"]["voice_id"] == "voice_9"
        assert member.api.post(f"{path}/drift", {"decision": "keep"}).status_code == 409

    def test_publishing_does_not_write_over_what_nobody_has_looked_at(
        self, member: Member, platform, account, agent
    ):
        agent_id = agent(member)
        path = f"/deployments/{deploy(member, agent_id, account(member))['id']}"
        work()
        elsewhere(platform, agent__voice_id="voice_9")
        draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
        draft["greeting"] = {"es": "Hola."}
        member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
        member.api.post(f"/agents/{agent_id}/publish", {})
        work()
        shown = only(member, agent_id)
        assert (shown["state"], shown["live_number"], shown["wanted_number"]) == ("drifted", 1, 2)
        # Once decided, what has waited goes there.
        member.api.post(f"{path}/drift", {"decision": "overwrite"})
        work()
        (remote,) = platform.agents.values()
        assert remote.config["llm"]["begin_message"].endswith("Hola.")
        assert only(member, agent_id)["live_number"] == 2

    def test_an_agent_deleted_there_is_said_and_made_anew(self, member: Member, platform, account, agent):
        agent_id = agent(member)
        path = f"/deployments/{deploy(member, agent_id, account(member))['id']}"
        work()
        platform.agents.clear()
        shown = member.api.post(f"{path}/check").json()
        assert (shown["state"], shown["error"]) == ("failed", "voice_thing_missing")
        member.api.post(f"{path}/retry")
        work()
        assert only(member, agent_id)["state"] == "live"
        assert len(platform.agents) == 1


@given(configs, configs)
def test_what_is_the_same_differs_nowhere(base, ours):
    assert differences(base, base, ours) == ()


@given(configs, configs, configs)
def test_what_we_were_writing_is_no_drift_even_in_part(base, ours, other):
    assert differences(base, ours, other, [ours]) == ()


@given(configs, configs, configs)
def test_restoring_brings_back_all_that_is_not_ours(base, theirs, ours):
    found = differences(base, theirs, ours)
    wanted = flat(restored(ours, found))
    for path, value in flat(ours).items():
        # An object that is empty with us says nothing of what stands in it: that is set back like all beside ours.
        filled = value == {} and any(each.startswith(f"{path}.") for each in wanted)
        assert filled or wanted[path] == value


def test_only_the_part_that_is_ours_alone_is_taken_back():
    assert replaced_inside("a b c", "a x y c", "b") == "x y"
    assert replaced_inside("a b c", "z b c", "b") is None
    assert replaced_inside("a b b c", "a x b c", "b") is None
    assert replaced_inside("a b a", "a", "b") is None
