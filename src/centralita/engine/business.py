"""The business as the agent knows it: facts, opening hours and holidays, in its own time zone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator, model_validator

from centralita.engine.data import Frozen, Label, editor
from centralita.engine.values import bounded

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
FactName = Annotated[str, StringConstraints(pattern=r"^\w+(\.\w+){0,2}$", max_length=100)]
FactValue = str | int | float | bool | None


class Span(Frozen):
    """Open from `opens` to `closes` of one day; closing at or before the opening means after midnight."""

    opens: ClockTime
    closes: ClockTime

    @property
    def minutes(self) -> tuple[int, int]:
        """Start and end in minutes from midnight; the end may lie past 1440."""
        start, end = _minutes(self.opens), _minutes(self.closes)
        return start, end if end > start else end + 1440


class SpecialDay(Frozen):
    """A date with hours of its own; without spans the business is closed."""

    date: dt.date
    name: Label = ""
    spans: Annotated[tuple[Span, ...], Field(max_length=8)] = ()


class Business(Frozen):
    """What `{{business.*}}`, the business-hours condition and dates like "tomorrow" are worked out from."""

    facts: Annotated[dict[FactName, FactValue], Field(max_length=1_000)] = Field(
        default={},
        title="Facts",
        description="Name, address, prices …: each is the variable business.<name>.",
        json_schema_extra=editor(
            "facts",
            "Datos",
            "Cada uno es la variable business.<nombre>.",
            pt="Dados",
            pt_help="Cada um é a variável business.<nome>.",
        ),
    )
    time_zone: Annotated[str, StringConstraints(max_length=64)] = "Europe/Madrid"
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = "ES"
    subdivision: Annotated[str, StringConstraints(max_length=8)] = ""
    public_holidays: bool = Field(
        default=False,
        title="Closed on public holidays",
        description="Holidays of the country, and of the region where one is given.",
        json_schema_extra=editor(
            "switch",
            "Cierra los festivos",
            "Los del país y, si se indica, los de la región.",
            pt="Fecha nos feriados",
            pt_help="Os do país e, se indicada, os da região.",
        ),
    )
    hours: Annotated[dict[Weekday, Annotated[tuple[Span, ...], Field(max_length=8)]], Field(max_length=7)] = (
        Field(default={})
    )
    special_days: Annotated[tuple[SpecialDay, ...], Field(max_length=400)] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zone(value)
        except (ValueError, OSError, LookupError) as error:
            raise ValueError("unknown time zone") from error
        return value

    @field_validator("facts")
    @classmethod
    def _bounded_facts(cls, facts: dict[str, FactValue]) -> dict[str, FactValue]:
        return {
            name: value if isinstance(value, str) and len(value) <= 8_000 else _scalar(value)
            for name, value in facts.items()
        }

    @model_validator(mode="after")
    def _known_region(self) -> Business:
        if self.public_holidays and self.country:
            public_holidays(self.country, self.subdivision, 2025)
        return self

    def spans_on(self, day: dt.date) -> tuple[Span, ...]:
        """When the business is open on `day`, holidays and special days included."""
        for special in self.special_days:
            if special.date == day:
                return special.spans
        if (
            self.public_holidays
            and self.country
            and day in public_holidays(self.country, self.subdivision, day.year)
        ):
            return ()
        return self.hours.get(WEEKDAYS[day.weekday()], ())

    def is_open(self, moment: dt.datetime) -> bool:
        """Whether `moment` (aware, any zone) lies within the hours. Always, when no hours are given."""
        if not self.hours and not self.special_days:
            return True
        local = moment.astimezone(zone(self.time_zone))
        minute = local.hour * 60 + local.minute
        today = local.date()
        if any(start <= minute < end for start, end in (span.minutes for span in self.spans_on(today))):
            return True
        if today == dt.date.min:
            return False
        yesterday = today - dt.timedelta(days=1)
        return any(minute + 1440 < span.minutes[1] for span in self.spans_on(yesterday))


@lru_cache(maxsize=128)
def zone(name: str) -> ZoneInfo:
    """The time zone called `name`. Raises ValueError, OSError or LookupError when there is none."""
    return ZoneInfo(name)


@lru_cache(maxsize=256)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[dt.date]:
    """The public holidays of a year. Raises ValueError for an unknown country or subdivision.

    The first call of a process takes more than a second, for the library's calendars are loaded then.
    """
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError as error:
        raise ValueError("no holidays are known for this country or region") from error


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _scalar(value: FactValue) -> FactValue:
    scalar = bounded(value)
    return scalar if isinstance(scalar, str | int | float | bool) else None
