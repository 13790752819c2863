"""Conditions of Voiceflow: trees of comparisons, older and newer. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from centralita.studio.imports.domain.shape import at, objects, text
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.predicates import condition_of
from centralita.studio.imports.formats.talking import NEVER
from centralita.studio.imports.formats.voiceflow_text import slate, spoken

Json = Mapping[str, Any]
Made = dict[str, Any]
_DEEPEST: Final = 4
_VARIABLE: Final = re.compile(r"\{\{\s*([\w.\-]+)\s*\}\}")


class Lose(Protocol):
    """Notes what is not taken over."""

    def __call__(self, code: str, **data: str) -> None: ...


def judged(row: Json, variable: Callable[[str], str], lose: Lose) -> Made:
    """The condition of one way. One that cannot be judged never holds."""
    found = _tree(row, variable, lose, 0)
    if found is None:
        lose("condition", text=text(row, "name") or text(row, "expression") or text(row, "type") or "?")
    return found or NEVER


def _tree(  # noqa: PLR0911 - a return for each shape reads best
    row: Json, variable: Callable[[str], str], lose: Lose, depth: int
) -> Made | None:
    if depth > _DEEPEST:
        return None
    if isinstance(at(row, "value"), Mapping):
        # Newer files keep what is compared one level below.
        return _tree({**row["value"], "value": at(row, "value", "code")}, variable, lose, depth + 1)
    kind = text(row, "type")
    inside = objects(row, "value") if isinstance(at(row, "value"), list) else []
    newer = objects(row, "assertions") or objects(row, "condition", "assertions")
    if newer:
        every = (text(row, "matchAll") or text(row, "condition", "matchAll")) != "false"
        any_of = at(row, "matchAll") is False or at(row, "condition", "matchAll") is False
        parts = [_assertion(one, variable) for one in newer]
        return _grouped(parts, every=every and not any_of)
    scripted = {"script", "advance", "advanced", "value-expression", "expression"}
    if text(row, "condition", "type") == "script" or kind in scripted:
        said = text(row, "value") or text(row, "expression") or slate(at(row, "value"))
        return condition_of(_named(said), variable) if said else None
    if kind in {"and", "or"} or (not kind and inside):
        parts = [_tree(one, variable, lose, depth + 1) for one in inside]
        return _grouped(parts, every=kind != "or")
    if inside and operator_of(kind.replace("_", " ")) is not None:
        return _compared(inside, kind, variable)
    if kind == "not" and inside:
        inner = _tree(inside[0], variable, lose, depth + 1)
        return None if inner is None else {"kind": "not", "condition": inner}
    return None


def _named(said: str) -> str:
    """A script with its variables by their names alone: `{{[size].s1}}`, `{size}` and `{{size}}` are `size`."""
    return _VARIABLE.sub(r"\1", spoken(said))


def _grouped(parts: list[Made | None], *, every: bool) -> Made | None:
    kept = [part for part in parts if part is not None]
    # Half a condition is another condition.
    return grouped(kept, every=every) if kept and len(kept) == len(parts) else None


def _compared(sides: list[Json], kind: str, variable: Callable[[str], str]) -> Made | None:
    left = sides[0]
    operator = operator_of(kind.replace("_", " "))
    if text(left, "type") != "variable" or operator is None:
        return None
    right = sides[1] if len(sides) > 1 else {}
    if text(right, "type") == "variable":
        return None
    return variable_is(variable(text(left, "value")), operator, at(right, "value"))


def _assertion(row: Json, variable: Callable[[str], str]) -> Made | None:
    compared = "lhs" in row
    name = slate(at(row, "lhs")) if compared else text(row, "key") or text(row, "variableID")
    operator = operator_of((text(row, "operation") or text(row, "operator")).replace("_", " "))
    if not name or operator is None:
        return None
    value = at(row, "rhs") if compared else at(row, "value")
    value = slate(value) if isinstance(value, list) else value
    if "{{" in str(value):
        return None
    return variable_is(variable(name), operator, value)
