"""Rules of agents that need no database."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.agents.domain.content import (
    DraftMalformed,
    behaviour_hash,
    canonical,
    content_hash,
    content_of,
    read,
)
from centralita.studio.agents.domain.diff import diff
from centralita.studio.agents.domain.life import NotPossibleNow, Status, Step, follow, possible_steps
from centralita.studio.agents.domain.naming import with_names
from centralita.studio.agents.domain.search import like_pattern, search_key

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["name", "persona", "settings", "texts", "other"]), JSON, max_size=4
)


@given(DOCUMENTS)
def test_nothing_differs_from_itself(document: dict[str, Any]) -> None:
    assert diff(document, json.loads(json.dumps(document))) == []


@given(DOCUMENTS, DOCUMENTS)
def test_what_differs_is_told(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert (diff(before, after) == []) == (said(before) == said(after))


def said(value: Any) -> Any:
    """What an object says: a part that is null says as little as one that is not there."""
    if not isinstance(value, dict):
        return value
    return {key: said(inner) for key, inner in value.items() if inner is not None}


def test_a_part_that_is_null_is_a_part_that_is_not_there() -> None:
    assert diff({"settings": {"a": 1}}, {"settings": {"a": 1, "b": None}}) == []


@given(DOCUMENTS)
def test_the_hash_does_not_depend_on_the_order_of_keys(document: dict[str, Any]) -> None:
    turned = dict(reversed(list(document.items())))
    assert content_hash(document) == content_hash(turned)
    assert json.loads(canonical(document)) == document


@given(st.sampled_from(Status), st.sampled_from(Step), st.booleans())
def test_a_step_is_possible_exactly_when_it_is_offered(status: Status, step: Step, published: bool) -> None:
    if step in possible_steps(status):
        assert follow(status, step, published=published) in Status
    else:
        with pytest.raises(NotPossibleNow):
            follow(status, step, published=published)


@given(st.text(max_size=60))
def test_a_search_finds_the_name_itself(name: str) -> None:
    assert search_key(search_key(name)) == search_key(name)
    pattern = like_pattern(name)
    assert pattern.startswith("%")
    assert pattern.endswith("%")


def drawn(**layout: Any) -> dict[str, Any]:
    """A flow of one step, with what else lies on its canvas."""
    step = {"id": "hi", "kind": "say", "position": {"x": 10, "y": 20}, "data": {"text": {"es": "Hola"}}}
    return {"flows": [{"id": "main", "nodes": [step], **layout}]}


def test_where_things_lie_on_the_canvas_is_kept_and_changes_nothing() -> None:
    before = drawn()
    note = {"id": "n1", "text": "Preguntar a Marta", "position": {"x": 1, "y": 2}}
    after = drawn(layout={"notes": [note], "groups": [{"id": "g1", "name": "Citas"}]})
    after["flows"][0]["nodes"][0]["position"] = {"x": 500, "y": 0}
    kept = content_of(read(after))
    assert kept["flows"][0]["layout"]["notes"][0]["text"] == "Preguntar a Marta"
    assert diff(content_of(read(before)), kept) == []
    assert behaviour_hash(content_of(read(before))) == behaviour_hash(kept)
    assert content_hash(content_of(read(before))) != content_hash(kept)


def test_what_is_said_changes_what_the_agent_does() -> None:
    after = drawn()
    after["flows"][0]["nodes"][0]["data"]["text"]["es"] = "Buenas"
    assert behaviour_hash(content_of(read(drawn()))) != behaviour_hash(content_of(read(after)))


def test_a_flow_that_nobody_has_drawn_is_stored_as_ever() -> None:
    assert "layout" not in content_of(read(drawn()))["flows"][0]


def test_comments_say_who_wrote_answered_and_settled_them_and_old_ones_stay_as_they_were() -> None:
    ana = {"by": "usr_1", "name": "Ana Ruiz", "at": "2026-03-01T09:30:00Z"}
    note = {"id": "n1", "text": "¿Y los festivos?", "node": "hi", "signed": ana, "done": ana}
    talked = {**note, "answers": [{"id": "a1", "text": "Cerrado.", "signed": ana}]}
    kept = content_of(read(drawn(layout={"notes": [talked]})))
    [stored] = kept["flows"][0]["layout"]["notes"]
    assert {key: stored[key] for key in talked} == talked
    assert behaviour_hash(kept) == behaviour_hash(content_of(read(drawn())))
    [old] = content_of(read(drawn(layout={"notes": [{"id": "n1"}]})))["flows"][0]["layout"]["notes"]
    assert set(old) == {"id", "text", "position", "width", "height"}
    with pytest.raises(DraftMalformed):
        read(drawn(layout={"notes": [{**note, "signed": {**ana, "at": "yesterday"}}]}))


def test_a_change_says_of_which_kind_of_step_it_is() -> None:
    before, after = drawn(), drawn()
    after["flows"][0]["nodes"][0]["data"]["text"]["es"] = "Buenas"
    [change] = diff(before, after)
    assert (change.area, change.kind, change.path) == ("node", "say", "data.text.es")


def test_steps_and_ways_out_are_told_by_their_names_and_not_by_their_ids() -> None:
    way = {"id": "br_1", "name": "Quiere cita"}
    nodes = [
        {"id": "n_1", "kind": "decide", "name": "Elegir", "data": {"branches": [way]}},
        {"id": "n_2", "kind": "end", "name": "Fin", "data": {}},
    ]
    line = {"id": "e", "source": "n_1", "port": "br_1", "target": "n_2"}
    before = {"flows": [{"id": "f", "entry": "n_1", "nodes": nodes, "edges": []}]}
    after = {"flows": [{"id": "f", "entry": "n_2", "nodes": nodes, "edges": [line]}]}
    entry, edge = diff(before, after)
    assert (entry.path, entry.before, entry.after) == ("entry", "Elegir", "Fin")
    assert (edge.area, edge.name, edge.path) == ("edge", "Elegir → Fin", "Quiere cita")


def test_two_steps_of_one_name_are_told_apart_all_the_same() -> None:
    nodes = [{"id": key, "kind": "say", "name": "Hola", "data": {}} for key in ("a", "b")]
    before, after = ({"flows": [{"id": "f", "entry": key, "nodes": nodes}]} for key in ("a", "b"))
    assert [(change.before, change.after) for change in diff(before, after)] == [("a", "b")]


def test_what_has_no_name_is_told_by_its_kind_and_a_flow_by_its_name() -> None:
    steps = [
        {"id": "n_1", "kind": "say", "name": "", "data": {}},
        {"id": "n_2", "kind": "go_to_flow", "name": "Citas", "data": {"flow": "f_2"}},
    ]
    flows = [{"id": "f_1", "name": "Main", "nodes": steps}, {"id": "f_2", "name": "Reservas", "nodes": []}]
    told = with_names({"flows": flows}, {"say": "Decir"})["flows"][0]["nodes"]
    assert [(step["name"], step["data"]) for step in told] == [("Decir", {}), ("Citas", {"flow": "Reservas"})]
    alike = with_names({"flows": [{**flow, "name": "Main"} for flow in flows]}, {})["flows"][0]["nodes"]
    assert [(step["name"], step["data"]) for step in alike] == [("n_1", {}), ("Citas", {"flow": "f_2"})]


def test_lines_between_steps_of_one_name_are_told_apart() -> None:
    nodes = [{"id": key, "kind": "say", "name": "Hola", "data": {}} for key in ("a", "b", "c")]
    lines = [{"id": "e", "source": "a", "port": "next", "target": target} for target in ("b", "c")]
    before, after = ({"flows": [{"id": "f", "nodes": nodes, "edges": [line]}]} for line in lines)
    assert [(change.area, change.how) for change in diff(before, after)] == [
        ("edge", "removed"),
        ("edge", "added"),
    ]
