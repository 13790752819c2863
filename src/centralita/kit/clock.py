"""Time as something handed in, so that rules about time can be tested."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Protocol

from pydantic import AfterValidator, AwareDatetime


class Clock(Protocol):
    """Tells the time: aware, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> None:
        self._at += by


system_clock: Clock = SystemClock()


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("before or after all time") from None


# A moment that somebody sends. Databases know fewer distances from UTC than the format can write.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return system_clock.now()
