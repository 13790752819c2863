"""What the steps of Dify lead to and say: branches at once, loops, what is gathered, what fails."""

import json
from typing import Any

from centralita import engine
from tests.studio.imports.reads import codes, reading_of, reading_of_files, talk_with, told, ways

Step = dict[str, Any]
SAYS: Step = {"type": "answer", "title": "Answer"}


def app(
    nodes: dict[str, Step], edges: list[str], *, mode: str = "advanced-chat", **workflow: Any
) -> dict[str, Any]:
    """An app whose start is `s`. An edge is written `from > to`, or `from:handle > to`."""
    drawn: list[dict[str, Any]] = [{"id": "s", "data": {"type": "start", "title": "Start"}}]
    for key, data in nodes.items():
        drawn = [one for one in drawn if one["id"] != key]
        drawn.append({"id": key, "data": data, "parentId": data.get("inside")})
    led = []
    for edge in edges:
        source, _, target = edge.partition(" > ")
        head, _, handle = source.partition(":")
        led.append({"source": head, "sourceHandle": handle or "source", "target": target})
    return {
        "kind": "app",
        "version": "0.6.0",
        "app": {"mode": mode, "name": "x"},
        "workflow": {"graph": {"nodes": drawn, "edges": led}, **workflow},
    }


def choice(*conditions: tuple[list[str], str, Any], every: bool = True) -> Step:
    rows = [{"variable_selector": a, "comparison_operator": b, "value": c} for a, b, c in conditions]
    case = {"case_id": "true", "logical_operator": "and" if every else "or", "conditions": rows}
    return {"type": "if-else", "title": "Choice", "cases": [case]}


def fill(template: str, title: str, **given: list[str]) -> Step:
    variables = [{"variable": name, "value_selector": one} for name, one in given.items()]
    return {"type": "template-transform", "title": title, "template": template, "variables": variables}


def test_the_answer_of_an_api_is_read_under_the_name_of_what_is_in_it() -> None:
    text = "app: {mode: chat, name: 📖 Shop}\nkind: app\nmodel_config: {pre_prompt: Sell.}\n"
    reading = reading_of_files({"shop.yml": json.dumps({"data": text}).replace("/", "\\/")})
    assert (reading.format, reading.drawn.name) == ("dify", "📖 Shop")


def test_what_one_branch_or_another_makes_is_said_whoever_made_it() -> None:
    nodes: dict[str, Step] = {
        "i": choice((["sys", "query"], "is", "day")),
        "a": fill("Good day", "Day"),
        "b": fill("Good night", "Night"),
        "g": {
            "type": "variable-aggregator",
            "title": "Either",
            "variables": [["a", "output"], ["b", "output"]],
        },
        "z": {**SAYS, "answer": "{{#g.output#}}, {{#sys.query#}}!"},
    }
    edges = ["s > i", "i:true > a", "i:false > b", "a > g", "b > g", "g > z"]
    for kind in ("variable-aggregator", "variable-assigner"):
        talk, _ = talk_with(reading_of(app({**nodes, "g": {**nodes["g"], "type": kind}}, edges)))
        assert talk.say("day") == ["Good day, day!"]
        assert talk.say("moon") == ["Good night, moon!"]


def test_groups_of_what_is_gathered_are_told_apart_and_branches_at_once_come_one_after_another() -> None:
    groups = [
        {"group_name": "One", "variables": [["a", "output"], ["b", "output"]]},
        {"group_name": "Two", "variables": [["c", "output"]]},
    ]
    settings = {"group_enabled": True, "groups": groups}
    nodes: dict[str, Step] = {
        "i": choice((["sys", "query"], "is", "yes")),
        "a": fill("A", "a"),
        "b": fill("B", "b"),
        "c": fill("C", "c"),
        "g": {"type": "variable-aggregator", "title": "G", "variables": [], "advanced_settings": settings},
        "z": {**SAYS, "answer": "{{#g.One.output#}}{{#g.Two.output#}}"},
    }
    edges = ["s > i", "s > c", "i:true > a", "i:false > b", "a > g", "b > g", "c > g", "g > z"]
    reading = reading_of(app(nodes, edges))
    assert "one_after_another" in codes(reading)
    assert "parallel" not in codes(reading)
    assert "unreachable" not in {problem.code for problem in engine.check(reading.drawn.blueprint)}
    talk, _ = talk_with(reading)
    assert talk.say("yes") == ["AC"]
    assert talk.say("no") == ["BC"]


def test_branches_that_meet_at_several_places_are_told() -> None:
    nodes: dict[str, Step] = {key: fill(key, key) for key in "abcd"}
    edges = ["s > a", "s > b", "a > c", "b > c", "s > d", "d > z", "a > z", "c > z"]
    reading = reading_of(app({**nodes, "z": {**SAYS, "answer": "Done"}}, edges))
    assert "parallel" in codes(reading)


def test_where_a_request_leads_when_it_fails_is_not_one_of_its_ways() -> None:
    request = {"type": "http-request", "title": "Look up", "method": "get", "url": "https://x.example",
               "error_strategy": "fail-branch"}  # fmt: skip
    nodes: dict[str, Step] = {
        "h": request,
        "y": {**SAYS, "title": "Yes", "answer": "Found"},
        "n": {**SAYS, "title": "No", "answer": "Failed"},
    }
    for handle in ("source", "success-branch"):
        reading = reading_of(app(nodes, ["s > h", "h:fail-branch > n", f"h:{handle} > y"]))
        assert (ways(reading)["h", "next"], ways(reading)["h", "failed"]) == ("y", "n")
        assert not {"parallel", "one_after_another"} & {*codes(reading)}


def test_how_a_request_was_answered_is_told_by_whether_it_was() -> None:
    request = {"type": "http-request", "title": "Look up", "method": "get", "url": "https://x.example"}
    nodes: dict[str, Step] = {
        "h": request,
        "i": choice((["h", "status_code"], "=", "200")),
        "y": {**SAYS, "title": "Yes", "answer": "Found"},
        "n": {**SAYS, "title": "No", "answer": "Failed"},
    }
    reading = reading_of(app(nodes, ["s > h", "h > i", "i:true > y", "i:false > n"]))
    assert "status_told" in codes(reading)
    talk, _ = talk_with(reading)
    talk.say("go")
    assert talk.give({"a": 1}) == ["Found"]


def test_a_loop_goes_round_until_it_is_to_stop_or_often_enough() -> None:
    rows = [{"variable_selector": ["l", "num"], "operation": "+=", "value": 2, "input_type": "constant"}]
    loop = {
        "type": "loop",
        "title": "Loop",
        "start_node_id": "b",
        "loop_count": 10,
        "loop_variables": [{"label": "num", "value": "1", "value_type": "constant"}],
        "break_conditions": [{"variable_selector": ["l", "num"], "comparison_operator": "≥", "value": "5"}],
    }
    nodes: dict[str, Step] = {
        "l": loop,
        "b": {"type": "loop-start", "inside": "l"},
        "c": {"type": "assigner", "title": "More", "items": rows, "inside": "l"},
        "z": {**SAYS, "answer": "{{#l.num#}}"},
    }
    edges = ["s > l", "b > c", "l > z"]
    reading = reading_of(app(nodes, edges))
    assert not {"loop", "node"} & {*codes(reading)}
    talk, _ = talk_with(reading)
    assert talk.say("go") == ["5"]
    talk, _ = talk_with(reading_of(app({**nodes, "l": {**loop, "loop_count": 1}}, edges)))
    assert talk.say("go") == ["3"]


def test_what_lies_in_an_iteration_is_done_for_each_of_its_list() -> None:
    nodes: dict[str, Step] = {
        "e": {"type": "iteration", "title": "Each", "iterator_selector": ["conversation", "fruits"]},
        "b": {"type": "iteration-start", "inside": "e"},
        "o": {**SAYS, "title": "One", "answer": "{{#e.item#}}", "inside": "e"},
        "z": {**SAYS, "answer": "Done"},
    }
    variables = [{"name": "fruits", "value": ["apple", "pear"]}]
    reading = reading_of(app(nodes, ["s > e", "b > o", "e > z"], conversation_variables=variables))
    talk, _ = talk_with(reading)
    assert talk.say("go") == ["apple", "pear", "Done"]
    assert talk.say("go") == ["apple", "pear", "Done"]
    assert "one_by_one" in codes(reading)
    assert "unreachable" not in {problem.code for problem in engine.check(reading.drawn.blueprint)}
    assert not [one for one in engine.check(reading.drawn.blueprint) if one.severity == "error"]


def test_what_an_iteration_makes_of_each_is_gathered_and_an_empty_list_makes_nothing() -> None:
    fills: Step = {
        "type": "template-transform",
        "title": "Fill",
        "inside": "e",
        "template": "{{ n }}. {{ a }}!",
        "variables": [
            {"variable": "a", "value_selector": ["e", "item"]},
            {"variable": "n", "value_selector": ["e", "index"]},
        ],
    }
    iterates = {"iterator_selector": ["conversation", "fruits"], "output_selector": ["f", "output"]}
    nodes: dict[str, Step] = {
        "e": {"type": "iteration", "title": "Each", **iterates},
        "b": {"type": "iteration-start", "inside": "e"},
        "f": fills,
        "z": {**SAYS, "answer": "All: {{#e.output#}}"},
    }
    for fruits, said in ((["apple", "pear"], "All: 0. apple!, 1. pear!"), ([], "All: ")):
        variables = [{"name": "fruits", "value": fruits}]
        reading = reading_of(app(nodes, ["s > e", "b > f", "e > z"], conversation_variables=variables))
        talk, _ = talk_with(reading)
        assert talk.say("go") == [said]


def test_a_long_list_is_gone_through_as_far_as_a_message_may_go() -> None:
    nodes: dict[str, Step] = {
        "e": {"type": "iteration", "title": "Each", "iterator_selector": ["conversation", "fruits"]},
        "b": {"type": "iteration-start", "inside": "e"},
        "o": {**SAYS, "title": "One", "answer": "{{#e.item#}}", "inside": "e"},
    }
    variables = [{"name": "fruits", "value": [f"f{number}" for number in range(100)]}]
    reading = reading_of(app(nodes, ["s > e", "b > o"], conversation_variables=variables))
    talk, _ = talk_with(reading)
    assert talk.say("go")[99] == "f99"


def test_somebody_who_is_asked_by_a_form_with_buttons_is_asked_here() -> None:
    form = {
        "type": "human-input",
        "title": "Review",
        "form_content": "Is that right? {{#$output.why#}}",
        "inputs": [{"type": "paragraph", "output_variable_name": "why"}],
        "user_actions": [{"id": "ok", "title": "Right"}, {"id": "no", "title": "Wrong"}],
        "delivery_methods": [{"type": "email"}],
    }
    nodes: dict[str, Step] = {
        "f": form,
        "y": {**SAYS, "title": "Yes", "answer": "Fine"},
        "n": {**SAYS, "title": "No", "answer": "Sorry, {{#f.why#}}"},
    }
    reading = reading_of(app(nodes, ["s > f", "f:ok > y", "f:no > n"]))
    assert "asked_here" in codes(reading)
    talk, _ = talk_with(reading)
    assert talk.say("go") == ["why:"]
    assert talk.say("too late") == ["Is that right?"]
    assert talk.say("Wrong") == ["Sorry, too late"]


def test_a_workflow_says_what_it_gives_at_its_end() -> None:
    end = {
        "type": "end",
        "title": "End",
        "outputs": [{"variable": "text", "value_selector": ["t", "output"]}],
    }
    nodes: dict[str, Step] = {
        "s": {"type": "start", "title": "Start", "variables": [{"variable": "who", "type": "text-input"},
              {"variable": "plan", "type": "text-input", "hide": True, "default": "gold"}]},
        "t": fill("Dear {{ a }} ({{ b }})", "Letter", a=["s", "who"], b=["s", "plan"]),
        "z": end,
    }  # fmt: skip
    talk, said = talk_with(reading_of(app(nodes, ["s > t", "t > z"], mode="workflow")))
    assert said == ["who:"]
    assert talk.say("Ana") == ["Dear Ana (gold)"]
    assert talk.ended


def test_a_workflow_that_begins_by_itself_begins_at_its_trigger() -> None:
    document = app(
        {
            "t": fill("Hi", "Hi"),
            "w": {
                "type": "trigger-webhook",
                "title": "Hook",
                "variables": [{"variable": "rows_json", "label": "body"}],
            },
        },
        ["w > t"],
        mode="workflow",
    )
    document["workflow"]["graph"]["nodes"].pop(0)
    reading = reading_of(document)
    assert reading.drawn.blueprint.flows[0].entry == "t"
    assert told(reading, "trigger") == ["Hook"]


def test_a_condition_of_which_a_part_cannot_be_judged_never_holds() -> None:
    nodes: dict[str, Step] = {
        "m": {"type": "agent", "title": "Model", "agent_parameters": {}},
        "i": choice((["m", "text"], "contains", "x"), (["sys", "query"], "is", "go")),
        "y": {**SAYS, "title": "Yes", "answer": "Yes"},
        "n": {**SAYS, "title": "No", "answer": "No"},
    }
    reading = reading_of(app(nodes, ["s > m", "m > i", "i:true > y", "i:false > n"]))
    assert told(reading, "condition") == ["Model · text contains x"]
    talk, _ = talk_with(reading)
    assert talk.say("go") == ["No"]


def test_the_messages_so_far_are_counted_for_what_asks_for_them() -> None:
    for first in ("0", "1"):
        nodes: dict[str, Step] = {
            "i": choice((["sys", "dialogue_count"], "=", first)),
            "y": {**SAYS, "title": "Yes", "answer": "Welcome"},
            "n": {**SAYS, "title": "No", "answer": "Again"},
        }
        reading = reading_of(app(nodes, ["s > i", "i:true > y", "i:false > n"]))
        talk, _ = talk_with(reading)
        assert [talk.say("a"), talk.say("b")] == [["Welcome"], ["Again"]]
        assert "condition" not in codes(reading)


def test_what_an_assigner_cannot_do_here_is_told_by_the_names_of_its_steps() -> None:
    rows = [
        {"variable_selector": ["conversation", "n"], "operation": "*=", "value": 2, "input_type": "constant"},
        {"variable_selector": ["conversation", "n"], "operation": "set", "value": "{{#sys.query#}}"},
        {"variable_selector": ["conversation", "k"], "operation": "over-write", "value": ["m", "text"]},
    ]
    nodes: dict[str, Step] = {
        "m": {"type": "llm", "title": "Model"},
        "a": {"type": "assigner", "title": "Note", "items": rows},
    }
    reading = reading_of(
        app({**nodes, "z": {**SAYS, "answer": "{{#conversation.n#}}"}}, ["s > m", "m > a", "a > z"])
    )
    assert told(reading, "expression") == [
        "conversation · n *= 2",
        "conversation · k over-write Model · text",
    ]
    talk, _ = talk_with(reading)
    assert talk.say("seven") == ["seven"]


def test_a_form_is_sent_as_a_form_however_it_is_written() -> None:
    rows = [{"key": "body", "type": "text", "value": "{{#sys.query#}}"}]
    for data in (rows, "body:{{#sys.query#}}\n"):
        request = {"type": "http-request", "title": "Send", "method": "post", "url": "https://x.example",
                   "body": {"type": "x-www-form-urlencoded", "data": data}}  # fmt: skip
        (tool,) = reading_of(app({"h": request}, ["s > h"])).drawn.tools
        sent = tool.definition.request
        assert (sent.body, [(one.name, one.value) for one in sent.fields]) == (
            "form",
            [("body", "{last_message_value}")],
        )
