"""Prompts over the API: written, published, followed by agents, rolled back, tried with models."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text
from centralita.ledger.events.models import LedgerEvent
from centralita.ledger.usage.domain.allowance import AllowanceSpent
from centralita.providers.llm.errors import ModelUnavailable
from centralita.providers.llm.model import ModelRequest, ToolCall
from centralita.providers.llm.scripted import Line, ScriptedModel
from centralita.studio.agents.models import Agent, AgentVersion, Blueprint
from centralita.studio.language_models import public
from centralita.studio.language_models.resolution import Resolved
from centralita.studio.prompts.trying import run_trial
from tests.people import Member

pytestmark = pytest.mark.database


def content(text: str, *variables: str) -> dict[str, Any]:
    return {
        "text": text,
        "language": "en",
        "variables": [{"name": name, "sample": f"{name} 1"} for name in variables],
    }


def made(member: Member, text: str, name: str = "reception", *variables: str) -> str:
    answer = member.api.post(
        "/prompts", {"name": name, "title": name.title(), "content": content(text, *variables)}
    )
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def written(member: Member, prompt: str, text: str) -> None:
    assert member.api.patch(f"/prompts/{prompt}", {"content": content(text)}).status_code == 200


def published(member: Member, prompt: str, *labels: str) -> dict[str, Any]:
    answer = member.api.post(f"/prompts/{prompt}/publish", {"labels": list(labels)})
    assert answer.status_code == 201, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def agent_with(member: Member, prompt: str, **link: Any) -> str:
    agent = str(member.api.post("/agents", {"name": "Recepción", "languages": ["en"]}).json()["id"])
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    for node in draft["flows"][0]["nodes"]:
        if node["kind"] == "ai_answer":
            node["data"]["library"] = {"id": prompt, "version": 1, **link}
    answer = member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    assert answer.status_code == 200, answer.content
    return agent


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


def test_a_trial_without_cases_or_of_an_unknown_account_is_refused(member: Member) -> None:
    prompt = made(member, "One.")
    account = connected(member)
    body = {"models": [{"account_id": account}]}
    assert member.api.post(f"/prompts/{prompt}/trials", body).json()["code"] == "prompt_no_cases"
    member.api.post(f"/prompts/{prompt}/cases", {"name": "Hours", "message": "When?"})
    unknown = {"models": [{"account_id": account.replace(account[-6:], "zzzzzz")}]}
    assert member.api.post(f"/prompts/{prompt}/trials", unknown).status_code == 404


def connected(member: Member, address: str = "https://models.example.com/v1") -> str:
    answer = member.api.post(
        "/model-accounts",
        {
            "kind": "openai_compatible",
            "label": "Own",
            "credentials": {"base_url": address, "api_key": "k"},
            "default_model": "small",
        },
    )
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> list[ModelRequest]:
    """Models that say which of them was asked what; "broken" does not answer."""
    asked: list[ModelRequest] = []

    def opened(resolved: Resolved, *_more: object) -> ScriptedModel:
        name = resolved.account.default_model

        def say(request: ModelRequest) -> Line:
            asked.append(request)
            if name == "broken":
                return Line(error=ModelUnavailable(model=name))
            return Line(text=f"{name}: {request.messages[-1].text}")

        return ScriptedModel(say, name)

    monkeypatch.setattr(public.resolution, "open_model", opened)
    return asked


def held(member: Member, prompt: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = member.api.post(f"/prompts/{prompt}/trials", body)
    assert answer.status_code == 201, answer.content
    trial = answer.json()["id"]
    assert (answer.json()["state"], answer.json()["done"]) == ("queued", 0)
    run_trial(OrganizationId(member.organization_id), from_text("ptr", trial))
    shown: dict[str, Any] = member.api.get(f"/prompts/{prompt}/trials/{trial}").json()
    return shown


def test_models_answer_the_cases_side_by_side(member: Member, answering: list[ModelRequest]) -> None:
    prompt = made(member, "Help {{guest}}.", "reception", "guest")
    account = connected(member)
    for name, values in (("Hours", {}), ("Price", {"guest": "Luis"})):
        case = {"name": name, "message": f"{name}?", "values": values}
        assert member.api.post(f"/prompts/{prompt}/cases", case).status_code == 201
    trial = held(
        member, prompt, {"models": [{"account_id": account}, {"account_id": account, "model": "broken"}]}
    )
    assert (trial["state"], trial["done"], trial["total"]) == ("done", 4, 4)
    assert [(each["case"], each["model"], each["text"]) for each in trial["answers"]] == [
        ("Hours", "small", "small: Hours?"),
        ("Hours", "broken", ""),
        ("Price", "small", "small: Price?"),
        ("Price", "broken", ""),
    ]
    assert {each["error"] for each in trial["answers"] if each["model"] == "broken"} == {"model_unavailable"}
    assert all(each["tokens_in"] and each["seconds"] is not None for each in trial["answers"][::2])
    told = sorted(request.system for request in answering)
    assert sum("Help guest 1." in each for each in told) == 2
    assert sum("Help Luis." in each for each in told) == 2
    with tenant_scope(OrganizationId(member.organization_id)):
        used = LedgerEvent.objects.filter(kind="usage.recorded")
        assert sum(each.data["quantity"] for each in used) == sum(
            each["tokens_in"] + each["tokens_out"] for each in trial["answers"]
        )


def test_a_case_has_earlier_turns_and_passes_or_fails_by_its_words(
    member: Member, answering: list[ModelRequest]
) -> None:
    prompt = made(member, "Help.")
    account = connected(member)
    case = {
        "name": "Hours",
        "message": "And on Mónday?",
        "earlier": [
            {"who": "agent", "text": "Good morning."},
            {"who": "caller", "text": "When are you open?"},
        ],
        "says": ["MONDAY", "tuesday"],
        "never": ["small", "Sunday"],
    }
    kept = member.api.post(f"/prompts/{prompt}/cases", case).json()
    assert {name: kept[name] for name in case} == case
    [answer] = held(member, prompt, {"models": [{"account_id": account}]})["answers"]
    assert [(each["kind"], each["text"], each["passed"]) for each in answer["checks"]] == [
        ("says", "MONDAY", True),
        ("says", "tuesday", False),
        ("never", "small", False),
        ("never", "Sunday", True),
    ]
    assert [(each.role, each.text) for each in answering[0].messages] == [
        ("assistant", "Good morning."),
        ("user", "When are you open?"),
        ("user", "And on Mónday?"),
    ]


def test_two_states_are_tried_side_by_side(member: Member, answering: list[ModelRequest]) -> None:
    prompt = made(member, "Old words.")
    account = connected(member)
    member.api.post(f"/prompts/{prompt}/cases", {"name": "Hours", "message": "When?"})
    published(member, prompt)
    written(member, prompt, "New words.")
    models = [{"account_id": account}, {"account_id": account, "model": "large"}]
    trial = held(member, prompt, {"beside": 1, "models": models})
    assert trial["total"] == 4
    assert [(each["model"], each["version"]) for each in trial["answers"]] == [
        ("small", None),
        ("small", 1),
        ("large", None),
        ("large", 1),
    ]
    assert sorted("Old words." in request.system for request in answering) == [False, False, True, True]
    alone = held(member, prompt, {"version": 1, "beside": 1, "models": models[:1]})
    assert [each["version"] for each in alone["answers"]] == [1]


def test_what_is_tried_is_what_the_agent_sends(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the tools of its step, whose calls are shown and not made."""
    asked: list[ModelRequest] = []

    def say(request: ModelRequest) -> Line:
        asked.append(request)
        return Line(tool_calls=(ToolCall(id="1", name="book", arguments={"day": "monday"}),))

    monkeypatch.setattr(public.resolution, "open_model", lambda *_: ScriptedModel(say, "small"))
    prompt = made(member, "Book appointments.")
    published(member, prompt, "production")
    agent = agent_with(member, prompt, label="production")
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    tool = {"name": "book", "description": "Books.", "parameters": {"type": "object", "properties": {}}}
    for each in draft["flows"]:
        for one in each["nodes"]:
            if one["kind"] == "ai_answer":
                one["data"]["tools"] = ["book"]
    kept = member.api.put(f"/agents/{agent}/draft", {"blueprint": {**draft, "tools": [tool]}})
    assert kept.status_code == 200, kept.content
    member.api.post(f"/prompts/{prompt}/cases", {"name": "Book", "message": "Monday?"})
    body = {"models": [{"account_id": connected(member)}], "agent_id": agent}
    [answer] = held(member, prompt, body)["answers"]
    shown = member.api.post(
        "/prompts/preview",
        {
            "name": "reception",
            "content": content("Book appointments."),
            "agent_id": agent,
            "message": "Monday?",
        },
    ).json()
    assert [each.name for each in asked[0].tools] == [each["name"] for each in shown["tools"]]
    assert "book" in [each.name for each in asked[0].tools]
    assert answer["calls"] == [{"name": "book", "arguments": '{"day": "monday"}'}]


def test_a_trial_stops_at_the_day_s_allowance_and_says_so(
    member: Member, answering: list[ModelRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, model_tokens_a_day=100))
    prompt = made(member, "Help.")
    account = connected(member)
    member.api.post(f"/prompts/{prompt}/cases", {"name": "Hours", "message": "When?"})
    trial = held(member, prompt, {"models": [{"account_id": account}]})
    assert [each["error"] for each in trial["answers"]] == [AllowanceSpent.code]
    assert answering == []


def test_a_version_is_tried_as_it_was_and_a_stopped_trial_asks_no_more(
    member: Member, answering: list[ModelRequest]
) -> None:
    prompt = made(member, "Old words.")
    account = connected(member)
    member.api.post(f"/prompts/{prompt}/cases", {"name": "Hours", "message": "When?"})
    published(member, prompt)
    written(member, prompt, "New words.")
    held(member, prompt, {"version": 1, "models": [{"account_id": account}]})
    assert "Old words." in answering[0].system
    stopped = member.api.post(f"/prompts/{prompt}/trials", {"models": [{"account_id": account}]}).json()["id"]
    assert member.api.post(f"/prompts/{prompt}/trials/{stopped}/cancel").json()["state"] == "cancelled"
    run_trial(OrganizationId(member.organization_id), from_text("ptr", stopped))
    assert len(answering) == 1
    again = member.api.post(f"/prompts/{prompt}/trials/{stopped}/cancel")
    assert again.json()["code"] == "prompt_trial_over"
