"""Opening hours: spans of a day in order, never overlapping."""

import itertools
from collections.abc import Mapping, Sequence

from centralita.engine.business import WEEKDAYS, Span, Weekday
from centralita.kit.errors import Invalid

Hours = Mapping[Weekday, Sequence[Span]]
MAXIMUM_SPANS = 6


class SpansOverlap(Invalid):
    """Two spans of a day overlap; `first` and `second` say which, as `09:00–14:00`."""

    code = "hours_overlap"


def ordered(spans: Sequence[Span], field: str) -> list[Span]:
    """The spans of one day by opening time. A span that closes after midnight can only be the last."""
    in_order = sorted(spans, key=lambda span: span.minutes)
    for earlier, later in itertools.pairwise(in_order):
        if later.minutes[0] < earlier.minutes[1]:
            raise SpansOverlap(field=field, first=clock_range(earlier), second=clock_range(later))
    return in_order


def clock_range(span: Span) -> str:
    """`09:00–14:00`."""
    return f"{span.opens}–{span.closes}"


def stored(hours: Hours) -> dict[str, list[dict[str, str]]]:
    """Hours as JSON: only the days that have any, Monday first."""
    return {
        day: [{"opens": span.opens, "closes": span.closes} for span in ordered(hours[day], f"hours.{day}")]
        for day in WEEKDAYS
        if hours.get(day)
    }


def read(content: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[Weekday, tuple[Span, ...]]:
    """What `stored` made."""
    return {day: tuple(Span(**span) for span in content[day]) for day in WEEKDAYS if content.get(day)}


def read_spans(content: Sequence[Mapping[str, str]]) -> tuple[Span, ...]:
    """The spans of one stored day."""
    return tuple(Span(**span) for span in content)
