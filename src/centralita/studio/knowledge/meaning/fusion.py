"""Two rankings made one: what words found, and what meaning found. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

# Reciprocal rank fusion with a small constant: the first of one ranking alone still comes before what both have far
# down. With the customary 60, anything in both lists, wherever, would come before the best of either.
_SMOOTHING: Final = 10.0


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """One of the fused. `score` is 1 for the first of both; places count from 1, 0 where a ranking has it not."""

    key: Key
    score: float
    in_words: int
    in_meaning: int


def fuse(words: Sequence[Key], meaning: Sequence[Key]) -> list[Ranked[Key]]:
    """Everything that either ranking has, best first. Each ranking holds nothing twice."""
    by_words = {key: place for place, key in enumerate(words, 1)}
    by_meaning = {key: place for place, key in enumerate(meaning, 1)}
    most = 2 * _worth(1)
    found = [
        Ranked(
            key,
            (_worth(by_words.get(key, 0)) + _worth(by_meaning.get(key, 0))) / most,
            by_words.get(key, 0),
            by_meaning.get(key, 0),
        )
        for key in dict.fromkeys((*words, *meaning))
    ]
    # Where both weigh alike, the words that somebody used come first.
    return sorted(found, key=lambda one: (-one.score, one.in_words or len(words) + 1, one.in_meaning))


def _worth(place: int) -> float:
    return 1 / (_SMOOTHING + place) if place else 0.0
