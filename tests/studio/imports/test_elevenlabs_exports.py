"""What agents of ElevenLabs have that are exported today, and once was read wrongly or not told."""

from typing import Any

from tests.studio.imports.reads import (
    all_of_files,
    codes,
    reading_of,
    reading_of_files,
    steps,
    told,
    ways,
)


def agent(name: str, prompt: str = "Help.", **more: Any) -> dict[str, Any]:
    told_ = {"prompt": prompt, **more}
    return {
        "name": name,
        "conversation_config": {"agent": {"prompt": told_, "first_message": f"{name} here."}},
    }


def hands_over(*targets: str, **more: Any) -> dict[str, Any]:
    transfers = [{"agent_id": target, "condition": f"wants {target}", **more} for target in targets]
    params = {"system_tool_type": "transfer_to_agent", "transfers": transfers}
    return {"built_in_tools": {"transfer_to_agent": {"params": params}, "end_call": None}}


def test_agents_that_hand_over_to_each_other_are_steps_of_one() -> None:
    desk = agent("Desk", **hands_over("agent_b", "agent_x"))
    bills = {**agent("Bills", "Count.", **hands_over("agent_a")), "agent_id": "agent_b"}
    other = {**agent("Other"), "agent_id": "agent_o"}
    project = {"agents": [{"config": "agent_configs/desk.json", "id": "agent_a"}]}
    files = {"p/agent_configs/bills.json": bills, "p/agent_configs/desk.json": desk,
             "p/agents.json": project, "p/agent_configs/other.json": other}  # fmt: skip
    reading, left = all_of_files(files).readings
    assert (reading.drawn.name, reading.version, left.drawn.name) == ("Desk", "agents", "Other")
    found = steps(reading)
    assert (found["Desk"]["opening"], found["Bills"]["opening"]) == ({"und": "Desk here."}, {})
    assert found["Bills"]["speaks_first"] is True
    assert ways(reading) == {("main", "way-1"): "agent-2", ("agent-2", "way-1"): "main"}
    assert told(reading, "other_agent") == ["agent_x"]


def test_one_that_takes_over_greets_where_that_is_switched_on() -> None:
    handed = hands_over("b", enable_transferred_agent_first_message=True)
    files = {"a.json": agent("Desk", **handed), "b.json": {**agent("Bills"), "agent_id": "b"}}
    assert steps(reading_of_files(files))["Bills"]["opening"] == {"und": "Bills here."}


def test_other_environments_and_branches_of_an_agent_are_no_other_agents() -> None:
    older = {
        "name": "Desk",
        "environments": {"dev": {"config": "dev/d.json"}, "prod": {"config": "prod/d.json"}},
    }
    newer = {"config": "prod/d.json", "id": "x", "branches": {"next": {"config": "dev/d.json"}}}
    for row in (older, newer):
        (reading,) = all_of_files({
            "dev/d.json": agent("Desk", "Try."), "prod/d.json": agent("Desk", "Help."), "agents.json": {"agents": [row]},
        }).readings  # fmt: skip
        assert steps(reading)["Desk"]["prompt"] == "Help."


def test_a_model_is_told_what_its_tools_take_from_variables() -> None:
    schema = {
        "url": "https://x.example/{order}",
        "method": "POST",
        "path_params_schema": {"order": {"type": "string", "dynamic_variable": "order_id"}},
        "request_headers": {"x-line": {"variable_name": "line"}},
        "request_body_schema": {"properties": {"note": {"type": "string", "description": "Of the caller"}}},
    }
    reading = reading_of(agent("Desk", tools=[{"type": "webhook", "name": "note", "api_schema": schema}]))
    prompt = steps(reading)["Desk"]["prompt"]
    assert prompt == "Help.\n\nValues for the tools:\n- note, line: {{line}}\n- note, order: {{order_id}}"


def test_what_is_switched_off_is_not_told_and_what_ends_a_call_is() -> None:
    def turn(seconds: float, silence: float) -> list[str]:
        one = agent("Desk")
        soft = {"timeout_seconds": seconds, "message": "Hm."}
        one["conversation_config"]["turn"] = {
            "soft_timeout_config": soft,
            "silence_end_call_timeout": silence,
        }
        return told(reading_of(one), "setting")

    assert turn(-1, -1) == []
    assert turn(2.5, 20) == ["soft_timeout_config.message: Hm.", "turn.silence_end_call_timeout"]


def test_a_step_of_a_workflow_that_is_told_the_same_twice_is_told_it_once() -> None:
    own = {"agent": {"prompt": {"prompt": "Ask.", "llm": "small"}}}
    nodes = {
        "s": {"type": "start", "edge_order": ["e"]},
        "a": {"type": "override_agent", "label": "Ask", "conversation_config": own, "additional_prompt": "Ask."},
        "n": {"type": "phone_number", "post_dial_digits": "w1",
              "transfer_destination": {"type": "phone", "phone_number": "+15550100"}},
    }  # fmt: skip
    edges = {
        "e": {"source": "s", "target": "a", "forward_condition": {"type": "unconditional"}},
        "f": {"source": "a", "target": "n", "forward_condition": {"type": "llm", "condition": "a person"}},
    }
    reading = reading_of({**agent("Desk"), "workflow": {"nodes": nodes, "edges": edges}})
    assert steps(reading)["Ask"]["prompt"] == "Ask."
    assert told(reading, "model") == ["small"]
    assert "keys" in codes(reading)


def test_an_agent_inside_an_agent_is_told_by_its_name() -> None:
    one = agent("Desk")
    one["conversation_config"]["agent"]["subagents"] = [{"name": "Researcher"}]
    (loss,) = [loss for loss in reading_of(one).drawn.losses if loss.code == "node"]
    assert (loss.node, loss.data) == ("Researcher", {"kind": "subagent"})


def test_an_agent_at_a_step_of_a_workflow_is_a_step_where_it_came_along() -> None:
    always = {"type": "unconditional"}
    asked = {"type": "llm", "condition": "wants bills"}
    for said in ("", "One moment."):
        nodes = {
            "s": {"type": "start"},
            "n": {"type": "override_agent", "label": "Hello", "additional_prompt": "Greet."},
            "o": {"type": "standalone_agent", "agent_id": "agent_b", "transfer_message": said},
        }
        edges = {
            "1": {"source": "s", "target": "n", "forward_condition": always},
            "2": {"source": "n", "target": "o", "forward_condition": asked},
        }
        desk = {**agent("Desk"), "agent_id": "agent_a", "workflow": {"nodes": nodes, "edges": edges}}
        bills = {**agent("Bills", "Count."), "agent_id": "agent_b"}
        (reading,) = all_of_files({"desk.json": desk, "bills.json": bills}).readings
        assert "other_agent" not in codes(reading)
        assert steps(reading)["Bills"]["prompt"] == "Count."
        led = ways(reading)
        target = led["n", "way-1"]
        assert (led[target, "next"] if said else target) == "agent-2"


def test_guards_that_are_all_switched_off_are_nothing_to_tell() -> None:
    off = {"version": "1", "focus": {"is_enabled": False}, "custom": {"config": {"configs": []}}}
    agent: dict[str, Any] = {"name": "A", "conversation_config": {"agent": {"prompt": {"prompt": "Help."}}}}
    for guards, expected in (
        (off, []),
        ({**off, "focus": {"is_enabled": True}}, ["platform_settings.guardrails"]),
    ):
        reading = reading_of({**agent, "platform_settings": {"guardrails": guards}})
        assert told(reading, "setting") == expected
