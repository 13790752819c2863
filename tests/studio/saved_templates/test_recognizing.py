"""A flow that is kept again has the ids of before for what is the same, whatever its agent calls it."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.saved_templates.domain.flows import put_into
from centralita.studio.saved_templates.domain.recognizing import recognized

Json = dict[str, Any]


def _node(identifier: str, kind: str, name: str, text: str) -> Json:
    return {"id": identifier, "kind": kind, "name": name, "data": {"text": {"es": text}}}


@st.composite
def flows(draw: st.DrawFn) -> Json:
    size = draw(st.integers(1, 7))
    nodes = [
        _node(f"n{at}", draw(st.sampled_from(("say", "ask"))), draw(st.sampled_from(("", "A", "B"))), draw(st.sampled_from(("x", "y", "z"))))
        for at in range(size)
    ]  # fmt: skip
    ends = st.integers(0, size - 1)
    edges = [
        {"id": f"e{at}", "source": f"n{draw(ends)}", "port": draw(st.sampled_from(("next", "gave_up"))), "target": f"n{draw(ends)}"}
        for at in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    ways = {(edge["source"], edge["port"]): edge for edge in edges}
    return {"flow": {"id": "main", "entry": "n0", "nodes": nodes, "edges": [*ways.values()]}, "variables": [], "tools": []}  # fmt: skip


def _elsewhere(content: Json) -> Json:
    """The flow in an agent in which every id is taken."""
    agent: Json = {"flows": [deepcopy(content["flow"])], "variables": [], "tools": []}
    number = iter(range(1_000))
    document, flow_id = put_into(agent, content, lambda what: f"{what}_{next(number)}")
    (flow,) = [one for one in document["flows"] if one["id"] == flow_id]
    return {**content, "flow": flow}


def _places(flow: Json) -> list[tuple[Any, ...]]:
    return sorted((edge["source"], edge["port"], edge["target"]) for edge in flow["edges"])


@given(flows())
def test_what_was_not_touched_is_as_it_was(content: Json) -> None:
    named = deepcopy(content)
    for at, node in enumerate(named["flow"]["nodes"]):
        node["name"] = f"Paso {at}"
    found = recognized(named, _elsewhere(named))["flow"]
    assert (found["id"], found["entry"]) == ("main", "n0")
    assert found["nodes"] == named["flow"]["nodes"]
    assert _places(found) == _places(named["flow"])


@given(flows(), flows())
def test_whatever_came_of_it_stays_a_flow(content: Json, other: Json) -> None:
    """Every step keeps what it does and what it leads to; ids are unique."""
    for now in (_elsewhere(content), other):
        before = deepcopy(now)
        found = recognized(content, now)
        assert now == before
        ids = [node["id"] for node in found["flow"]["nodes"]]
        assert len(set(ids)) == len(ids)
        assert [(node["kind"], node["data"]) for node in found["flow"]["nodes"]] == [
            (node["kind"], node["data"]) for node in now["flow"]["nodes"]
        ]
        renamed = dict(zip([node["id"] for node in now["flow"]["nodes"]], ids, strict=True))
        assert _places(found["flow"]) == sorted(
            (renamed[edge["source"]], edge["port"], renamed[edge["target"]]) for edge in now["flow"]["edges"]
        )
        lines = [edge["id"] for edge in found["flow"]["edges"]]
        assert len(set(lines)) == len(lines)


def test_a_step_that_was_written_anew_is_known_by_its_name_or_by_the_way_to_it() -> None:
    content: Json = {
        "flow": {
            "id": "main",
            "entry": "a",
            "nodes": [
                _node("a", "say", "", "Hola"),
                _node("b", "ask", "Día", "¿Qué día?"),
                _node("c", "say", "", "Bien"),
            ],
            "edges": [
                {"id": "1", "source": "a", "port": "next", "target": "b"},
                {"id": "2", "source": "b", "port": "next", "target": "c"},
            ],
        },
        "variables": [],
        "tools": [],
    }
    now = _elsewhere(content)
    for node, text in zip(now["flow"]["nodes"], ("Hola", "¿Cuándo?", "De acuerdo"), strict=True):
        node["data"] = {"text": {"es": text}}
    added = _node("b", "say", "", "De paso")
    now["flow"]["nodes"].append(added)
    found = recognized(content, now)["flow"]
    assert [node["id"] for node in found["nodes"]] == ["a", "b", "c", "b_2"]
    assert _places(found) == [("a", "next", "b"), ("b", "next", "c")]
