"""What a text says otherwise than the business."""

from __future__ import annotations

from collections.abc import Iterator

from centralita.engine.promises.finding import Contradiction
from centralita.engine.promises.hours import other_hours
from centralita.engine.promises.known import Known
from centralita.engine.promises.payments import other_payments
from centralita.engine.promises.phones import own_phones, same_number
from centralita.engine.promises.prices import other_prices
from centralita.engine.promises.sentences import Sentence, sentences_in
from centralita.engine.reading.wording import letters

MOST = 10


def contradictions(text: str, known: Known) -> tuple[Contradiction, ...]:
    """What `text` says otherwise, at most 10, in its order."""
    if known.empty or not any(character.isdigit() or character.isalpha() for character in text):
        return ()
    found: list[Contradiction] = []
    for sentence in sentences_in(text):
        found += against(sentence, known)
        if len(found) >= MOST:
            break
    return tuple(dict.fromkeys(found))[:MOST]


def against(sentence: Sentence, known: Known) -> Iterator[Contradiction]:
    """What one sentence says otherwise."""
    yield from other_prices(sentence, known.offers)
    text = sentence.text
    if known.phones:
        for said in own_phones(text):
            if same_number(said) not in known.phones:
                yield Contradiction("phone", said, known.phone, "", text[:300])
    for said, day in other_hours(text, known.times, known.open_days):
        yield Contradiction("hours", said, known.hours, day, text[:300])
    if known.methods:
        for one in other_payments(letters(text), known.methods, letters(sentence.asked)):
            said = text[one.start : one.end].strip()
            yield Contradiction("payment", said, known.payment, "", text[:300])
