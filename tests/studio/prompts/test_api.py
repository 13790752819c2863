"""Prompts over the API: written, published, followed by agents, rolled back."""

from collections.abc import Callable
from typing import Any

import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.studio.agents.models import Agent, AgentVersion, Blueprint
from tests.people import Member
from tests.studio.prompts.written import agent_with, content, made, published, written

pytestmark = pytest.mark.database


def step(member: Member, agent: str) -> dict[str, Any]:
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    found: dict[str, Any] = next(
        node["data"] for node in draft["flows"][0]["nodes"] if node["kind"] == "ai_answer"
    )
    return found


def test_a_version_never_changes_and_labels_point_at_it(member: Member) -> None:
    prompt = made(member, "One.")
    assert published(member, prompt, "production")["number"] == 1
    assert member.api.post(f"/prompts/{prompt}/publish", {}).json()["code"] == "prompt_nothing_to_publish"
    written(member, prompt, "Two.")
    assert published(member, prompt, "staging")["labels"] == ["staging"]
    shown = member.api.get(f"/prompts/{prompt}").json()
    assert [(each["label"], each["number"]) for each in shown["labels"]] == [
        ("production", 1),
        ("staging", 2),
    ]
    assert [each["compiled"] for each in member.api.get(f"/prompts/{prompt}/versions").json()["items"]] == [
        "Two.",
        "One.",
    ]
    moved = member.api.put(f"/prompts/{prompt}/labels", {"label": "production", "number": 2}).json()
    assert {each["number"] for each in moved["labels"]} == {2}
    assert member.api.put(f"/prompts/{prompt}/labels", {"label": "staging", "number": 9}).status_code == 404
    gone = member.api.put(f"/prompts/{prompt}/labels", {"label": "staging", "number": None}).json()
    assert [each["label"] for each in gone["labels"]] == ["production"]
    back = member.api.post(f"/prompts/{prompt}/versions/1/restore").json()
    assert (back["content"]["text"], back["has_changes"]) == ("One.", True)


def test_a_prompt_is_seen_in_any_language_that_agents_speak(member: Member) -> None:
    french = {**content("Soyez aimable."), "language": "fr"}
    kept = member.api.post("/prompts", {"name": "accueil", "title": "Accueil", "content": french})
    assert kept.status_code == 201, kept.content
    agent = member.api.post("/agents", {"name": "Accueil", "languages": ["fr"]}).json()["id"]
    body = {"name": "accueil", "content": french, "agent_id": agent, "message": "Bonjour"}
    assert "Answer in French" in member.api.post("/prompts/preview", body).json()["system"]
    assert member.api.get("/prompts/templates?language=fr").json()["items"] == []


def test_a_difference_is_told_line_by_line(member: Member) -> None:
    prompt = made(member, "Be kind.\nAsk once.")
    published(member, prompt)
    written(member, prompt, "Be very kind.\nAsk once.")
    told = member.api.get(f"/prompts/{prompt}/diff?base=1&target=draft").json()
    assert [row["how"] for row in told["rows"]] == ["changed", "same"]
    assert [piece["text"] for piece in told["rows"][0]["after"] if piece["changed"]] == [" very"]


def test_drafts_that_follow_a_label_move_with_it_and_callers_only_when_the_agent_is_published(
    member: Member,
) -> None:
    prompt = made(member, "Greet warmly.")
    published(member, prompt, "production")
    agent = agent_with(member, prompt, label="production")
    assert step(member, agent)["prompt"] == "Greet warmly."
    assert member.api.post(f"/agents/{agent}/publish", {}).status_code == 201
    written(member, prompt, "Greet briefly.")
    published(member, prompt)
    assert step(member, agent)["prompt"] == "Greet warmly.", "no label moved"
    member.api.put(f"/prompts/{prompt}/labels", {"label": "production", "number": 2})
    assert step(member, agent)["prompt"] == "Greet briefly."
    assert step(member, agent)["library"] == {"id": prompt, "label": "production", "version": 2}
    assert member.api.get(f"/agents/{agent}").json()["has_changes"]
    [use] = member.api.get(f"/prompts/{prompt}/uses").json()["items"]
    assert (use["agent"], use["label"], use["version"], use["live_version"]) == (
        "Recepción",
        "production",
        2,
        1,
    )
    assert member.api.post(f"/agents/{agent}/publish", {}).status_code == 201
    with tenant_scope(member.organization_id):
        live = Blueprint.objects.get(id=_live(agent))
        assert "Greet briefly." in str(live.content)
    refused = member.api.put(f"/prompts/{prompt}/labels", {"label": "production", "number": None})
    assert refused.json()["code"] == "prompt_label_in_use"
    member.api.put(f"/prompts/{prompt}/labels", {"label": "production", "number": 1})
    assert step(member, agent)["prompt"] == "Greet warmly.", "rolled back"


def _live(agent: str) -> Any:
    version = Agent.objects.get(id=from_text("agt", agent)).live_version_id
    return AgentVersion.objects.get(id=version).blueprint_id


def test_a_step_that_stays_with_a_version_keeps_it(member: Member) -> None:
    prompt = made(member, "One.")
    published(member, prompt, "production")
    agent = agent_with(member, prompt)
    written(member, prompt, "Two.")
    published(member, prompt, "production")
    assert step(member, agent)["prompt"] == "One."


def test_nobody_can_save_another_text_under_a_version_s_name(member: Member) -> None:
    prompt = made(member, "One.")
    published(member, prompt, "production")
    agent = agent_with(member, prompt, label="production")
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    for node in draft["flows"][0]["nodes"]:
        if node["kind"] == "ai_answer":
            node["data"]["prompt"] = "Something else."
    member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    assert step(member, agent)["prompt"] == "One."


def test_a_deleted_prompt_leaves_its_text_to_those_who_used_it(member: Member) -> None:
    prompt = made(member, "One.")
    published(member, prompt, "production")
    agent = agent_with(member, prompt, label="production")
    assert member.api.delete(f"/prompts/{prompt}").status_code == 204
    assert step(member, agent)["prompt"] == "One."
    assert "library" not in step(member, agent)
    assert member.api.post(f"/agents/{agent}/publish", {}).status_code == 201


def test_what_is_included_is_taken_as_it_is_published_then(member: Member) -> None:
    tone = made(member, "Be kind.\n## Never\nNever shout.", "tone")
    reception = made(member, "Greet {{guest}}. {{> tone#Never}}", "reception", "guest")
    refused = member.api.post(f"/prompts/{reception}/publish", {})
    assert refused.json()["code"] == "prompt_has_problems"
    published(member, tone, "production")
    version = published(member, reception)
    assert version["compiled"] == "Greet {{guest}}. Never shout."
    assert version["includes"] == [{"name": "tone", "number": 1, "newest": 1}]
    written(member, tone, "Be kind.\n## Never\nNever whisper.")
    published(member, tone, "production")
    shown = member.api.get(f"/prompts/{reception}").json()
    assert shown["outdated"] == [{"name": "tone", "number": 1, "newest": 2}]
    # What is compared is what is sent: the included text moved on, the own one did not.
    compared = member.api.get(f"/prompts/{reception}/diff?base=1&target=draft").json()
    assert compared["included"] == [{"name": "tone", "before": 1, "after": 2}]
    assert [row["how"] for row in compared["rows"]] == ["changed"]
    assert published(member, reception)["compiled"] == "Greet {{guest}}. Never whisper."
    [other] = member.api.get(f"/prompts/{tone}/uses").json()["prompts"]
    assert (other["name"], other["number"]) == ("reception", 2)


def test_a_cycle_is_refused_with_its_chain(member: Member) -> None:
    first = made(member, "A.", "first")
    second = made(member, "{{> first}}", "second")
    published(member, first)
    published(member, second)
    written(member, first, "{{> second}}")
    findings = member.api.get(f"/prompts/{first}").json()["look"]["findings"]
    [cycle] = [each for each in findings if each["severity"] == "error"]
    assert (cycle["code"], cycle["data"]["chain"]) == ("include_cycle", "first → second → first")
    assert member.api.post(f"/prompts/{first}/publish", {}).json()["code"] == "prompt_has_problems"


def test_places_are_told_as_browsers_count_them(member: Member) -> None:
    look = member.api.post("/prompts/look", {"content": content("🙂🙂 {{nobody}}")}).json()
    [finding] = [each for each in look["findings"] if each["code"] == "variable_unknown"]
    assert (finding["start"], finding["end"]) == (5, 15)


def test_the_preview_is_what_the_engine_sends(member: Member) -> None:
    asked = {"content": content("Help {{guest}}.", "guest"), "message": "I want to talk to a person"}
    shown = member.api.post("/prompts/preview", asked).json()
    assert shown["asked"]
    assert "Help guest 1." in shown["system"]
    assert "Never invent prices" in shown["system"]
    assert shown["messages"] == [{"role": "user", "text": "I want to talk to a person"}]
    assert shown["tokens"] > 100
    assert all(each["micros"] for each in shown["costs"][:1])
    agent = str(member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"])
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    member.api.put(f"/agents/{agent}/draft", {"blueprint": {**draft, "persona": {"es": "Eres Alba."}}})
    inside = member.api.post("/prompts/preview", {**asked, "agent_id": agent, "channel": "voice"}).json()
    assert inside["system"].startswith("Eres Alba.")
    assert "Spanish" in inside["system"]
    assert "phone call" in inside["system"]


def test_the_preview_has_what_the_agent_finds_and_may_use(member: Member) -> None:
    agent = str(member.api.post("/agents", {"name": "Recepción", "languages": ["en"]}).json()["id"])
    pair = {"question": "Is there parking?", "answer": "Yes, behind the house."}
    kept = member.api.post("/knowledge/faq", pair)
    assert kept.status_code == 201, kept.content
    asked = {"content": content("Help."), "message": "Is there parking?", "agent_id": agent}
    shown = member.api.post("/prompts/preview", asked).json()
    assert [each["text"] for each in shown["passages"] if "behind the house" in each["text"]]
    assert "behind the house" in shown["system"]
    alone = member.api.post("/prompts/preview", {**asked, "agent_id": None}).json()
    assert (alone["passages"], alone["tools"]) == ([], [])
    # The agent's own step with this prompt says what it may use.
    prompt = made(member, "Help.", "helper")
    published(member, prompt)
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    step = {
        "prompt": "Help.",
        "use_knowledge": False,
        "tools": ["opening_hours"],
        "library": {"id": prompt, "version": 1},
    }
    tool = {"name": "opening_hours", "description": "When it is open", "parameters": {"type": "object"}}
    flow = {"id": "main", "nodes": [{"id": "a", "kind": "ai_answer", "data": step}]}
    saved = member.api.put(
        f"/agents/{agent}/draft",
        {"blueprint": {**draft, "flows": [flow], "entry_flow": "main", "tools": [tool]}},
    )
    assert saved.status_code == 200, saved.content
    linked = member.api.post("/prompts/preview", {**asked, "name": "helper"}).json()
    assert linked["passages"] == []
    assert "opening_hours" in [each["name"] for each in linked["tools"]]
    assert linked["tokens"] > alone["tokens"]


def test_an_agents_own_text_is_looked_at_and_seen_where_it_stands(member: Member) -> None:
    published(member, made(member, "Be kind.", "tone"))
    text = {**content("{{> tone}} Help {{guest}} and {{nobody}}."), "variables": [{"name": "guest"}]}
    look = member.api.post("/prompts/look", {"content": text, "in_agent": True}).json()
    assert {each["code"] for each in look["findings"]} >= {"include_not_here", "variable_unknown"}
    [here] = [each for each in look["findings"] if each["code"] == "include_not_here"]
    assert (here["start"], here["end"], here["severity"]) == (0, 10, "error")
    assert look["costs"][0]["micros"] is not None
    bare = {"content": content("Help. " * 60), "in_agent": True}
    assert member.api.post("/prompts/look", bare).json()["findings"] == []
    assert member.api.post("/prompts/look", {**bare, "in_agent": False}).json()["findings"]
    there = member.api.post("/prompts/look", {"content": text}).json()
    assert "include_not_here" not in {each["code"] for each in there["findings"]}
    agent = str(member.api.post("/agents", {"name": "Recepción", "languages": ["en"]}).json()["id"])
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    tool = {"name": "opening_hours", "description": "When it is open", "parameters": {"type": "object"}}
    nodes = [
        {"id": "a", "kind": "ai_answer", "data": {"prompt": "First task.", "use_knowledge": False}},
        {"id": "b", "kind": "ai_answer", "data": {"prompt": "Second.", "tools": ["opening_hours"]}},
    ]
    kept = member.api.put(
        f"/agents/{agent}/draft",
        {
            "blueprint": {
                **draft,
                "persona": {"en": "You are Alba."},
                "flows": [{"id": "main", "nodes": nodes}],
                "entry_flow": "main",
                "tools": [tool],
            }
        },
    )
    assert kept.status_code == 200, kept.content
    asked = {"content": content("Unsaved."), "agent_id": agent, "in_agent": True, "message": "Hello"}
    task = member.api.post("/prompts/preview", {**asked, "flow_id": "main", "node_id": "b"}).json()
    assert task["system"].startswith("You are Alba.\n\nUnsaved.")
    assert [each["name"] for each in task["tools"]] == ["opening_hours"]
    first = member.api.post("/prompts/preview", {**asked, "flow_id": "main", "node_id": "a"}).json()
    assert first["tools"] == []
    who = member.api.post("/prompts/preview", {**asked, "part": "persona"}).json()
    assert who["system"].startswith("Unsaved.\n\nFirst task.")


def test_templates_are_there_by_language(member: Member) -> None:
    english = member.api.get("/prompts/templates?language=en").json()["items"]
    assert {"tone", "dental_clinic"} <= {each["key"] for each in english}
    assert member.api.get("/prompts/templates?language=pt").json()["items"] == []


def test_lists_are_searched_and_filtered(member: Member) -> None:
    prompt = made(member, "One.", "reception")
    made(member, "Two.", "farewell")
    member.api.patch(f"/prompts/{prompt}", {"tags": ["Clínica"]})
    assert [each["name"] for each in member.api.get("/prompts?search=RECEP").json()["items"]] == ["reception"]
    assert [each["name"] for each in member.api.get("/prompts?tag=Cl%C3%ADnica").json()["items"]] == [
        "reception"
    ]
    assert member.api.get("/prompts/tags").json()["items"] == ["Clínica"]
    assert (
        member.api.post("/prompts", {"name": "reception", "title": "x"}).json()["code"] == "prompt_name_taken"
    )
    first = member.api.get("/prompts?limit=1").json()
    assert (
        member.api.get(f"/prompts?limit=1&cursor={first['next_cursor']}").json()["items"][0]["name"]
        == "reception"
    )


def test_a_manager_reads_and_does_not_write(member: Member, make: Callable[..., Member]) -> None:
    prompt = made(member, "One.")
    manager = make(in_=member, role=Role.MANAGER)
    assert manager.api.get(f"/prompts/{prompt}").json()["can"] == ["prompt:read"]
    assert manager.api.patch(f"/prompts/{prompt}", {"title": "x"}).status_code == 403
    assert manager.api.post("/prompts/preview", {"content": content("One.")}).status_code == 200
