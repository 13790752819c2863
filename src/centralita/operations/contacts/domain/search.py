"""The words under which a contact is found: name, company, addresses, tags, and numbers as people type them.

Beside them stand its stage, owner and source: the index then finds "the won ones called Ana" as one question, however
many are called Ana.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita.kit.phone import national_number
from centralita.kit.words import mark, words

MOST_ASKED: Final = 8
_NUMBER: Final = re.compile(r"[\d\s().+\-/·]+")
_FEWEST_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a contact stands. Empty is not asked for, or not known."""

    stage: str = ""
    owner_id: UUID | None = None
    source: str = ""

    def words(self, organization_id: UUID) -> list[str]:
        """As the index keeps it: never met by a search for words, since no word begins so."""
        begin = mark(organization_id)
        told = (
            f"={self.stage}" if self.stage else "",
            f"@{self.owner_id.hex}" if self.owner_id else "",
            f"<{self.source}" if self.source else "",
        )
        return [begin + word for word in told if word]


def document(
    organization_id: UUID,
    *,
    texts: Iterable[str],
    phones: Sequence[str],
    tags: Iterable[str],
    standing: Standing = Standing(),
) -> list[str]:
    """What the index keeps of a contact. Each number is there with and without its country code."""
    begin = mark(organization_id)
    found = dict.fromkeys([begin])
    for text in texts:
        found.update(dict.fromkeys(begin + word for word in words(text)))
    for phone in phones:
        found[begin + phone.removeprefix("+")] = None
        found[begin + national_number(phone)] = None
    found.update(dict.fromkeys(tag_word(organization_id, tag) for tag in tags))
    found.update(dict.fromkeys(standing.words(organization_id)))
    return list(found)


def tag_word(organization_id: UUID, tag: str) -> str:
    """A tag among the words: never met by a search for words, since no word begins so."""
    return f"{mark(organization_id)}#{tag}"


def asked(
    organization_id: UUID, text: str, tag: str = "", standing: Standing = Standing(), *, whole: bool = False
) -> str:
    """A `tsquery` for contacts with all of these words, who stand there; the last word as far as it was typed, or `whole`.

    '' for nothing to look for.
    """
    begin = mark(organization_id)
    wanted = words(text)[:MOST_ASKED]
    parts = [_quoted(word) for word in standing.words(organization_id)]
    if tag:
        parts.append(_quoted(tag_word(organization_id, tag)))
    if wanted:
        *before, last = [_quoted(begin + word) for word in wanted]
        spoken = " & ".join([*before, last if whole else f"{last}:*"])
        digits = re.sub(r"\D", "", text).removeprefix("00")
        if len(digits) >= _FEWEST_DIGITS and _NUMBER.fullmatch(text):
            # 612 34 56 78: what was typed as several words is one number.
            spoken = f"({spoken} | {_quoted(begin + digits)}:*)"
        parts.append(spoken)
    return " & ".join(parts)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
