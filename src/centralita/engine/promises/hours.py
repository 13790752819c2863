"""The opening hours that a text tells: in Spanish, English and Portuguese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from centralita.engine.business import WEEKDAYS, Weekday
from centralita.engine.promises.money import without_money
from centralita.engine.promises.phones import PHONE
from centralita.engine.reading.wording import folded

_PT_DAYS: Final = ("segunda", "terca", "quarta", "quinta", "sexta")
# "Fecha" is a date in Spanish: it closes only at an hour or on a day of Portuguese.
_FECHA: Final = r"fecha (?:as|aos?|nos?|nas?) (?=\d|segunda|terca|quarta|quinta|sexta|sabado|domingo|feriado)"
_HOURS = re.compile(
    r"\b(?:abrimos|abiert[oa]s?|abren?|cerramos|cierran?|horario|atendemos|"
    r"open|opens|opening hours|close at|closes|we close|"
    rf"abert[oa]s?|abrem|fechamos|fecham|funcionamos|{_FECHA})\b"
)
_NOT_HOURS = re.compile(
    r"\b(?:cita|reserva|turno|appointment|booking|booked|slot|festiv|holiday|excepto|salvo|except|special|"
    r"agendamento|agendad[oa]|marcad[oa]|feriados?|exceto|especia(?:l|is))\b"
)
_OPEN = re.compile(
    r"\b(?:abrimos|abiert[oa]s?|abren?|atendemos|(?:are|is|we) open|opens?|abert[oa]s?|abrem|funcionamos)\b"
)
_NO = re.compile(
    r"\b(?:no|not|nunca|never|cerrad[oa]s?|cerramos|cierran?|closed?|closes|nao|nem|fechad[oa]s?|fechamos|fecham)\b|n't\b"
)
_CLOCK = re.compile(
    r"\b(?P<hour>2[0-4]|[01]?\d)(?!\d)(?:[:.h](?P<minute>[0-5]\d)|\s?h\b)?\s?(?P<half>[ap]\.?\s?m\b)?",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\b24 ?(?:h\b|horas|hours)|24/7")
_DAYS: Final[dict[str, Weekday]] = {
    name: day
    for day, names in zip(
        WEEKDAYS,
        (
            ("lunes", "monday", "mondays", "segunda"),
            ("martes", "tuesday", "tuesdays", "terca"),
            ("miercoles", "wednesday", "wednesdays", "quarta"),
            ("jueves", "thursday", "thursdays", "quinta"),
            ("viernes", "friday", "fridays", "sexta"),
            ("sabado", "sabados", "saturday", "saturdays"),
            ("domingo", "domingos", "sunday", "sundays"),
        ),
        strict=True,
    )
    for name in names
}
# "Segunda" is also the second: it is a day with "-feira", beside another one, or after what stands before days.
_PT_DAY: Final = "|".join(_PT_DAYS)
_DAY = re.compile(
    rf"\b(?P<name>{'|'.join(name for name in _DAYS if name not in _PT_DAYS)})\b"
    rf"|\b(?P<feira>{_PT_DAY})s?[- ]feiras?\b"
    rf"|\b(?:as|na|nas|toda|cada) (?P<after>{_PT_DAY})s?\b"
    rf"|\bde (?P<from>{_PT_DAY}) (?=(?:a|ate) )|(?<=\ba )(?P<to>{_PT_DAY})\b|(?<=\bate )(?P<until>{_PT_DAY})\b"
)


def own_hours(sentence: str) -> tuple[tuple[Weekday, ...], frozenset[int]] | None:
    """The days that a sentence about opening hours names, and the minutes of the day; None for any other sentence."""
    plain = folded(sentence)
    if not _HOURS.search(plain) or _NOT_HOURS.search(plain):
        return None
    minutes: set[int] = set()
    for _, minute, half in _clocks(sentence):
        minutes.add(minute % 720 + 720 if half == "p" else minute % 720 if half == "a" else minute)
    return tuple(day for day, _ in _days(plain)), frozenset(minutes)


def other_hours(
    sentence: str, times: frozenset[int], open_days: frozenset[Weekday]
) -> Iterator[tuple[str, str]]:
    """What a sentence says otherwise than the business, which opens or closes at these minutes, on these days.

    What it says, and the day as it names it; '' where it is about a time.
    """
    plain = folded(sentence)
    if not times or not _HOURS.search(plain) or _NOT_HOURS.search(plain):
        return
    if _ROUND.search(plain) and 0 not in times and 1440 not in times:
        yield "24 h", ""
        return
    for said, minute, half in _clocks(sentence):
        meant = {"p": {minute % 720 + 720}, "a": {minute % 720}}.get(half, {minute, minute + 720})
        if not meant & times:
            yield said, ""
            return
    if _OPEN.search(plain) and not _NO.search(plain):
        for day, said in _days(plain):
            if day not in open_days:
                yield said, said


def _clocks(sentence: str) -> Iterator[tuple[str, int, str]]:
    """Each time as it is said, its minute of the day, and `a` or `p`.

    A bare number is a time only beside others ("de 9 a 14"), which is too little to go by.
    """
    for match in _CLOCK.finditer(folded(without_money(PHONE.sub(" ", sentence)))):
        if match["minute"] or match["half"] or match[0].rstrip().endswith("h"):
            minute = int(match["hour"]) * 60 + int(match["minute"] or 0)
            yield match[0].strip(), minute, (match["half"] or "")[:1]


def _days(plain: str) -> Iterator[tuple[Weekday, str]]:
    for match in _DAY.finditer(plain):
        name = next(filter(None, match.groups()))
        yield _DAYS[name], name
