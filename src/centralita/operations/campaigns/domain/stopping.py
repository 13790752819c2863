"""When a campaign ends or pauses by its own rules."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

# Fewer calls than this say nothing about how many fail.
FEWEST_FOR_A_RATE = 20


@dataclass(frozen=True, slots=True)
class StopRules:
    """What is None does not stop anything. `failure_percent` counts calls that failed among those made."""

    booked: int | None = None
    interested: int | None = None
    until: dt.datetime | None = None
    failure_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a campaign is. Money in micro-units; `worst` is what one more call may cost."""

    booked: int
    interested: int
    dialled: int
    failed: int
    spent: int = 0
    held: int = 0
    worst: int = 0
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Halt:
    """No further call: `finished` is for good, `paused` until a person looks at it."""

    status: Literal["finished", "paused"]
    reason: str


def halt(rules: StopRules, standing: Standing, moment: dt.datetime) -> Halt | None:
    """Whether, and why, nothing more is to be dialled."""
    if rules.until is not None and moment >= rules.until:
        return Halt("finished", "date_reached")
    if rules.booked is not None and standing.booked >= rules.booked:
        return Halt("finished", "booked_reached")
    if rules.interested is not None and standing.interested >= rules.interested:
        return Halt("finished", "interested_reached")
    if _fails_too_often(rules, standing):
        return Halt("paused", "failing")
    if standing.budget is not None and affordable(standing) < 1 and standing.held == 0:
        return Halt("paused", "budget_spent")
    return None


def _fails_too_often(rules: StopRules, standing: Standing) -> bool:
    if rules.failure_percent is None or standing.dialled < FEWEST_FOR_A_RATE:
        return False
    return standing.failed * 100 >= rules.failure_percent * standing.dialled


def affordable(standing: Standing) -> int:
    """How many more calls the budget bears at their worst. Without a price only an empty budget says no."""
    if standing.budget is None:
        return 1_000_000
    left = standing.budget - standing.spent - standing.held
    if standing.worst <= 0:
        return 1_000_000 if left > 0 else 0
    return max(0, left // standing.worst)
