"""Agents that live at a platform already: listed, brought in without their secrets, and adopted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.access.permissions import Role
from centralita.providers.voice.catalogue import RemoteAgent
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.deployments.domain.reading import read_agent
from tests.engine.strategies import json_values
from tests.studio.deployments.test_deploying import only, work

SECRET = "sk-abcdefghijklmnop123456"
THEIRS = {
    "agent": {
        "agent_name": "Front desk",
        "voice_id": "voice_1",
        "language": "es-ES",
        "max_call_duration_ms": 300_000,
        "ambient_sound": "call-center",
    },
    "llm": {
        "general_prompt": f"Help callers book. Use {SECRET} for the diary.",
        "begin_message": "Hola, ¿en qué le ayudo?",
        "general_tools": [{"type": "end_call", "name": "end_call"}, {"type": "custom", "name": "book"}],
    },
}


@pytest.fixture
def theirs(platform) -> str:
    platform.agents["agent_theirs"] = RemoteAgent("agent_theirs", "Front desk", "3", "", THEIRS)
    return "agent_theirs"


def test_a_conversation_flow_is_told_step_by_step():
    flow = {
        "global_prompt": "Be kind.",
        "nodes": [
            {
                "id": "n1",
                "name": "Greeting",
                "type": "conversation",
                "instruction": {"type": "static_text", "text": "Hello."},
                "edges": [
                    {
                        "id": "e1",
                        "transition_condition": {"type": "prompt", "prompt": "Wants to book"},
                        "destination_node_id": "n2",
                    }
                ],
            },
            {"id": "n2", "type": "end"},
        ],
    }
    read = read_agent(VoicePlatform.RETELL, "", {"agent": {"agent_name": "Desk"}, "flow": flow})
    assert read.prompt == "Be kind.\n\n# Greeting\nHello.\n- Wants to book → n2\n\n# n2"
    assert read.unmapped == ()


@pytest.mark.database
class TestBringingIn:
    def test_it_is_listed_and_looked_at_first(self, member, account, theirs):
        path = f"/voice-accounts/{account(member)}/agents"
        (listed,) = member.api.get(path).json()["items"]
        assert (listed["id"], listed["name"], listed["agent_id"]) == (theirs, "Front desk", None)
        seen = member.api.post(f"{path}/look", {"provider_agent_id": theirs}).json()
        assert (seen["agent_id"], seen["tools"], seen["secrets_removed"]) == (None, ["book"], 1)
        assert seen["unmapped"] == ["agent.ambient_sound"]
        assert member.api.get("/agents").json()["items"] == []

    def test_it_becomes_a_draft_without_its_secrets(self, member, account, theirs):
        path = f"/voice-accounts/{account(member)}/agents/import"
        answer = member.api.post(path, {"provider_agent_id": theirs})
        assert answer.status_code == 201, answer.content
        made = answer.json()
        draft = member.api.get(f"/agents/{made['agent_id']}/draft").json()
        assert SECRET not in str(draft)
        assert draft["blueprint"]["greeting"] == {"es": "Hola, ¿en qué le ayudo?"}
        assert draft["blueprint"]["flows"][0]["nodes"][0]["data"]["prompt"].startswith("Help callers book.")
        assert member.api.get(f"/agents/{made['agent_id']}").json()["name"] == "Front desk"

    def test_adopted_it_is_the_same_agent_there(self, member, platform, account, theirs):
        account_id = account(member)
        path = f"/voice-accounts/{account_id}/agents"
        made = member.api.post(f"{path}/import", {"provider_agent_id": theirs, "adopt": True}).json()
        shown = only(member, made["agent_id"])
        assert (shown["state"], shown["adopted"], shown["provider_agent_id"]) == ("live", True, theirs)
        assert (shown["voice"]["id"], shown["max_minutes"], shown["mode"]) == ("voice_1", 5, "native")
        (listed,) = member.api.get(path).json()["items"]
        assert listed["agent_id"] == made["agent_id"]
        again = member.api.post(f"{path}/import", {"provider_agent_id": theirs})
        assert (again.status_code, again.json()["code"]) == (409, "remote_agent_already_ours")
        assert member.api.post(f"/agents/{made['agent_id']}/publish", {}).status_code == 201
        work()
        (remote,) = platform.agents.values()
        assert (remote.id, only(member, made["agent_id"])["live_number"]) == (theirs, 1)
        assert remote.config["llm"]["begin_message"].startswith("Le atiende un asistente")
        # Let go, it stays where it was before us.
        member.api.post(f"/deployments/{shown['id']}/withdraw")
        work()
        assert list(platform.agents) == [theirs]

    def test_managers_do_not_import(self, member, make, account, theirs):
        manager = make(in_=member, role=Role.MANAGER)
        answer = manager.api.post(
            f"/voice-accounts/{account(member)}/agents/import", {"provider_agent_id": theirs}
        )
        assert answer.status_code == 403

    def test_what_is_gone_is_said(self, member, platform, account):
        answer = member.api.post(
            f"/voice-accounts/{account(member)}/agents/import", {"provider_agent_id": "agent_gone"}
        )
        assert answer.status_code == 404

    def test_voices_come_by_name(self, member, platform, account):
        items = member.api.get(f"/voice-accounts/{account(member)}/voices").json()["items"]
        assert "Ana" in [voice["name"] for voice in items]


@given(
    st.sampled_from(VoicePlatform),
    st.text(max_size=300),
    st.dictionaries(
        st.sampled_from(("agent", "llm", "conversation_config", "name", "voice", "max_minutes")), json_values
    ),
)
def test_whatever_a_platform_tells_can_be_read(platform, name, config):
    read = read_agent(platform, name, config)
    assert read.name
    assert len(read.name) <= 120
    assert 1 <= read.max_minutes <= 240
