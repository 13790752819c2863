"""Conditions as data, so that the editor can show them and nothing an author writes is executed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import Discriminator, Field, StringConstraints, model_validator

from centralita.engine.data import Frozen, Language, VariableName, editor
from centralita.engine.reading.numbers import read_plain_number
from centralita.engine.reading.wording import folded
from centralita.engine.values import Value, is_empty, shown

Operator = Literal[
    "equals",
    "not_equals",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "greater",
    "greater_or_equal",
    "less",
    "less_or_equal",
    "one_of",
    "not_one_of",
    "is_empty",
    "is_filled",
    "is_true",
    "is_false",
]
MAX_DEPTH = 6
Operand = Annotated[str, StringConstraints(max_length=2_000)] | int | float | bool
Operands = Annotated[list[Operand], Field(max_length=200)]


class Facts(Protocol):
    """What a condition is judged by."""

    @property
    def language(self) -> str: ...

    def get(self, name: str) -> Value: ...

    def is_open(self) -> bool: ...


class VariableIs(Frozen):
    """A variable against a value. Texts are compared without case, accents and outer spaces."""

    kind: Literal["variable"] = "variable"
    variable: VariableName = Field(json_schema_extra=editor("variable", "Variable", pt="Variável"))
    operator: Operator = "equals"
    value: Operand | Operands | None = None


class LanguageIs(Frozen):
    """The conversation is in one of these languages; `es` also stands for `es-MX`."""

    kind: Literal["language"] = "language"
    languages: Annotated[tuple[Language, ...], Field(max_length=40)] = ()


class OpenNow(Frozen):
    """The business is open at this moment, or is not."""

    kind: Literal["hours"] = "hours"
    open: bool = True


class AllOf(Frozen):
    """Every one of these; true when there is none."""

    kind: Literal["all"] = "all"
    conditions: Annotated[tuple[Condition, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _not_too_deep(self) -> AllOf:
        return _shallow(self)


class AnyOf(Frozen):
    """At least one of these; false when there is none."""

    kind: Literal["any"] = "any"
    conditions: Annotated[tuple[Condition, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _not_too_deep(self) -> AnyOf:
        return _shallow(self)


class NotOf(Frozen):
    """The opposite."""

    kind: Literal["not"] = "not"
    condition: Condition

    @model_validator(mode="after")
    def _not_too_deep(self) -> NotOf:
        return _shallow(self)


Condition = Annotated[VariableIs | LanguageIs | OpenNow | AllOf | AnyOf | NotOf, Discriminator("kind")]
for _group in (AllOf, AnyOf, NotOf):
    _group.model_rebuild()

_Group = TypeVar("_Group", AllOf, AnyOf, NotOf)


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether `condition` is true of `facts`. A variable that is not set counts as empty."""
    # By `kind`, not by class: pydantic makes isinstance slow, and this runs in every turn.
    if condition.kind == "variable":
        return _compare(facts.get(condition.variable), condition.operator, _as_value(condition.value))
    if condition.kind == "language":
        base = facts.language.partition("-")[0]
        return facts.language in condition.languages or base in condition.languages
    if condition.kind == "hours":
        return facts.is_open() is condition.open
    if condition.kind == "all":
        return all(holds(inner, facts) for inner in condition.conditions)
    if condition.kind == "any":
        return any(holds(inner, facts) for inner in condition.conditions)
    return not holds(condition.condition, facts)


def variables_of(condition: Condition) -> Iterator[str]:
    """The names of the variables that `condition` reads."""
    match condition:
        case VariableIs():
            yield condition.variable
        case AllOf() | AnyOf():
            for inner in condition.conditions:
                yield from variables_of(inner)
        case NotOf():
            yield from variables_of(condition.condition)
        case _:
            return


def _depth(condition: Condition) -> int:
    match condition:
        case AllOf() | AnyOf():
            return 1 + max(map(_depth, condition.conditions), default=0)
        case NotOf():
            return 1 + _depth(condition.condition)
        case _:
            return 1


def _shallow(group: _Group) -> _Group:
    if _depth(group) > MAX_DEPTH:
        raise ValueError(f"conditions are nested more than {MAX_DEPTH} levels deep")
    return group


def _compare(value: Value, operator: Operator, operand: Value) -> bool:  # noqa: PLR0911, PLR0912 - a return for each case reads best
    match operator:
        case "is_empty":
            return is_empty(value)
        case "is_filled":
            return not is_empty(value)
        case "is_true":
            return _truth(value) is True
        case "is_false":
            return _truth(value) is False
        case "equals":
            return _equal(value, operand)
        case "not_equals":
            return not _equal(value, operand)
        case "contains":
            return _contains(value, operand)
        case "not_contains":
            return not _contains(value, operand)
        case "starts_with":
            return _text(value).startswith(_text(operand)) and not is_empty(operand)
        case "ends_with":
            return _text(value).endswith(_text(operand)) and not is_empty(operand)
        case "one_of":
            return any(_equal(value, item) for item in _items(operand))
        case "not_one_of":
            return not any(_equal(value, item) for item in _items(operand))
        case _:
            return _ordered(value, operator, operand)


def _as_value(operand: Operand | list[Operand] | None) -> Value:
    return list(operand) if isinstance(operand, list) else operand


def _ordered(value: Value, operator: Operator, operand: Value) -> bool:
    """Numbers by size, a list by how many it has; else texts by their characters, which orders ISO dates.

    Empty is never ordered.
    """
    if is_empty(value) or is_empty(operand):
        return False
    left, right = len(value) if isinstance(value, list) else _number(value), _number(operand)
    if left is not None and right is not None:
        difference = (left > right) - (left < right)
    elif left is not None or right is not None:
        return False
    else:
        difference = (_text(value) > _text(operand)) - (_text(value) < _text(operand))
    return {
        "greater": difference > 0,
        "greater_or_equal": difference >= 0,
        "less": difference < 0,
        "less_or_equal": difference <= 0,
    }[operator]


def _equal(value: Value, operand: Value) -> bool:
    left, right = _number(value), _number(operand)
    if left is not None and right is not None:
        return left == right
    if isinstance(value, list):
        return any(_equal(item, operand) for item in value)
    return _text(value) == _text(operand)


def _contains(value: Value, operand: Value) -> bool:
    if is_empty(operand):
        return False
    if isinstance(value, list):
        return any(_equal(item, operand) for item in value)
    return _text(operand) in _text(value)


def _items(operand: Value) -> list[Value]:
    return operand if isinstance(operand, list) else [operand]


def _text(value: Value) -> str:
    return folded(shown(value))


def _truth(value: Value) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(_text(value))


def _number(value: Value) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    return read_plain_number(value) if isinstance(value, str) else None
