"""Times in logarithmic buckets: counts of days add up, and a percentile of their sum is off by 4 % at most."""

import math
from collections.abc import Mapping
from typing import Final

_GROWTH: Final = 1.08
_LOG: Final = math.log(_GROWTH)
LAST: Final = 200


def bucket_of(milliseconds: float) -> int:
    """The bucket of a time: 0 up to 1.08 ms, each next one 8 % wider; the last one is open."""
    return 0 if milliseconds <= 1 else min(int(math.log(milliseconds) / _LOG), LAST)


def middle_of(bucket: int) -> float:
    """The time in milliseconds that stands for a bucket."""
    return float(_GROWTH ** (bucket + 0.5))


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """The time that this share of all does not exceed; None when nothing was counted."""
    total = sum(counts.values())
    if total <= 0:
        return None
    wanted = math.ceil(total * share)
    seen = 0
    for bucket in sorted(counts):
        seen += counts[bucket]
        if seen >= wanted:
            return middle_of(bucket)
    return middle_of(max(counts))
