"""When a campaign may call: hours of each weekday, told in the time where the called person is."""

import datetime as dt
from collections.abc import Mapping, Sequence

from centralita.engine.business import WEEKDAYS
from centralita.operations.compliance.public import Schedule

Week = tuple[tuple[tuple[int, int], ...], ...]
Windows = Mapping[str, Sequence[Mapping[str, str]]]

_STEPS = 200


def week_of(windows: Windows) -> Week:
    """Minutes of the day for each weekday, Monday first. A day that is not there has no hours."""
    return tuple(
        tuple((_minutes(span["opens"]), _minutes(span["closes"])) for span in windows.get(day, ()))
        for day in WEEKDAYS
    )


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def next_moment(week: Week, zones: Sequence[str], moment: dt.datetime) -> dt.datetime | None:
    """`moment` (UTC) or the first one after it that lies in the hours of every zone; None where there is none.

    Who may live by several clocks is called only when all of them say yes. No hours at all means any hour.
    """
    if not any(week):
        return moment
    schedules = [Schedule(zone, week) for zone in zones]
    at = moment
    for _ in range(_STEPS):
        before = at
        for schedule in schedules:
            found = schedule.next_open(at)
            if found is None:
                return None
            at = found
        if at == before:
            return at
    return None
