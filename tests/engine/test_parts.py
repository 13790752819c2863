"""Conditions, business hours, arguments of tools, and values: the small parts."""

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from pydantic import TypeAdapter
from tests.engine.blueprints import HOURS
from tests.engine.strategies import conditions, json_values

from centralita.engine.arguments import faults, fitted
from centralita.engine.business import Business
from centralita.engine.conditions import Condition, holds
from centralita.engine.values import Value, bounded, shown

MADRID = ZoneInfo("Europe/Madrid")
_condition: TypeAdapter[Condition] = TypeAdapter(Condition)


@dataclass
class Known:
    values: dict[str, Value] = field(default_factory=dict)
    language: str = "es-MX"
    open: bool = True

    def get(self, name: str) -> Value:
        return self.values.get(name)

    def is_open(self) -> bool:
        return self.open


@pytest.mark.parametrize(
    ("value", "operator", "operand", "true"),
    [
        ("Málaga", "equals", " malaga ", True),
        ("5", "equals", 5, True),
        (5, "greater", "4.5", True),
        ("10", "greater", "9", True),
        ("2026-11-20", "less", "2026-12-01", True),
        (None, "less", 5, False),
        ("abc", "greater", 5, False),
        (["a", "b", "c"], "greater", "2", True),
        (["a", "b"], "greater", 2, False),
        (True, "is_true", None, True),
        ("yes", "is_true", None, True),
        (None, "is_false", None, False),
        (["a", "b"], "contains", "B", True),
        ("Buenos días", "contains", "DIAS", True),
        ("x", "contains", "", False),
        ("x", "one_of", ["y", "X"], True),
        ("x", "not_one_of", ["y", "X"], False),
        ("", "is_empty", None, True),
        (0, "is_filled", None, True),
        ("612", "starts_with", "6", True),
        ("612", "ends_with", 2, True),
    ],
)
def test_a_variable_against_a_value(value: Value, operator: str, operand: Any, true: bool) -> None:
    condition = _condition.validate_python(
        {"kind": "variable", "variable": "x", "operator": operator, "value": operand}
    )
    assert holds(condition, Known({"x": value})) is true


def test_language_hours_and_groups() -> None:
    def is_true(condition: dict[str, Any]) -> bool:
        return holds(_condition.validate_python(condition), Known())

    assert is_true({"kind": "language", "languages": ["es"]})
    assert not is_true({"kind": "language", "languages": ["en"]})
    assert is_true({"kind": "hours"})
    assert is_true({"kind": "all", "conditions": []})
    assert not is_true({"kind": "any", "conditions": []})
    assert is_true({"kind": "not", "condition": {"kind": "hours", "open": False}})
    assert is_true({"kind": "any", "conditions": [{"kind": "hours", "open": False}, {"kind": "hours"}]})


@given(conditions, json_values)
def test_any_condition_is_true_or_false(condition: dict[str, Any], value: Any) -> None:
    read = _condition.validate_python(condition)
    assert holds(read, Known({"name": bounded(value)})) in {True, False}


def business(**fields: Any) -> Business:
    return Business.model_validate({"time_zone": "Europe/Madrid", "hours": HOURS, **fields})


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (dt.datetime(2026, 11, 20, 9, 0, tzinfo=MADRID), True),
        (dt.datetime(2026, 11, 20, 8, 59, tzinfo=MADRID), False),
        (dt.datetime(2026, 11, 20, 14, 0, tzinfo=MADRID), False),
        (dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 11, 21, 10, 0, tzinfo=MADRID), False),
        (dt.datetime(2026, 12, 25, 10, 0, tzinfo=MADRID), False),
        (dt.datetime(2026, 12, 24, 10, 0, tzinfo=MADRID), False),
        (dt.datetime(2026, 12, 23, 10, 0, tzinfo=MADRID), True),
    ],
)
def test_hours_with_holidays_and_special_days(moment: dt.datetime, is_open: bool) -> None:
    special = [{"date": "2026-12-24", "name": "Nochebuena"}]
    assert business(public_holidays=True, special_days=special).is_open(moment) is is_open


def test_a_night_goes_on_after_midnight() -> None:
    bar = business(hours={"friday": [{"opens": "20:00", "closes": "02:00"}]})
    assert bar.is_open(dt.datetime(2026, 11, 21, 1, 59, tzinfo=MADRID))
    assert not bar.is_open(dt.datetime(2026, 11, 21, 2, 0, tzinfo=MADRID))
    assert not bar.is_open(dt.datetime(2026, 11, 20, 1, 0, tzinfo=MADRID))


def test_without_hours_it_is_always_open() -> None:
    assert business(hours={}).is_open(dt.datetime(2026, 11, 22, 3, 0, tzinfo=MADRID))


SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "day": {"type": "string", "maxLength": 10},
        "seats": {"type": "integer", "minimum": 1, "exclusiveMaximum": 10},
        "kind": {"enum": ["table", "bar"]},
        "guests": {"type": "array", "maxItems": 2, "items": {"type": "object", "required": ["name"]}},
        "note": {"type": ["string", "null"]},
    },
    "required": ["day"],
}


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ({"day": "monday"}, ()),
        ({}, ("day: required",)),
        ({"day": 5}, ("day: string expected",)),
        ({"day": "x" * 11}, ("day: longer than 10",)),
        ({"day": "x", "seats": 0}, ("seats: at least 1 expected",)),
        ({"day": "x", "seats": 10}, ("seats: less than 10 expected",)),
        ({"day": "x", "seats": True}, ("seats: integer expected",)),
        ({"day": "x", "seats": 2.0}, ()),
        ({"day": "x", "kind": "roof"}, ("kind: one of table, bar expected",)),
        ({"day": "x", "guests": [{"name": "a"}, {}]}, ("guests[1].name: required",)),
        ({"day": "x", "guests": [1, 2, 3]}, ("guests: longer than 2", "guests[0]: object expected", "guests[1]: object expected", "guests[2]: object expected")),
        ({"day": "x", "note": None}, ()),
        ({"day": "x", "admin": True}, ("admin: not an argument of this tool",)),
        ("day", ("arguments: object expected",)),
    ],
)  # fmt: skip
def test_arguments_against_their_schema(arguments: Value, wrong: tuple[str, ...]) -> None:
    assert faults(arguments, SCHEMA) == wrong


def test_texts_become_the_numbers_that_are_wanted() -> None:
    schema: dict[str, Any] = {
        "properties": {"n": {"type": "integer"}, "b": {"type": "boolean"}, "s": {"type": "string"}}
    }
    assert fitted({"n": "4", "b": "true", "s": "4"}, schema) == {"n": 4, "b": True, "s": "4"}
    assert fitted({"n": "nan"}, schema) == {"n": "nan"}
    assert fitted({"n": "inf"}, schema) == {"n": "inf"}


@given(json_values, json_values)
def test_any_schema_and_any_arguments_go_well(arguments: Any, schema: Any) -> None:
    schema = bounded(schema)
    faults(
        bounded(arguments),
        schema if isinstance(schema, dict) else {"properties": {"a": schema}, "type": schema},
    )


def test_values_are_cut_to_what_survives_a_round_trip() -> None:
    deep: Any = 1
    for _ in range(2000):
        deep = [deep]
    assert bounded(deep) is not None
    assert bounded({"a": math.nan, "b": math.inf, "c": 10**400, "d": "\ud800", "e": object()}) == {
        "a": None,
        "b": None,
        "c": "inf",
        "d": "?",
        "e": None,
    }
    assert len(bounded(list(range(5000)))) == 100  # type: ignore[arg-type] # a list, as given
    assert shown([1.0, True, None, {"k": "v"}]) == "1, true, , k: v"
