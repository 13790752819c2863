"""What an arm has come to, as whole numbers: what is added is taken away again without leaving anything behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from centralita.studio.experiments.domain.assignment import Arm

ARMS: Final[tuple[Arm, Arm]] = ("a", "b")
# What one conversation came to, by what is counted of it. What is not known of it yet is left out.
Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """One figure over people, each with the conversations of theirs that it is known of.

    A person has `n` conversations that come to `y` together: kept are how many people there are, and the sums of n,
    y and their products. That is all that a mean of conversations and its error take when a person's conversations
    are alike.
    """

    people: int = 0
    n: int = 0
    y: int = 0
    nn: int = 0
    yy: int = 0
    ny: int = 0

    def moved(self, n: int, y: int, sign: int) -> "Sums":
        """With one more person, or with one less."""
        if n == 0:
            return self
        return Sums(
            self.people + sign,
            self.n + sign * n,
            self.y + sign * y,
            self.nn + sign * n * n,
            self.yy + sign * y * y,
            self.ny + sign * n * y,
        )

    @property
    def mean(self) -> float:
        """The mean of all conversations; 0 while there is none."""
        return self.y / self.n if self.n else 0.0

    def told(self) -> list[int]:
        return [self.people, self.n, self.y, self.nn, self.yy, self.ny]


@dataclass(slots=True)
class ArmSums:
    """All figures of one arm. `people` and `talks` count everybody who was given it."""

    people: int = 0
    talks: int = 0
    figures: dict[str, Sums] = field(default_factory=dict)

    def of(self, figure: str) -> Sums:
        return self.figures.get(figure, Sums())

    def move(self, talks: Sequence[Values], sign: int) -> None:
        """Add a person with all their conversations, or take them away."""
        if not talks:
            return
        self.people += sign
        self.talks += sign * len(talks)
        for name in {name for values in talks for name in values}:
            known = [values[name] for values in talks if name in values]
            self.figures[name] = self.of(name).moved(len(known), sum(known), sign)

    def told(self) -> dict[str, object]:
        return {
            "people": self.people,
            "talks": self.talks,
            "figures": {name: sums.told() for name, sums in sorted(self.figures.items())},
        }

    @classmethod
    def read(cls, told: Mapping[str, object]) -> Self:
        figures = told.get("figures", {})
        assert isinstance(figures, Mapping)
        return cls(
            int(str(told.get("people", 0))),
            int(str(told.get("talks", 0))),
            {str(name): Sums(*kept) for name, kept in figures.items()},
        )


def exchange(sums: ArmSums, before: Iterable[Sequence[Values]], after: Iterable[Sequence[Values]]) -> None:
    """Count people as they are now in place of how they were."""
    for talks in before:
        sums.move(talks, -1)
    for talks in after:
        sums.move(talks, 1)
