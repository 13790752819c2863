"""A finding, and the sentences that rules look at."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

# `error` keeps a prompt from being published, `warning` is probably wrong, `hint` may be meant so.
Severity = Literal["error", "warning", "hint"]

_END = re.compile(r"\n+|(?<=[.!?;…])\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, from character `start` to `end` of the text; both nought where it is about the whole."""

    code: str
    severity: Severity
    start: int = 0
    end: int = 0
    data: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a line of a list, with its place. `plain` is as long as `text`, lowered and without accents.

    One of an included prompt has that one's name as `origin`, and its place is where that is put in.
    """

    text: str
    plain: str
    start: int
    begins_line: bool = True
    origin: str = ""
    width: int | None = None

    @property
    def end(self) -> int:
        return self.start + (len(self.text) if self.width is None else self.width)


def plain(text: str) -> str:
    """Lowered and without accents, letter by letter: every place stays where it was."""
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences of a text, without what is empty."""
    start = 0
    begins_line = True
    for match in [*_END.finditer(text), None]:
        end = len(text) if match is None else match.start()
        part = text[start:end]
        stripped = part.strip()
        if stripped:
            yield Sentence(stripped, plain(stripped), start + part.index(stripped[0]), begins_line)
        start = len(text) if match is None else match.end()
        begins_line = match is None or "\n" in match[0]
