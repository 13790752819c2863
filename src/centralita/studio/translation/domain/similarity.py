"""How alike two texts are: chrF, the share of common runs of letters, deterministic and without a model.

After M. Popović, "chrF: character n-gram F-score for automatic MT evaluation" (2015): runs of one to six letters,
recall weighing twice as much as precision. Case and spaces do not count.
"""

from collections import Counter
from typing import Final

_LONGEST: Final = 6
_BETA: Final = 2.0


def similarity(text: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same); `other` is measured against `text`."""
    wanted, given = _letters(text), _letters(other)
    if wanted == given:
        return 1.0
    precisions: list[float] = []
    recalls: list[float] = []
    for length in range(1, _LONGEST + 1):
        runs, others = _runs(wanted, length), _runs(given, length)
        if not runs or not others:
            break
        common = (runs & others).total()
        precisions.append(common / others.total())
        recalls.append(common / runs.total())
    if not precisions:
        return 0.0
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    if precision + recall == 0:
        return 0.0
    weight = _BETA * _BETA
    return (1 + weight) * precision * recall / (weight * precision + recall)


def _letters(text: str) -> str:
    return "".join(text.casefold().split())


def _runs(text: str, length: int) -> Counter[str]:
    return Counter(text[at : at + length] for at in range(len(text) - length + 1))
