"""An agent's tools as functions that Retell's own model calls by us."""

import json
from typing import Any

import pytest

from centralita.engine.settings import Tool
from centralita.studio.deployments.compile import Compiled, compile_agent
from centralita.studio.deployments.compile.calling import OwnTool
from centralita.studio.deployments.compile.functions import is_name_of, told_result
from centralita.studio.deployments.domain.target import Target
from centralita.studio.tools.public import PackedTool, ToolDefinition
from tests.studio.deployments.sources import blueprint, source
from tests.studio.deployments.test_compile import check_body
from tests.studio.deployments.test_functions import BOOK, CALL, SAY

ANSWER = {
    "id": "talk",
    "kind": "ai_answer",
    "data": {"prompt": "Ayude.", "tools": ["book", "current_time", "end_conversation"]},
}
BUILT_IN = [{"name": "current_time", "description": "The time"}, {"name": "end_conversation"}]


def grant(name: str = "book") -> dict[str, Any]:
    definition = ToolDefinition.model_validate(BOOK)
    return {
        "name": name,
        "description": definition.description,
        "parameters": definition.parameters,
        "id": "tool_01k9h2v7zq4m8x3n5t6w1y0r2s",
        "version": 1,
        "say_first": BOOK["say_first"],
        "outputs": ["table_number", "table.day"],
    }


def compiled(target: Target, *nodes: dict[str, Any], name: str = "book", **more: Any) -> Compiled:
    agent = blueprint(*nodes, tools=[grant(name), *BUILT_IN])
    tool = PackedTool(name=name, label="Reservar", definition=ToolDefinition.model_validate(BOOK))
    return compile_agent(target, source(agent, tools={name: OwnTool(tool, signs_in=True)}, **more))


def functions(made: Compiled) -> list[dict[str, Any]]:
    config = made.config
    tools = config["llm"]["general_tools"] if "llm" in config else config["flow"].get("tools", [])
    return [one for one in tools if one["type"] == "custom"]


@pytest.mark.parametrize("target", [Target.RETELL_NATIVE, Target.RETELL_FLOW])
def test_they_ask_us_and_tell_nothing_of_how(target: Target) -> None:
    made = compiled(target, ANSWER, CALL, SAY)
    assert check_body(target, made.config) == []
    told = functions(made)
    assert {one["name"] for one in told} >= {"book", "current_time"}
    for one in told:
        assert one["url"].startswith("https://app.example.com/hooks/voice/v1/whk_1/tools/agv_1/")
    assert "end_conversation" not in {one["name"] for one in told}
    whole = json.dumps(made.config)
    assert "api.example.com" not in whole
    assert "cl-9931" not in whole
    assert "You cannot do" not in whole


def test_a_prompt_knows_what_it_may_call_and_with_what() -> None:
    made = compiled(Target.RETELL_NATIVE, CALL, ANSWER)
    prompt = made.config["llm"]["general_prompt"]
    assert "Use the tool book with day: {{day}}, people: {{people}}, house: norte." in prompt
    assert "You may use these tools: book, current_time." in prompt
    [book] = [one for one in functions(made) if one["name"] == "book"]
    assert book["response_variables"] == {
        "table_number": "result.table_number",
        "table_day": "result.table_day",
    }
    assert (book["timeout_ms"], book["speak_after_execution"]) == (20_000, True)
    assert made.config["llm"]["default_dynamic_variables"]["table_day"] == ""


def test_a_step_asks_the_model_for_no_more_than_it_takes_from_variables() -> None:
    made = compiled(Target.RETELL_FLOW, CALL, ANSWER)
    of_step, of_answer, _time = functions(made)
    assert set(of_step["parameters"]["properties"]) == {"day", "people"}
    assert of_step["parameters"]["properties"]["day"]["description"] == "Exactly: {{day}} ISO date"
    assert of_step["parameters"]["required"] == ["day"]
    assert of_step["url"].endswith("/book?step=main.book")
    assert (of_answer["name"], of_answer["url"].endswith("/book")) == ("book_2", True)
    nodes = {node["id"]: node for node in made.config["flow"]["nodes"]}
    assert nodes["main.book"]["tool_id"] == "book"
    assert nodes["main.book"]["instruction"] == {"type": "static_text", "text": "Un momento."}
    assert nodes["main.talk"]["tool_ids"] == ["book_2", "current_time"]


@pytest.mark.parametrize("target", [Target.RETELL_NATIVE, Target.RETELL_FLOW])
def test_only_what_is_different_there_is_told(target: Target) -> None:
    told = [one for one in compiled(target, ANSWER, CALL).losses if "tool" in one.feature]
    assert [(one.feature, one.how, one.node_id) for one in told] == [("tool.called", "changed", "book")]


@pytest.mark.parametrize("target", [Target.RETELL_NATIVE, Target.RETELL_FLOW])
def test_where_we_are_not_reached_they_stay_behind_and_it_says_why(target: Target) -> None:
    made = compiled(target, ANSWER, CALL, public_url="http://localhost:8000")
    assert functions(made) == []
    told = [one for one in made.losses if "tool" in one.feature]
    assert [one.how for one in told] == ["lost", "lost"]
    assert all("https://" in text for one in told for text in (one.en, one.es, one.pt))
    assert compiled(target, SAY, public_url="http://localhost").losses != ()


def test_a_name_that_is_retells_own_gets_a_number() -> None:
    nodes = {**CALL, "data": {**CALL["data"], "tool": "remember"}}
    made = compiled(Target.RETELL_NATIVE, nodes, name="remember")
    assert [one["name"] for one in functions(made)] == ["remember_2"]
    assert is_name_of("remember_2", "remember")
    assert not is_name_of("remember_two", "remember")
    assert not is_name_of("remember", "book")
    assert is_name_of(f"{'x' * 58}_17", "x" * 64)


def test_results_have_their_variables_under_the_names_there() -> None:
    tool = Tool.model_validate(grant())
    assert told_result({"table.day": "1", "more": 2}, tool) == {"table_day": "1", "more": 2}
    assert told_result(["a"], tool) == ["a"]
