"""Agents of Retell as they are exported: each structure was once read wrongly, or not at all."""

from typing import Any

from tests.studio.imports.reads import codes, reading_of, steps, talk_with, told, ways


def edge(when: str, target: str) -> dict[str, Any]:
    return {
        "id": when,
        "destination_node_id": target,
        "transition_condition": {"type": "prompt", "prompt": when},
    }


def says(key: str, told: str, *edges: dict[str, Any], kind: str = "prompt") -> dict[str, Any]:
    return {"id": key, "name": key, "type": "conversation", "instruction": {"type": kind, "text": told},
            "edges": list(edges)}  # fmt: skip


RETELL = {
    "agent_name": "Desk",
    "language": ["es-ES", "en-US"],
    "webhook_url": "https://x.example/hook",
    "retellLlmData": None,
    "conversationFlow": {
        "start_node_id": "hello",
        "start_speaker": "agent",
        "global_prompt": "Son las {{current_time_Europe/Madrid}}.",
        "tools": [{"tool_id": "t", "name": "look_up", "type": "custom", "url": "https://x.example/t"}],
        "nodes": [
            says("hello", "¿Quiere reservar?", edge("Wants to book", "when"), kind="static_text"),
            says("when", "Pregunte el día.", edge("Said the day", "note")),
            {"id": "note", "name": "note", "type": "extract_dynamic_variables",
             "variables": [{"name": "brand", "type": "enum", "choices": ["Ford", "Kia"], "description": "Brand"}],
             "edges": [edge("Always", "call")], "else_edge": edge("Else", "when")},
            {"id": "call", "name": "call", "type": "function", "tool_id": "t",
             "edges": [edge("Function result", "bye"), edge("Function error", "sorry")]},
            says("sorry", "No puedo mirarlo.", edge("Again", "call"), kind="static_text"),
            {"id": "bye", "name": "bye", "type": "end", "instruction": {"type": "prompt", "text": "Despídase."}},
        ],
    },
}  # fmt: skip


def test_a_flow_of_retell_leads_where_its_edges_say() -> None:
    reading = reading_of(RETELL)
    (flow,) = reading.drawn.blueprint.flows
    ways = {(one.source, one.port): one.target for one in flow.edges}
    assert (ways["note", "next"], ways["call", "next"], ways["call", "failed"]) == ("call", "bye", "sorry")
    assert "{{now}}" in str(reading.drawn.blueprint.persona)
    (brand,) = steps(reading)["note"]["fields"]
    assert [list(option["label"].values()) for option in brand["input"]["options"]] == [["Ford"], ["Kia"]]
    assert reading.drawn.language == "es"
    assert {"language", "setting"} <= set(codes(reading))


def test_a_flow_of_retell_goes_on_by_itself_from_step_to_step() -> None:
    talk, said = talk_with(reading_of(RETELL), model=True)
    assert said == ["¿Quiere reservar?"]
    talk.say("Sí")
    assert talk.asked[-1].purpose == "classify"
    talk.reply("way-1")
    assert "Pregunte el día." in talk.asked[-1].system
    assert talk.reply("¿Qué día?") == ["¿Qué día?"]


def test_a_prompt_of_retell_that_lets_the_caller_begin_waits() -> None:
    prompt = {"general_prompt": "Help.", "begin_message": "", "start_speaker": "user"}
    assert (
        steps(reading_of({"agent_name": "A", "retellLlmData": prompt}))["A"].get("speaks_first", False)
        is False
    )
    begins = {"general_prompt": "Help.", "start_speaker": "agent"}
    assert steps(reading_of({"agent_name": "A", "retellLlmData": begins}))["A"]["speaks_first"] is True


def test_a_language_that_is_not_spoken_here_is_told() -> None:
    reading = reading_of(
        {"agent_name": "A", "language": "de-DE", "retellLlmData": {"general_prompt": "Hilf."}}
    )
    assert "language_foreign" in codes(reading)


def test_what_a_flow_of_retell_hears_everywhere_is_a_way_out_of_every_step_that_listens() -> None:
    setting = {
        "condition": "They want a person",
        "go_back_conditions": [edge("They changed their mind", "a")],
    }
    nodes = [
        says("a", "Ask the name.", edge("named", "b")),
        says("b", "Ask the day.", edge("told", "a")),
        {**says("desk", "Say that somebody comes."), "global_node_setting": setting},
    ]
    reading = reading_of({"start_node_id": "a", "nodes": nodes})
    for step in ("a", "b"):
        assert [way["description"] for way in steps(reading)[step]["exits"]][1:] == ["They want a person"]
        assert ways(reading)[step, "way-2"] == "desk"
    assert told(reading, "heard_everywhere") == ["They want a person"]
    assert "go_back_conditions: They changed their mind" in told(reading, "setting")


def test_a_tool_of_retell_keeps_the_names_of_what_it_sends_and_what_is_said_meanwhile() -> None:
    tool = {
        "type": "custom",
        "name": "book",
        "url": "https://x.example/book",
        "parameters": {"type": "object", "properties": {"startDate": {"type": "string"}}},
        "speak_during_execution": True,
        "execution_message_type": "static_text",
        "execution_message_description": "One moment.",
    }
    prompt = {"general_prompt": "Help.", "general_tools": [tool]}
    (read_,) = reading_of({"agent_name": "A", "retellLlmData": prompt}).drawn.tools
    assert [(pair.name, pair.value) for pair in read_.definition.request.fields] == [
        ("startDate", "{startDate}")
    ]
    assert read_.definition.say_first == {"und": "One moment."}
