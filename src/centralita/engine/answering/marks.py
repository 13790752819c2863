"""The marks that a model puts into its words for us: [1] for a passage it used, [0] for what nothing answers.

Nobody sees or hears them: they are taken out of what is said, and of the pieces that are told while it is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from centralita.engine.events import Passage

UNANSWERED: Final = "[0]"
# The label of a link is no mark.
_MARK: Final = re.compile(r"\s?\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\](?!\()")
_UNFINISHED: Final = re.compile(r"\s?\[[\d\s,]{0,60}\]?\Z")
# What models were told to reply before, and some still do.
_WORD: Final = "UNANSWERED"


def unmarked(reply: str) -> str:
    """The words without marks; nothing where they only say that nothing answers."""
    words = _MARK.sub("", reply).strip()
    return "" if words.strip(" .\"'*").upper() == _WORD else words


def is_unanswered(reply: str) -> bool:
    """Whether the model says that nothing it was given answers what was asked."""
    return 0 in _numbers(reply) or reply.strip(" .\"'*\n").upper() == _WORD


def cited(reply: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that the marks point to, each once."""
    numbers = dict.fromkeys(_numbers(reply))
    return [passages[number - 1] for number in numbers if 1 <= number <= len(passages)]


def _numbers(reply: str) -> list[int]:
    return [int(number) for match in _MARK.findall(reply) for number in match.split(",")]


class Unmarking:
    """Takes the pieces of one reply and gives them back without marks, whatever they are cut into.

    At most a space before a mark is told that is not in the words.
    """

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be told now. What may be the beginning of a mark is held back."""
        self._held += piece
        unfinished = _UNFINISHED.search(self._held)
        cut = unfinished.start() if unfinished else len(self._held)
        ready, self._held = self._held[:cut], self._held[cut:]
        return _MARK.sub("", ready)

    def flush(self) -> str:
        """What is left."""
        ready, self._held = self._held, ""
        return _MARK.sub("", ready)
