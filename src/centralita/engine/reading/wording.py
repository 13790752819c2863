"""Words made comparable: without case, accents, punctuation and doubled spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w]+|_+")
_SPACES = re.compile(r"\s+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """Lower case, no accents, single spaces; punctuation stays. For comparing values."""
    return _SPACES.sub(" ", _bare(text)).strip()


def letters(text: str) -> str:
    """Lowered and without accents, letter by letter: every place stays where it was. Apostrophes are straight."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4_096)
def _letter(letter: str) -> str:
    if letter in "’ʼ":
        return "'"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return " " if base.isspace() else base if len(base) == 1 else letter


def words(text: str) -> list[str]:
    """The words of `text`, lower case and without accents; apostrophes close up ("don't" is "dont")."""
    return _NOT_WORD.sub(" ", _bare(text).replace("'", "").replace("’", "")).split()


def plain(text: str) -> str:
    """The words of `text` with single spaces: "¡Sí, claro!" is "si claro"."""
    return " ".join(words(text))


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _ACCENTS.sub("", decomposed)
