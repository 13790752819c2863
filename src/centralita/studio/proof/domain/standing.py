"""What came of a conversation, and whether that is better or worse than what came of another."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

How = Literal["over", "person", "transferred", "open"]
Level = Literal["won", "passed", "lost"]
Verdict = Literal["better", "same", "worse", "undecided"]

# Outcomes that nobody publishes an agent for. Every other one that an author names is what the agent is there for.
LOST: Final = ("abandoned", "failed", "limit", "not_interested", "wrong_person", "opted_out")
_ORDER: Final[dict[Level, int]] = {"lost": 0, "passed": 1, "won": 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a conversation ended, with which outcome, and how many questions it left unanswered."""

    how: How
    outcome: str = ""
    unanswered: int = 0

    def level(self, lost: Collection[str] = LOST) -> Level:
        """Won (it came to an outcome), passed on to a person, or lost: left open, or an outcome among `lost`."""
        if self.how in ("person", "transferred") or self.outcome == "handed_off":
            return "passed"
        return "lost" if self.how == "open" or self.outcome in lost else "won"


def compare(was: Standing, is_now: Standing, lost: Collection[str] = LOST) -> Verdict:
    """Whether it would end better or worse: by what came of it first, then by the questions left unanswered."""
    before, after = _ORDER[was.level(lost)], _ORDER[is_now.level(lost)]
    if before != after:
        return "better" if after > before else "worse"
    if was.unanswered != is_now.unanswered:
        return "better" if is_now.unanswered < was.unanswered else "worse"
    return "same"
