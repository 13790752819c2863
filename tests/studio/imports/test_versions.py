"""A format has had several shapes; each is read as the same agent."""

import json
from typing import Any

import pytest

from centralita.studio.imports.reading import Reading, read


def reading_of(document: Any) -> Reading:
    return read([("a.json", json.dumps(document).encode())], lambda _text: "en")


def shown(reading: Reading) -> list[tuple[str, str]]:
    """The kind of each step with what is asked or said there."""
    (flow,) = reading.drawn.blueprint.flows
    texts = [
        getattr(node.data, "question", None) or getattr(node.data, "text", None) or {} for node in flow.nodes
    ]
    return [(node.kind, next(iter(text.values()), "")) for node, text in zip(flow.nodes, texts, strict=True)]


WANTED = [("ask", "How old are you?"), ("decide", ""), ("say", "You are grown up"), ("end", "")]
COMPARED = {
    "comparisons": [{"id": "c", "variableId": "v", "comparisonOperator": "Greater than", "value": "17"}]
}
SAID = {"html": "<div>How old are you?</div>", "plainText": "How old are you?", "richText": []}
RICH = {"richText": [{"type": "p", "children": [{"text": "How old are you?"}]}]}
GROWN = {"richText": [{"type": "p", "children": [{"text": "You are grown up"}]}]}
VARIABLES = [{"id": "v", "name": "Age"}]


def version_3() -> dict[str, Any]:
    blocks = [
        {"id": "s", "title": "Start", "steps": [{"id": "s1", "type": "start", "outgoingEdgeId": "e1"}]},
        {
            "id": "a",
            "title": "Age",
            "graphCoordinates": {"x": 1, "y": 1},
            "steps": [
                {"id": "a1", "type": "text", "content": SAID},
                {"id": "a2", "type": "number input", "options": {"variableId": "v"}},
                {
                    "id": "a3",
                    "type": "Condition",
                    "items": [{"id": "i", "type": 1, "content": COMPARED, "outgoingEdgeId": "e2"}],
                },
            ],
        },
        {"id": "b", "title": "Grown", "steps": [{"id": "b1", "type": "text", "content": GROWN}]},
    ]
    edges = [{"id": "e1", "to": {"blockId": "a"}}, {"id": "e2", "to": {"blockId": "b", "stepId": "b1"}}]
    return {"name": "Age", "blocks": blocks, "edges": edges, "variables": VARIABLES}


def version_5() -> dict[str, Any]:
    old = version_3()
    groups = [
        {**{key: one[key] for key in one if key != "steps"}, "blocks": one["steps"]} for one in old["blocks"]
    ]
    edges = [{"id": "e1", "to": {"groupId": "a"}}, {"id": "e2", "to": {"groupId": "b", "blockId": "b1"}}]
    return {"version": "5", "name": "Age", "groups": groups, "edges": edges, "variables": VARIABLES}


def version_6() -> dict[str, Any]:
    document = version_5()
    start, *groups = document["groups"]
    groups[0]["blocks"][0] = {"id": "a1", "type": "text", "content": RICH}
    event = {"id": "x", "type": "start", "outgoingEdgeId": start["blocks"][0]["outgoingEdgeId"]}
    return {**document, "version": "6.1", "events": [event], "groups": groups}


def version_6_from_the_api() -> dict[str, Any]:
    return {"typebot": version_6()}


@pytest.mark.parametrize(
    ("document", "version"),
    [(version_3(), "3"), (version_5(), "5"), (version_6(), "6.1"), (version_6_from_the_api(), "6.1")],
)
def test_every_version_of_a_typebot(document: dict[str, Any], version: str) -> None:
    reading = reading_of(document)
    assert (reading.format, reading.version) == ("typebot", version)
    assert shown(reading) == WANTED
    assert not reading.drawn.losses


PROMPT = {"general_prompt": "Help the caller with bookings.", "begin_message": "Hello"}


@pytest.mark.parametrize(
    "document",
    [
        {"agent_name": "Desk", "retellLlmData": PROMPT},
        {"llm_id": "llm_1", **PROMPT},
        {"agent": {"agent_name": "Desk"}, "llm": PROMPT},
    ],
)
def test_a_prompt_of_retell_from_the_dashboard_and_from_the_api(document: dict[str, Any]) -> None:
    reading = reading_of(document)
    (node,) = reading.drawn.blueprint.flows[0].nodes
    assert reading.format == "retell"
    assert (node.kind, node.data.model_dump()["prompt"]) == ("ai_answer", PROMPT["general_prompt"])


def test_an_assistant_of_vapi_in_the_envelope_of_an_answer() -> None:
    assistant = {
        "name": "Desk",
        "firstMessage": "Hello",
        "model": {"provider": "openai", "messages": [{"role": "system", "content": "Help."}]},
    }
    for document in (assistant, [assistant], {"results": [assistant]}):
        assert reading_of(document).format == "vapi"


@pytest.mark.parametrize("mode", ["chat", "agent-chat", "completion"])
def test_a_chatbot_of_dify_is_one_step_after_what_it_asks(mode: str) -> None:
    config = {
        "pre_prompt": "Talk about {{city}}.",
        "user_input_form": [{"text-input": {"label": "City", "variable": "city", "required": True}}],
    }
    reading = reading_of({"app": {"mode": mode, "name": "x"}, "kind": "app", "model_config": config})
    assert [kind for kind, _ in shown(reading)] == ["ask", "ai_answer"]
    assert [variable.name for variable in reading.drawn.blueprint.variables] == ["city"]
