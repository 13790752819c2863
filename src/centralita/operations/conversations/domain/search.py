"""How a search reads what was said: words without case and accents, each under its organization's mark.

The mark keeps the words of one organization together in an index that all of them share.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from centralita.kit.ids import to_text

MOST_WORDS: Final = 4_000
LONGEST_WORD: Final = 40
MOST_ASKED: Final = 8
_WORD: Final = re.compile(r"\w+")


def mark(organization_id: UUID) -> str:
    """What every word of an organization begins with in the index, and the one word that every document has."""
    return to_text("", organization_id)[-6:]


def words(text: str) -> list[str]:
    """The words of a text, each once, in order: `"¿Cita Médica? cita"` gives `["cita", "medica"]`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return list(dict.fromkeys(found[:LONGEST_WORD] for found in _WORD.findall(plain)))


def document(organization_id: UUID, texts: Iterable[str]) -> list[str]:
    """What the index keeps of a conversation."""
    begin = mark(organization_id)
    found: dict[str, None] = {begin: None}
    for text in texts:
        for word in words(text):
            found[begin + word] = None
            if len(found) > MOST_WORDS:
                return list(found)
    return list(found)


def asked(organization_id: UUID, text: str) -> str:
    """A `tsquery` for documents with all of these words, the last one as far as it was typed; '' for no words."""
    begin = mark(organization_id)
    wanted = words(text)[:MOST_ASKED]
    if not wanted:
        return ""
    # Words hold letters, digits and underscores only: nothing that a tsquery could read as its own.
    terms = [f"'{begin}{word}'" for word in wanted]
    return " & ".join(terms) + ":*"
