"""Days and times as people say them: what is kept is ISO 8601, which nobody wants to hear."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from centralita.engine.values import Value

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?")


class _Words:
    """How a language names days, `_` being a space within a name; the parts of a date stand in braces."""

    def __init__(self, weekdays: str, months: str, day: str, moment: str) -> None:
        self.weekdays, self.months = weekdays.split(), months.split()
        self.day, self.moment = day, moment


_WORDS: Final = {
    "es": _Words(
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{weekday} {day} de {month}",
        "{date} a las {time}",
    ),
    "en": _Words(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        "{weekday} {day} {month}",
        "{date} at {time}",
    ),
    "pt": _Words(
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{weekday}, {day} de {month}",
        "{date} às {time}",
    ),
    "ca": _Words(
        "dilluns dimarts dimecres dijous divendres dissabte diumenge",
        "de_gener de_febrer de_març d’abril de_maig de_juny de_juliol d’agost de_setembre d’octubre de_novembre "
        "de_desembre",
        "{weekday} {day} {month}",
        "{date} a les {time}",
    ),
    "fr": _Words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{weekday} {day} {month}",
        "{date} à {time}",
    ),
    "it": _Words(
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "{weekday} {day} {month}",
        "{date} alle {time}",
    ),
    "de": _Words(
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{weekday}, {day}. {month}",
        "{date} um {time}",
    ),
}


def in_words(value: Value, language: str, today: dt.date | None = None) -> Value:
    """A day or a moment in ISO 8601 as the language says it, at its own offset; anything else as it is.

    The year is said where it is not that of `today`.
    """
    words = _WORDS.get(language.partition("-")[0])
    if words is None or not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        return value
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    day = words.day.format(
        weekday=words.weekdays[moment.weekday()],
        day=moment.day,
        month=words.months[moment.month - 1].replace("_", " "),
    )
    if today is not None and moment.year != today.year:
        day = f"{day} {'de ' if language[:2] in ('es', 'pt') else ''}{moment.year}"
    return words.moment.format(date=day, time=moment.strftime("%H:%M")) if "T" in value else day
