"""Days, and days with a time, in the business's own time zone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from centralita.engine.business import zone
from centralita.engine.data import Frozen, editor
from centralita.engine.effects import Input
from centralita.engine.events import UserSaid
from centralita.engine.inputs.verdict import Accepted, Reading, rejected
from centralita.engine.reading.dates import read_when
from centralita.engine.turn import Turn

Days = Annotated[int, Field(ge=0, le=36_500)]


class _DayRules(Frozen):
    earliest_days: int = Field(
        default=0,
        ge=-36_500,
        le=36_500,
        title="Earliest, in days from today",
        description="0 is today, 1 tomorrow; negative for days that have passed, as a birthday needs.",
        json_schema_extra=editor(
            "number",
            "Como pronto, en días desde hoy",
            "0 es hoy, 1 mañana; negativo para el pasado.",
            pt="O mais cedo, em dias a partir de hoje",
            pt_help="0 é hoje, 1 amanhã; negativo para o passado.",
        ),
    )
    latest_days: Days | None = Field(
        default=None,
        title="Latest, in days from today",
        json_schema_extra=editor(
            "number", "Como tarde, en días desde hoy", pt="O mais tarde, em dias a partir de hoje"
        ),
    )
    when_open: bool = Field(
        default=False,
        title="Only when the business is open",
        json_schema_extra=editor(
            "switch", "Solo cuando el negocio está abierto", pt="Só quando o negócio está aberto"
        ),
    )

    def _in_range(self, day: dt.date, today: dt.date) -> bool:
        ahead = (day - today).days
        return self.earliest_days <= ahead and (self.latest_days is None or ahead <= self.latest_days)


class DateInput(_DayRules):
    """A day, kept as YYYY-MM-DD."""

    type: Literal["date"] = "date"

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        day = read_when(said.text, turn.now, month_first=_month_first(turn)).day
        if day is None or not self._in_range(day, turn.now.date()):
            example = turn.now.date() + dt.timedelta(days=max(self.earliest_days, -3_650) + 7)
            return rejected("invalid_date", example=example.strftime("%d/%m/%Y"))
        if self.when_open and turn.program.business.hours and not turn.program.business.spans_on(day):
            return rejected("closed_then")
        return Accepted(day.isoformat())

    def shape(self, _turn: Turn) -> Input:
        return Input(type="date")


class DateTimeInput(_DayRules):
    """A day and a time, kept as ISO 8601 with the business's offset. Day and time may come in two answers."""

    type: Literal["datetime"] = "datetime"

    def read(self, turn: Turn, said: UserSaid) -> Reading:
        when = read_when(said.text, turn.now, month_first=_month_first(turn))
        kept = turn.memo.get("day")
        day = when.day or (dt.date.fromisoformat(kept) if isinstance(kept, str) else None)
        if day is None or not self._in_range(day, turn.now.date()):
            return rejected("invalid_datetime")
        if when.time is None:
            turn.remember(day=day.isoformat())
            return rejected("invalid_datetime")
        moment = dt.datetime.combine(day, when.time, zone(turn.program.business.time_zone))
        if self.earliest_days >= 0 and moment < turn.now:
            return rejected("invalid_datetime")
        if self.when_open and not turn.program.business.is_open(moment):
            return rejected("closed_then")
        return Accepted(moment.isoformat(timespec="minutes"))

    def shape(self, _turn: Turn) -> Input:
        return Input(type="datetime")


def _month_first(turn: Turn) -> bool:
    return turn.language.endswith("-US") or (
        turn.language.startswith("en") and turn.program.business.country == "US"
    )
