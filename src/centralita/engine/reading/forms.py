"""Whether words have a form that somebody asked for: a mask, a pattern, one of several values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import prod

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema

from centralita.engine.reading.wording import folded, plain

MOST_REPEATS = 200
_COUNT = re.compile(r"\{(\d*)(?:,(\d*))?\}")
_APART = re.compile(r"[\s.\-–]+")


def fits_mask(text: str, mask: str) -> bool:
    """Whether `text` has the form of `mask`: 9 a digit, A a letter, * either, anything else itself."""
    if len(text) != len(mask):
        return False
    return all(_fits(char, sign) for char, sign in zip(text, mask, strict=True))


def is_pattern(pattern: str) -> bool:
    """Whether this is a regular expression that can be kept to: one without look-around or back-references, and
    whose counted repeats, multiplied, are no more than MOST_REPEATS.
    """
    return _machine(pattern) is not None


def fits_pattern(text: str, pattern: str) -> bool:
    """Whether all of `text` fits a regular expression; of one that is none, everything does: the checks tell of it.

    Read by an engine that never goes back: the time grows with the text, whatever the expression.
    """
    machine = _machine(pattern)
    if machine is None:
        return True
    try:
        machine.validate_python(text)
    except ValidationError:
        return False
    return True


def spellings(text: str) -> tuple[str, ...]:
    """A text as it may have been meant: as it is, without what a transcript adds, and spelt out in one.

    "28 013." is also "28013", "a b 1 2" also "AB12".
    """
    bare = text.strip().rstrip(".!?¿¡,;")
    close = _APART.sub("", bare)
    return tuple(dict.fromkeys((text, bare, close, close.upper(), close.lower())))


def one_of(text: str, allowed: Sequence[str]) -> str | None:
    """The allowed value that `text` is, apart from case, accents, spaces and punctuation; None when it is none."""
    # What is all punctuation has no words to compare.
    for same in (folded, plain, lambda value: plain(value).replace(" ", "")):
        said = same(text)
        found = next((value for value in allowed if said and same(value) == said), None)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=512)
def _machine(pattern: str) -> SchemaValidator | None:
    # Nested counts multiply, and with them the time that it takes to build the expression.
    counts = [max(int(low or 0), int(high or 0), 1) for low, high in _COUNT.findall(pattern)]
    if prod(counts) > MOST_REPEATS:
        return None
    try:
        # By itself first: what closes a bracket that it has not opened is none.
        SchemaValidator(core_schema.str_schema(pattern=pattern, regex_engine="rust-regex"))
        return SchemaValidator(
            core_schema.str_schema(pattern=rf"\A(?:{pattern})\z", regex_engine="rust-regex")
        )
    except SchemaError:
        return None


def _fits(char: str, sign: str) -> bool:
    if sign == "9":
        return char.isdecimal()
    if sign == "A":
        return char.isalpha()
    if sign == "*":
        return char.isalnum()
    return char == sign
