"""A newer version is taken in by what changed; what the agent became otherwise stays unless it is chosen."""

from copy import deepcopy
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.gallery.domain.merging import merged, steps

Json = dict[str, Any]


def a_blueprint(*nodes: str, **more: Any) -> Json:
    return {
        "name": "A",
        "persona": {"es": "Amable."},
        "variables": [],
        "tools": [],
        "knowledge": [],
        "business": {"facts": {}},
        "flows": [
            {
                "id": "main",
                "name": "Main",
                "nodes": [
                    {
                        "id": node,
                        "kind": "say",
                        "name": node.upper(),
                        "position": {"x": 1, "y": 2},
                        "data": {"text": {"es": node}},
                    }
                    for node in nodes
                ],
                "edges": [
                    {"id": f"e{source}", "source": source, "port": "next", "target": target}
                    for source, target in pairwise(nodes)
                ],
            }
        ],
        **more,
    }


def node_of(blueprint: Json, node: str) -> Json:
    found: Json = next(one for one in blueprint["flows"][0]["nodes"] if one["id"] == node)
    return found


def test_what_only_the_template_changed_is_no_conflict_and_what_only_the_agent_changed_is_no_step() -> None:
    base = a_blueprint("a", "b")
    theirs, ours = deepcopy(base), deepcopy(base)
    node_of(theirs, "a")["data"]["text"]["es"] = "Hola."
    node_of(ours, "b")["data"]["text"]["es"] = "Mío."
    node_of(ours, "a")["position"] = {"x": 900, "y": 900}
    (step,) = steps(base, theirs, ours)
    assert (step.area, step.how, step.name, step.where, step.conflict) == (
        "node",
        "changed",
        "A",
        "data.text.es",
        False,
    )
    taken = merged(theirs, ours, [step], {step.key})
    assert node_of(taken, "a")["data"]["text"]["es"] == "Hola."
    assert node_of(taken, "a")["position"] == {"x": 900, "y": 900}
    assert node_of(taken, "b")["data"]["text"]["es"] == "Mío."


def test_what_both_changed_is_a_conflict_unless_they_agree() -> None:
    base = a_blueprint("a")
    theirs, ours = deepcopy(base), deepcopy(base)
    theirs["persona"]["es"], ours["persona"]["es"] = "Seria.", "Alegre."
    (step,) = steps(base, theirs, ours)
    assert step.conflict
    assert (step.base, step.theirs, step.ours) == ("Amable.", "Seria.", "Alegre.")
    assert merged(theirs, ours, [step], set()) == ours
    ours["persona"]["es"] = "Seria."
    assert steps(base, theirs, ours) == ()


def test_a_step_put_in_between_comes_with_its_lines() -> None:
    base, theirs = a_blueprint("a", "c"), a_blueprint("a", "b", "c")
    found = steps(base, theirs, base)
    assert [(step.area, step.how) for step in found] == [
        ("node", "added"),
        ("edge", "changed"),
        ("edge", "added"),
    ]
    everything = merged(theirs, base, found, {step.key for step in found})
    assert steps(base, theirs, everything) == ()
    # Without the new step no line leads to it.
    lines_only = merged(theirs, base, found, {step.key for step in found if step.area == "edge"})
    assert lines_only["flows"][0]["edges"] == []


def test_a_step_that_the_agent_deleted_stays_deleted_unless_it_is_wanted_back() -> None:
    base = a_blueprint("a", "b")
    theirs, ours = deepcopy(base), a_blueprint("a")
    node_of(theirs, "b")["data"]["text"]["es"] = "Otra."
    (step,) = [one for one in steps(base, theirs, ours) if one.area == "node"]
    assert step.conflict
    assert [node["id"] for node in merged(theirs, ours, [step], set())["flows"][0]["nodes"]] == ["a"]
    back = merged(theirs, ours, [step], {step.key})
    assert node_of(back, "b")["data"]["text"]["es"] == "Otra."


def test_names_and_facts_are_never_taken_over() -> None:
    base = a_blueprint("a")
    theirs = a_blueprint("a", name="B", business={"facts": {"phone": "1"}})
    assert steps(base, theirs, base) == ()


words = st.sampled_from(["uno", "dos", "tres"])


def _drawn(parts: tuple[list[str], str, str]) -> Json:
    nodes, persona, said = parts
    blueprint = a_blueprint(*nodes, persona={"es": persona})
    for node in blueprint["flows"][0]["nodes"][:1]:
        node["data"]["text"]["es"] = said
    return blueprint


blueprints = st.tuples(st.lists(st.sampled_from("abcd"), unique=True, max_size=4), words, words).map(_drawn)


@given(base=blueprints, theirs=blueprints, ours=blueprints)
def test_taking_nothing_changes_nothing_and_taking_all_leaves_nothing_to_take(
    base: Json, theirs: Json, ours: Json
) -> None:
    before = deepcopy(ours)
    found = steps(base, theirs, ours)
    assert merged(theirs, ours, found, set()) == before == ours
    everything = {step.key for step in found}
    assert len(everything) == len(found)
    after = merged(theirs, ours, found, everything)
    assert [step for step in steps(base, theirs, after) if step.area != "edge"] == []
    unchanged = steps(base, theirs, base)
    assert all(not step.conflict for step in unchanged)


def test_a_connection_is_told_by_the_names_of_its_steps_and_a_step_by_its_kind() -> None:
    base, theirs = a_blueprint("a", "c"), a_blueprint("a", "b", "c")
    node_of(theirs, "b")["name"] = ""
    found = steps(base, theirs, base, {"say": "Decir"})
    assert [(step.name, step.kind, step.where) for step in found if step.area == "node"] == [
        ("Decir", "say", "")
    ]
    moved = next(step for step in found if step.area == "edge" and step.how == "changed")
    assert (moved.base, moved.theirs, moved.ours, moved.where) == ("A → C", "A → Decir", "A → C", "next")
