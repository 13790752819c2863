"""The set-up wizard: four short steps, each can be skipped."""

from collections.abc import Mapping
from typing import Literal, cast, get_args

StepName = Literal["business", "hours", "services", "agent"]
StepState = Literal["open", "done", "skipped"]
STEPS: tuple[StepName, ...] = get_args(StepName)


def states(stored: Mapping[str, str]) -> dict[StepName, StepState]:
    """Every step with its state, in order."""
    return {step: cast("StepState", stored.get(step, "open")) for step in STEPS}


def current(stored: Mapping[str, str]) -> StepName | None:
    """The first step that is still open; None when the wizard is over."""
    return next((step for step, state in states(stored).items() if state == "open"), None)
