"""Text for ears: what was written for a screen, without its markup, in pieces as they come.

Agents write plain text with a tiny markup. Spoken, a star is a word and an address a plague, so both are left out;
of a link its label is said. Whatever the pieces are cut into, the same is said.
"""

import re
from collections.abc import Sequence
from typing import Final

from centralita import engine

_OR: Final = {"es": "o", "en": "or", "pt": "ou"}
_SAY: Final = {"es": "Puede decir: {}.", "en": "You can say: {}.", "pt": "Pode dizer: {}."}
_MORE: Final = {"es": "o pedir más opciones", "en": "or ask for more", "pt": "ou pedir mais opções"}
_MOST_CHOICES: Final = 5
# No label or address of a link is longer; what goes on was none.
_LONGEST_LINK: Final = 2_000
_MARKS: Final = frozenset("*`")
_LINK: Final = re.compile(r"\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_OPEN_LINK: Final = re.compile(r"\[[^\[\]\n]*(?:\](?:\([^()\s]*)?)?")
_LINE_START: Final = re.compile(r"[-#>•]+")


class Speech:
    """Takes the pieces of one utterance and gives back what of them is said."""

    def __init__(self) -> None:
        self._held = ""
        self._line_starts = True

    def feed(self, piece: str) -> str:
        """What can be said now. The beginning of what may be a link is held back."""
        self._held += piece
        cut = self._safe()
        ready, self._held = self._held[:cut], self._held[cut:]
        return self._plain(ready)

    def flush(self) -> str:
        """What is left."""
        ready, self._held = self._held, ""
        return self._plain(ready)

    def _safe(self) -> int:
        """How much of what is held can be no part of an unfinished link."""
        at = self._held.find("[")
        while at >= 0:
            whole = _LINK.match(self._held, at)
            if whole is None:
                unfinished = _OPEN_LINK.match(self._held, at)
                if (
                    unfinished is not None
                    and unfinished.end() == len(self._held)
                    and len(self._held) - at < _LONGEST_LINK
                ):
                    return at
            at = self._held.find("[", at + 1 if whole is None else whole.end())
        return len(self._held)

    def _plain(self, text: str) -> str:
        said: list[str] = []
        for character in _LINK.sub(r"\1", text):
            if character == "\n":
                self._line_starts = True
                said.append(" ")
            elif character in _MARKS or (self._line_starts and _LINE_START.match(character)):
                continue
            else:
                if not character.isspace():
                    self._line_starts = False
                said.append(character)
        return "".join(said)


def spoken(text: str) -> str:
    """A whole text as it is said."""
    speech = Speech()
    return speech.feed(text) + speech.flush()


def choices_spoken(text: str, choices: Sequence[engine.Choice], language: str) -> str:
    """The choices as a short list to be said after `text`; nothing where the text names them all."""
    labels = [label for choice in choices if (label := spoken(choice.label).strip())]
    if not labels or all(label.casefold() in text.casefold() for label in labels):
        return ""
    short = language.partition("-")[0]
    if len(labels) > _MOST_CHOICES:
        named = f"{', '.join(labels[:_MOST_CHOICES])} {_MORE.get(short, _MORE['en'])}"
    elif len(labels) == 1:
        named = labels[0]
    else:
        named = f"{', '.join(labels[:-1])} {_OR.get(short, _OR['en'])} {labels[-1]}"
    return _SAY.get(short, _SAY["en"]).format(named)
