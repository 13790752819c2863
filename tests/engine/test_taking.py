"""Items are taken out of a list, one after another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.blueprints import Talk, blueprint, codes, flow, node

from centralita import engine


def taking(*values: dict[str, Any]) -> engine.Blueprint:
    """Says each of a list, and then that it is done."""
    nodes = [
        node(
            "more",
            "decide",
            {
                "branches": [
                    {
                        "id": "no",
                        "condition": {"kind": "variable", "variable": "rest", "operator": "is_empty"},
                    }
                ]
            },
        ),
        node(
            "take", "set", {"assignments": [{"variable": "item", "operation": "take", "value": "{{rest}}"}]}
        ),
        node("say", "say", {"text": {"es": "{{item}}"}}),
        node("done", "say", {"text": {"es": "ya"}}),
    ]
    return blueprint(flow(nodes, "more.no > done", "more.otherwise > take", "take > say", "say > more"))


@pytest.mark.parametrize(
    ("rest", "said"),
    [(["a", 2, True], ["a", "2", "true"]), ([], []), ("a", ["a"]), (None, []), ({"k": 1}, ["k: 1"])],
)
def test_each_comes_once_in_its_order(rest: engine.Value, said: list[str]) -> None:
    talk = Talk(taking(), variables={"rest": rest})
    assert talk.said == [*said, "ya"]
    assert not talk.state.variables.get("rest")


@given(st.lists(st.text(min_size=1).filter(str.strip) | st.integers(), max_size=20))
def test_a_list_is_gone_through_whatever_is_in_it(rest: list[Any]) -> None:
    made = taking()
    talk = Talk(made, variables={"rest": rest})
    assert talk.said[-1] == "ya"
    assert engine.decode_state(engine.encode_state(talk.state)) == talk.state


def test_of_one_list_two_may_be_taken_in_a_row() -> None:
    rows = [
        {"variable": name, "operation": "take", "value": "{{ rest }}"} for name in ("one", "two", "three")
    ]
    nodes = [
        node("t", "set", {"assignments": rows}),
        node("s", "say", {"text": {"es": "{{one}}{{two}}{{three}}"}}),
    ]
    talk = Talk(blueprint(flow(nodes, "t > s")), variables={"rest": ["a", "b"]})
    assert talk.said == ["ab"]


@pytest.mark.parametrize("value", ["", "{{a}} {{b}}", "list", None, 5])
def test_what_names_no_list_is_told(value: engine.Value) -> None:
    row = {"variable": "item", "operation": "take", "value": value}
    made = blueprint(flow([node("t", "set", {"assignments": [row]})]))
    found = engine.check(made)
    assert "no_list" in codes(found)
    told = [engine.sentence(one, "en") for one in found if one.code == "no_list"]
    assert "{{list}}" in told[0]
