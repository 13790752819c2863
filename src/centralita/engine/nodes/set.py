"""Set: give variables values."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen, NodeData, VariableName, editor
from centralita.engine.events import Event
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Uses, one_way
from centralita.engine.reading.numbers import read_plain_number
from centralita.engine.turn import Turn
from centralita.engine.values import MAX_INTEGER, Value

_ALONE = re.compile(r"\s*\{\{\s*([^\W\d][\w.]*)\s*\}\}\s*")

Operation = Literal["set", "add", "subtract", "append", "take", "clear"]


class Assignment(Frozen):
    """One variable and what becomes of it. A text may hold {{variables}}; `{{name}}` alone keeps its type.

    `take` with the value `{{list}}` takes the first out of that list: gone round, each of its items comes once.
    """

    variable: VariableName = Field(json_schema_extra=editor("variable", "Variable", pt="Variável"))
    operation: Operation = "set"
    value: Annotated[str, StringConstraints(max_length=4_000)] | int | float | bool | None = None


class SetData(NodeData):
    """The variables to set, in order."""

    assignments: Annotated[tuple[Assignment, ...], Field(max_length=50)] = Field(
        default=(),
        title="Variables",
        json_schema_extra=editor("assignments", "Variables", pt="Variáveis"),
    )


def _step(turn: Turn, data: SetData, _event: Event | None) -> str:
    for assignment in data.assignments:
        source = _list_of(assignment) if assignment.operation == "take" else ""
        result = _result(turn, assignment)
        if source:
            left = turn.get(source)
            turn.set(source, left[1:] if isinstance(left, list) else None)
        turn.set(assignment.variable, result)
    return "next"


def _list_of(assignment: Assignment) -> str:
    """The list that something is taken out of; '' where none is named."""
    name = _ALONE.fullmatch(assignment.value) if isinstance(assignment.value, str) else None
    return name[1] if name is not None else ""


def _result(turn: Turn, assignment: Assignment) -> Value:
    before = turn.get(assignment.variable)
    value = _value(turn, assignment.value)
    match assignment.operation:
        case "set":
            return value
        case "clear":
            return None
        case "append":
            return [*(before if isinstance(before, list) else [] if before is None else [before]), value]
        case "take":
            # What is no list is the only one.
            return next(iter(value), None) if isinstance(value, list) else value
        case "add":
            return _whole(_number(before) + _number(value))
        case "subtract":
            return _whole(_number(before) - _number(value))


def _value(turn: Turn, value: str | float | bool | None) -> Value:
    if not isinstance(value, str):
        return value
    name = _ALONE.fullmatch(value)
    if name is not None:
        return turn.get(name[1])
    return turn.render(value)


def _number(value: Value) -> float:
    if isinstance(value, bool):
        return 0.0
    if isinstance(value, int | float):
        return float(value)
    return (read_plain_number(value.strip()) if isinstance(value, str) else None) or 0.0


def _whole(number: float) -> Value:
    return int(number) if number.is_integer() and abs(number) <= MAX_INTEGER else number


def _uses(data: SetData) -> Uses:
    return Uses(
        templates=tuple(item.value for item in data.assignments if isinstance(item.value, str)),
        writes=(
            *(item.variable for item in data.assignments),
            *(name for item in data.assignments if item.operation == "take" and (name := _list_of(item))),
        ),
    )


def _check(data: SetData, _inspection: Inspection) -> list[Finding]:
    taken = [item.variable for item in data.assignments if item.variable.startswith("business.")]
    findings = [Finding("variable_is_fact", "error", {"variable": name}) for name in taken]
    listless = [one for one in data.assignments if one.operation == "take" and not _list_of(one)]
    findings += [Finding("no_list", "error", {"variable": one.variable}) for one in listless]
    return findings


KIND = Kind(
    name="set",
    group="logic",
    icon="variable",
    title={"en": "Set", "es": "Asignar", "pt": "Definir"},
    summary={"en": "Give variables values.", "es": "Da valor a variables.", "pt": "Dá valor a variáveis."},
    data=SetData,
    ports=one_way,
    step=_step,
    uses=_uses,
    check=_check,
)
