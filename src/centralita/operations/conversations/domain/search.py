"""How a search reads what was said: words without case and accents, each under its organization's mark.

The mark keeps the words of one organization together in an index that all of them share.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from centralita.kit.words import mark, words

MOST_WORDS: Final = 4_000
MOST_ASKED: Final = 8


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
