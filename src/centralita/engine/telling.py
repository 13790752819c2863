"""Days and times as people say them: what is kept is ISO 8601, which nobody wants to hear."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from centralita.engine.values import Value

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?")
# The year at the end of a pattern, with what ties it to the day: "EEEE, d 'de' MMMM 'de' y".
_YEAR = re.compile(r"(?:,|\s*'[^']*')?\s*y+$")
# The CLDR that Babel carries ties a day to its hour by a comma alone, which nobody says.
_AT: Final = {
    "es": " a las ",
    "en": " at ",
    "pt": " às ",
    "ca": " a les ",
    "fr": " à ",
    "it": " alle ",
    "de": " um ",
}


def in_words(value: Value, language: str, today: dt.date | None = None) -> Value:
    """A day or a moment in ISO 8601 as the language says it, at its own offset; anything else as it is.

    The year is said where it is not that of `today`.
    """
    if not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        return value
    short = language.partition("-")[0]
    pattern = _pattern(short)
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    if pattern is None:
        return value
    if today is None or moment.year == today.year:
        pattern = _YEAR.sub("", pattern)
    day = format_date(moment, pattern, locale=short)
    return f"{day}{_AT.get(short, ', ')}{moment:%H:%M}" if "T" in value else day


@functools.lru_cache(64)
def _pattern(language: str) -> str | None:
    """How CLDR writes a whole day, with its name; None for a language that it does not know."""
    try:
        return str(Locale.parse(language).date_formats["full"].pattern)
    except (UnknownLocaleError, ValueError):
        return None
