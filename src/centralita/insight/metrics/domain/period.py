"""Whole days of an organization, the last one being today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Today and yesterday are read from the conversations themselves: their roll-up may still be on its way.
FRESH_DAYS = 2


@dataclass(frozen=True, slots=True)
class Period:
    """`days` days up to today in a time zone, and as many before them to compare with."""

    today: date
    days: int
    zone: str

    @classmethod
    def ending(cls, moment: datetime, days: int, zone: str) -> "Period":
        """The days up to the one that `moment` is in."""
        return cls(moment.astimezone(ZoneInfo(zone)).date(), days, zone)

    @property
    def first(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def before(self) -> date:
        """The first day of the period before."""
        return self.first - timedelta(days=self.days)

    @property
    def fresh(self) -> date:
        """The first day that is read from the conversations themselves."""
        return self.today - timedelta(days=FRESH_DAYS - 1)

    def dates(self) -> list[date]:
        return [self.first + timedelta(days=offset) for offset in range(self.days)]

    def start_of(self, day: date) -> datetime:
        """When a day begins."""
        return datetime.combine(day, time(), ZoneInfo(self.zone))
