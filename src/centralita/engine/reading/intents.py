"""What the caller wants, told by keywords: the way without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from centralita.engine.reading.refusals import NO, refuses, without_puzzlement
from centralita.engine.reading.wording import plain, words

MAX_WORDS = 400


@dataclass(frozen=True, slots=True)
class Intent:
    """A thing that may be wanted, its name, and words that give it away."""

    id: str
    name: str
    keywords: tuple[str, ...]


def best_intent(text: str, intents: Sequence[Intent]) -> str | None:
    """The id of the intent whose keywords `text` holds most of; longer phrases count more. None: no hit.

    Forms of one word meet: "cita" is found in "citas", "reserv" in "reservar". Of equals, the first. A keyword that is
    no more than a no is hit by a no, not by "no entiendo" or by whatever else begins with it.
    """
    names = [plain(name) for intent in intents for name in (intent.name, *intent.keywords)]
    said = without_puzzlement(plain(text), names).split()[:MAX_WORDS]
    if not said:
        return None
    refused = refuses(text)
    best, best_score = None, 0
    for intent in intents:
        hints = [words(keyword) for keyword in intent.keywords]
        name = words(intent.name)
        score = sum(_weight(hint, said) for hint in hints if refused or not NO.issuperset(hint))
        if name == said and (refused or not NO.issuperset(name)):
            score += 10
        if score > best_score:
            best, best_score = intent.id, score
    return best


def _weight(keyword: list[str], said: list[str]) -> int:
    size = len(keyword)
    if not size:
        return 0
    for start in range(len(said) - size + 1):
        if all(
            _meets(wanted, given) for wanted, given in zip(keyword, said[start : start + size], strict=True)
        ):
            return size * size
    return 0


def _meets(wanted: str, given: str) -> bool:
    return wanted == given or (
        len(wanted) >= 4 and given.startswith(wanted) and len(given) - len(wanted) <= 4
    )
