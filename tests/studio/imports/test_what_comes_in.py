"""What comes in beside an agent, and what it costs."""

import json
import time
from typing import Any

import pytest

from centralita.studio.imports.domain.faults import Unreadable
from centralita.studio.imports.reading import read
from tests.studio.imports.reads import codes, reading_of, steps
from tests.studio.imports.test_hostile import no_guess, packed

FLOWS = b"flows:\n  order:\n    description: order food\n    steps:\n      - action: utter_ok\n"
DOMAIN = b"responses:\n  utter_ok:\n    - text: Done.\n"


def test_what_lies_beside_an_agent_is_passed_over() -> None:
    files = [
        ("flows.yml", FLOWS),
        ("domain.yml", DOMAIN),
        ("README.md", b"# A bot: with *marks*"),
        ("actions.py", b"def run():\n    pass\n"),
        ("later.yml", b"# nothing yet\n\n"),
        ("empty.yml", b""),
    ]
    assert read(files, no_guess).format == "rasa"
    assert read([("bot.zip", packed(dict(files)))], no_guess).format == "rasa"
    with pytest.raises(Unreadable) as refused:
        read([("README.md", b"# A bot: with *marks*\nnot: yaml: at all")], no_guess)
    assert refused.value.faults[0].code == "yaml"


def test_a_yes_on_a_button_is_a_word() -> None:
    domain = b"""
slots:
  sure: {type: text}
responses:
  utter_ask_sure:
    - text: Sure?
      buttons:
        - title: Yes
          payload: /SetSlots(sure=certain)
        - title: No
          payload: /SetSlots(sure=doubtful)
"""
    flows = b"flows:\n  ask:\n    description: ask\n    steps:\n      - collect: sure\n"
    options = steps(read([("d.yml", domain), ("f.yml", flows)], no_guess))["sure"]["input"]["options"]
    assert [list(option["label"].values()) for option in options] == [["Yes"], ["No"]]


def test_the_text_of_a_file_in_the_answer_of_an_api_is_read() -> None:
    told = "app:\n  mode: chat\n  name: Shop\nkind: app\nmodel_config:\n  pre_prompt: Sell.\n"
    assert reading_of({"data": told}).drawn.name == "Shop"
    with pytest.raises(Unreadable):
        reading_of({"data": "a: [\n"})


@pytest.mark.parametrize(
    "document",
    [
        {"version": "6", "groups": [{"id": f"g{i}", "title": "t", "blocks": [{"id": f"b{i}", "type": "text",
            "content": {"richText": [{"children": [{"text": "".join(f"{{{{a{i}_{j}}}}}" for j in range(900))}]}]}}]}
            for i in range(400)], "edges": [], "variables": []},
        {"version": {"rootDiagramID": "r"}, "diagrams": {"r": {"nodes": {
            **{f"p{i}": {"type": "prompt", "data": {"noMatches": {}}} for i in range(2_000)},
            **{f"i{i}": {"type": "intent", "data": {"intent": "x"}} for i in range(9_000)}}}}},
    ],
)  # fmt: skip
def test_the_largest_files_cost_a_web_request_little(document: dict[str, Any]) -> None:
    content = json.dumps(document).encode()
    began = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read([("a.json", content)], no_guess)
    assert refused.value.faults[0].code == "too_much_text"
    assert time.process_time() - began < 6


MANY = 20_000
TALKS: dict[str, Any] = {"type": "override_agent", "additional_prompt": "x"}
MEANT: dict[str, Any] = {"forward_condition": {"type": "llm", "condition": "c"}}
WORKFLOW: dict[str, Any] = {
    "nodes": {f"n{i}": TALKS for i in range(MANY)},
    "edges": {
        f"e{i}": {"source": "n0" if i % 2 else f"n{i}", "target": f"n{i + 1}", **MEANT} for i in range(MANY)
    },
}


@pytest.mark.parametrize(
    "document",
    [
        {"conversation_config": {"agent": {"prompt": {"prompt": "p"}}}, "workflow": WORKFLOW},
        {
            "nodes": [{"name": f"n{i}", "type": "conversation", "prompt": "p"} for i in range(MANY)],
            "edges": [{"from": f"n{i}", "to": f"n{i + 1}"} for i in range(MANY)],
        },
    ],
)
def test_a_graph_of_very_many_steps_is_cut_without_looking_at_each_with_each(
    document: dict[str, Any],
) -> None:
    began = time.process_time()
    assert "cut" in codes(reading_of(document))
    assert time.process_time() - began < 6


def test_yaml_of_very_many_values_is_refused_before_it_is_built() -> None:
    began = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read([("a.yml", b"a:\n" + b"- {a: 1, b: 2}\n" * 79_000)], no_guess)
    assert refused.value.faults[0].code == "too_many"
    assert time.process_time() - began < 4


def test_yaml_of_several_files_together_takes_no_longer_than_that_of_one() -> None:
    files = [(f"{number}.yml", b"a:\n" + b"- {a: 1, b: 2}\n" * 15_000) for number in range(30)]
    began = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read(files, no_guess)
    assert [fault.code for fault in refused.value.faults] == ["too_many"]
    assert time.process_time() - began < 6


BY_HAND = """// written by hand
{
  "agent_name": "A", /* the // one */
  "retellLlmData": {"general_prompt": "See https://x.example // not a remark, ]",},
}
"""


def test_json_with_remarks_and_with_commas_too_many_is_read() -> None:
    reading = read([("agent.json", BY_HAND.encode())], no_guess)
    assert "https://x.example // not a remark, ]" in str(steps(reading)["A"]["prompt"])
    for encoding in ("utf-16-le", "utf-16-be", "utf-8-sig"):
        plain = BY_HAND.partition("\n")[2]
        assert read([("agent.json", plain.encode(encoding))], no_guess).format == "retell"


@pytest.mark.parametrize("broken", ['{"a": 1,,}', '{"a": 1 /* }', "{'a': 1}", '{"a": "b" "c"}', "{a: 1}"])
def test_json_that_may_mean_several_things_is_refused_with_the_place(broken: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read([("agent.json", f"\n{broken}".encode())], no_guess)
    (fault,) = refused.value.faults
    assert (fault.code, fault.data["line"]) == ("json", "2")


TURNS: dict[str, Any] = {
    "variable_selector": ["sys", "dialogue_count"],
    "comparison_operator": "=",
    "value": "5",
}
SAID: dict[str, Any] = {"type": "answer", "answer": "{{#g.output#}}"}


FORM: dict[str, Any] = {
    "type": "llm",
    "structured_output_enabled": True,
    "structured_output": {"schema": {"properties": {f"p{i}": {"type": "string"} for i in range(10_000)}}},
}
READ: dict[str, Any] = {
    "variable_selector": ["m", "structured_output", "p1"],
    "comparison_operator": "is",
    "value": "x",
}


def chatflow(steps: dict[str, dict[str, Any]]) -> dict[str, Any]:
    nodes = [{"id": key, "data": data} for key, data in steps.items()]
    return {
        "kind": "app",
        "app": {"mode": "advanced-chat", "name": "x"},
        "workflow": {"graph": {"nodes": nodes}},
    }


@pytest.mark.parametrize(
    "document",
    [
        chatflow({f"i{i}": {"type": "if-else", "cases": [{"conditions": [TURNS]}]} for i in range(8_000)}),
        chatflow({f"i{i}": {"type": "iteration", "title": "x"} for i in range(8_000)}),
        chatflow(
            {f"a{i}": SAID for i in range(3_000)}
            | {"g": {"type": "variable-aggregator", "variables": [[f"m{i}", "text"] for i in range(3_000)]}}
            | {f"m{i}": {"type": "llm"} for i in range(3_000)}
        ),
        chatflow({"m": FORM} | {f"i{i}": {"type": "if-else", "cases": [{"conditions": [READ]}]} for i in range(8_000)}),
        {
            "slots": {"beside": {"type": "text"}},
            "flows": {
                f"f{i}": {"steps": [{"collect": f"s{i}-{j}"} for j in range(60)] + [{"if": "slots.beside", "then": []}]
                    + [{"call": f"f{j}"} for j in range(20)]}
                for i in range(300)
            },
        },
        {
            "flows": {
                f"f{i}": {"steps": [{"collect": f"s{i}"}, {"call": f"f{i + 1}"}, {"set_slots": [{f"s{i}": 1}]}]}
                for i in range(6_000)
            }
        },
    ],
)  # fmt: skip
def test_an_app_or_a_bot_of_very_many_steps_is_cut_and_costs_little(document: dict[str, Any]) -> None:
    began = time.process_time()
    assert "cut" in codes(reading_of(document))
    assert time.process_time() - began < 6
