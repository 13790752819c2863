"""What assistants, squads and workflows of Vapi have that are exported today, and once was read wrongly or not told."""

from typing import Any

from tests.studio.imports.reads import (
    all_of_files,
    codes,
    reading_of,
    reading_of_files,
    steps,
    talk_with,
    told,
    ways,
)
from tests.studio.imports.test_vapi import assistant


def member(name: str, prompt: str, *leads: str, **more: Any) -> dict[str, Any]:
    destinations = [{"type": "assistant", "assistantName": lead, "description": lead} for lead in leads]
    return {"assistant": {"name": name, **assistant(prompt)}, "assistantDestinations": destinations, **more}


def test_members_without_ids_lead_to_the_one_they_name() -> None:
    reading = reading_of({"members": [member("Desk", "Greet.", "Bills"), member("Bills", "Count.", "Desk")]})
    assert ways(reading) == {("Desk", "way-1"): "Bills", ("Bills", "way-1"): "Desk"}


def test_what_a_place_in_a_squad_changes_of_an_assistant_leaves_the_rest() -> None:
    overrides = {"model": {"provider": "openai", "model": "small"}, "tools:append": [{"type": "endCall"}]}
    reading = reading_of({
        "members": [member("Desk", "Greet."), member("Bills", "Count.", assistantOverrides=overrides)],
        "membersOverrides": {"transcriber": {"provider": "x", "language": "pt-BR"}},
    })  # fmt: skip
    assert steps(reading)["Bills"]["prompt"] == "Count."
    assert ways(reading)["Bills", "way-1"] == "end_call"
    assert reading.drawn.language == "pt"


def test_a_hand_over_notes_what_the_next_one_needs_and_tells_where_it_is_not_known() -> None:
    plan = {"schema": {"type": "object", "properties": {"invoice": {"type": "string"}}}}
    handed = {"type": "handoff", "destinations": [
        {"type": "assistant", "assistantName": "Bills", "variableExtractionPlan": plan},
        {"type": "dynamic"}, {"type": "squad", "squadId": "s-2"}]}  # fmt: skip
    desk = {"assistant": {"name": "Desk", **assistant("Greet.", tools=[handed])}}
    reading = reading_of({"members": [desk, member("Bills", "Count.")]})
    assert steps(reading)["Desk"]["collects"] == ["invoice"]
    assert told(reading, "other_agent") == ["dynamic", "s-2"]


def test_what_a_request_answers_is_noted() -> None:
    plan = {"schema": {"type": "object", "properties": {"slot": {"type": "string"}}},
            "aliases": [{"key": "first", "value": "{{ slots[0].at }}"}, {"key": "all", "value": "{{ a }}{{ b }}"}]}  # fmt: skip
    tool = {
        "type": "apiRequest",
        "name": "look",
        "url": "https://x.example/s",
        "variableExtractionPlan": plan,
    }
    reading = reading_of({"name": "Desk", **assistant("Help.", tools=[tool])})
    (read,) = reading.drawn.tools
    assert [(one.name, one.path) for one in read.definition.outputs] == [
        ("slot", "$.slot"),
        ("first", "$.slots[0].at"),
    ]
    assert told(reading, "tool_answer")[1] == "{{ a }}{{ b }}"


def test_a_call_ends_when_the_assistant_has_said_goodbye_not_when_the_caller_says_its_words() -> None:
    reading = reading_of({"name": "Desk", "endCallPhrases": ["have a good one"], **assistant("Help.")})
    (way,) = steps(reading)["Desk"]["exits"]
    assert way["phrases"] == {}
    assert "“have a good one”" in way["description"]


def test_what_vapi_sets_and_knows_alone_is_told() -> None:
    messages = [{"role": "system", "content": "Call {{customer.number}}."}, {"role": "user", "content": "Hi"}]
    tool = {"type": "function", "function": {"name": "f"}, "server": {"url": "https://x.example/f"}}
    desk = {"name": "Desk", "maxDurationSeconds": 600, "silenceTimeoutSeconds": 30, "toolCalls": [tool],
            "firstMessage": "Hello", "model": {"provider": "x", "messages": messages}}  # fmt: skip
    reading = reading_of(desk)
    assert told(reading, "setting") == [
        "silenceTimeoutSeconds",
        "maxDurationSeconds",
        "messages, user: Hi",
        "{{customer.number}}",
    ]
    assert steps(reading)["Desk"]["tools"] == ["f"]
    assert told(reading, "tool_shape") == ["Vapi"]


WORKFLOW = {
    "name": "Visits",
    "globalPrompt": "Be kind.",
    "nodes": [
        {"name": "ask", "type": "conversation", "isStart": True, "prompt": "Ask what it is about.",
         "messagePlan": {"firstMessage": "Hello."},
         "variableExtractionPlan": {"schema": {"type": "object", "properties": {"topic": {"type": "string"}}}}},
        {"name": "look", "type": "tool",
         "tool": {"type": "apiRequest", "name": "look up", "url": "https://x.example/l", "method": "GET"}},
        {"name": "bye", "type": "tool",
         "tool": {"type": "endCall", "messages": [{"type": "request-start", "content": "Until soon."}]}},
        {"name": "price", "type": "conversation", "prompt": "Say the price.",
         "globalNodePlan": {"enabled": True, "enterCondition": "They ask for the price"}},
    ],
    "edges": [
        {"from": "ask", "to": "bye", "condition": {"type": "logic", "liquid": '{{ topic == "none" }}'}},
        {"from": "ask", "to": "look", "condition": {"type": "ai", "prompt": "They want a visit"}},
        {"from": "look", "to": "bye", "condition": {"type": "failed"}},
        {"from": "look", "to": "ask"},
    ],
}  # fmt: skip


def test_a_workflow_calls_its_tools_and_goes_by_what_is_reckoned() -> None:
    reading = reading_of(WORKFLOW)
    found = steps(reading)
    assert found["ask"]["collects"] == ["topic"]
    first, second, third = found["ask"]["exits"]
    assert (first["condition"]["operator"], first["condition"]["value"]) == ("equals", "none")
    assert (second["description"], third["description"]) == ("They want a visit", "They ask for the price")
    assert found["look"]["tools"] == ["look_up"]
    assert found["look"]["exits"][0]["description"] == "It has failed"
    assert found["bye"]["text"] == {"und": "Until soon."}
    assert told(reading, "heard_everywhere") == ["They ask for the price"]
    assert "tool_elsewhere" not in codes(reading)
    assert talk_with(reading, model=True)[1] == ["Hello."]


def test_a_tool_of_a_kind_of_its_own_is_called_where_it_says_an_address() -> None:
    tool = {"type": "http", "function": {"name": "menu"}, "url": "https://x.example/menu",
            "headers": {"x-api-key": "hunter2hunter2", "x-shop": "1"}}  # fmt: skip
    reading = reading_of({"name": "Desk", "firstMessage": "Hello", **assistant("Help.", tools=[tool])})
    (read,) = reading.drawn.tools
    assert [pair.name for pair in read.definition.request.headers] == ["x-shop"]
    assert "tool_sign_in" in codes(reading)


def test_a_number_that_was_to_be_filled_in_is_told_and_what_is_switched_off_is_not() -> None:
    tool = {"type": "transferCall", "destinations": [{"type": "number", "number": "<<FILL IN>>"}]}
    desk = {"name": "Desk", "firstMessage": "Hello", "serverMessages": ["hang"],
            "compliancePlan": {"hipaaEnabled": False}, **assistant("Help.", tools=[tool])}  # fmt: skip
    reading = reading_of(desk)
    assert codes(reading).count("transfer_nowhere") == 1
    assert told(reading, "setting") == []
    assert told(reading_of({**desk, "serverUrl": "https://x.example/s"}), "setting") == ["serverMessages"]


def test_a_call_is_ended_in_one_way() -> None:
    desk = {"name": "Desk", "firstMessage": "Hi", "endCallPhrases": ["bye now"],
            **assistant("Help.", tools=[{"type": "endCall"}])}  # fmt: skip
    assert len(steps(reading_of(desk))["Desk"]["exits"]) == 1


def test_tools_that_lie_beside_the_only_assistant_are_its_own() -> None:
    """A repository's template names its tools by ids that are filled in only when it is uploaded there."""
    hours = {"type": "apiRequest", "name": "hours", "method": "GET", "url": "https://x.example/h"}
    own = {"name": "Desk", **assistant("Help.", toolIds=["${HOURS_ID}", "t-9"])}
    reading = reading_of_files({"assistant.json": own, "hours.json": hours})
    assert [tool.name for tool in reading.drawn.tools] == ["hours"]
    assert steps(reading)["Desk"]["tools"] == ["hours"]
    assert told(reading, "tool_elsewhere") == ["t-9"]
    other = {"name": "Bills", **assistant("Count.", toolIds=["hours"])}
    found = all_of_files(
        {"a.json": {"name": "Desk", **assistant("Help.")}, "b.json": other, "hours.json": hours}
    )
    assert [[tool.name for tool in one.drawn.tools] for one in found.readings] == [[], ["hours"]]
