"""How sure a share is that was counted in a draw."""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist
from typing import Literal

Confidence = Literal[80, 90, 95, 99]


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which shares (0 to 1) the true one lies, as sure as was asked for."""

    low: float
    high: float


def wilson(found: int, of: int, confidence: Confidence) -> Interval:
    """Wilson's interval for `found` in `of`, two-sided; of nothing, nothing is known.

    It stays within 0 and 1 and says something sensible for none and for all, where the usual one does not.
    """
    if of == 0:
        return Interval(0.0, 1.0)
    z = _quantile(confidence)
    share, weight = found / of, z * z / of
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return Interval(
        0.0 if found == 0 else max(0.0, middle - half), 1.0 if found == of else min(1.0, middle + half)
    )


def needed(most: float, confidence: Confidence) -> int:
    """How many conversations it takes, were none of them worse, to be sure that at most the share `most` is."""
    z = _quantile(confidence)
    # Floating point may leave the last one a hair short; the loop says it as the interval itself does.
    wanted = max(1, ceil(z * z * (1 - most) / most) - 1)
    while wilson(0, wanted, confidence).high > most:
        wanted += 1
    return wanted


def _quantile(confidence: Confidence) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 200)
