"""Agents of ElevenLabs as its API, its pages and its command line have them: each was once read wrongly, or not at all."""

from typing import Any

from tests.studio.imports.reads import (
    all_of_files,
    codes,
    names,
    reading_of,
    reading_of_files,
    steps,
    talk_with,
    told,
    ways,
)

Json = dict[str, Any]
ALWAYS = {"type": "unconditional"}
ENDS = {"end_call": {"name": "end_call", "params": {"system_tool_type": "end_call"}}}


def agent(prompt: Json, workflow: Json | None = None, **others: Any) -> Json:
    own = {"prompt": prompt, "first_message": "Hi", "language": "en", **others}
    return {"name": "Vox", "conversation_config": {"agent": own}, "workflow": workflow or {}}


def webhook(name: str, **schema: Any) -> Json:
    return {"type": "webhook", "name": name, "api_schema": {"url": f"https://x.example/{name}", **schema}}


def talks(label: str, told_: str, *order: str, **others: Any) -> Json:
    return {
        "type": "override_agent",
        "label": label,
        "additional_prompt": told_,
        "edge_order": list(order),
        "conversation_config": {"agent": {"prompt": {"prompt": None, "built_in_tools": {}}}},
        **others,
    }


def meant(when: str, back: str = "") -> Json:
    found: Json = {"forward_condition": {"type": "llm", "label": None, "condition": when}}
    return {**found, "backward_condition": {"type": "llm", "condition": back} if back else None}


def equal(name: str, value: str) -> Json:
    left, right = {"type": "dynamic_variable", "name": name}, {"type": "string_literal", "value": value}
    return {"type": "eq_operator", "left": left, "right": right}


def test_tools_in_files_of_their_own_and_built_in_ones_without_a_kind() -> None:
    reading = reading_of_files(
        {
            "agent.json": agent({"prompt": "Help.", "tool_ids": ["t1", "t2"], "built_in_tools": ENDS}),
            "tool.json": {"id": "t1", "tool_config": webhook("find", method="GET")},
        }
    )
    assert [one.name for one in reading.drawn.tools] == ["find"]
    assert codes(reading).count("tool_elsewhere") == 1
    assert [way["name"] for way in steps(reading)["Vox"]["exits"]] == ["end_call"]


def test_a_prompt_that_is_a_text_is_kept() -> None:
    document = {"conversation_config": {"agent": {"prompt": "Be kind.", "first_message": "Hi"}}}
    assert "Be kind." in str(steps(reading_of(document))["ElevenLabs"]["prompt"])


def test_tools_that_the_api_gives_beside_their_ids_are_not_told_as_missing() -> None:
    prompt = {
        "prompt": "Help.",
        "tool_ids": ["t1"],
        "tools": [webhook("find"), {"type": "system", "name": "skip_turn"}],
    }
    reading = reading_of(agent(prompt))
    assert [one.name for one in reading.drawn.tools] == ["find"]
    assert "tool_elsewhere" not in codes(reading)


def test_a_tool_as_its_page_shows_it_sends_what_is_fixed_and_loses_what_is_secret() -> None:
    rows = [
        {"id": "toolName", "value_type": "constant", "constant_value": "check", "required": True},
        {
            "id": "customerName",
            "type": "string",
            "description": "who",
            "constant_value": "",
            "required": True,
        },
        {"id": "ghl_api_key", "constant_value": "pit-1234-5678"},
    ]
    schema = {"id": "body", "properties": rows, "required": False}
    tool = webhook(
        "check", method="POST", path_params_schema=[], request_body_schema=schema,
        request_headers=[{"type": "value", "name": "X-Shop", "value": "1"}],
    )  # fmt: skip
    tool["assignments"] = [{"dynamic_variable": "slot", "value_path": "data.0.id"}]
    reading = reading_of_files(
        {"agent.json": agent({"prompt": "Help.", "tool_ids": ["t1"]}), "check.json": tool}
    )
    (read_,) = reading.drawn.tools
    request = read_.definition.request
    assert {(pair.name, pair.value) for pair in request.fields} == {
        ("toolName", "check"),
        ("customerName", "{customerName}"),
    }
    assert read_.definition.required == ("customerName",)
    assert [pair.name for pair in request.headers] == ["X-Shop"]
    assert read_.definition.outputs[0].path == "data[0].id"
    assert reading.drawn.secrets == 1
    assert "pit-1234" not in read_.definition.model_dump_json()


def test_an_agent_as_its_library_for_javascript_has_it() -> None:
    tool = {
        "type": "webhook",
        "name": "order",
        "apiSchema": {
            "url": "https://x.example/{orderId}",
            "pathParamsSchema": {"orderId": {"type": "string"}},
        },
    }
    own = {
        "prompt": {"prompt": "Ayuda a {{userName}}.", "tools": [tool]},
        "firstMessage": "Hola",
        "language": "es",
    }
    reading = reading_of({"name": "JS", "conversationConfig": {"agent": own}})
    assert steps(reading)["JS"]["opening"] == {"und": "Hola"}
    assert reading.drawn.tools[0].definition.request.address == "https://x.example/{orderId}"


def test_a_project_of_the_command_line_is_the_agent_that_its_list_names_first() -> None:
    found = all_of_files(
        {
            "agent_configs/a_second.json": {**agent({"prompt": "Second."}), "name": "Second"},
            "agent_configs/first.json": agent({"prompt": "First.", "tool_ids": ["t7"]}),
            "agents.json": {"agents": [{"config": "agent_configs/first.json", "id": "a1", "env": "prod"}]},
            "tools.json": {"tools": [{"type": "webhook", "config": "tool_configs/find.json", "id": "t7"}]},
            "tool_configs/find.json": webhook("find"),
        }
    )
    assert names(found) == ["Vox", "Second"]
    assert [[one.name for one in reading.drawn.tools] for reading in found.readings] == [["find"], []]


def test_a_transfer_to_an_address_or_to_a_variable_is_kept() -> None:
    transfers = [
        {"transfer_destination": {"type": "sip_uri", "sip_uri": "sip:a@x.example"}, "condition": "angry"},
        {
            "transfer_destination": {"type": "phone_dynamic_variable", "phone_number": "desk_phone"},
            "condition": "wants the desk",
        },
    ]
    built_in = {
        "transfer_to_number": {"params": {"system_tool_type": "transfer_to_number", "transfers": transfers}}
    }
    reading = reading_of(agent({"prompt": "Help.", "built_in_tools": built_in}))
    numbers = {one["to"] for one in steps(reading).values() if "to" in one}
    assert numbers == {"sip:a@x.example", "{{desk_phone}}"}


WORKFLOW: Json = {
    "nodes": {
        "start_node": {"type": "start", "edge_order": ["begins"]},
        "routes": talks("Routes", "What is it about?", "faq", "products"),
        "products": talks(
            "Products", "Answer.", "over", additional_knowledge_base=[{"name": "prices.md", "id": "k"}]
        ),
        "faq": talks("Questions", "Explain."),
        "end": {"type": "end"},
    },
    "edges": {
        "begins": {"source": "start_node", "target": "routes", "forward_condition": ALWAYS},
        "products": {
            "source": "routes",
            "target": "products",
            **meant("One of: " + "a product; " * 60, "other"),
        },
        "faq": {"source": "routes", "target": "faq", **meant("a question")},
        "over": {
            "source": "products",
            "target": "end",
            "forward_condition": {
                "type": "expression",
                "expression": {
                    "type": "or_operator",
                    "children": [equal("sold", "yes"), equal("mood", "bad")],
                },
            },
        },
    },
}


def test_a_workflow_goes_by_its_order_waits_for_the_caller_and_keeps_long_conditions() -> None:
    reading = reading_of(agent({"prompt": "Be calm."}, WORKFLOW))
    assert steps(reading)["Routes"]["exits"][0]["name"] == "a question"
    assert str(steps(reading)["Routes"]["prompt"]).count("a product; ") == 60
    assert ways(reading)["products", "way-2"] == "routes"
    assert steps(reading)["Products"]["exits"][0]["condition"]["kind"] == "any"
    assert "condition_told" not in codes(reading)
    assert told(reading, "knowledge") == ["prices.md"]
    talk, said = talk_with(reading, model=True)
    assert said == ["Hi"]
    assert not talk.asked
    talk.say("Hello")
    assert "What is it about?" in talk.asked[-1].system


def test_a_condition_that_reckons_is_told_in_words() -> None:
    more = {
        "type": "add_operator",
        "left": {"type": "dynamic_variable", "name": "n"},
        "right": {"type": "number_literal", "value": 1},
    }
    sum_ = {"type": "gt_operator", "left": more, "right": {"type": "number_literal", "value": 3}}
    edges = {
        **WORKFLOW["edges"],
        "over": {
            "source": "products",
            "target": "end",
            "forward_condition": {"type": "expression", "expression": sum_},
        },
    }
    reading = reading_of(agent({"prompt": "Be calm."}, {**WORKFLOW, "edges": edges}))
    assert told(reading, "condition_told") == ["n + 1 > 3"]
    assert steps(reading)["Products"]["exits"][0]["description"] == "n + 1 > 3"


def test_a_tool_of_a_workflow_leads_on_when_it_answers_and_when_it_fails() -> None:
    workflow = {
        "nodes": {
            "start_node": {"type": "start"},
            "looks": {"type": "tool", "tools": [{"tool_id": "t1"}]},
            "found": talks("Found", "Say it."),
            "lost": {"type": "standalone_agent", "agent_id": "x", "transfer_message": "Connecting you."},
        },
        "edges": {
            "a": {"source": "start_node", "target": "looks", "forward_condition": ALWAYS},
            "b": {
                "source": "looks",
                "target": "lost",
                "forward_condition": {"type": "result", "successful": False},
            },
            "c": {
                "source": "looks",
                "target": "found",
                "forward_condition": {"type": "result", "successful": True},
            },
        },
    }
    prompt = {"prompt": "Help.", "tool_ids": ["t1"], "tools": [webhook("look", method="GET")]}
    reading = reading_of(agent(prompt, workflow))
    assert ways(reading)["looks", "next"] == "found"
    assert ways(reading)["looks", "failed"] == "lost"
    talk, _ = talk_with(reading, model=True)
    assert talk.called[-1].tool == "look"
    assert steps(reading)["lost"]["text"] == {"und": "Connecting you."}
    assert "other_agent" in codes(reading)


def test_what_only_the_other_side_knows_or_says_is_told() -> None:
    document = agent({"prompt": "You called {{system__caller_id}} at {{system__time}}."})
    document["conversation_config"]["turn"] = {"soft_timeout_config": {"message": "One moment."}}
    reading = reading_of(document)
    assert told(reading, "setting") == ["soft_timeout_config.message: One moment.", "{{system__caller_id}}"]
    assert "{{now}}" in str(steps(reading)["Vox"]["prompt"])
