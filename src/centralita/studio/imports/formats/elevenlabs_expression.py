"""Conditions of ElevenLabs that are reckoned from variables: as ours where they compare, in words where they do more. Pure."""

from collections.abc import Callable
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.conditions import deep, grouped, variable_is
from centralita.studio.imports.formats.talking import ALWAYS, NEVER

Json = dict[str, Any]
_DEEPEST: Final = 5
_COMPARES: Final = {
    "eq_operator": ("equals", "=", "equals"),
    "neq_operator": ("not_equals", "≠", "not_equals"),
    "gt_operator": ("greater", ">", "less"),
    "gte_operator": ("greater_or_equal", "≥", "less_or_equal"),
    "lt_operator": ("less", "<", "greater"),
    "lte_operator": ("less_or_equal", "≤", "greater_or_equal"),
}
_SUMS: Final = {"add_operator": "+", "sub_operator": "-", "mul_operator": "×", "div_operator": "÷"}


def judged(expression: Any, variable: Callable[[str], str]) -> Json | None:
    """The condition; None where it asks a model or reckons."""
    found = _judged(expression, variable, 0)
    return found if found is not None and deep(found) <= _DEEPEST else None


def _judged(expression: Any, variable: Callable[[str], str], depth: int) -> Json | None:
    kind = text(expression, "type")
    if kind in {"and_operator", "or_operator"} and depth < _DEEPEST:
        parts = [_judged(one, variable, depth + 1) for one in listed(expression, "children")]
        known = [one for one in parts if one is not None]
        return grouped(known, every=kind == "and_operator") if parts and known == parts else None
    if kind == "dynamic_variable":
        return variable_is(variable(text(expression, "name")), "is_true")
    if kind == "boolean_literal":
        return ALWAYS if at(expression, "value") is True else NEVER
    return _compared(expression, kind, variable) if kind in _COMPARES else None


def _compared(expression: Any, kind: str, variable: Callable[[str], str]) -> Json | None:
    """A variable held against a value, whichever stands first."""
    operator, _, turned = _COMPARES[kind]
    left, right = at(expression, "left"), at(expression, "right")
    if text(left, "type") != "dynamic_variable":
        left, right, operator = right, left, turned
    if text(left, "type") != "dynamic_variable" or not text(left, "name"):
        return None
    name = variable(text(left, "name"))
    match text(right, "type"):
        case "null_literal" if operator in {"equals", "not_equals"}:
            return variable_is(name, "is_empty" if operator == "equals" else "is_filled")
        case "string_literal" | "number_literal" | "boolean_literal":
            return variable_is(name, operator, at(right, "value"))
    return None


def in_words(expression: Any, depth: int = 0) -> str:
    """What it says, for a model to judge."""
    kind = text(expression, "type")
    if depth > _DEEPEST:
        return "…"
    if kind in {"and_operator", "or_operator"}:
        parts = [in_words(one, depth + 1) for one in objects(expression, "children")]
        return f"({(' and ' if kind == 'and_operator' else ' or ').join(parts)})"
    sign = _COMPARES[kind][1] if kind in _COMPARES else _SUMS.get(kind)
    if sign:
        return f"{in_words(at(expression, 'left'), depth + 1)} {sign} {in_words(at(expression, 'right'), depth + 1)}"
    if kind == "dynamic_variable":
        return text(expression, "name")
    if kind == "llm":
        return text(expression, "prompt") or text(expression, "condition")
    value = at(expression, "value")
    return str(value).lower() if isinstance(value, bool) else text(value) or "…"
