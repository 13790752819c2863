"""Days and times as people say them in Spanish, English and Portuguese, seen from a given moment.

"mañana a las 10", "next Thursday at half past four", "12/11", "el 3 de mayo", "in two weeks",
"2026-05-03T10:00". A day without a year is the next one to come. An hour from 1 to 7 without a.m.,
p.m. or a leading zero is meant in the afternoon, as appointments are.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from centralita.engine.reading.numbers import SMALL_NUMBERS
from centralita.engine.reading.wording import folded

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero january janeiro ene jan",
            "febrero february fevereiro feb fev",
            "marzo march marco mar",
            "abril april abr apr",
            "mayo may maio",
            "junio june junho jun",
            "julio july julho jul",
            "agosto august ago aug",
            "septiembre setiembre september setembro sep sept set",
            "octubre october outubro oct out",
            "noviembre november novembro nov",
            "diciembre december dezembro dic dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lunes monday segunda segunda-feira mon lun",
            "martes tuesday terca terca-feira tue tues",
            "miercoles wednesday quarta quarta-feira wed mie",
            "jueves thursday quinta quinta-feira thu thurs jue",
            "viernes friday sexta sexta-feira fri vie",
            "sabado saturday sat sab",
            "domingo sunday sun dom",
        )
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_COUNT = "|".join(
    sorted((word for word, number in SMALL_NUMBERS.items() if 0 < number <= 31), key=len, reverse=True)
)

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d:.,/-])(\d{1,2})\s?([/.-])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d{2}))?(?![\d:/]|[.-]\d|\s?[ap]\.?m\b|\s?h\b)"
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}}|primero|{_COUNT})(?:st|nd|rd|th|o|º)?\s+(?:de\s+|of\s+|do\s+)?({_MONTH})\b\.?(?:,?\s*(?:de\s+|del\s+|of\s+)?(\d{{4}}))?"
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\b\.?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s*(?:of\s+)?(\d{{4}}))?"
)
_DAY_ONLY = re.compile(
    r"\b(?:el\s+dia|el|dia|the|on\s+the|o\s+dia)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:[:h]|[ap]\.?m))"
)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_AHEAD = re.compile(
    rf"\b(?:in|within|en|dentro\s+de|em|daqui\s+a)\s+(\d{{1,3}}|a|an|{_COUNT})\s+(dias?|days?|semanas?|weeks?|mes(?:es)?|months?)\b"
)
_DAY_NAME = re.compile(rf"\b({_WEEKDAY})\b")
_AFTER_TOMORROW = re.compile(
    r"\b(?:pasado\s+manana|(?:the\s+)?day\s+after\s+tomorrow|depois\s+de\s+amanha)\b"
)
_TOMORROW = re.compile(r"\b(?:manana|tomorrow|amanha|tmrw|tomorow)\b")
_TODAY = re.compile(
    r"\b(?:hoy|today|hoje|tonight|esta\s+tarde|esta\s+noche|esta\s+manana|this\s+(?:morning|afternoon|evening))\b"
)
_YESTERDAY = re.compile(r"\b(?:ayer|yesterday|ontem)\b")

_MORNING = re.compile(
    r"\b(?:(?:de|por|en)\s+la\s+manana|esta\s+manana|da\s+manha|de\s+manha|pela\s+manha|in\s+the\s+morning|this\s+morning|a\s?\.?\s?m\b\.?)"
)
_AFTERNOON = re.compile(
    r"\b(?:(?:de|por|en)\s+la\s+(?:tarde|noche)|esta\s+(?:tarde|noche)|da\s+(?:tarde|noite)|a\s+noite|in\s+the\s+(?:afternoon|evening)|"
    r"at\s+night|tonight|this\s+(?:afternoon|evening)|p\s?\.?\s?m\b\.?)"
)
_MERIDIEM = re.compile(r"(\d)\s*([ap])\s?\.?\s?m\b\.?")
_CLOCK = re.compile(
    r"(?<![\d/.-])([01]?\d|2[0-4])\s?(?::|h|\.(?=\d\d(?!\d)))\s?([0-5]\d)(?::[0-5]\d)?(?![\d/.-]|:)"
)
_BARE_H = re.compile(r"(?<![\d/.-])([01]?\d|2[0-4])\s?(?:h|hrs?|horas?|o'?clock|en\s+punto)\b")
_AT = re.compile(
    rf"\b(?:a\s+las?|at|as|sobre\s+las?|hacia\s+las?|around)\s+([01]?\d|2[0-4]|{_COUNT})\b(?![/-])(?!\s+(?:{_MONTH})\b)"
)
_WITH_MERIDIEM = re.compile(
    r"(?<![\d/.-])([01]?\d|2[0-4])(?=\s*(?:a\s?\.?\s?m\b|p\s?\.?\s?m\b|de\s+la\s+(?:manana|tarde|noche)|da\s+(?:manha|tarde|noite)|in\s+the))"
)
_ENGLISH_PAST = re.compile(rf"\b(half|quarter)\s+(past|to)\s+(\d{{1,2}}|{_COUNT})\b")
_HALF = re.compile(r"\b(?:y|e)\s+(?:media|meia)\b")
_QUARTER = re.compile(r"\by\s+cuarto\b")
_LESS_QUARTER = re.compile(r"\bmenos\s+cuarto\b")
_MINUTES_PAST = re.compile(r"\b(?:a\s+las?|as)\s+(?:\d{1,2}|\w+)\s+(?:y|e)\s+(\d{1,2})\b")
_NOON = re.compile(r"\b(?:mediodia|al\s+mediodia|noon|midday|meio[\s-]dia)\b")
_MIDNIGHT = re.compile(r"\b(?:medianoche|midnight|meia[\s-]noite)\b")
_ISO_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})t(?=\d)")

MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class When:
    """What a text says of a day and of a time; either may be missing."""

    day: dt.date | None
    time: dt.time | None


def read_when(text: str, now: dt.datetime, *, month_first: bool = False) -> When:
    """The day and the time in `text`, seen from `now`. `month_first`: 5/3 is the third of May."""
    if len(text) > MAX_LENGTH:
        return When(None, None)
    said = _ISO_TIME.sub(r"\1 ", folded(text))
    try:
        day = _day(said, now.date(), month_first=month_first)
    except (ValueError, OverflowError):
        day = None
    return When(day, _time(said))


def _day(said: str, today: dt.date, *, month_first: bool) -> dt.date | None:  # noqa: PLR0911 - a return for each case reads best
    written = _written_day(said, today, month_first=month_first)
    if written is not None:
        return written
    if match := _AHEAD.search(said):
        count, unit = _count(match[1]), match[2]
        if unit.startswith(("mes", "month")):
            return _months_later(today, count)
        return today + dt.timedelta(days=count * (7 if unit.startswith(("semana", "week")) else 1))
    if _AFTER_TOMORROW.search(said):
        return today + dt.timedelta(days=2)
    if _TODAY.search(said):
        return today
    if _YESTERDAY.search(said):
        return today - dt.timedelta(days=1)
    if _TOMORROW.search(_MORNING.sub(" ", said)):
        return today + dt.timedelta(days=1)
    if match := _DAY_NAME.search(said):
        ahead = (_WEEKDAYS[match[1]] - today.weekday()) % 7
        return today + dt.timedelta(days=ahead or 7)
    if match := _DAY_ONLY.search(said) or _ORDINAL.search(said):
        return _next_day_of_month(today, int(match[1]))
    return None


def _written_day(said: str, today: dt.date, *, month_first: bool) -> dt.date | None:
    if match := _ISO.search(said):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_MONTH.search(said):
        return _dated(today, _count(match[1]), _MONTHS[match[2]], match[3])
    if match := _MONTH_DAY.search(said):
        return _dated(today, int(match[2]), _MONTHS[match[1]], match[3])
    if (match := _NUMERIC.search(said)) and (match[2] != "." or match[4]):
        first, second = int(match[1]), int(match[3])
        swapped = (month_first and first <= 12) or second > 12
        day, month = (second, first) if swapped else (first, second)
        return _dated(today, day, month, match[4])
    return None


def _dated(today: dt.date, day: int, month: int, year: str | None) -> dt.date:
    if year is not None:
        number = int(year)
        if len(year) == 2:
            number += 2000 if number <= today.year % 100 + 10 else 1900
        return dt.date(number, month, day)
    for offset in range(9):  # 29 February comes within eight years
        try:
            candidate = dt.date(today.year + offset, month, day)
        except ValueError:
            continue
        if candidate >= today:
            return candidate
    raise ValueError("no such day")


def _next_day_of_month(today: dt.date, day: int) -> dt.date:
    for ahead in range(13):
        month = _months_later(today.replace(day=1), ahead)
        try:
            candidate = month.replace(day=day)
        except ValueError:
            continue
        if candidate >= today:
            return candidate
    raise ValueError("no such day")


def _months_later(day: dt.date, count: int) -> dt.date:
    months = day.year * 12 + day.month - 1 + count
    first = dt.date(months // 12, months % 12 + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _time(said: str) -> dt.time | None:
    if _NOON.search(said):
        return dt.time(12)
    if _MIDNIGHT.search(said):
        return dt.time(0)
    minute = 0
    padded = False
    if match := _ENGLISH_PAST.search(said):
        hour = _count(match[3])
        minute = 30 if match[1] == "half" else 15
        if match[2] == "to":
            hour, minute = hour - 1, 60 - minute
    elif match := _CLOCK.search(said):
        hour, minute, padded = int(match[1]), int(match[2]), match[1].startswith("0")
    elif match := _BARE_H.search(said) or _AT.search(said) or _WITH_MERIDIEM.search(said):
        hour, padded = _count(match[1]), match[1].startswith("0")
        hour, minute = _with_minutes(said, hour)
    else:
        return None
    return _in_the_day(said, hour, minute, padded=padded)


def _with_minutes(said: str, hour: int) -> tuple[int, int]:
    if _HALF.search(said):
        return hour, 30
    if _QUARTER.search(said):
        return hour, 15
    if _LESS_QUARTER.search(said):
        return hour - 1, 45
    if (match := _MINUTES_PAST.search(said)) and int(match[1]) < 60:
        return hour, int(match[1])
    return hour, 0


def _in_the_day(said: str, hour: int, minute: int, *, padded: bool) -> dt.time | None:
    marker = _MERIDIEM.search(said)
    morning = marker[2] == "a" if marker else bool(_MORNING.search(said))
    afternoon = marker[2] == "p" if marker else bool(_AFTERNOON.search(said))
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    elif not morning and not afternoon and not padded and (1 <= hour <= 7 or (hour == 0 and minute == 45)):
        hour += 12  # "la una menos cuarto" is a quarter to one after noon
    hour %= 24
    return dt.time(hour, minute) if 0 <= minute < 60 else None


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return {"a": 1, "an": 1, "primero": 1}.get(word) or SMALL_NUMBERS[word]
