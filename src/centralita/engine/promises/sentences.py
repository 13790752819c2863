"""A text's sentences with their places, and what each cannot be understood without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from centralita.engine.promises.money import money_in

LONGEST = 20_000

# Four points lead from a name to its price and end no sentence.
_PARTING = re.compile(r"(?<=[.!?…])(?<!\.{4})\s+|[\r\n]+|\s[•·▪]\s")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, line or point, from `start` to `end` of its text. `asked` is the question or heading before it."""

    text: str
    start: int
    end: int
    asked: str

    @property
    def question(self) -> bool:
        """Whether it asks rather than says."""
        return self.text.endswith("?")

    @property
    def heading(self) -> bool:
        """Whether it only names what follows."""
        return len(self.text) < _LONGEST_HEADING and self.text[-1] not in ".!?…;," and not money_in(self.text)


def sentences_in(text: str) -> Iterator[Sentence]:
    """A text's sentences, lines and points, without those that are empty."""
    asked, start = "", 0
    text = text[:LONGEST]
    for parting in (*_PARTING.finditer(text), None):
        end = len(text) if parting is None else parting.start()
        part = text[start:end]
        said = part.strip()
        if said:
            begin = start + part.index(said[0])
            sentence = Sentence(said, begin, begin + len(said), asked)
            yield sentence
            if sentence.question or sentence.heading:
                asked = said
            elif asked.endswith("?"):
                asked = ""
        start = len(text) if parting is None else parting.end()


def sentences(text: str) -> list[str]:
    """The words of each sentence."""
    return [sentence.text for sentence in sentences_in(text)]
