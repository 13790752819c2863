"""What Retell sends when its model calls a function: what is asked for, and what makes it the same wish."""

import json
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from centralita.providers.voice.retell.asking import FunctionAsked, read_asked

USER = {"role": "user", "content": "hola"}


def invoked(wish: str = "w1", name: str = "book", arguments: Any = None) -> dict[str, Any]:
    return {
        "role": "tool_call_invocation",
        "tool_call_id": wish,
        "name": name,
        "arguments": json.dumps({"day": "lunes"} if arguments is None else arguments),
    }


def result(wish: str = "w1") -> dict[str, Any]:
    return {"role": "tool_call_result", "tool_call_id": wish, "content": "{}"}


def asked(*lines: dict[str, Any], arguments: Any = None, **call: Any) -> FunctionAsked:
    body = {
        "name": "book",
        "args": {"day": "lunes"} if arguments is None else arguments,
        "call": {
            "call_id": "call_1",
            "agent_id": "agent_1",
            "transcript_with_tool_calls": list(lines),
            **call,
        },
    }
    found = read_asked(json.dumps(body).encode())
    assert found is not None
    return found


def test_what_is_asked_for_is_read() -> None:
    ours = uuid4()
    found = asked(
        metadata={"centralita_call": str(ours)}, arguments={"day": "lunes", "execution_message": "Un momento"}
    )
    assert (found.name, found.call_id, found.agent_id, found.our_call) == ("book", "call_1", "agent_1", ours)
    assert found.arguments == {"day": "lunes"}


def test_the_models_own_id_makes_the_wish() -> None:
    first = asked(USER, invoked())
    # What was said while it ran changes nothing; a wish of its own does, with the same words too.
    assert asked(USER, invoked(), USER, USER).key == first.key
    assert asked(USER, invoked(arguments={"day": "lunes", "execution_message": "x"})).key == first.key
    assert asked(USER, invoked("w2")).key != first.key
    assert asked(USER, invoked(), result(), invoked("w2")).key == asked(USER, invoked("w2")).key


def test_without_it_the_same_words_are_the_same_until_the_caller_speaks() -> None:
    first = asked(USER)
    assert asked(USER, {"role": "agent", "content": "Un momento"}).key == first.key
    assert asked(USER, USER).key != first.key
    assert asked(USER, arguments={"day": "martes"}).key != first.key
    # One that is answered, or was for something else, is not this one.
    for line in ((invoked(), result()), (invoked(name="other"),), (invoked(arguments={"day": "x"}),)):
        assert asked(USER, *line).key == first.key


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(name=_anything, args=_anything, lines=_anything, call_id=_anything)
def test_whatever_comes_nothing_is_raised(name: Any, args: Any, lines: Any, call_id: Any) -> None:
    call = {"call_id": call_id, "agent_id": "a", "transcript_with_tool_calls": lines, "metadata": args}
    found = read_asked(json.dumps({"name": name, "call": call, "args": args}).encode())
    assert found is None or (0 < len(found.key) <= 32 and found.name and found.call_id)


@given(st.binary(max_size=200))
def test_bytes_that_are_nothing_are_nothing(raw: bytes) -> None:
    assert read_asked(raw) is None
