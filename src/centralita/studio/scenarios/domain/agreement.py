"""How far a judge can be trusted: its verdicts beside those that people gave to the same conversations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from centralita.kit.intervals import Interval, wilson

# "Substantial" agreement, as Landis and Koch call it; fewer marks than these say nothing.
LEAST_KAPPA: Final = 0.6
LEAST_MARKS: Final = 20


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often judge and people said the same of a check, and how often only one of them let it pass."""

    both_passed: int = 0
    both_failed: int = 0
    judge_only: int = 0
    people_only: int = 0

    @property
    def marks(self) -> int:
        """How many verdicts people gave."""
        return self.both_passed + self.both_failed + self.judge_only + self.people_only

    @property
    def agreed(self) -> int:
        """How many of them were the judge's too."""
        return self.both_passed + self.both_failed

    @property
    def share(self) -> Interval:
        """Between which shares of all verdicts they agree, with 95 % confidence."""
        return wilson(self.agreed, self.marks, 95)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: agreement beyond what chance would give, 1 for all. None while nothing can be said."""
        if not self.marks:
            return None
        judge = (self.both_passed + self.judge_only) / self.marks
        people = (self.both_passed + self.people_only) / self.marks
        by_chance = judge * people + (1 - judge) * (1 - people)
        # Where both always say the same word, nobody knows whether they would part on another.
        return None if by_chance == 1 else (self.agreed / self.marks - by_chance) / (1 - by_chance)

    @property
    def trusted(self) -> bool:
        """Whether the judge may stand in the way of publishing."""
        return self.marks >= LEAST_MARKS and self.kappa is not None and self.kappa >= LEAST_KAPPA


def agreement(pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """Count pairs of what the judge said and what a person said."""
    counts = {(judge, person): 0 for judge in (True, False) for person in (True, False)}
    for pair in pairs:
        counts[pair] += 1
    return Agreement(
        counts[True, True],
        counts[False, False],
        judge_only=counts[True, False],
        people_only=counts[False, True],
    )


def has_drifted(pairs: Sequence[tuple[bool, bool]]) -> bool:
    """Whether a judge agrees with people less than it did, the newest pair first.

    Its last verdicts say so when all of their interval lies below that of those before: a change that chance explains
    is none.
    """
    recent, before = agreement(pairs[:LEAST_MARKS]), agreement(pairs[LEAST_MARKS:])
    enough = min(recent.marks, before.marks) >= LEAST_MARKS
    return enough and recent.share.high < before.share.low
