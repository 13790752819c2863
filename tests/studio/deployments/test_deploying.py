"""A published agent on a voice platform: brought there by jobs, told in words, followed through its life."""

import asyncio
import json
import time

import pytest
from django.db import connection

from centralita.config.jobs import run_jobs
from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.providers.voice.errors import VoiceKeyRefused, VoiceUnavailable
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.public import (
    deployment_by_token,
    deployment_of_agent,
    live_deployments,
)
from centralita.studio.knowledge.public import Entry, add_questions
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

VOICE = {"id": "voice_1", "name": "Ana", "speed": 1.1}


def work() -> None:
    """Do what is queued, as a worker does."""
    asyncio.run(run_jobs(concurrency=1, wait=False))


def deploy(member: Member, agent_id: str, account_id: str, **more: object) -> dict:
    body = {"account_id": account_id, "mode": "native", "voice": VOICE, **more}
    answer = member.api.post(f"/agents/{agent_id}/deployments", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def only(member: Member, agent_id: str) -> dict:
    (found,) = member.api.get(f"/agents/{agent_id}/deployments").json()["items"]
    return found


def facts(member: Member, kind: str) -> list[dict]:
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT data FROM ledger_event WHERE kind = %s ORDER BY at", [kind])
        return [json.loads(row[0]) for row in cursor.fetchall()]


def test_a_published_agent_is_soon_live_at_the_platform(member, platform, account, agent):
    agent_id, account_id = agent(member), account(member)
    work()  # a worker that has just been started loads all that it knows first
    began = time.monotonic()
    made = deploy(member, agent_id, account_id)
    assert (made["state"], made["provider_agent_id"]) == ("pending", "")
    work()
    assert time.monotonic() - began < 5
    shown = only(member, agent_id)
    (remote,) = platform.agents.values()
    assert (shown["state"], shown["provider_agent_id"], shown["live_number"]) == ("live", remote.id, 1)
    assert remote.config["llm"]["begin_message"].endswith("Buenos días, clínica Sol.")
    assert remote.config["agent"]["voice_speed"] == 1.1
    assert "key_very_secret" not in str(remote.config)
    assert [fact["number"] for fact in facts(member, "agent.deployed")] == [1]
    with tenant_scope(member.organization_id):
        (known,) = live_deployments([from_text("agt", agent_id)])
        assert (known.provider_agent_id, known.voice_name, known.max_minutes) == (remote.id, "Ana", 15)
        assert deployment_of_agent(from_text("pac", account_id), remote.id) == known
        token = Deployment.objects.get().brain_token
    assert deployment_by_token(token) == known
    assert deployment_by_token("brn_nonsense") is None


def test_the_sandbox_runs_our_brain_with_no_key(member, platform, account, agent):
    agent_id = agent(member)
    deploy(member, agent_id, account(member, "sandbox"), mode="brain", voice={"id": ""})
    work()
    (remote,) = platform.agents.values()
    assert only(member, agent_id)["state"] == "live"
    assert remote.config["agent_id"] == agent_id
    assert remote.config["max_minutes"] == 15


def test_a_new_version_and_a_roll_back_reach_the_platform(member, platform, account, agent):
    agent_id = agent(member)
    deploy(member, agent_id, account(member))
    work()
    draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
    draft["greeting"] = {"es": "Hola."}
    member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
    assert member.api.post(f"/agents/{agent_id}/publish", {}).status_code == 201
    work()
    (remote,) = platform.agents.values()
    assert remote.config["llm"]["begin_message"].endswith("graba. Hola.")
    assert (only(member, agent_id)["live_number"], remote.version) == (2, "2")
    assert member.api.post(f"/agents/{agent_id}/versions/1/restore", {}).status_code == 201
    work()
    (remote,) = platform.agents.values()
    assert remote.config["llm"]["begin_message"].endswith("clínica Sol.")
    assert only(member, agent_id)["live_number"] == 3


def test_it_may_walk_our_flow_there(member, platform, account, agent):
    agent_id, account_id = agent(member), account(member)
    deploy(member, agent_id, account_id, mode="flow")
    work()
    (remote,) = platform.agents.values()
    shown = only(member, agent_id)
    assert (shown["state"], shown["mode"]) == ("live", "flow")
    assert {"start", "main.answer", "stop"} <= {node["id"] for node in remote.config["flow"]["nodes"]}
    # The other platform has none.
    answer = member.api.post(
        f"/agents/{agent_id}/deployments",
        {"account_id": account(member, "elevenlabs"), "mode": "flow", "voice": VOICE},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "deployment_mode_not_there")


def test_documents_too_long_for_a_prompt_are_kept_beside_the_agent(member, platform, account, agent):
    agent_id, account_id = agent(member, publish=False), account(member)
    draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
    draft["knowledge"] = [{"id": "all"}]
    member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
    with tenant_scope(member.organization_id):
        long = [Entry(f"¿Pregunta {n}?", "Una respuesta larga. " * 150, "es") for n in range(12)]
        add_questions(member.actor, long)
    assert member.api.post(f"/agents/{agent_id}/publish", {}).status_code == 201
    made = deploy(member, agent_id, account_id)
    work()
    assert only(member, agent_id)["state"] == "live", only(member, agent_id)
    ((kept, texts),) = platform.knowledge.values()
    assert kept.name.startswith(f"{made['id']}.")
    assert len(kept.name) < 40
    assert "¿Pregunta 11?" in texts[0].text
    (remote,) = platform.agents.values()
    assert remote.config["knowledge"] == [kept.id]
    assert "Una respuesta larga" not in json.dumps(remote.config)
    assert "knowledge base" in json.dumps(remote.config)
    # Changed documents are kept anew, and the old ones no more.
    with tenant_scope(member.organization_id):
        add_questions(member.actor, [Entry("¿Hay aparcamiento?", "Sí, gratis.", "es")])
    member.api.post(f"/deployments/{made['id']}/check")
    work()
    ((newer, _texts),) = platform.knowledge.values()
    assert newer.id != kept.id
    assert platform.agents[remote.id].config["knowledge"] == [newer.id]
    assert member.api.post(f"/deployments/{made['id']}/check").json()["state"] == "live"
    # Nothing of it is left behind.
    member.api.post(f"/deployments/{made['id']}/withdraw")
    work()
    assert (platform.agents, platform.knowledge) == ({}, {})


def test_questions_go_along_and_follow_when_they_change(member, platform, account, agent):
    agent_id = agent(member, publish=False)
    draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
    draft["knowledge"] = [{"id": "all"}]
    member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
    with tenant_scope(member.organization_id):
        add_questions(member.actor, [Entry("¿Abren en agosto?", "Sí, por las mañanas.", "es")])
    assert member.api.post(f"/agents/{agent_id}/publish", {}).status_code == 201
    made = deploy(member, agent_id, account(member))
    work()
    (remote,) = platform.agents.values()
    assert "Sí, por las mañanas." in json.dumps(remote.config, ensure_ascii=False)
    with tenant_scope(member.organization_id):
        add_questions(member.actor, [Entry("¿Hay aparcamiento?", "Sí, gratis.", "es")])
    member.api.post(f"/deployments/{made['id']}/check")
    work()
    (remote,) = platform.agents.values()
    assert "Sí, gratis." in json.dumps(remote.config, ensure_ascii=False)
    # With nothing new, nothing is written.
    version = only(member, agent_id)["provider_version"]
    member.api.post(f"/deployments/{made['id']}/check")
    work()
    assert (only(member, agent_id)["state"], only(member, agent_id)["provider_version"]) == ("live", version)


def test_the_same_twice_is_one_agent(member, platform, account, agent):
    agent_id, account_id = agent(member), account(member)
    first, second = deploy(member, agent_id, account_id), deploy(member, agent_id, account_id)
    assert first["id"] == second["id"]
    work()
    work()
    assert len(platform.agents) == 1


def test_a_pause_frees_the_numbers_and_a_resume_takes_them_back(member, platform, account, agent):
    agent_id = agent(member)
    path = f"/deployments/{deploy(member, agent_id, account(member))['id']}"
    work()
    (remote,) = platform.agents.values()
    from centralita.providers.voice.memory import MemoryProvider

    MemoryProvider(platform).bind_number("n1", remote.id)
    member.api.post(f"{path}/pause")
    assert only(member, agent_id)["state"] == "pausing"
    work()
    assert (only(member, agent_id)["state"], platform.numbers["n1"].inbound_agent) == ("paused", "")
    with tenant_scope(member.organization_id):
        assert live_deployments() == ()
    member.api.post(f"{path}/resume")
    work()
    assert (only(member, agent_id)["state"], platform.numbers["n1"].inbound_agent) == ("live", remote.id)
    # The agent's own pause reaches the platform as well.
    member.api.post(f"/agents/{agent_id}/pause")
    work()
    assert platform.numbers["n1"].inbound_agent == ""
    member.api.post(f"/agents/{agent_id}/resume")
    work()
    assert platform.numbers["n1"].inbound_agent == remote.id


@pytest.mark.parametrize("others", ["", "https://example.com/theirs"], ids=["ours", "anothers"])
def test_withdrawing_has_its_numbers_ask_us_no_more(member, platform, account, agent, others):
    from centralita.providers.voice.memory import MemoryProvider

    agent_id, account_id = agent(member), account(member)
    path = f"/deployments/{deploy(member, agent_id, account_id)['id']}"
    work()
    (remote,) = platform.agents
    hook = member.api.get(f"/voice-accounts/{account_id}").json()["webhook_url"]
    MemoryProvider(platform).bind_number("n1", remote, others or f"{hook}/inbound")
    member.api.post(f"{path}/withdraw")
    work()
    assert platform.agents == {}
    assert platform.numbers["n1"].asks == others


def test_withdrawing_takes_it_away_there(member, platform, account, agent):
    agent_id, account_id = agent(member), account(member)
    path = f"/deployments/{deploy(member, agent_id, account_id)['id']}"
    work()
    refused = member.api.delete(f"/voice-accounts/{account_id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "voice_account_in_use")
    member.api.post(f"{path}/withdraw")
    assert only(member, agent_id)["state"] == "withdrawing"
    work()
    assert platform.agents == {}
    assert only(member, agent_id)["state"] == "withdrawn"
    assert member.api.delete(f"/voice-accounts/{account_id}").status_code == 204


def test_a_deleted_agent_is_deleted_there(member, platform, account, agent):
    agent_id = agent(member)
    deploy(member, agent_id, account(member))
    work()
    member.api.post(f"/agents/{agent_id}/archive")
    assert member.api.delete(f"/agents/{agent_id}").status_code == 204
    work()
    assert platform.agents == {}
    with tenant_scope(member.organization_id):
        assert Deployment.objects.count() == 0


def test_a_revoked_key_is_said_at_once_where_it_hurts(member, platform, account, agent):
    agent_id, account_id = agent(member), account(member)
    platform.before["find_agents"].append(VoiceKeyRefused(platform="retell"))
    made = deploy(member, agent_id, account_id)
    work()
    shown = member.api.get(f"/deployments/{made['id']}", headers={"Accept-Language": "es"}).json()
    assert (shown["state"], shown["error"]) == ("failed", "voice_key_refused")
    assert "Retell AI" in shown["error_sentence"]
    assert shown["account"]["health"] == "failing"
    # A new key is tried by itself.
    member.api.patch(f"/voice-accounts/{account_id}", {"credentials": {"api_key": "key_another_1234567890"}})
    work()
    assert only(member, agent_id)["state"] == "live"


def test_an_outage_is_tried_again_and_can_be_at_once(member, platform, account, agent):
    agent_id = agent(member)
    platform.down = True
    made = deploy(member, agent_id, account(member))
    work()
    shown = only(member, agent_id)
    assert (shown["state"], shown["error"]) == ("failed", "voice_unavailable")
    assert shown["next_try_at"] is not None
    platform.down = False
    assert member.api.post(f"/deployments/{made['id']}/retry").status_code == 200
    work()
    assert only(member, agent_id)["state"] == "live"


def test_a_lost_answer_makes_no_twin(member, platform, account, agent):
    agent_id = agent(member)
    platform.after["create_agent"].append(VoiceUnavailable(platform="retell"))
    made = deploy(member, agent_id, account(member))
    work()
    assert len(platform.agents) == 1
    member.api.post(f"/deployments/{made['id']}/retry")
    work()
    assert len(platform.agents) == 1
    assert only(member, agent_id)["state"] == "live"


def test_what_must_not_be_lost_stops_it_before_anything_happens(member, platform, account, agent):
    agent_id, account_id = agent(member), account(member)
    # The test's own address is loopback: no platform can reach our brain there.
    answer = member.api.post(
        f"/agents/{agent_id}/deployments", {"account_id": account_id, "mode": "brain", "voice": VOICE}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "deployment_blocked")
    told = member.api.get(f"/agents/{agent_id}/losses?account={account_id}&mode=brain&voice=voice_1").json()
    assert told["blocked"]
    assert told["items"][0]["feature"] == "channel.public_address"
    fine = member.api.get(f"/agents/{agent_id}/losses?account={account_id}&mode=native&voice=voice_1").json()
    assert not fine["blocked"]
    assert fine["items"]


def test_a_version_that_loses_a_safety_item_somewhere_is_not_published(member, platform, account, agent):
    agent_id = agent(member)
    deploy(member, agent_id, account(member))
    work()
    draft = member.api.get(f"/agents/{agent_id}/draft").json()["blueprint"]
    draft["flows"][0]["nodes"].append({"id": "help", "kind": "handoff", "data": {"urgent": True}})
    draft["flows"][0]["edges"] = [{"id": "e", "source": "answer", "port": "limit", "target": "help"}]
    member.api.put(f"/agents/{agent_id}/draft", {"blueprint": draft})
    refused = member.api.post(f"/agents/{agent_id}/publish", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "deployment_blocked")
    assert only(member, agent_id)["live_number"] == 1


def test_nothing_published_is_nothing_to_deploy(member, platform, account, agent):
    answer = member.api.post(
        f"/agents/{agent(member, publish=False)}/deployments",
        {"account_id": account(member), "mode": "native", "voice": VOICE},
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "agent_not_published")


def test_others_cannot_see_or_touch_it(member, make, platform, account, agent):
    agent_id = agent(member)
    path = f"/deployments/{deploy(member, agent_id, account(member))['id']}"
    stranger, viewer = make(), make(in_=member, role=Role.VIEWER)
    assert stranger.api.get(path).status_code == 404
    assert stranger.api.post(f"{path}/withdraw").status_code == 404
    assert viewer.api.get(path).status_code == 403
    manager = make(in_=member, role=Role.MANAGER)
    assert manager.api.get(path).status_code == 404
