"""Conditions in words, and as Retell's equations where those say the same."""

from typing import Any, Final, Literal

from centralita.engine.conditions import AllOf, AnyOf, Condition, LanguageIs, NotOf, OpenNow, VariableIs
from centralita.engine.values import shown
from centralita.studio.deployments.compile.wording import Wording, sentence_list

_MOST_EQUATIONS: Final = 50
_OPERATORS: Final = {
    "equals": "==",
    "not_equals": "!=",
    "contains": "contains",
    "not_contains": "not_contains",
    "greater": ">",
    "greater_or_equal": ">=",
    "less": "<",
    "less_or_equal": "<=",
}
# What is not known is given to the platform as an empty text.
_AGAINST: Final = {
    "is_empty": ("==", ""),
    "is_filled": ("!=", ""),
    "is_true": ("==", "true"),
    "is_false": ("==", "false"),
}
Joint = Literal["&&", "||"]


def condition_text(condition: Condition) -> str:
    """The condition as a part of a sentence, in English."""
    match condition:
        case VariableIs():
            value = condition.value
            text = ", ".join(map(shown, value)) if isinstance(value, list) else shown(value)
            return f"{condition.variable} {condition.operator.replace('_', ' ')} {text}".strip()
        case LanguageIs():
            return f"the language is {' or '.join(condition.languages)}"
        case OpenNow():
            return "the business is open now" if condition.open else "the business is closed now"
        case AllOf():
            return " and ".join(f"({condition_text(one)})" for one in condition.conditions) or "always"
        case AnyOf():
            return " or ".join(f"({condition_text(one)})" for one in condition.conditions) or "never"
        case NotOf():
            return f"it is not so that {condition_text(condition.condition)}"


def prompted(text: str) -> dict[str, Any]:
    """A condition that the platform's model judges."""
    return {"type": "prompt", "prompt": text}


def transition(condition: Condition, wording: Wording) -> dict[str, Any]:
    """The condition of an edge: worked out by the platform where it can be, else judged by its model."""
    joint, parts = _flat(condition)
    equations = [_equation(part, wording) for part in parts]
    known = [equation for equation in equations if equation is not None]
    if not known or len(known) < len(equations) or len(known) > _MOST_EQUATIONS:
        return prompted(f"It is so that {wording.text(condition_text(condition))}")
    return {"type": "equation", "operator": joint, "equations": known}


def _flat(condition: Condition) -> tuple[Joint, list[Condition]]:
    """The condition as parts that must all hold, or of which one must."""
    match condition:
        case AllOf():
            return "&&", list(condition.conditions)
        case AnyOf():
            return "||", list(condition.conditions)
        case VariableIs() if condition.operator in {"one_of", "not_one_of"}:
            one = condition.operator == "one_of"
            values = condition.value if isinstance(condition.value, list) else [condition.value]
            parts = [
                VariableIs(
                    variable=condition.variable, operator="equals" if one else "not_equals", value=value
                )
                for value in values
            ]
            return ("||" if one else "&&"), [*parts]
        case _:
            return "&&", [condition]


def _equation(condition: Condition, wording: Wording) -> dict[str, str] | None:
    if not isinstance(condition, VariableIs) or condition.variable.startswith("business."):
        return None
    left = f"{{{{{wording.name(condition.variable)}}}}}"
    against = _AGAINST.get(condition.operator)
    if against is not None:
        return {"left": left, "operator": against[0], "right": against[1]}
    operator = _OPERATORS.get(condition.operator)
    if operator is None or isinstance(condition.value, list):
        return None
    return {"left": left, "operator": operator, "right": wording.text(shown(condition.value))}


def listed(names: tuple[str, ...]) -> str:
    """What callers may say, in quotes."""
    return sentence_list(f"“{name}”" for name in names)
