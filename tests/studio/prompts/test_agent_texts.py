"""What the rules find in the texts that an agent has of its own."""

import time
from collections.abc import Callable

import pytest

from centralita import engine
from centralita.studio.prompts.agent_texts import problems_against
from centralita.studio.templates.catalogue import templates
from centralita.studio.templates.public import blueprint_of
from tests.engine.blueprints import blueprint, flow, node
from tests.people import Member
from tests.studio.prompts.test_lint import BUSINESS

KEY = "sk-proj-abcdefghijklmnop1234"
ORDERS = "Ask for the phone number. Do not ask for the phone number."


def found(made: engine.Blueprint) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (each.code, each.severity, each.flow_id, each.node_id) for each in problems_against(made, BUSINESS)
    ]


def of_step(kind: str, data: dict[str, object], **whole: object) -> engine.Blueprint:
    return blueprint(flow([node("step", kind, data)]), **whole)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("ai_answer", {"prompt": f"The key is {KEY}."}),
        ("say", {"text": {"en": "Our card is 4242 4242 4242 4242."}}),
        ("ask", {"question": {"en": "Name?"}, "retry_text": {"en": f"Use {KEY}."}, "variable": "name"}),
        ("tool_call", {"tool": "look", "arguments": {"token": "ghp_abcdefghijklmnopqrstuvwx"}}),
        ("ai_answer", {"exits": [{"id": "out", "description": f"They say {KEY}"}]}),
    ],
)
def test_a_secret_in_a_step_is_an_error_there(kind: str, data: dict[str, object]) -> None:
    assert ("text_has_secret", "error", "main", "step") in found(of_step(kind, data))


def test_a_secret_of_the_whole_agent_is_an_error_of_no_step() -> None:
    for field in ("persona", "greeting"):
        made = of_step("say", {"text": {"en": "Hello"}}, **{field: {"en": f"The key is {KEY}."}})
        assert found(made) == [("text_has_secret", "error", None, None)]


def test_orders_that_exclude_each_other_are_told_at_their_step() -> None:
    assert found(of_step("ai_answer", {"prompt": ORDERS})) == [
        ("text_contradicts_itself", "warning", "main", "step")
    ]
    assert found(of_step("say", {"text": {"en": "Hi"}}, persona={"en": ORDERS})) == [
        ("text_contradicts_itself", "warning", None, None)
    ]
    # What is said to callers orders nothing.
    assert found(of_step("say", {"text": {"en": ORDERS}})) == []


def test_a_task_may_not_contradict_the_persona_that_is_sent_with_it() -> None:
    made = of_step("ai_answer", {"prompt": "Use emojis."}, persona={"en": "Be kind. Never use emojis."})
    [problem] = problems_against(made, None)
    assert (problem.node_id, problem.data["text"], problem.data["other"]) == (
        "step",
        "Use emojis.",
        "Never use emojis.",
    )
    assert "Use emojis." in engine.sentence(problem, "es")


def test_what_callers_hear_is_held_against_the_profile() -> None:
    made = of_step("say", {"text": {"es": "La limpieza dental cuesta 40 €."}})
    [problem] = problems_against(made, BUSINESS)
    assert (problem.code, problem.severity, problem.node_id) == (
        "text_contradicts_profile",
        "warning",
        "step",
    )
    assert problem.data["told"].replace("\xa0", " ") == "Limpieza dental, 45 €"
    assert problems_against(made, None) == []
    made = of_step("say", {"text": {"en": "We also take cash."}})
    assert found(made) == [("text_contradicts_profile", "warning", "main", "step")]
    # Where a call is passed to is no number that the business tells.
    assert found(of_step("transfer", {"to": "+34 912 345 678", "text": {"es": "Le paso."}})) == []


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("key", sorted(templates()))
def test_no_template_has_anything_wrong(key: str, language: str) -> None:
    assert problems_against(blueprint_of(key, [language], "Recepción"), BUSINESS) == []


def test_a_large_agent_is_looked_at_while_one_types() -> None:
    steps = [
        node(
            f"n{number}", "ai_answer", {"prompt": f"Task {number}. " + "Be kind and ask for the name. " * 30}
        )
        for number in range(100)
    ]
    made = blueprint(flow(steps), persona={"en": "You are kind. " * 50})
    problems_against(made, BUSINESS)
    began = time.perf_counter()
    problems_against(made, BUSINESS)
    assert time.perf_counter() - began < 1


@pytest.mark.database
def test_a_draft_with_a_secret_is_not_published(make: Callable[..., Member]) -> None:
    owner = make(language="en")
    agent = owner.api.post("/agents", {"name": "Reception", "languages": ["en"]}).json()["id"]
    draft = owner.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    saved = owner.api.put(
        f"/agents/{agent}/draft", {"blueprint": {**draft, "persona": {"en": f"Use {KEY}."}}}
    )
    assert saved.status_code == 200, saved.content
    [problem] = [one for one in saved.json()["problems"] if one["code"] == "text_has_secret"]
    assert (problem["severity"], problem["node_id"]) == ("error", None)
    assert KEY not in problem["message"]
    assert owner.api.post(f"/agents/{agent}/publish", {"note": ""}).json()["code"] == "agent_has_problems"
    owner.api.put(f"/agents/{agent}/draft", {"blueprint": {**draft, "persona": {"en": ORDERS}}})
    assert owner.api.post(f"/agents/{agent}/publish", {"note": ""}).status_code == 201
