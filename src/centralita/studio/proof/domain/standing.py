"""What came of a conversation, and whether that is better or worse than what came of another."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

How = Literal["over", "person", "transferred", "open"]
Level = Literal["won", "passed", "lost"]
Verdict = Literal["better", "same", "otherwise", "worse", "undecided"]

# Outcomes that nobody publishes an agent for. Every other one that an author names is what the agent is there for.
LOST: Final = ("abandoned", "failed", "limit", "not_interested", "wrong_person", "opted_out")
# What an end is called to which nobody gave a name: it came to its end, and no more is known.
UNNAMED: Final = ("", "completed")
# Told to people for later: less than what a tool of the business does itself.
TAKEN_DOWN: Final = "take_message"
_ORDER: Final[dict[Level, int]] = {"lost": 0, "passed": 1, "won": 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a conversation ended, with which outcome, and how many questions it left unanswered.

    `deeds` are the tools that did something in it and worked, by name; those that only read are none of them.
    """

    how: How
    outcome: str = ""
    unanswered: int = 0
    deeds: tuple[str, ...] = ()

    def level(self, lost: Collection[str] = LOST) -> Level:
        """Won (it came to an outcome), passed on to a person, or lost: left open, or an outcome among `lost`."""
        if self.how in ("person", "transferred") or self.outcome == "handed_off":
            return "passed"
        return "lost" if self.how == "open" or self.outcome in lost else "won"

    @property
    def came_to(self) -> tuple[How, str]:
        """What it came to, however it is told: nobody hangs up when it is held again, and no person comes to an end."""
        if self.how == "open":
            return "over", "abandoned"
        if self.how == "over" and self.outcome == "handed_off":
            return "person", ""
        return self.how, self.outcome if self.how == "over" else ""

    def rank(self, lost: Collection[str] = LOST) -> tuple[int, ...]:
        """How good it is, the higher the better; what comes first in it decides.

        The level, an outcome that somebody named before an end that has none, how many tools did something, whether
        a message was taken, and fewer questions left unanswered.
        """
        level, deeds = self.level(lost), set(self.deeds)
        return (
            _ORDER[level],
            level == "won" and self.outcome not in UNNAMED,
            len(deeds - {TAKEN_DOWN}),
            TAKEN_DOWN in deeds,
            -self.unanswered,
        )


def compare(was: Standing, is_now: Standing, lost: Collection[str] = LOST) -> Verdict:
    """Whether it would end better or worse, by its rank; `otherwise` where neither is, and yet it is not the same."""
    before, after = was.rank(lost), is_now.rank(lost)
    if before != after:
        return "better" if after > before else "worse"
    alike = was.came_to == is_now.came_to and set(was.deeds) == set(is_now.deeds)
    return "same" if alike else "otherwise"
