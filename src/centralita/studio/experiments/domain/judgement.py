"""When an experiment is over, and by what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from centralita.studio.experiments.domain.design import GOAL, Design, Guard
from centralita.studio.experiments.domain.sequences import Difference, difference, surprise
from centralita.studio.experiments.domain.sums import ArmSums

# Of so many experiments without fault one is stopped for arms that are filled unevenly.
SURPRISED: Final = 1_000.0
# A guard has to speak early: it is best at few people.
_GUARD_TUNED_FOR: Final = 100


class ExperimentEnding(StrEnum):
    """By what an experiment ended."""

    B_BETTER = "b_better"
    A_BETTER = "a_better"
    NO_DIFFERENCE = "no_difference"
    GUARD = "guard"
    UNEVEN = "uneven"
    PERSON = "person"
    MOVED_ON = "moved_on"


@dataclass(frozen=True, slots=True)
class Watched:
    """A guard with what is known of it."""

    guard: Guard
    difference: Difference | None
    broken: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an experiment at a moment. `ending` is None while it should go on; `broken` is the guard."""

    difference: Difference | None
    guards: tuple[Watched, ...]
    enough: bool
    ending: ExperimentEnding | None
    broken: Guard | None = None


def judge(design: Design, sums: Mapping[str, ArmSums], days: float) -> Standing:
    """What the sums say after so many days. What harms people comes first, then whether the arms can be compared.

    That there is no difference that matters is concluded from the very interval that says which arm is better: as long
    as it holds the truth neither is wrong, so both together are as rarely wrong as one.
    """
    a, b = sums["a"], sums["b"]
    found = difference(a.of(GOAL), b.of(GOAL), design.alpha, share=design.goal.is_share)
    guards = tuple(_watch(design, guard, a, b) for guard in design.guards)
    enough = min(a.of(GOAL).n, b.of(GOAL).n) >= design.minimum
    broken = next((each.guard for each in guards if each.broken), None)
    ending: ExperimentEnding | None = None
    if broken is not None:
        ending = ExperimentEnding.GUARD
    elif surprise(a.people, b.people, design.share) >= SURPRISED:
        ending = ExperimentEnding.UNEVEN
    elif enough and found is not None and found.low > 0:
        ending = ExperimentEnding.B_BETTER
    elif enough and found is not None and found.high < 0:
        ending = ExperimentEnding.A_BETTER
    elif (enough and found is not None and design.goal.tolerates(found.low, found.high)) or (
        days >= design.most_days
    ):
        ending = ExperimentEnding.NO_DIFFERENCE
    return Standing(found, guards, enough, ending, broken)


def _watch(design: Design, guard: Guard, a: ArmSums, b: ArmSums) -> Watched:
    found = difference(
        a.of(guard.kind),
        b.of(guard.kind),
        # However many guards there are, one that breaks without a reason is as rare as a false winner.
        design.alpha / len(design.guards),
        share=guard.is_share,
        worth=guard.worth,
        tuned_for=_GUARD_TUNED_FOR,
    )
    return Watched(guard, found, found is not None and guard.broken(found.low, found.high))
