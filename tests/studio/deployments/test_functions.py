"""Simple HTTP tools in the flow that is taken to Retell, and back again."""

import json
from typing import Any

import pytest

from centralita.studio.deployments.compile import compile_agent
from centralita.studio.deployments.compile.calling import OwnTool
from centralita.studio.deployments.domain.target import Target
from centralita.studio.imports.reading import read
from centralita.studio.tools.public import PackedTool, ToolDefinition
from tests.studio.deployments.sources import blueprint, source
from tests.studio.deployments.specs import RETELL, faults

BOOK: dict[str, Any] = {
    "description": "Books a table",
    "parameters": {
        "type": "object",
        "properties": {
            "day": {"type": "string", "description": "ISO date"},
            "people": {"type": "integer"},
            "house": {"type": "string"},
        },
        "required": ["day"],
    },
    "request": {
        "method": "POST",
        "address": "https://api.example.com/houses/{house}/tables",
        "query": [{"name": "from", "value": "{caller.number}"}],
        "headers": [{"name": "X-House", "value": "{house}"}, {"name": "X-Api-Key", "value": "cl-9931"}],
        "body": "json",
        "fields": [{"name": "day", "value": "{day}"}, {"name": "people", "value": "{people}"}],
    },
    "say_first": {"es": "Un momento."},
    "outputs": [{"name": "table_number", "path": "table.number"}],
}
CALL: dict[str, Any] = {
    "id": "book",
    "kind": "tool_call",
    "data": {"tool": "book", "arguments": {"day": "{{day}}", "people": "{{people}}", "house": "norte"}},
}
ASK = {
    "id": "ask",
    "kind": "ask",
    "data": {"question": {"es": "¿Qué día?"}, "variable": "day"},
}
SAY = {"id": "ok", "kind": "say", "data": {"text": {"es": "Mesa {{table_number}}."}}}


def compiled(content: dict[str, Any], *nodes: dict[str, Any], signs_in: bool = False) -> Any:
    definition = ToolDefinition.model_validate(content)
    own = OwnTool(PackedTool(name="book", label="Reservar", definition=definition), signs_in)
    grant = {
        "name": "book",
        "description": definition.description,
        "parameters": definition.parameters,
        "id": "tool_01k9h2v7zq4m8x3n5t6w1y0r2s",
        "version": 1,
        "outputs": [one.name for one in definition.outputs],
    }
    agent = blueprint(*(nodes or (ASK, CALL, SAY)), tools=[grant])
    return compile_agent(Target.RETELL_FLOW, source(agent, tools={"book": own}, hook=""))


def test_a_step_that_calls_a_tool_is_a_function_there() -> None:
    made = compiled(BOOK)
    flow = made.config["flow"]
    assert faults(RETELL, "/create-conversation-flow", flow) == []
    [tool] = flow["tools"]
    assert (tool["url"], tool["method"]) == ("https://api.example.com/houses/norte/tables", "POST")
    assert (tool["query_params"], tool["headers"]) == ({"from": "{{user_number}}"}, {"X-House": "norte"})
    assert set(tool["parameters"]["properties"]) == {"day", "people"}
    assert (tool["parameters"]["required"], tool["args_at_root"]) == (["day"], True)
    assert tool["response_variables"] == {"table_number": "table.number"}
    node = next(one for one in flow["nodes"] if one["type"] == "function")
    assert (node["tool_id"], node["tool_type"]) == (tool["tool_id"], "local")
    assert node["instruction"] == {"type": "static_text", "text": "Un momento."}
    assert node["else_edge"]["destination_node_id"] == "main.ok"
    assert "cl-9931" not in json.dumps(made.config)


@pytest.mark.parametrize("signs_in", [True, False])
def test_what_has_to_be_typed_there_is_told(signs_in: bool) -> None:
    told = [one for one in compiled(BOOK, signs_in=signs_in).losses if "tool" in one.feature]
    assert [(one.how, one.node_id) for one in told] == [("changed", "book")]
    assert ("sign-in" in told[0].en, "acceso" in told[0].es, "entrada" in told[0].pt) == (signs_in,) * 3


def test_two_ways_to_call_a_tool_are_two_functions() -> None:
    other = {**CALL, "id": "again", "data": {**CALL["data"], "arguments": {"day": "1", "house": "sur"}}}
    same = {**CALL, "id": "same"}
    flow = compiled(BOOK, CALL, other, same).config["flow"]
    assert faults(RETELL, "/create-conversation-flow", flow) == []
    assert [one["name"] for one in flow["tools"]] == ["book", "book_2"]
    called = [one["tool_id"] for one in flow["nodes"] if one["type"] == "function"]
    assert called == ["book", "book_2", "book"]


@pytest.mark.parametrize(
    "request_",
    [
        {"kind": "mcp", "remote": "x"},
        {"body": "form"},
        {"body": "raw", "template": '{"a": "{day}"}'},
        {"fields": [{"name": "a.b", "value": "{day}"}]},
        {"fields": [{"name": "a", "value": "x {day}"}]},
        {"query": [{"name": "q", "value": "{contact.name}"}]},
        {"address": ""},
    ],
)
def test_what_a_function_cannot_say_stays_lost(request_: dict[str, Any]) -> None:
    made = compiled({**BOOK, "request": {**BOOK["request"], **request_}})
    assert "tools" not in made.config["flow"]
    assert all(one["type"] != "function" for one in made.config["flow"]["nodes"])
    assert [one.how for one in made.losses if "tool" in one.feature] == ["lost", "lost"]


def test_a_tool_comes_back_as_it_left() -> None:
    config = compiled(BOOK).config
    exported = {
        "agent_name": "Recepción",
        "response_engine": {"type": "conversation-flow"},
        "conversationFlow": config["flow"],
    }
    drawn = read([("a.json", json.dumps(exported).encode())], lambda _text: "es").drawn
    [tool] = drawn.tools
    request = tool.definition.request
    assert (tool.name, request.method, request.body) == ("book", "POST", "json")
    assert request.address == "https://api.example.com/houses/norte/tables"
    assert {(one.name, one.value) for one in request.fields} == {("day", "{day}"), ("people", "{people}")}
    assert [(one.name, one.path) for one in tool.definition.outputs] == [("table_number", "table.number")]
    assert "tool_elsewhere" not in {one.code for one in drawn.losses}
