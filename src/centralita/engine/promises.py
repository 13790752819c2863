"""What a text says about prices, phone numbers and hours that the business does not: a rule, without a model.

Made to be believed: it speaks up only where the text names a thing that the business tells too, and stays silent
where a sentence is about a part of a price, about somebody else's number, or about an appointment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from centralita.engine.answering.passages import stems
from centralita.engine.business import WEEKDAYS, Business, Span, Weekday
from centralita.engine.reading.wording import folded

MOST = 10
LONGEST = 20_000

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|[\r\n]+|\s[•·▪]\s")
_MONEY = re.compile(
    r"(?P<sign>[€$£])\s?(?P<after>\d(?:[\d.,]*\d)?)|(?P<before>\d(?:[\d.,]*\d)?)\s?(?P<unit>€|\$|£|euros?\b|eur\b|usd\b|gbp\b|dolares\b|pounds\b)",
    re.IGNORECASE,
)
_OFFER = re.compile(r"^(?P<name>.+?): (?P<told>.*?\d.*?)(?: \([^()]*\))?$")
# A part of a price, or what comes off it, is not the price.
_PART = re.compile(
    r"%|\b(?:descuent|rebaj|senal|deposit|fianza|entrada|plazo|cuota|mes\b|mensual|ahorr|adicional|suplement|"
    r"discount|off\b|deposit|instal|month|extra|surcharge|save|instead of|en lugar de|en vez de|ademas)",
)
_PHONE = re.compile(r"\+?\d(?:[\s.\-]?\d){8,14}(?!\d)")
_OUR_PHONE = re.compile(
    r"\b(?:llam(?:e|a|en|ar|ando)(?:nos)?\b|nuestro (?:tel|num|movil|whats)|telefono\s*(?::|es\b|de la|de nuestr)|"
    r"whats ?app|call us|ring us|our (?:phone|number|telephone)|phone(?: number)?\s*(?::|is\b))"
)
_THEIR_PHONE = re.compile(
    r"\b(?:le|te|les) (?:llamar|llamam)|\b(?:su|tu|your|his|her) (?:tel|num|phone|number|movil)|"
    r"\b(?:call|ring) you\b|112|emergenc"
)
_HOURS = re.compile(
    r"\b(?:abrimos|abiert[oa]s?|abre|cerramos|cierra|horario|atendemos|open|opens|opening hours|close at|closes|we close)\b"
)
_NOT_HOURS = re.compile(
    r"\b(?:cita|reserva|turno|appointment|booking|booked|slot|festiv|holiday|excepto|salvo|except|special)\b"
)
_OPEN = re.compile(r"\b(?:abrimos|abiert[oa]s?|abre|atendemos|(?:are|is|we) open|opens?)\b")
_NO = re.compile(r"\b(?:no|not|nunca|never|cerrad[oa]s?|cerramos|cierra|closed?|closes)\b|n't\b")
_CLOCK = re.compile(
    r"\b(?P<hour>2[0-4]|[01]?\d)(?!\d)(?:[:.h](?P<minute>[0-5]\d)|\s?h\b)?\s?(?P<half>[ap]\.?\s?m\b)?",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\b24 ?(?:h\b|horas|hours)|24/7")
_DAYS: dict[str, Weekday] = {
    name: day
    for day, names in zip(
        WEEKDAYS,
        (
            ("lunes", "monday", "mondays"),
            ("martes", "tuesday", "tuesdays"),
            ("miercoles", "wednesday", "wednesdays"),
            ("jueves", "thursday", "thursdays"),
            ("viernes", "friday", "fridays"),
            ("sabado", "sabados", "saturday", "saturdays"),
            ("domingo", "domingos", "sunday", "sundays"),
        ),
        strict=True,
    )
    for name in names
}
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})\b")

Kind = Literal["price", "phone", "hours"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence that says something else than the business does. `subject` is the service, or the day."""

    kind: Kind
    said: str
    known: str
    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A service or product with its price; with `at_least` it may cost more."""

    name: str
    words: frozenset[str]
    price: Decimal
    at_least: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the business says, as a text can be held against it."""

    offers: tuple[Offer, ...] = ()
    phones: frozenset[str] = frozenset()
    phone: str = ""
    times: frozenset[int] = frozenset()
    hours: str = ""
    open_days: frozenset[Weekday] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there is nothing that a text could contradict."""
        return not (self.offers or self.phones or self.times)


def known_of(business: Business) -> Known:
    """What can be contradicted."""
    facts = {name: value for name, value in business.facts.items() if isinstance(value, str)}
    told = "\n".join(facts.get(name, "") for name in ("services", "products"))
    numbers = " ; ".join(facts.get(name, "") for name in ("phone", "locations"))
    special = tuple(span for day in business.special_days for span in day.spans)
    spans = tuple(span for day in business.hours.values() for span in day)
    return Known(
        offers=tuple(_offers(told)),
        phones=frozenset(_tail(match[0]) for match in _PHONE.finditer(numbers)),
        phone=facts.get("phone", ""),
        times=frozenset(time for span in (*spans, *special) for time in _ends(span))
        if spans
        else frozenset(),
        hours=facts.get("hours", ""),
        open_days=frozenset(day for day, each in business.hours.items() if each),
    )


def contradictions(text: str, known: Known) -> tuple[Contradiction, ...]:
    """What `text` says otherwise, at most 10, in its order."""
    if known.empty or not any(character.isdigit() or character.isalpha() for character in text):
        return ()
    found: list[Contradiction] = []
    for sentence in sentences(text):
        found += [*_prices(sentence, known), *_phones(sentence, known), *_times(sentence, known)]
        if len(found) >= MOST:
            break
    return tuple(dict.fromkeys(found))[:MOST]


def _offers(told: str) -> Iterator[Offer]:
    for line in told.split("\n"):
        match = _OFFER.match(line)
        prices = _amounts(match["told"]) if match else []
        words = stems(match["name"]) if match else frozenset()
        if match and len(prices) == 1 and words:
            at_least = folded(match["told"]).startswith(("desde ", "from "))
            yield Offer(match["name"], words, prices[0][0], at_least)


def amount_of(text: str) -> Decimal | None:
    """`1.250,50` and `1,250.50` are 1250.50; `1.250` and `1,250` are 1250; `12,5` is 12.5."""
    digits = text.rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and len(digits) - last - 1 != 3:
        whole, part = digits[:last], digits[last + 1 :]
        digits = f"{re.sub('[.,]', '', whole)}.{part}"
    else:
        digits = re.sub("[.,]", "", digits)
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def amounts(text: str) -> list[Decimal]:
    """The amounts of money in a text, in their order, whatever the currency."""
    return [amount for amount, _, _ in _amounts(text)]


def _amounts(text: str) -> list[tuple[Decimal, int, int]]:
    found = []
    for match in _MONEY.finditer(text):
        amount = amount_of(match["after"] or match["before"])
        if amount is not None:
            found.append((amount, match.start(), match.end()))
    return found


def _prices(sentence: str, known: Known) -> Iterator[Contradiction]:
    amounts = _amounts(sentence) if known.offers else []
    if not amounts or _PART.search(folded(sentence)):
        return
    for number, (amount, start, end) in enumerate(amounts):
        begin = amounts[number - 1][2] if number else 0
        finish = amounts[number + 1][1] if number + 1 < len(amounts) else len(sentence)
        # "55 € la limpieza" names it afterwards, and then the whole sentence does.
        offer = _named(sentence[begin:start], known) or (
            _named(sentence[end:finish], known) if len(amounts) == 1 or not number else None
        )
        if offer is None or amount == offer.price or (offer.at_least and amount > offer.price):
            continue
        if any(one.price == amount and one.words & offer.words for one in known.offers):
            continue
        yield Contradiction("price", sentence[start:end].strip(), _told(offer), offer.name, sentence[:300])


def _told(offer: Offer) -> str:
    price = offer.price.normalize()
    return f"{'≥ ' if offer.at_least else ''}{price:f}"


def _named(part: str, known: Known) -> Offer | None:
    """The offer that a part of a sentence names with all of its words; the longest name wins, a tie says nothing."""
    said = stems(part)
    named = [offer for offer in known.offers if offer.words <= said]
    most = max((len(offer.words) for offer in named), default=0)
    best = [offer for offer in named if len(offer.words) == most]
    return best[0] if len(best) == 1 else None


def _phones(sentence: str, known: Known) -> Iterator[Contradiction]:
    if not known.phones:
        return
    for said in own_phones(sentence):
        if _tail(said) not in known.phones:
            yield Contradiction("phone", said, known.phone, "", sentence[:300])


def own_phones(sentence: str) -> list[str]:
    """The numbers at which a sentence says that the business is called, as it says them."""
    plain = folded(sentence)
    if not _OUR_PHONE.search(plain) or _THEIR_PHONE.search(plain):
        return []
    return [match[0].strip() for match in _PHONE.finditer(sentence)]


def same_number(number: str) -> str:
    """What is the same for every way to write a number."""
    return _tail(number)


def own_hours(sentence: str) -> tuple[tuple[Weekday, ...], frozenset[int]] | None:
    """The days that a sentence about opening hours names, and the minutes of the day; None for any other sentence."""
    plain = folded(sentence)
    if not _HOURS.search(plain) or _NOT_HOURS.search(plain):
        return None
    minutes: set[int] = set()
    for match in _CLOCK.finditer(_MONEY.sub(" ", _PHONE.sub(" ", plain))):
        if match["minute"] or match["half"] or match[0].rstrip().endswith("h"):
            minute = int(match["hour"]) * 60 + int(match["minute"] or 0)
            half = (match["half"] or "")[:1]
            minutes.add(minute % 720 + 720 if half == "p" else minute % 720 if half == "a" else minute)
    return tuple(_DAYS[match[1]] for match in _DAY.finditer(plain)), frozenset(minutes)


def sentences(text: str) -> list[str]:
    """A text's sentences, lines and points, without those that are empty."""
    return [part for part in map(str.strip, _SENTENCE.split(text[:LONGEST])) if part]


def _tail(number: str) -> str:
    return re.sub(r"\D", "", number)[-9:]


def _times(sentence: str, known: Known) -> Iterator[Contradiction]:
    plain = folded(sentence)
    if not known.times or not _HOURS.search(plain) or _NOT_HOURS.search(plain):
        return
    if _ROUND.search(plain) and 0 not in known.times and 1440 not in known.times:
        yield Contradiction("hours", "24 h", known.hours, "", sentence[:300])
        return
    for match in _CLOCK.finditer(_MONEY.sub(" ", _PHONE.sub(" ", plain))):
        # A bare number is a time only beside others ("de 9 a 14"), which is too little to go by.
        if not (match["minute"] or match["half"] or match[0].rstrip().endswith("h")):
            continue
        minute = int(match["hour"]) * 60 + int(match["minute"] or 0)
        half = (match["half"] or "")[:1]
        meant = {"p": {minute % 720 + 720}, "a": {minute % 720}}.get(half, {minute, minute + 720})
        if not meant & known.times:
            yield Contradiction("hours", match[0].strip(), known.hours, "", sentence[:300])
            return
    if _OPEN.search(plain) and not _NO.search(plain):
        yield from _closed_days(plain, sentence, known)


def _closed_days(plain: str, sentence: str, known: Known) -> Iterator[Contradiction]:
    for match in _DAY.finditer(plain):
        if _DAYS[match[1]] not in known.open_days:
            yield Contradiction("hours", match[1], known.hours, match[1], sentence[:300])


def _ends(span: Span) -> tuple[int, ...]:
    return tuple(end % 1440 if end != 1440 else 1440 for end in span.minutes)


@lru_cache(maxsize=64)
def known_in(content: str) -> Known:
    """As `known_of`, from a stored snapshot's JSON; kept, for many texts are held against the same one."""
    return known_of(Business.model_validate_json(content))
