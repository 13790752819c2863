"""Trials over the API: several models, and two states of a prompt, answer its cases."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text
from centralita.ledger.events.models import LedgerEvent
from centralita.ledger.usage.domain.allowance import AllowanceSpent
from centralita.providers.llm.errors import ModelUnavailable
from centralita.providers.llm.model import ModelRequest, ToolCall
from centralita.providers.llm.scripted import Line, ScriptedModel
from centralita.studio.language_models import public
from centralita.studio.language_models.resolution import Resolved
from centralita.studio.prompts.trying import run_trial
from tests.people import Member
from tests.studio.prompts.written import agent_with, content, made, published, written

pytestmark = pytest.mark.database


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
