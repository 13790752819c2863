"""The business's facts win over what documents say: what contradicts them is left out before anybody answers from it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from centralita.engine.promises.contradicting import against
from centralita.engine.promises.finding import Contradiction
from centralita.engine.promises.known import Known
from centralita.engine.promises.sentences import Sentence, sentences_in


def agreeing(text: str, known: Known) -> tuple[str, tuple[Contradiction, ...]]:
    """The text without the sentences that contradict the business, and what those said.

    With an answer its question goes, too. Nothing is left of a text that only names what was left out.
    """
    denied: tuple[Contradiction, ...] = ()
    while not known.empty:
        text, said = _agreeing(text, known)
        if not said:
            break
        # Where a sentence is gone, the next may come to stand below a heading with which it says what is denied.
        denied += said
    return text, denied


def _agreeing(text: str, known: Known) -> tuple[str, tuple[Contradiction, ...]]:
    parts = list(sentences_in(text))
    found = [tuple(against(part, known)) for part in parts]
    if not any(found):
        return text, ()
    kept = [part for place, part in enumerate(parts) if not _goes(place, parts, found)]
    said = tuple(one for each in found for one in each)
    if all(part.heading for part in kept):
        return "", said
    return _joined(text, parts, kept), said


def _goes(place: int, parts: Sequence[Sentence], found: Sequence[tuple[Contradiction, ...]]) -> bool:
    following = found[place + 1] if place + 1 < len(parts) else ()
    return bool(found[place]) or (parts[place].question and bool(following))


def _joined(text: str, parts: Sequence[Sentence], kept: Sequence[Sentence]) -> str:
    """What is kept, each followed by what parted it from the next in the text."""
    follows = {one.start: after.start for one, after in pairwise(parts)}
    return "".join(text[part.start : follows.get(part.start, part.end)] for part in kept).strip()
