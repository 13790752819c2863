"""Whether a person is asked before a tool runs. Pure.

What cannot be judged is asked about: an amount that is missing, or that is no number, is not taken for a small one.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen
from centralita.engine.values import Value, shown

MOST_RULES: Final = 10
When = Literal["never", "always", "rule"]
Comparison = Literal["more_than", "less_than", "equals", "differs"]


class ApprovalRule(Frozen):
    """Ask where this holds of an argument."""

    argument: Annotated[str, StringConstraints(max_length=64)] = ""
    comparison: Comparison = "more_than"
    value: Annotated[str, StringConstraints(max_length=200)] = ""


class ToolApproval(Frozen):
    """When a person is asked, and how long they have: no answer in time is a no. Callers on a line wait less."""

    when: When = "never"
    rules: Annotated[tuple[ApprovalRule, ...], Field(max_length=MOST_RULES)] = ()
    minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    call_seconds: Annotated[int, Field(ge=5, le=60)] = 20


NO_APPROVAL: Final = ToolApproval()


def is_needed(approval: ToolApproval, arguments: Mapping[str, Value]) -> bool:
    """Whether a person has to agree to a call with these arguments."""
    if approval.when == "rule":
        return any(_holds(rule, arguments.get(rule.argument)) for rule in approval.rules)
    return approval.when == "always"


def is_number(text: str) -> bool:
    """Whether a rule can compare with it by size."""
    return _number(text) is not None


def _holds(rule: ApprovalRule, given: Value) -> bool:
    match rule.comparison:
        case "more_than" | "less_than":
            amount, limit = _number(given), _number(rule.value)
            if amount is None or limit is None:
                return True
            return amount > limit if rule.comparison == "more_than" else amount < limit
        case "equals" | "differs":
            same = given is not None and shown(given).strip().casefold() == rule.value.strip().casefold()
            return same == (rule.comparison == "equals")


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(str(value).strip().replace(",", "."))
    except (ValueError, OverflowError):
        return None
    return number if number == number else None  # noqa: PLR0124 - NaN
