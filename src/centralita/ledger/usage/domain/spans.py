"""Periods of budgets: on which day they begin, and from which moment on."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

# A period without an end began before anything.
BEGINNING: Final = date(1970, 1, 1)


class Span(StrEnum):
    """How long a budget runs before it begins anew."""

    DAY = "day"
    MONTH = "month"
    TOTAL = "total"


def starts(span: Span, at: datetime, zone: ZoneInfo) -> date:
    """The first day of the period in which a moment lies, by the calendar of a zone."""
    local = at.astimezone(zone).date()
    match span:
        case Span.DAY:
            return local
        case Span.MONTH:
            return local.replace(day=1)
        case Span.TOTAL:
            return BEGINNING


def follows(span: Span, first: date) -> date | None:
    """The first day of the next period; None where there is none."""
    match span:
        case Span.DAY:
            return date.fromordinal(first.toordinal() + 1)
        case Span.MONTH:
            return date(first.year + first.month // 12, first.month % 12 + 1, 1)
        case Span.TOTAL:
            return None


def begins_at(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day begins in a zone: the end of the gap where clocks jump over midnight, the first of
    two midnights where they are set back."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
