"""What time gives and takes away: hours, caps, gaps, and what grows too old."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from centralita.engine.business import zone
from centralita.operations.compliance.domain.question import Reason, Value
from centralita.operations.compliance.domain.schedule import HORIZON_DAYS, Schedule

_HORIZON = dt.timedelta(days=HORIZON_DAYS)
_STEPS = 500


class Timed(Protocol):
    """A rule that holds at some moments and not at others."""

    def next_ok(self, moment: dt.datetime) -> dt.datetime | None:
        """`moment` or the first one after it at which the rule is kept; None when there is none."""
        ...

    def ok_until(self, moment: dt.datetime) -> dt.datetime | None:
        """Until when a kept rule stays kept; None when nothing is in sight."""
        ...

    def reason(self, moment: dt.datetime) -> Reason | None:
        """Why it is not kept at `moment`; None when it is."""
        ...


def first_common(rules: Sequence[Timed], moment: dt.datetime) -> dt.datetime | None:
    """The first moment from `moment` on at which every rule is kept."""
    at = moment
    for _ in range(_STEPS):
        before = at
        for rule in rules:
            found = rule.next_ok(at)
            if found is None or found - moment > _HORIZON:
                return None
            at = found
        if at == before:
            return at
    return None


def first_end(rules: Iterable[Timed], moment: dt.datetime) -> dt.datetime | None:
    """The first moment at which one of the rules, all kept at `moment`, is no longer kept."""
    ends = [end for rule in rules if (end := rule.ok_until(moment)) is not None]
    return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class HoursTimed:
    """Hours that must be open in every zone in which the person may be."""

    schedules: tuple[Schedule, ...]
    told: dict[str, Value] = field(default_factory=dict)

    def next_ok(self, moment: dt.datetime) -> dt.datetime | None:
        at = moment
        for _ in range(_STEPS):
            before = at
            for schedule in self.schedules:
                found = schedule.next_open(at)
                if found is None or found - moment > _HORIZON:
                    return None
                at = found
            if at == before:
                return at
        return None

    def ok_until(self, moment: dt.datetime) -> dt.datetime | None:
        ends = [end for schedule in self.schedules if (end := schedule.next_closed(moment)) is not None]
        return min(ends, default=None)

    def reason(self, moment: dt.datetime) -> Reason | None:
        shut = next((each for each in self.schedules if not each.open_at(moment)), None)
        if shut is None:
            return None
        local = moment.astimezone(zone(shut.zone))
        again = self.next_ok(moment)
        return Reason(
            "holiday" if shut.holiday(local.date()) else "outside_hours",
            {
                **self.told,
                "zone": shut.zone,
                "local": local.isoformat(timespec="minutes"),
                "again": iso(again),
            },
            until=again,
        )


@dataclass(frozen=True, slots=True)
class CapTimed:
    """At most so many calls within a span of time that moves along."""

    attempts: tuple[dt.datetime, ...]
    calls: int
    hours: int
    told: dict[str, Value] = field(default_factory=dict)

    def next_ok(self, moment: dt.datetime) -> dt.datetime | None:
        span = dt.timedelta(hours=self.hours)
        within = sorted(each for each in self.attempts if moment < each + span)
        return moment if len(within) < self.calls else within[-self.calls] + span

    def ok_until(self, moment: dt.datetime) -> dt.datetime | None:
        return None

    def reason(self, moment: dt.datetime) -> Reason | None:
        again = self.next_ok(moment)
        if again == moment:
            return None
        data: dict[str, Value] = {**self.told, "calls": self.calls, "hours": self.hours, "again": iso(again)}
        return Reason("cap_reached", data, until=again)


@dataclass(frozen=True, slots=True)
class GapTimed:
    """So much time since the last call."""

    attempts: tuple[dt.datetime, ...]
    minutes: int
    told: dict[str, Value] = field(default_factory=dict)

    def next_ok(self, moment: dt.datetime) -> dt.datetime | None:
        if not self.attempts:
            return moment
        return max(moment, max(self.attempts) + dt.timedelta(minutes=self.minutes))

    def ok_until(self, moment: dt.datetime) -> dt.datetime | None:
        return None

    def reason(self, moment: dt.datetime) -> Reason | None:
        again = self.next_ok(moment)
        if again == moment:
            return None
        return Reason("too_soon", {**self.told, "minutes": self.minutes, "again": iso(again)}, until=again)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that grows too old, and is then of no use."""

    ends: dt.datetime
    too_old: Reason

    def next_ok(self, moment: dt.datetime) -> dt.datetime | None:
        return moment if moment < self.ends else None

    def ok_until(self, moment: dt.datetime) -> dt.datetime | None:
        return self.ends

    def reason(self, moment: dt.datetime) -> Reason | None:
        return None if moment < self.ends else self.too_old


def iso(moment: dt.datetime | None) -> str | None:
    """A moment as text, in UTC."""
    return None if moment is None else moment.astimezone(dt.UTC).isoformat(timespec="seconds")
