"""Problems of a graph, each with the node and a sentence a person understands."""

from typing import Any

import pytest
from pydantic import ValidationError
from tests.engine.blueprints import blueprint, codes, flow, node

from centralita import engine
from centralita.engine.sentences import CODES

SAY = {"text": {"es": "Hola", "en": "Hello"}}
ASK = {"question": {"es": "¿Qué?", "en": "What?"}}


def test_a_sound_graph_has_no_problems() -> None:
    nodes = [
        node("a", "ask", {**ASK, "variable": "name"}),
        node("b", "say", {"text": {"es": "{{name}}", "en": "{{name}}"}}),
        node("c", "end"),
    ]
    assert engine.check(blueprint(flow(nodes, "a > b", "b > c"))) == ()


@pytest.mark.parametrize(
    ("nodes", "arrows", "code", "where"),
    [
        ([node("a", "say", SAY), node("b", "end"), node("c", "say", SAY)], ["a > b", "c > b"], "unreachable", "c"),
        ([node("a", "say", SAY), node("b", "say", SAY)], ["a > b", "b > a"], "loop_without_waiting", "a"),
        ([node("a", "say", {"text": {"es": "{{nadie}}", "en": "x"}}), node("b", "end")], ["a > b"], "variable_unknown", "a"),
        ([node("a", "say", {"text": {"es": "{{x |}} {{", "en": "x"}}), node("b", "end")], ["a > b"], "template_broken", "a"),
        ([node("a", "say", SAY), node("b", "end")], ["a > b", "a > gone"], "edge_to_nowhere", "a"),
        ([node("a", "say", SAY), node("b", "end")], ["a > b", "a > b"], "port_twice", "a"),
        ([node("a", "say", SAY), node("b", "end")], ["a > b", "a.old > b"], "port_unknown", "a"),
        ([node("a", "say", SAY)], [], "port_unconnected", "a"),
        ([node("a", "say", {}), node("b", "end")], ["a > b"], "text_missing", "a"),
        ([node("a", "say", {"text": {"es": "Hola"}}), node("b", "end")], ["a > b"], "text_missing_language", "a"),
        ([node("a", "say", SAY, name="x"), node("b", "say", SAY, name="x"), node("c", "end")], ["a > b", "b > c"], "names_alike", "b"),
        ([node("a", "tool_call", {"tool": "gone"}), node("b", "end")], ["a > b", "a.failed > b"], "tool_unknown", "a"),
        ([node("a", "tool_call", {})], [], "no_tool", "a"),
        ([node("a", "knowledge_answer", {"sources": ["k9"]}), node("b", "end")], ["a > b"], "source_unknown", "a"),
        ([node("a", "ai_answer"), node("b", "end")], [], "nothing_to_answer_from", "a"),
        ([node("a", "go_to_flow", {"flow": "gone"})], [], "flow_unknown", "a"),
        ([node("a", "go_to_flow", {"flow": "main"})], [], "loop_without_waiting", "a"),
        ([node("a", "decide", {"branches": [{"id": "x"}]})], [], "branch_without_condition", "a"),
        ([node("a", "decide")], [], "no_branches", "a"),
        ([node("a", "ask", {**ASK, "input": {"type": "choice"}})], [], "no_options", "a"),
        ([node("a", "transfer")], [], "no_target", "a"),
        ([node("a", "set", {"assignments": [{"variable": "business.name", "value": "x"}]})], [], "variable_is_fact", "a"),
        ([node("a", "ask", ASK)], ["a > a"], "no_end", None),
        ([], [], "no_entry", None),
    ],
)  # fmt: skip
def test_a_problem_is_found_and_named(
    nodes: list[dict[str, Any]], arrows: list[str], code: str, where: str | None
) -> None:
    problems = engine.check(blueprint(flow(nodes, *arrows)))
    found = [problem for problem in problems if problem.code == code]
    assert found, codes(problems)
    assert found[0].node_id == where
    for language in ("es", "en", "pt"):
        words = engine.sentence(found[0], language)
        assert where is None or f"{next(n['name'] for n in nodes if n['id'] == where)}" in words


def test_a_loop_across_flows_is_found_and_one_that_waits_is_fine() -> None:
    loop = blueprint(
        flow([node("a", "go_to_flow", {"flow": "two", "comes_back": False})]),
        flow([node("b", "go_to_flow", {"flow": "main", "comes_back": False})], identifier="two"),
    )
    assert "loop_without_waiting" in codes(engine.check(loop))
    waits = blueprint(
        flow([node("a", "go_to_flow", {"flow": "two"}), node("z", "end")], "a > a"),
        flow([node("b", "ask", ASK)], identifier="two"),
    )
    assert "loop_without_waiting" not in codes(engine.check(waits))


def test_a_loop_through_a_flow_that_passes_without_waiting_is_found() -> None:
    made = blueprint(
        flow([node("a", "go_to_flow", {"flow": "two"})], "a > a"),
        flow([node("b", "say", SAY)], identifier="two"),
    )
    assert "loop_without_waiting" in codes(engine.check(made))


def test_two_thousand_nodes_are_checked() -> None:
    nodes = [node(f"n{number}", "say", SAY) for number in range(2000)]
    arrows = [f"n{number} > n{number + 1}" for number in range(1999)]
    assert codes(engine.check(blueprint(flow(nodes, *arrows)))) == {"port_unconnected", "no_end"}


def test_every_code_that_nodes_use_has_a_sentence() -> None:
    for code in CODES:
        problem = engine.Problem(code, "error", "f", "n", dict.fromkeys(_PLACES, "x"))
        for language in ("es", "en", "pt", "xx"):
            assert "{" not in engine.sentence(problem, language).replace("{{", "").replace("}}", "")


_PLACES = (
    "variables",
    "node",
    "nodes",
    "flow",
    "edge",
    "port",
    "tool",
    "argument",
    "branch",
    "source",
    "variable",
    "variables",
    "field",
    "language",
    "text",
    "other",
    "told",
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"flows": [{"id": "m", "nodes": [{"id": "a", "kind": "eval"}]}]},
        {"flows": [{"id": "m", "nodes": [{"id": "a", "kind": "say", "data": {"text": "x"}}]}]},
        {"flows": [{"id": "m", "nodes": [{"id": "a", "kind": "say", "data": {"code": "x"}}]}]},
        {"flows": [{"id": "m", "nodes": [{"id": "a", "kind": "say", "data": {"text": {"es": "x" * 20_001}}}]}]},
        {"flows": [{"id": "m", "nodes": [{"id": f"n{n}", "kind": "say"} for n in range(2_001)]}]},
        {"flows": [{"id": "../x", "nodes": []}]},
        {"languages": []},
        {"business": {"time_zone": "Mars/Olympus"}},
        {"business": {"country": "QQ", "public_holidays": True}},
        {"tools": [{"name": "finish_step"}]},
        {"tools": [{"name": "x", "parameters": {"type": "string"}}]},
        {"guardrails": {"max_steps": 1_000_000}},
        {"owner": "me"},
    ],
)  # fmt: skip
def test_what_is_wrong_in_form_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        engine.Blueprint.model_validate(wrong)


def test_a_fault_says_which_field() -> None:
    nodes = [{"id": "a", "kind": "ask", "data": {"input": {"type": "number", "minimum": "x"}}}]
    with pytest.raises(ValidationError) as caught:
        engine.Blueprint.model_validate({"flows": [{"id": "m", "nodes": nodes}]})
    assert caught.value.errors()[0]["loc"][:4] == ("flows", 0, "nodes", 0)


def test_conditions_nested_without_end_are_refused() -> None:
    condition: dict[str, Any] = {"kind": "hours"}
    for _ in range(10):
        condition = {"kind": "not", "condition": condition}
    nodes = [{"id": "a", "kind": "decide", "data": {"branches": [{"id": "x", "condition": condition}]}}]
    with pytest.raises(ValidationError):
        engine.Blueprint.model_validate({"flows": [{"id": "m", "nodes": nodes}]})


def test_a_variable_that_comes_from_outside_is_known_when_it_is_named() -> None:
    nodes = [
        node("a", "say", {"text": {"es": "{{business.fax}} {{business.staff.es}}", "en": "{{business.x}}"}}),
        node("b", "end"),
    ]
    made = blueprint(flow(nodes, "a > b"))
    unknown = [problem.data["variable"] for problem in engine.check(made)]
    assert unknown == ["business.fax", "business.staff.es", "business.x"]
    known = {"business.fax", "business.staff"}
    assert [problem.data["variable"] for problem in engine.check(made, known=known)] == ["business.x"]
