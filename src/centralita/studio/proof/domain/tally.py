"""What a replay came to, counted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from centralita.kit.intervals import Confidence, Interval, wilson
from centralita.studio.proof.domain.standing import Standing, Verdict, compare


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that was held again, and why that decides nothing, when it does not."""

    was: Standing
    is_now: Standing
    reason: str = ""

    def verdict(self, lost: Collection[str]) -> Verdict:
        """Whether it would end better or worse."""
        return "undecided" if self.reason else compare(self.was, self.is_now, lost)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many would end better, the same, neither but otherwise, worse; shares are of those that could be decided."""

    better: int = 0
    same: int = 0
    worse: int = 0
    undecided: int = 0
    otherwise: int = 0

    @property
    def decided(self) -> int:
        """Those that say something."""
        return self.better + self.same + self.otherwise + self.worse

    def worse_share(self, confidence: Confidence) -> Interval:
        """Between which shares of all such conversations would end worse."""
        return wilson(self.worse, self.decided, confidence)

    def better_share(self, confidence: Confidence) -> Interval:
        """Between which shares of all such conversations would end better."""
        return wilson(self.better, self.decided, confidence)


def tally(held: Iterable[Held], lost: Collection[str]) -> Tally:
    """Count what conversations came to."""
    found: dict[Verdict, int] = dict.fromkeys(("better", "same", "worse", "undecided", "otherwise"), 0)
    for each in held:
        found[each.verdict(lost)] += 1
    return Tally(found["better"], found["same"], found["worse"], found["undecided"], found["otherwise"])


def standing_of(kept: dict[str, Any]) -> Standing:
    """A standing as it was kept."""
    return Standing(
        kept.get("how", "open"),
        kept.get("outcome", ""),
        kept.get("unanswered", 0),
        tuple(kept.get("deeds", ())),
    )
