"""Conditions as our blueprints have them, within their bounds. Pure."""

from typing import Any, Final

Json = dict[str, Any]
_LONGEST: Final = 2_000
# Of a JSON Schema-like operator in any spelling, lowered and without what is no letter.
OPERATORS: Final[dict[str, str]] = {
    "equals": "equals",
    "equalto": "equals",
    "equal": "equals",
    "eq": "equals",
    "is": "equals",
    "==": "equals",
    "===": "equals",
    "=": "equals",
    "notequal": "not_equals",
    "notequalto": "not_equals",
    "notequals": "not_equals",
    "isnot": "not_equals",
    "neq": "not_equals",
    "!=": "not_equals",
    "!==": "not_equals",
    "≠": "not_equals",
    "contains": "contains",
    "has": "contains",
    "notcontains": "not_contains",
    "doesnotcontain": "not_contains",
    "notcontain": "not_contains",
    "doesnotcontains": "not_contains",
    "startswith": "starts_with",
    "startwith": "starts_with",
    "endswith": "ends_with",
    "endwith": "ends_with",
    "greaterthan": "greater",
    "greater": "greater",
    "gt": "greater",
    ">": "greater",
    "greaterthanorequal": "greater_or_equal",
    "greaterorequal": "greater_or_equal",
    "greaterorequalto": "greater_or_equal",
    "greaterthanorequalto": "greater_or_equal",
    "gte": "greater_or_equal",
    ">=": "greater_or_equal",
    "≥": "greater_or_equal",
    "lessthan": "less",
    "less": "less",
    "lt": "less",
    "<": "less",
    "lessthanorequal": "less_or_equal",
    "lessorequal": "less_or_equal",
    "lessorequalto": "less_or_equal",
    "lessthanorequalto": "less_or_equal",
    "lte": "less_or_equal",
    "<=": "less_or_equal",
    "≤": "less_or_equal",
    "in": "one_of",
    "notin": "not_one_of",
    "isset": "is_filled",
    "exists": "is_filled",
    "exist": "is_filled",
    "notempty": "is_filled",
    "isnotempty": "is_filled",
    "hasvalue": "is_filled",
    "notnull": "is_filled",
    "notexist": "is_empty",
    "notexists": "is_empty",
    "doesnotexist": "is_empty",
    "empty": "is_empty",
    "isempty": "is_empty",
    "null": "is_empty",
    "isnull": "is_empty",
}


def operator_of(said: str) -> str | None:
    """Our operator for one in words or signs; None for one that has no counterpart."""
    plain = said.strip().lower()
    return OPERATORS.get(plain) or OPERATORS.get("".join(letter for letter in plain if letter.isalpha()))


def variable_is(variable: str, operator: str, value: object = None) -> Json:
    """A variable against a value."""
    condition: Json = {"kind": "variable", "variable": variable, "operator": operator}
    if operator in {"one_of", "not_one_of"}:
        items = value if isinstance(value, list) else str(value or "").split(",")
        condition["value"] = [_operand(item) for item in items[:200]]
    elif operator not in {"is_empty", "is_filled", "is_true", "is_false"}:
        condition["value"] = _operand(value)
    return condition


def grouped(conditions: list[Json], *, every: bool) -> Json | None:
    """All of them, or one of them; nothing of nothing."""
    if len(conditions) <= 1:
        return conditions[0] if conditions else None
    return {"kind": "all" if every else "any", "conditions": conditions[:50]}


def deep(condition: Json) -> int:
    """How many levels a condition has."""
    inner = [
        *condition.get("conditions", ()),
        *([condition["condition"]] if "condition" in condition else ()),
    ]
    return 1 + max((deep(one) for one in inner), default=0)


def _operand(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    return str(value if value is not None else "")[:_LONGEST]
