"""Small sums, and texts put together, are worked out here as they are there; what is more is none of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.templates import compile_template
from centralita.engine.values import Value
from centralita.studio.imports.formats.calculating import assignment

KNOWN: dict[str, Value] = {"a": 6, "b": "4", "name": " Ana ", "place": "Vigo"}


def worked_out(expression: str) -> Value:
    """What the variable `x` is set to; None where it is more than a step does."""
    made = assignment("x", expression, lambda said: said)
    if made is None or made["operation"] != "set":
        return None
    value = made["value"]
    return compile_template(value).render(KNOWN.get) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("({{name}}).toString().trim().toLowerCase()", "ana"),
        ("{{place}}.toUpperCase();", "VIGO"),
        ("String({{a}})", "6"),
        ("{{a}} * {{b}}", "24"),
        ("{{a}} * 2 + {{b}} - 1", "15"),
        ("{{a}} % 4", "2"),
        ("{{a}} - {{b}}", "2"),
        ("Number({{a}}) + parseInt({{b}}, 10)", "10"),
        ("1.5 * {{a}}", "9.0"),
        ("'Hello ' + {{place}} + \"!\"", "Hello Vigo!"),
        ("{{place}} + ' ' + {{b}}", "Vigo 4"),
    ],
)
def test_what_is_small_enough_is_worked_out(expression: str, value: Value) -> None:
    assert worked_out(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "{{a}} + {{b}} * 2",
        "{{a}} / {{b}}",
        "({{a}} + 1) * 2",
        "{{name}}.split(' ')[0]",
        "{{a}} > 3 ? 'x' : 'y'",
        "return {{a}} * 2",
        "{{a}} +",
        "{{a}} ** 2",
        "fetch('x') + {{a}}",
        "'it\\'s' + {{a}}",
    ],
)
def test_what_is_more_is_left_out(expression: str) -> None:
    assert assignment("x", expression, lambda said: said) is None


def test_a_sum_with_itself_stays_one() -> None:
    assert assignment("x", "{{x}} + 2", lambda said: said) == {
        "variable": "x",
        "operation": "add",
        "value": 2,
    }


@given(st.lists(st.integers(0, 99), min_size=2, max_size=6), st.data())
def test_a_chain_is_worked_out_as_anybody_would(numbers: list[int], data: st.DataObject) -> None:
    signs = [data.draw(st.sampled_from("+-*")) for _ in numbers[1:]]
    said = "".join(f"{sign}{number}" for sign, number in zip(["", *signs], numbers, strict=True))
    found = worked_out(said)
    ordered = sorted(signs, key=lambda sign: sign != "*") == signs
    assert found == (str(eval(said)) if ordered else None)  # noqa: S307 - numbers and signs of our own


@given(st.text(alphabet="{}ab+-*%'\". ()0123;", max_size=40))
def test_whatever_is_written_is_set_left_out_or_a_template_that_can_be_read(expression: str) -> None:
    made = assignment("x", expression, lambda said: said)
    if made is not None and isinstance(made.get("value"), str):
        compile_template(made["value"]).render(KNOWN.get)
