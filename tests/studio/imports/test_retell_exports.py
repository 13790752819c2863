"""What agents of Retell have that are exported today, and once was read wrongly or not told."""

from typing import Any

import pytest

from centralita.studio.imports.domain.faults import Unreadable
from tests.studio.imports.reads import codes, reading_of, reading_of_files, steps, talk_with, told, ways
from tests.studio.imports.test_retell import edge, says


def flow(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"agent_name": "A", "conversationFlow": {"start_node_id": nodes[0]["id"], "nodes": nodes, **more}}


def does(kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "id": kind,
        "name": kind,
        "type": kind,
        "instruction": {"type": "static_text", "text": text},
        **more,
    }


def test_the_exit_of_a_component_leads_back_and_ends_nothing() -> None:
    component = {
        "conversation_flow_component_id": "c",
        "name": "Ask",
        "start_node_id": "asks",
        "nodes": [
            says("asks", "Which day?", edge("Always", "component-end-1"), kind="static_text"),
            {**does("end", "Component completed"), "id": "component-end-1", "name": "Exit Component"},
        ],
    }
    calls = {"id": "calls", "name": "calls", "type": "component", "component_id": "c", "edges": [],
             "else_edge": edge("Else", "after")}  # fmt: skip
    after = says("after", "All noted.", kind="static_text")
    _, said = talk_with(reading_of(flow(calls, after, components=[component])))
    assert said == ["Which day?", "All noted."]


def test_what_a_component_is_left_by_may_be_reckoned() -> None:
    component = {"conversation_flow_component_id": "c", "name": "Ask", "start_node_id": "x",
                 "nodes": [says("x", "Hm.", kind="static_text")]}  # fmt: skip
    is_four = {"type": "equation", "equations": [{"left": "{{size}}", "operator": "==", "right": "4"}]}
    calls = {"id": "calls", "name": "calls", "type": "component", "component_id": "c",
             "edges": [{**edge("", "four"), "transition_condition": is_four}],
             "else_edge": edge("Else", "other")}  # fmt: skip
    ends = [says(name, name, kind="static_text") for name in ("four", "other")]
    reading = reading_of(flow(calls, *ends, components=[component], default_dynamic_variables={"size": "4"}))
    assert talk_with(reading)[1] == ["Hm.", "four"]


def test_a_step_that_is_to_say_nothing_says_nothing() -> None:
    hello = says("hello", "Hi.", edge("Always", "end"), kind="static_text")
    for speaks, heard in ((False, ["Hi."]), (True, ["Hi.", "Unheard"])):
        _, said = talk_with(reading_of(flow(hello, does("end", "Unheard", speak_during_execution=speaks))))
        assert said == heard


def test_what_is_said_before_a_call_is_handed_on_is_said() -> None:
    swap = does("agent_swap", "One moment.", agent_id="other", speak_during_execution=True,
                edge=edge("Transfer failed", "end"))  # fmt: skip
    hello = says("hello", "Hi.", edge("Always", "agent_swap"), kind="static_text")
    reading = reading_of(flow(hello, swap, does("end", "Bye.")))
    assert talk_with(reading)[1] == ["Hi.", "One moment.", "Bye."]
    transfer = {"id": "t", "name": "t", "type": "transfer_call", "speak_during_execution": True,
                "instruction": {"type": "prompt", "text": "Say who will answer."},
                "transfer_destination": {"type": "inferred", "prompt": "Sales is 100, else 200"},
                "transfer_option": {"type": "warm_transfer",
                                    "private_handoff_option": {"type": "prompt", "prompt": "Sum it up"}}}  # fmt: skip
    reading = reading_of(flow(transfer))
    assert steps(reading)["t"]["prompt"] == "Say who will answer."
    assert told(reading, "setting") == [
        "transfer_destination: Sales is 100, else 200",
        "private_handoff_option: Sum it up",
    ]
    assert "words" not in codes(reading)


def test_what_cannot_be_done_keeps_every_way_that_led_on() -> None:
    both = [edge("Slots were found", "yes"), edge("No slot was found", "no")]
    calls = {"id": "f", "name": "f", "type": "function", "tool_id": "cal", "edges": both}
    tool = {"tool_id": "cal", "type": "check_availability_cal", "name": "slots", "cal_api_key": "cal_live_1"}
    reading = reading_of(flow(calls, says("yes", "Yes"), says("no", "No"), tools=[tool]))
    assert {target for (source, _), target in ways(reading).items() if source == "f-after"} == {"yes", "no"}
    assert told(reading, "tool_elsewhere") == ["slots"]
    alone = {**calls, "edges": both[:1], "else_edge": edge("Else", "no")}
    assert (
        ways(reading_of(flow(alone, says("yes", "Yes"), says("no", "No"), tools=[tool])))["f", "next"]
        == "yes"
    )


def test_what_is_heard_everywhere_may_be_told_in_an_object() -> None:
    setting = {"condition": {"type": "prompt", "prompt": "They want a person"}}
    reading = reading_of(
        flow(says("a", "Ask.", edge("told", "a")), {**says("b", "Yes?"), "global_node_setting": setting})
    )
    assert told(reading, "heard_everywhere") == ["They want a person"]
    assert [way["description"] for way in steps(reading)["a"]["exits"]] == ["told", "They want a person"]


def test_a_way_for_when_nothing_else_fits_is_told_so() -> None:
    node = {**says("a", "Ask.", edge("Yes", "b")), "else_edge": edge("Else", "c")}
    reading = reading_of(flow(node, says("b", "B"), says("c", "C")))
    assert [way["description"] for way in steps(reading)["a"]["exits"]] == [
        "Yes",
        "None of the other ways fits",
    ]


def test_a_state_notes_what_it_has_to_hand_on() -> None:
    wanted = {"type": "object", "properties": {"Zip Code": {"type": "string", "description": "Of the house"}}}
    first = {"name": "first", "state_prompt": "Ask.", "edges": [
        {"destination_state_name": "second", "description": "Known", "parameters": wanted}]}  # fmt: skip
    tools = [{"type": "agent_swap", "name": "to_other", "agent_id": "x"}]
    states = [first, {"name": "second", "state_prompt": "Go on.", "edges": []}]
    reading = reading_of(
        {
            "agent_name": "A",
            "retellLlmData": {"general_prompt": "P", "general_tools": tools, "states": states},
        }
    )
    assert reading.version == "multi prompt"
    assert steps(reading)["first"]["collects"] == ["zip_code"]
    assert codes(reading).count("other_agent") == 1


def test_an_agent_without_its_prompt_is_refused_with_the_reason() -> None:
    agent = {"agent_id": "a", "agent_name": "Desk", "voice_id": "v",
             "response_engine": {"type": "retell-llm", "llm_id": "llm_7"}}  # fmt: skip
    with pytest.raises(Unreadable) as refused:
        reading_of(agent)
    assert refused.value.faults[0].code == "prompt_elsewhere"
    with pytest.raises(Unreadable) as refused:
        reading_of({"agent_name": "Desk", "voice_id": "v"})
    assert refused.value.faults[0].data["text"] == "Desk"
    prompt = {"llm_id": "llm_7", "general_prompt": "Answer for the garage.", "states": None}
    reading = reading_of_files({"agent.json": agent, "llm.json": prompt})
    assert (reading.drawn.name, steps(reading)["Desk"]["prompt"]) == ("Desk", "Answer for the garage.")


def test_what_only_retell_knows_and_sets_is_told() -> None:
    agent = {"agent_name": "A", "max_call_duration_ms": 900_000, "end_call_after_silence_ms": 60_000,
             "retellLlmData": {"general_prompt": "Number: {{user_number}}.", "mcps": [{"name": "crm"}]}}  # fmt: skip
    reading = reading_of(agent)
    assert told(reading, "setting") == [
        "end_call_after_silence_ms",
        "max_call_duration_ms",
        "{{user_number}}",
    ]
    assert told(reading, "tool_elsewhere") == ["MCP crm"]


def test_a_key_in_the_address_of_a_tool_does_not_come_along() -> None:
    tool = {"type": "custom", "name": "ask", "url": "https://x.example/ask?key=hunter2&lang=es",
            "parameters": {"type": "object", "properties": {"kind": {"type": "string", "const": "car"}}}}  # fmt: skip
    reading = reading_of(
        {"agent_name": "A", "retellLlmData": {"general_prompt": "P", "general_tools": [tool]}}
    )
    (read,) = reading.drawn.tools
    assert [pair.name for pair in read.definition.request.query] == ["lang"]
    assert reading.drawn.secrets == 1
    assert read.definition.parameters["properties"]["kind"]["enum"] == ["car"]


def test_a_step_goes_on_at_once_or_when_it_was_answered_whatever_that_is() -> None:
    at_once = {**says("a", "Say that you look."), "skip_response_edge": edge("Skip response", "b")}
    answered = {**says("b", "Rate us?", kind="static_text"), "always_edge": edge("Always", "c")}
    asked = {**says("c", "Ask why."), "always_edge": edge("Always", "d")}
    talk, _ = talk_with(
        reading_of(flow(at_once, answered, asked, says("d", "Bye.", kind="static_text"))), model=True
    )
    assert talk.reply("I look.") == ["I look.", "Rate us?"]
    talk.say("Ten")
    assert "Ask why." in talk.asked[-1].system
    assert talk.reply("Why?") == ["Why?"]
    assert talk.say("Fast") == ["Bye."]


def test_a_tool_without_a_real_address_or_with_a_form_is_told() -> None:
    tool = {"type": "custom", "name": "note", "url": "FILL_IN_LATER", "parameter_type": "form"}
    reading = reading_of(
        {"agent_name": "A", "retellLlmData": {"general_prompt": "P", "general_tools": [tool]}}
    )
    assert {"tool_address", "tool_body"} <= set(codes(reading))


def test_a_way_for_all_else_keeps_the_words_it_has() -> None:
    node = {**says("a", "Ask.", edge("Yes", "b")), "else_edge": edge("Nothing of that, or silence", "c")}
    reading = reading_of(flow(node, says("b", "B"), says("c", "C")))
    assert steps(reading)["a"]["exits"][1]["description"] == "Nothing of that, or silence"


def test_a_step_of_an_unknown_kind_is_told_with_its_text_and_says_nothing() -> None:
    split = {"id": "s", "name": "s", "type": "mood_split", "instruction": {"type": "prompt", "text": "Feel."},
             "edges": [edge("Calm", "b"), edge("Angry", "c")]}  # fmt: skip
    hello = says("a", "Hi.", edge("Always", "s"), kind="static_text")
    reading = reading_of(flow(hello, split, says("b", "B"), says("c", "C")))
    assert (told(reading, "node"), told(reading, "words")) == (["mood_split"], ["Feel."])
    assert "prompt" not in steps(reading)["s"]
