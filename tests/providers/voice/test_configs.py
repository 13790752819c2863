"""Whether an agent is as wanted, and our marker in its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.providers.voice.configs import covers, marked, unmarked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_a_thing_covers_itself(value):
    assert covers(value, value)


@given(
    st.dictionaries(st.text(max_size=2), JSON, max_size=3),
    st.dictionaries(st.text(min_size=3), JSON, max_size=3),
)
def test_what_is_there_besides_is_no_difference(wanted, besides):
    assert covers({**besides, **wanted}, wanted)


@pytest.mark.parametrize(
    ("there", "wanted", "expected"),
    [
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"a": True}, False),
        ({}, {"a": None}, True),
        ({"a": 1}, {"a": None}, False),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]}, True),
        ({"a": [1, 2]}, {"a": [1]}, False),
        ({"a": [2, 1]}, {"a": [1, 2]}, False),
        (None, {}, True),
        (None, {"a": 1}, False),
        ("text", {"a": 1}, False),
    ],
)
def test_wanted_and_there(there, wanted, expected):
    assert covers(there, wanted) is expected


@given(st.text(), st.from_regex(r"[a-z0-9_]{1,40}", fullmatch=True))
def test_a_marker_comes_back_out_of_any_name(name, marker):
    assert unmarked(marked(name, marker)) == (name, marker)


@pytest.mark.parametrize(
    "name", ["", "Reception", "Reception [m1]", "centralita:", "a · centralita:M1", "centralita:a b"]
)
def test_names_that_are_not_ours_have_none(name):
    assert unmarked(name) == (name, "")
