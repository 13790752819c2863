"""Words without case and accents, and the mark that keeps those of one organization together in a shared index."""

import re
import unicodedata
from functools import lru_cache
from typing import Final
from uuid import UUID

from centralita.kit.ids import to_text

LONGEST_WORD: Final = 40
_WORD: Final = re.compile(r"\w+")


@lru_cache(maxsize=256)
def mark(organization_id: UUID) -> str:
    """What every word of an organization begins with in an index, and the one word that every document has."""
    return to_text("", organization_id)[-6:]


def plain_text(text: str) -> str:
    """`"Álvarez,  Ana"` becomes `"alvarez, ana"`."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.split())


def words(text: str) -> list[str]:
    """The words of a text, each once, in order: `"¿Cita Médica? cita"` gives `["cita", "medica"]`."""
    return list(dict.fromkeys(found[:LONGEST_WORD] for found in _WORD.findall(plain_text(text))))
