"""What becomes of a variable, where the expression is a value, a variable, or a sum with the variable itself. Pure."""

import re
from collections.abc import Callable
from typing import Any, Final

Json = dict[str, Any]
_LONGEST: Final = 4_000
_NUMBER: Final = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,10})?")
_QUOTED: Final = re.compile(r"\"([^\"\\]*)\"|'([^'\\]*)'|`([^`\\$]*)`")
_ONE: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_SUM: Final = re.compile(
    r"(?:Number\(|parseInt\(|parseFloat\()?\s*(\{\{\s*[^{}]+?\s*\}\})\s*\)?\s*([+-])\s*"
    r"([-+]?\d{1,15}(?:\.\d{1,10})?|\{\{\s*[^{}]+?\s*\}\})"
)
_CODE: Final = re.compile(r"[;(){}=<>]|\breturn\b|\?|&&|\|\||\bnew\b|\bawait\b|[\w\]]\.\w|[+*/%]")


def assignment(  # noqa: PLR0911 - a return for each case reads best
    variable: str, expression: str, words: Callable[[str], str], *, literal: bool = False
) -> Json | None:
    """What a `set` node does for `variable = expression`; None when it is more than that.

    `words` gives a text its variables' names here; `literal`: the expression is a text, not code.
    """
    told = expression.strip()
    if not told:
        return {"variable": variable, "operation": "clear"}
    if _NUMBER.fullmatch(told):
        return {"variable": variable, "operation": "set", "value": _number(told)}
    if told in {"true", "false"}:
        return {"variable": variable, "operation": "set", "value": told == "true"}
    if told in {"null", "undefined", "None", "[]", "{}", '""', "''"}:
        return {"variable": variable, "operation": "clear"}
    quoted = _QUOTED.fullmatch(told)
    if quoted:
        inner = next(part for part in quoted.groups() if part is not None)
        return {"variable": variable, "operation": "set", "value": words(inner)[:_LONGEST]}
    total = _SUM.fullmatch(told)
    if total and words(total[1]) == f"{{{{{variable}}}}}":
        amount: object = _number(total[3]) if _NUMBER.fullmatch(total[3]) else words(total[3])
        return {"variable": variable, "operation": "add" if total[2] == "+" else "subtract", "value": amount}
    bare = _ONE.sub("", told)
    if literal or not _CODE.search(bare):
        return {"variable": variable, "operation": "set", "value": words(told)[:_LONGEST]}
    return None


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
