"""What the caller wants, told by keywords: the way without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from centralita.engine.reading.wording import words

MAX_WORDS = 400


@dataclass(frozen=True, slots=True)
class Intent:
    """A thing that may be wanted, its name, and words that give it away."""

    id: str
    name: str
    keywords: tuple[str, ...]


def best_intent(text: str, intents: Sequence[Intent]) -> str | None:
    """The id of the intent whose keywords `text` holds most of; longer phrases count more. None: no hit.

    Forms of one word meet: "cita" is found in "citas", "reserv" in "reservar". Of equals, the first.
    """
    said = words(text)[:MAX_WORDS]
    if not said:
        return None
    best, best_score = None, 0
    for intent in intents:
        score = sum(_weight(words(keyword), said) for keyword in intent.keywords)
        if words(intent.name) == said:
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
