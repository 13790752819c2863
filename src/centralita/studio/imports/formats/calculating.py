"""What becomes of a variable, where the expression is a value, a text with variables, or a small sum. Pure."""

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


# `({{name}}).toString().trim().toLowerCase()`: a variable, and what a text of it becomes.
_DRESSED: Final = re.compile(
    r"(?:String\(\s*(?P<said>\{\{[^{}]{1,200}\}\})\s*\)|\(?\s*(?P<bare>\{\{[^{}]{1,200}\}\})\s*\)?)"
    r"(?P<ways>(?:\s*\.\s*(?:toString|trim|toLowerCase|toUpperCase)\(\s*\)){0,6})\s*;?"
)
_WAYS: Final = {"trim": "strip", "toLowerCase": "downcase", "toUpperCase": "upcase"}
_AS_NUMBER: Final = re.compile(
    r"(?:Number|parseInt|parseFloat)\(\s*(\{\{[^{}]{1,200}\}\})\s*(?:,\s*10\s*)?\)"
)
_TOKEN: Final = re.compile(r"\s*(\{\{[^{}]{1,200}\}\}|\d{1,15}(?:\.\d{1,10})?|\"[^\"\\]*\"|'[^'\\]*'|[-+*%])")
_FILTERS: Final = {"+": "plus", "-": "minus", "*": "times", "%": "modulo"}
_BINDS: Final = frozenset("*%")
_MOST_TOKENS: Final = 40


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
    worked_out = _dressed(told, words) or _joined(told, words) or _calculated(told, words)
    if worked_out is not None and not literal:
        return {"variable": variable, "operation": "set", "value": worked_out[:_LONGEST]}
    bare = _ONE.sub("", told)
    if literal or not _CODE.search(bare):
        return {"variable": variable, "operation": "set", "value": words(told)[:_LONGEST]}
    return None


def _dressed(told: str, words: Callable[[str], str]) -> str | None:
    """A variable as a text: trimmed, in small letters, in capitals."""
    found = _DRESSED.fullmatch(told)
    if found is None or not (found["ways"] or found["said"]):
        return None
    name = _name(found["said"] or found["bare"], words)
    filters = [_WAYS[way] for way in re.findall(r"\w+", found["ways"]) if way in _WAYS]
    return "{{" + " | ".join([name, *filters]) + "}}" if name else None


def _joined(told: str, words: Callable[[str], str]) -> str | None:
    """Texts and variables put together: `"Hello " + {{name}}`."""
    parts = _tokens(told)
    if not any(one[0] in "\"'" for one in parts) or any(sign != "+" for sign in parts[1::2]):
        return None
    return "".join(words(one[1:-1] if one[0] in "\"'" else one) for one in parts[::2])


def _calculated(told: str, words: Callable[[str], str]) -> str | None:
    """A sum or a product, as filters that are gone through in the order in which it is worked out."""
    plain = _AS_NUMBER.sub(r"\1", told)
    tokens = _tokens(plain)
    signs = tokens[1::2]
    # Two variables and a plus may be two words as well.
    counts = (
        plain != told or any(sign != "+" for sign in signs) or any(one[0].isdigit() for one in tokens[::2])
    )
    ordered = sorted(signs, key=lambda sign: sign not in _BINDS) == signs
    if not signs or not counts or not ordered or any(one[0] in "\"'" for one in tokens[::2]):
        return None
    values = [one if one[0].isdigit() else _name(one, words) for one in tokens[::2]]
    if not all(values):
        return None
    rest = [f"{_FILTERS[sign]}: {value}" for sign, value in zip(signs, values[1:], strict=True)]
    return "{{" + " | ".join([values[0], *rest]) + "}}"


def _tokens(told: str) -> list[str]:
    """Values with a sign between any two of them; nothing for what is more than that."""
    found: list[str] = []
    place = 0
    told = told.strip().removesuffix(";").rstrip()
    while place < len(told) and len(found) < _MOST_TOKENS:
        match = _TOKEN.match(told, place)
        if match is None or (match[1] in _FILTERS) != bool(len(found) % 2):
            return []
        found.append(match[1])
        place = match.end()
    return found if place == len(told) and len(found) % 2 else []


def _name(placed: str, words: Callable[[str], str]) -> str:
    """What a variable between braces is called here; '' for what is more."""
    own = words(placed)
    found = _ONE.fullmatch(own)
    return found[1] if found is not None and "|" not in own else ""


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
