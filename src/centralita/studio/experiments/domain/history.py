"""How a difference went over time: few enough points to draw, however long it takes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from centralita.studio.experiments.domain.design import GOAL
from centralita.studio.experiments.domain.sequences import Difference
from centralita.studio.experiments.domain.sums import ArmSums

MOST_POINTS: Final = 240
_FIRST_PAUSE: Final = timedelta(minutes=1)


def with_point(
    points: Sequence[dict[str, Any]],
    at: datetime,
    a: ArmSums,
    b: ArmSums,
    found: Difference | None,
    *,
    always: bool = False,
) -> list[dict[str, Any]]:
    """The points with this moment's, unless the last one is too near. When there are too many every second goes, and
    the pause between two grows with it.
    """
    if found is None:
        return list(points)
    kept = list(points)
    if kept and not always and at - _at(kept[-1]) < _pause(kept, at):
        return kept
    kept.append(
        {
            "at": at.isoformat(),
            "a": a.of(GOAL).n,
            "b": b.of(GOAL).n,
            "estimate": round(found.estimate, 6),
            "low": round(found.low, 6),
            "high": round(found.high, 6),
        }
    )
    return kept if len(kept) <= MOST_POINTS else [*kept[:-1:2], kept[-1]]


def _pause(points: Sequence[dict[str, Any]], at: datetime) -> timedelta:
    """A share of the time that there is to draw."""
    return max(_FIRST_PAUSE, (at - _at(points[0])) / MOST_POINTS)


def _at(point: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(point["at"])
