"""Typebots as they are exported: each structure was once read wrongly, or not at all."""

from typing import Any

from centralita import engine
from tests.studio.imports.reads import codes, reading_of, steps


def typebot(*blocks: dict[str, Any]) -> dict[str, Any]:
    names = ("Company", "Reply", "Said")
    return {
        "version": "6",
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e"}],
        "groups": [{"id": "g", "title": "Talk", "blocks": list(blocks)}],
        "edges": [{"id": "e", "from": {"eventId": "s"}, "to": {"groupId": "g"}}],
        "variables": [{"id": name.lower(), "name": name} for name in names],
    }


def test_a_task_in_the_first_message_of_a_typebots_model_is_kept() -> None:
    messages = [
        {"role": "user", "content": "You sell boats. Ask what people need."},
        {"role": "assistant", "content": "Which company?"},
        {"role": "user", "content": "{{Company}}"},
        {"role": "Dialogue", "dialogueVariableId": "said"},
    ]
    reading = reading_of(
        typebot(
            {"id": "a", "type": "OpenAI", "options": {"task": "Create chat completion", "messages": messages}}
        )
    )
    prompt = steps(reading)["Talk"]["prompt"]
    assert "You sell boats." in str(prompt)
    assert "Assistant: Which company?" in str(prompt)
    assert "examples" in codes(reading)


def test_values_that_a_typebots_model_finds_are_noted() -> None:
    found = [{"type": "string", "variableId": "company", "description": "Its name"}]
    block = {
        "id": "a",
        "type": "mistral",
        "options": {"action": "Generate variables", "variablesToExtract": found},
    }
    reading = reading_of(typebot(block))
    assert steps(reading)["Talk"]["collects"] == ["company"]
    assert codes(reading) == ["extract"]


def test_a_way_that_only_its_edge_tells_of_is_followed() -> None:
    bubble = {
        "id": "b",
        "type": "text",
        "content": {"richText": [{"type": "p", "children": [{"text": "Hi"}]}]},
    }
    asks = {"id": "c", "type": "text input", "options": {}}
    document = {
        "version": "6",
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e1"}],
        "groups": [
            {"id": "g1", "title": "One", "blocks": [bubble]},
            {"id": "g2", "title": "Two", "blocks": [asks]},
        ],
        "edges": [
            {"id": "e1", "from": {"eventId": "s"}, "to": {"groupId": "g1"}},
            {"id": "e2", "from": {"blockId": "b"}, "to": {"groupId": "g2"}},
        ],
    }
    (flow,) = reading_of(document).drawn.blueprint.flows
    assert len(flow.edges) == 2
    assert not [
        one for one in engine.check(reading_of(document).drawn.blueprint) if one.code == "unreachable"
    ]
