"""What a platform told, read field by field: of what is missing, or not of its kind, nothing is said.

One odd field must not lose the end of a call, so nothing here raises.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Final
from uuid import UUID

import msgspec

from centralita.kit.money import MICROS, Money

_LONGEST_TEXT: Final = 100_000
_LONGEST_WORD: Final = 200
_DEEPEST: Final = 12
_MOST_ITEMS: Final = 10_000
# Years 1970 to 2100.
_LATEST: Final = 4_102_444_800
_LARGEST: Final = Decimal(10) ** 15
_LARGEST_INT: Final = 2**63
_FINEST: Final = Decimal("1e-40")
_UNKEEPABLE: Final = re.compile("[\0\ud800-\udfff]")

# Money must not pass through a float.
_decoder: Final = msgspec.json.Decoder(float_hook=Decimal)


def read_json(raw: bytes) -> object:
    """The JSON value, fractions as Decimal; None where it is no JSON."""
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError, ArithmeticError):
        return None


class Told:
    """A JSON object of a platform."""

    def __init__(self, value: object) -> None:
        self._fields: Mapping[Any, object] = value if isinstance(value, dict) else {}

    def __contains__(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        """A text that the database can keep, or empty."""
        value = self._fields.get(name)
        return keepable(value)[:_LONGEST_TEXT] if isinstance(value, str) else ""

    def word(self, name: str) -> str:
        """A short text: an id, a status, a number."""
        return self.text(name)[:_LONGEST_WORD]

    def flag(self, name: str) -> bool | None:
        """True or false, where told."""
        value = self._fields.get(name)
        return value if isinstance(value, bool) else None

    def number(self, name: str) -> Decimal | None:
        """A number of a size that can be one, exact."""
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return None
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        # Copied, because plain arithmetic raises on what is larger than numbers are.
        size = number.copy_abs()
        if not number.is_finite() or size > _LARGEST:
            return None
        return number if size > _FINEST else Decimal(0)

    def seconds(self, name: str, *, unit: int = 1) -> float | None:
        """A length of time told in 1/`unit` seconds."""
        number = self.number(name)
        return float(number / unit) if number is not None and number >= 0 else None

    def moment(self, name: str, *, unit: int = 1) -> datetime | None:
        """A moment told as 1/`unit` seconds since 1970."""
        number = self.number(name)
        if number is None or not 0 < number / unit < _LATEST:
            return None
        return datetime.fromtimestamp(float(number / unit), UTC)

    def money(self, name: str, *, unit: int = 1) -> Money | None:
        """US dollars told in 1/`unit` dollars, to the nearest micro-unit."""
        number = self.number(name)
        return None if number is None else Money(int((number * MICROS / unit).to_integral_value()), "USD")

    def uuid(self, name: str) -> UUID | None:
        """An id of ours."""
        try:
            return UUID(self.text(name))
        except ValueError:
            return None

    def told(self, name: str) -> "Told":
        """An object inside; an empty one where there is none."""
        return Told(self._fields.get(name))

    def items(self, name: str) -> "Iterator[Told]":
        """The objects of a list inside."""
        value = self._fields.get(name)
        for item in value[:_MOST_ITEMS] if isinstance(value, list) else ():
            if isinstance(item, dict):
                yield Told(item)

    def named(self, name: str) -> "Iterator[tuple[str, Told]]":
        """The objects inside an object, with their names."""
        for key, value in Told(self._fields.get(name))._fields.items():
            if isinstance(value, dict):
                yield keepable(key)[:_LONGEST_WORD], Told(value)

    def value(self, name: str) -> object:
        """Whatever is there, in what JSON and the database can keep."""
        return plain(self._fields.get(name))

    def plain(self, name: str) -> dict[str, object]:
        """An object inside as it is; empty where there is none."""
        value = self.value(name)
        return value if isinstance(value, dict) else {}


def keepable(text: str) -> str:
    """The text without what PostgreSQL cannot hold."""
    return _UNKEEPABLE.sub("\ufffd", text)


def plain(value: object, depth: int = 0) -> object:
    """A JSON value with its fractions as floats again, bounded in depth, length and size."""
    if isinstance(value, dict | list) and depth == _DEEPEST:
        return None
    if isinstance(value, dict):
        return {keepable(str(key))[:_LONGEST_WORD]: plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item, depth + 1) for item in value[:_MOST_ITEMS]]
    return keepable(value)[:_LONGEST_TEXT] if isinstance(value, str) else _plain_number(value)


def _plain_number(value: object) -> object:
    """A number as JSON can hold it, else None; True, False and None as they are."""
    if isinstance(value, Decimal | float):
        number = float(value)
        return number if isfinite(number) else None
    return None if isinstance(value, int) and abs(value) >= _LARGEST_INT else value
