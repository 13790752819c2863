"""Whether an answer says what a case wants of it, by the rule of scenarios: its words, whatever their case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from centralita.engine.reading.wording import plain


@dataclass(frozen=True, slots=True)
class Check:
    """Words that had to be said, or had not to be, and whether it was so."""

    kind: Literal["says", "never"]
    text: str
    passed: bool


def judge(answer: str, says: Iterable[str], never: Iterable[str]) -> Iterator[Check]:
    """Hold an answer against what it must and must not say."""
    said = plain(answer)
    for text in says:
        yield Check("says", text, plain(text) in said)
    for text in never:
        yield Check("never", text, plain(text) not in said)
