"""What a variable may hold: JSON, of a bounded size, that survives a round trip unchanged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
else:
    # msgspec decodes JSON of any shape into Any; a recursive alias it cannot read.
    Value = Any

MAX_STRING = 4_000
MAX_ITEMS = 100
MAX_DEPTH = 6
MAX_INTEGER = 2**53


def clean_text(text: str, limit: int) -> str:
    """At most `limit` characters that UTF-8 can carry; NUL and lone surrogates become U+FFFD."""
    if len(text) > limit:
        text = text[:limit]
    if text.isascii():
        return text.replace("\x00", "\ufffd") if "\x00" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def bounded(value: object, depth: int = 0) -> Value:  # noqa: PLR0911 - a return for each case reads best
    """`value` as JSON within the limits: longer, deeper or stranger things are cut, never refused."""
    match value:
        case None | bool():
            return value
        case str():
            return clean_text(value, MAX_STRING)
        case int():
            return int(value) if -MAX_INTEGER <= value <= MAX_INTEGER else f"{float_of(value):.6g}"
        case float():
            return value if math.isfinite(value) else None
        case Mapping() if depth < MAX_DEPTH:
            pairs = list(value.items())[:MAX_ITEMS]
            return {clean_text(str(key), 200): bounded(item, depth + 1) for key, item in pairs}
        case list() | tuple() if depth < MAX_DEPTH:
            return [bounded(item, depth + 1) for item in value[:MAX_ITEMS]]
        case _:
            return None


def float_of(number: int) -> float:
    """The nearest float; an integer past the floats' range becomes infinity."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def shown(value: Value) -> str:  # noqa: PLR0911 - a return for each case reads best
    """How a value reads inside a sentence. Nothing for what is empty, `1` for 1.0, commas in lists."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < MAX_INTEGER:
            return str(int(value))
        case list():
            return ", ".join(shown(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
        case _:
            return str(value)


def is_empty(value: Value) -> bool:
    """Whether nothing useful is there: null, blank text, an empty list or object."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value in ([], {})
