"""What projects of Voiceflow have that are exported today, and once was read wrongly or not told."""

from typing import Any

import pytest

from centralita.studio.imports.domain.faults import Unreadable
from tests.studio.imports.reads import codes, reading_of, steps, talk_with, told, ways


def port(target: str | None, kind: str = "", key: str = "") -> dict[str, Any]:
    return {"type": kind, "target": target, "id": key or f"{kind}{target}"}


def step(kind: str, *ports: dict[str, Any], **data: Any) -> dict[str, Any]:
    return {"type": kind, "data": {**data, "ports": list(ports)}}


def says(said: str, target: str | None = None) -> dict[str, Any]:
    return step("speak", port(target, "next"), dialogs=[{"content": said}])


def project(*others: dict[str, Any], **nodes: dict[str, Any]) -> dict[str, Any]:
    """Each step in a block of its own; it begins at `a`."""
    blocks = {f"block {key}": step("block", name=key, steps=[key]) for key in nodes}
    first = {"start": step("start", port("a", "next"), steps=[])}
    diagrams = {
        "r": {"name": "ROOT", "nodes": {**first, **blocks, **nodes}},
        **{one["_id"]: one for one in others},
    }
    slots = [{"key": "s1", "name": "amount", "type": {"value": "VF.NUMBER"}}]
    intents = [{"key": "i1", "name": "lost", "inputs": [{"text": "I lost my card"}]}]
    data = {"slots": slots, "intents": intents}
    return {"_version": "1.2", "version": {"rootDiagramID": "r", "platformData": data}, "diagrams": diagrams}


def test_what_a_request_answers_is_noted_and_what_it_asks_with_is_sent() -> None:
    call = step("api", port("b", "next"), url="https://x.example/u", selectedAction="Make a GET Request",
                params=[{"key": "q", "val": "{{[term].term}}"}],
                mappings=[{"path": "response", "var": "all"}, {"path": "response.items.0.name", "var": "one"}])  # fmt: skip
    lifts = step("setV2", port("c", "next"), sets=[
        {"type": "advance", "variable": "place", "expression": "{{[all].all}}.where.city"}])  # fmt: skip
    reading = reading_of(project(a=call, b=lifts, c=says("{{[place].place}}")), "a.vf")
    (tool,) = reading.drawn.tools
    assert [(one.name, one.path) for one in tool.definition.outputs] == [
        ("all", ""),
        ("one", "items[0].name"),
    ]
    assert [pair.name for pair in tool.definition.request.query] == ["q"]
    talk, _ = talk_with(reading)
    assert talk.give({"all": {"where": {"city": "Vigo"}}}) == ["Vigo"]


def test_a_card_leads_where_its_button_says() -> None:
    button = {"id": "k", "name": "Order"}
    cards = step("carousel", cards=[{"title": "Soup", "buttons": [button]}])
    cards["data"]["portsV2"] = {"byKey": {"k": port("b")}, "builtIn": {}, "dynamic": []}
    talk, said = talk_with(reading_of(project(a=cards, b=says("Ordered.")), "a.vf"))
    assert said == ["Soup"]
    assert talk.say("Order") == ["Ordered."]


def test_an_answer_that_does_not_come_leads_where_the_step_says() -> None:
    slot = {"id": "s1", "dialog": {"prompt": [{"text": "How many?"}]}}
    captures = step("captureV2", port("b", "next"), port("c", "else"),
                    capture={"type": "intent", "intent": {"slots": [slot]}},
                    noMatch={"reprompts": [{"content": "A number, please."}]})  # fmt: skip
    reading = reading_of(project(a=captures, b=says("Good."), c=says("Never mind.")), "a.vf")
    assert steps(reading)["a"]["input"]["type"] == "number"
    assert (ways(reading)["a", "next"], ways(reading)["a", "gave_up"]) == ("b", "c")
    assert steps(reading)["a"]["retry_text"] == {"und": "A number, please."}


def test_a_number_is_asked_for_by_the_step_that_says_the_question() -> None:
    slot = {"id": "s1", "dialog": {"prompt": [{"text": "Pardon?"}]}}
    captures = step("captureV2", port("c", "next"), capture={"type": "intent", "intent": {"slots": [slot]}},
                    noMatch={"reprompts": [{"content": "Only a number."}]})  # fmt: skip
    reading = reading_of(
        project(a=says("How many?", "b"), b=captures, c=says("{{[amount].s1}} it is.")), "a.vf"
    )
    talk, said = talk_with(reading)
    assert said == ["How many?"]
    assert talk.say("some") == ["Pardon?"]
    assert talk.say("4") == ["4 it is."]
    assert told(reading, "setting") == ["reprompt: Only a number."]
    assert "question_made" not in codes(reading)


def test_a_question_that_several_lead_past_stays_a_step_of_its_own() -> None:
    captures = step("capture", port("d", "next"), variable="count", slotType="VF.NUMBER")
    reading = reading_of(
        project(a=says("How many?", "b"), b=captures, c=says("Again", "b"), d=says("Good.", "c")), "a.vf"
    )
    assert talk_with(reading)[1][0] == "How many?"
    assert "question_made" in codes(reading)


def test_a_component_is_given_what_it_needs_and_gives_back_what_it_found() -> None:
    inside = {"s": step("start", port("k", "next"), steps=[]), "k": says("In {town}", None)}
    inner = {"_id": "d", "name": "Ask", "nodes": inside}
    notes = step(
        "setV2", port("b", "next"), sets=[{"type": "value", "variable": "city", "expression": "Vigo"}]
    )
    calls = step("component", port("c", "next"), diagramID="d",
                 variableMap={"inputs": [["city", "town"]], "outputs": [["town", "place"]]})  # fmt: skip
    reading = reading_of(project(inner, a=notes, b=calls, c=says("Was {place}")), "a.vf")
    assert talk_with(reading)[1] == ["In Vigo", "Was Vigo"]


def test_a_condition_may_be_a_variable_in_its_own_marks() -> None:
    row = {"type": None, "name": "found", "value": [{"type": "advance", "value": "{{[found].found}} == 1"}]}
    decides = step("ifV2", port("c", "else"), port("b"), expressions=[row])
    reading = reading_of(project(a=decides, b=says("Yes"), c=says("No")), "a.vf")
    assert "condition" not in codes(reading)
    assert steps(reading)["a"]["branches"][0]["condition"]["variable"] == "found"


def test_a_choice_that_hears_what_others_begin_with_leads_there_too() -> None:
    for heard in ({"intentScope": "GLOBAL"}, {"listenForOtherTriggers": True}):
        choice = step(
            "interaction", port(None, "else"), port("b"), choices=[{"intent": "AMAZON.YesIntent"}], **heard
        )
        begins = step("intent", port("c", "next"), intent="i1")
        reading = reading_of(project(a=choice, b=says("Good."), c=says("Somebody comes."), i=begins), "a.vf")
        assert "trigger" not in codes(reading)
        talk, _ = talk_with(reading)
        assert talk.say("I lost my card") == ["Somebody comes."]
        talk, _ = talk_with(reading)
        assert talk.say("sí") == ["Good."]


def test_a_button_that_opens_a_page_and_a_step_of_another_service_are_told() -> None:
    buttons = step("buttons", port("b"), buttons=[{"id": "x", "name": "Map", "url": "https://x.example/map"}])
    traced = step("trace", port(None), payload={"name": "call_back", "body": "{}"})
    reading = reading_of(project(a=buttons, b=traced), "a.vf")
    assert told(reading, "link_opened") == ["https://x.example/map"]
    assert told(reading, "integration") == ["trace call_back"]


def test_a_project_without_steps_that_are_read_is_refused_with_its_version() -> None:
    empty = {"_version": "9.0", "project": {"name": "P"}, "version": {"rootDiagramID": "r"}, "screens": []}
    with pytest.raises(Unreadable) as refused:
        reading_of(empty, "a.vf")
    (fault,) = refused.value.faults
    assert (fault.code, fault.data["version"]) == ("no_steps", "9.0")


def test_what_an_agent_may_use_there_is_told() -> None:
    own = {"id": "ag", "instructions": "Help.", "webSearchTool": {"enabled": True}}
    document = {
        **project(a=step("agent", agentID="ag")),
        "agents": [own],
        "functions": [{"id": "f1", "name": "look_up"}],
        "agentFunctionTools": [{"id": "x", "agentID": "ag", "functionID": "f1"}],
    }
    reading = reading_of(document, "a.vf")
    assert told(reading, "tool_elsewhere") == ["web search", "look_up"]
