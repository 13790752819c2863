"""Weeks of calling hours in a time zone: open now, when again, until when, over every change of the clocks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from centralita.engine.business import public_holidays, zone
from centralita.operations.compliance.domain.question import Spans

# Beyond this nobody plans a call, and what stays closed so long is closed.
HORIZON_DAYS = 62


@dataclass(frozen=True, slots=True)
class Schedule:
    """Open in the spans of each weekday (minutes, Monday first), closed on the holidays of countries and a region.

    A region that the calendar does not know closes on any region's.
    """

    zone: str
    week: tuple[Spans, ...]
    holidays_of: tuple[str, ...] = ()
    region: str = ""

    def holiday(self, day: dt.date) -> bool:
        """Whether the day is closed for a holiday."""
        return any(day in closed_days(country, self.region, day.year) for country in self.holidays_of)

    def open_at(self, moment: dt.datetime) -> bool:
        """Whether `moment` lies within the hours."""
        local = moment.astimezone(zone(self.zone))
        minute = local.hour * 60 + local.minute
        spans = self.week[local.weekday()]
        return any(start <= minute < end for start, end in spans) and not self.holiday(local.date())

    def next_open(self, moment: dt.datetime) -> dt.datetime | None:
        """`moment` itself, or the first moment after it at which the hours are open; None when there is none soon."""
        return moment if self.open_at(moment) else self._next(moment, opened=True)

    def next_closed(self, moment: dt.datetime) -> dt.datetime | None:
        """The first moment after `moment` at which the hours are closed."""
        return self._next(moment, opened=False)

    def _next(self, moment: dt.datetime, *, opened: bool) -> dt.datetime | None:
        first = moment.astimezone(zone(self.zone)).date()
        for offset in range(HORIZON_DAYS + 1):
            day = first + dt.timedelta(days=offset)
            for edge in _edges(self.zone, day, self.week[day.weekday()]):
                if edge > moment and self.open_at(edge) is opened:
                    return edge
        return None


@lru_cache(maxsize=4096)
def _edges(name: str, day: dt.date, spans: Spans) -> tuple[dt.datetime, ...]:
    """The moments of a local day at which hours may open or close, the clocks' own changes among them."""
    minutes = {0, *(minute for span in spans for minute in span)}
    moments = {_utc(name, day, minute, fold) for minute in minutes for fold in (0, 1)}
    return tuple(sorted(moments | set(_clock_changes(name, day))))


def _utc(name: str, day: dt.date, minute: int, fold: int) -> dt.datetime:
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
    return wall.replace(fold=fold, tzinfo=zone(name)).astimezone(dt.UTC)


def _clock_changes(name: str, day: dt.date) -> Iterator[dt.datetime]:
    where = zone(name)
    low, high = _utc(name, day, 0, 0), _utc(name, day, 1440, 1)
    if low.astimezone(where).utcoffset() == high.astimezone(where).utcoffset():
        return
    before = low.astimezone(where).utcoffset()
    while high - low > dt.timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle.astimezone(where).utcoffset() == before:
            low = middle
        else:
            high = middle
    yield high


@lru_cache(maxsize=1024)
def closed_days(country: str, region: str, year: int) -> frozenset[dt.date]:
    """The public holidays there; of every region when this one is not known. None where no calendar is known."""
    try:
        national = public_holidays(country, "", year)
    except ValueError:
        return frozenset()
    regions = _subdivisions(country)
    wanted = (region,) if region in regions else regions
    return national.union(*(public_holidays(country, each, year) for each in wanted))


def calendar_known(country: str) -> bool:
    """Whether the holidays of a country are known at all."""
    try:
        public_holidays(country, "", 2026)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _subdivisions(country: str) -> tuple[str, ...]:
    import holidays

    found: tuple[str, ...] = tuple(holidays.country_holidays(country).subdivisions)
    return found
