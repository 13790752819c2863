"""Drawing conversations so that every kind of them has its share."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import UUID

# How many things the caller said: a question, a talk, a long one.
_SHORT: Final = 2
_LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Drawable:
    """A conversation that could be drawn. `outcome` is what came of it, `turns` how many messages it has."""

    id: UUID
    channel: str
    language: str
    outcome: str
    turns: int

    @property
    def stratum(self) -> tuple[str, str, str, str]:
        """What it is counted under: outcome, language, length, channel."""
        callers = self.turns // 2
        length = "short" if callers <= _SHORT else "long" if callers > _LONG else "middle"
        return (self.outcome, self.language, length, self.channel)


def draw(population: Sequence[Drawable], size: int, seed: str) -> list[Drawable]:
    """`size` of them (all, where there are no more), the same ones for the same seed.

    Every conversation is as likely as every other, and each stratum gets its share, rounded up or down: the population
    is laid out stratum by stratum, in a random order within each, and every so-manieth is taken from a random start on.
    """
    if size <= 0:
        return []
    # Who draws has nothing to gain from guessing it.
    chance = Random(seed)  # noqa: S311
    strata: dict[tuple[str, str, str, str], list[Drawable]] = defaultdict(list)
    for each in sorted(population, key=lambda one: one.id):
        strata[each.stratum].append(each)
    laid_out: list[Drawable] = []
    for key in sorted(strata):
        chance.shuffle(strata[key])
        laid_out += strata[key]
    if size >= len(laid_out):
        return laid_out
    # In whole numbers: steps of len/size from a start within the first.
    start = chance.randrange(len(laid_out))
    return [laid_out[(start + number * len(laid_out)) // size] for number in range(size)]
