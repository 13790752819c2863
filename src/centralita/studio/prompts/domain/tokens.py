"""About how many tokens a text is. Every vendor cuts texts its own way: this is a guess, and is told as one."""

import math
import re

_PIECE = re.compile(r"[^\W\d_]+|\d+|\n+|[^\w\s]+", re.UNICODE)
# A short word is one token; of a longer one each part of about so many letters is. Accents cost a little.
_WHOLE_WORD, _PART = 7, 5.0
_DIGITS = 3


def about_tokens(text: str) -> int:
    """A guess, made for Spanish and English prose; how far it lies from a vendor's own count depends on the text."""
    return sum(_weight(match[0]) for match in _PIECE.finditer(text))


def _weight(piece: str) -> int:
    if piece[0].isdigit():
        return math.ceil(len(piece) / _DIGITS)
    if not piece[0].isalpha():
        return math.ceil(len(piece) / 2)
    if not piece.isascii() and not _is_latin(piece):
        return len(piece)
    accented = sum(not letter.isascii() for letter in piece)
    if len(piece) <= _WHOLE_WORD and not accented:
        return 1
    return max(1, math.ceil((len(piece) + accented) / _PART))


def _is_latin(piece: str) -> bool:
    return all(ord(letter) < 0x250 for letter in piece)
