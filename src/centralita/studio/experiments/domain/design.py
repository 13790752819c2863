"""What an experiment is about: what counts as success, and what must not get worse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

GoalKind = Literal["outcome", "resolved", "alone", "rated", "rating", "stage", "tool"]
GuardKind = Literal["error", "complaint", "handed_over", "cost", "rating"]

# The name under which success is counted.
GOAL: Final = "goal"
# Goals that are no share of the conversations, but a mean of what was given.
_MEANS: Final = frozenset({"rating"})
# Guards whose margin is in percent of what A costs, and those where less is worse.
_RELATIVE: Final = frozenset({"cost"})
_MORE_IS_BETTER: Final = frozenset({"rating"})
# How little difference hardly anybody cares for, where nobody says otherwise: in a hundred conversations, or in points.
# Of what is rare and worth much, such as appointments, less matters than of what is common.
MARGINS: Final[Mapping[GoalKind, float]] = {
    "resolved": 5,
    "outcome": 2,
    "alone": 5,
    "rated": 5,
    "rating": 0.2,
    "stage": 2,
    "tool": 2,
}


@dataclass(frozen=True, slots=True)
class Goal:
    """When a conversation is a success: it came to one of `outcomes`; it came to something without a person; no person
    was called; it was rated at least `least`; its contact reached `stage` within `days`; or `tool` did its work, in it
    or in a later one of its contact within `days`. `rating` is the mean of the ratings.

    A difference of less than `margin` does not matter, either way: in a hundred conversations, or in points of the
    rating. 0 says that every one does.
    """

    kind: GoalKind = "resolved"
    outcomes: tuple[str, ...] = ()
    least: int = 4
    stage: str = ""
    days: int = 14
    margin: float = 0.0
    tool: str = ""

    @property
    def is_share(self) -> bool:
        return self.kind not in _MEANS

    def tolerates(self, low: float, high: float) -> bool:
        """Whether the difference surely does not matter, from its interval."""
        most = self.margin / 100 if self.is_share else self.margin
        return -most < low and high < most

    @property
    def comes_later(self) -> bool:
        """Whether it is known only some days after the conversation."""
        return self.kind == "stage" or (self.kind == "tool" and self.days > 0)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Goal":
        return cls(**{**told, "outcomes": tuple(told.get("outcomes", ()))})

    def told(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "outcomes": list(self.outcomes),
            "least": self.least,
            "stage": self.stage,
            "days": self.days,
            "margin": self.margin,
            "tool": self.tool,
        }


@dataclass(frozen=True, slots=True)
class Guard:
    """What must not be worse with B by more than `margin`: of shares in a hundred conversations, of the cost in percent
    of A's, of the rating in points.
    """

    kind: GuardKind
    margin: float

    @property
    def is_share(self) -> bool:
        return self.kind in ("error", "complaint", "handed_over")

    @property
    def worth(self) -> float:
        """What A's mean is multiplied by before it is compared."""
        return 1 + self.margin / 100 if self.kind in _RELATIVE else 1.0

    def broken(self, low: float, high: float) -> bool:
        """Whether B is surely worse by more than it may, from the interval of the difference."""
        if self.kind in _RELATIVE:
            return low > 0
        if self.kind in _MORE_IS_BETTER:
            return high < -self.margin
        return low > self.margin / 100


@dataclass(frozen=True, slots=True)
class Design:
    """All that is fixed when an experiment begins. `minimum` is of conversations in each arm."""

    goal: Goal
    guards: tuple[Guard, ...]
    share: int = 50
    confidence: int = 95
    minimum: int = 100
    most_days: int = 28

    @property
    def alpha(self) -> float:
        return 1 - self.confidence / 100


@dataclass(frozen=True, slots=True)
class Came:
    """What is known of a conversation. `settled`: nothing more will come of it. `reached`: its contact came to the
    stage, or the tool did its work; None where there is no contact that could reach anything.
    """

    settled: bool
    over: bool = False
    outcome: str = ""
    person_called: bool = False
    csat: int | None = None
    cost_micros: int = 0
    failed: bool = False
    reached: bool | None = None
    lost: frozenset[str] = field(default_factory=frozenset)


def values_of(goal: Goal, came: Came) -> dict[str, int]:
    """What is counted of a conversation as it stands."""
    values = {
        "error": int(came.failed or came.outcome == "failed"),
        "complaint": int(came.outcome == "opted_out" or (came.csat is not None and came.csat <= 2)),
        "handed_over": int(came.person_called),
    }
    if came.csat is not None:
        values["rating"] = came.csat
    if came.settled:
        values["cost"] = came.cost_micros
    success = _success(goal, came)
    if success is not None:
        values[GOAL] = success
    return values


def _success(goal: Goal, came: Came) -> int | None:
    if goal.kind in ("rating", "rated"):
        return _rated(goal, came.csat)
    if not came.settled:
        return None
    match goal.kind:
        case "stage" | "tool":
            return None if came.reached is None else int(came.reached)
        case "outcome":
            return int(came.outcome in goal.outcomes)
        case "alone":
            return int(not came.person_called)
        case _:
            return int(came.over and not came.person_called and came.outcome not in came.lost)


def _rated(goal: Goal, csat: int | None) -> int | None:
    if csat is None or goal.kind == "rating":
        return csat
    return int(csat >= goal.least)
