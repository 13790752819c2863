"""What a text says of the business that its profile says otherwise: prices, telephone numbers, opening hours."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from centralita.engine.business import WEEKDAYS, Weekday
from centralita.engine.promises import money_in
from centralita.studio.business.public import BusinessRecords, Offer, hours_text, price_text
from centralita.studio.prompts.domain.lint.contacts import contacts
from centralita.studio.prompts.domain.lint.finding import Finding, Sentence, plain

_PHONE: Final = re.compile(r"(?<![\w.,])\+?\(?\d[\d ()./-]{6,18}\d(?![\w€$£])")
# Digits in one piece are a telephone number where something says so, and an order or a year else.
_PHONE_WORD: Final = re.compile(r"\b(?:tel|telefon\w*|phone|call|ring|llam\w+|movil|whatsapp|ligue|ligar)\b")
_COMPARED_DIGITS: Final = 9
_DAY_NAMES: Final[Mapping[Weekday, tuple[str, ...]]] = {
    "monday": ("monday", "mondays", "lunes", "segunda"),
    "tuesday": ("tuesday", "tuesdays", "martes", "terca"),
    "wednesday": ("wednesday", "wednesdays", "miercoles", "quarta"),
    "thursday": ("thursday", "thursdays", "jueves", "quinta"),
    "friday": ("friday", "fridays", "viernes", "sexta"),
    "saturday": ("saturday", "saturdays", "sabado", "sabados"),
    "sunday": ("sunday", "sundays", "domingo", "domingos"),
}
_DAYS: Final = {word: day for day, words in _DAY_NAMES.items() for word in words}
_DAY: Final = "|".join(sorted(_DAYS, key=len, reverse=True))
_DAY_RUN: Final = re.compile(rf"\b({_DAY})\b(?:\s*(?:to|until|through|a|al|-|–|hasta|ate)\s*\b({_DAY})\b)?")
_CLOCK: Final = r"(\d{1,2})(?:[:.h](\d\d))?\s?(am|pm|a\.m\.|p\.m\.|h\b)?"
_TIMES: Final = re.compile(_CLOCK + r"\s*(?:-|–|to|until|till|a|hasta|ate|as)\s*(?:las\s+)?" + _CLOCK)
_OPENING: Final = re.compile(
    r"\b(?:open|opens|opening|hours|abre|abren|abrimos|abiert[oa]s?|horario|atendemos|abert[oa]s?|funcionamos)\b"
)
_CLOSED: Final = re.compile(
    r"\b(?:closed|we close on|cerrad[oa]s?|cerramos (?:los|el)|cierra (?:los|el)|fechad[oa]s?)\b"
)


def claims(sentences: list[Sentence], business: BusinessRecords) -> Iterator[Finding]:
    """Claims that the profile contradicts. What the profile does not speak of is not doubted."""
    for sentence in sentences:
        yield from _prices(sentence, business)
        yield from _phones(sentence, business)
        yield from _hours(sentence, business)
        yield from contacts(sentence, business)


def _prices(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    offers = [
        offer
        for offer in business.offers
        if offer.price is not None and len(offer.name) > 2 and _names(sentence.plain, plain(offer.name))
    ]
    amounts = money_in(sentence.text)
    # With two services or two amounts in one sentence nobody but a reader knows which goes with which.
    if len(offers) != 1 or len(amounts) != 1:
        return
    offer, said = offers[0], amounts[0]
    if _currency_of(offer) in said.currencies and not _agrees(offer, said.value):
        told = {"name": offer.name, "price": price_text(offer, business.language)}
        place = sentence.start + said.start, sentence.start + said.end
        yield Finding("price_contradicts", "warning", *place, told)


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _currency_of(offer: Offer) -> str:
    return offer.price.currency if offer.price else ""


def _agrees(offer: Offer, amount: Decimal) -> bool:
    if offer.price is None:
        return True
    return amount >= offer.price.amount if offer.price_from else amount == offer.price.amount


def _phones(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    known = {_tail(phone) for phone in (business.phone, *(place.phone for place in business.places)) if phone}
    if not known:
        return
    spoken_of = _PHONE_WORD.search(sentence.plain) is not None
    for match in _PHONE.finditer(sentence.text):
        digits = sum(letter.isdigit() for letter in match[0])
        if not spoken_of and match[0].isdigit():
            continue
        if 9 <= digits <= 15 and not _is_date(match[0]) and _tail(match[0]) not in known:
            told = {"phone": business.phone or next(place.phone for place in business.places if place.phone)}
            yield Finding(
                "phone_contradicts",
                "warning",
                sentence.start + match.start(),
                sentence.start + match.end(),
                told,
            )


def _tail(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())[-_COMPARED_DIGITS:]


def _is_date(text: str) -> bool:
    return re.search(r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text) is not None


def _hours(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    if not business.hours:
        return
    days = [day for match in _DAY_RUN.finditer(sentence.plain) for day in _days(match[1], match[2])]
    if not days:
        return
    place = sentence.start, sentence.end
    told = {"hours": hours_text(business.hours, business.language).replace("\n", "; ")}
    if _CLOSED.search(sentence.plain) and not _TIMES.search(sentence.plain):
        if any(business.hours.get(day) for day in days):
            yield Finding("hours_contradict", "warning", *place, told)
        return
    if not _OPENING.search(sentence.plain):
        return
    spans = [span for match in _TIMES.finditer(sentence.plain) if (span := _span(match)) is not None]
    if spans and any(not _open(business, day, begin, end) for day in days for begin, end in spans):
        yield Finding("hours_contradict", "warning", *place, told)


def _days(first: str, last: str | None) -> list[Weekday]:
    begin = WEEKDAYS.index(_DAYS[first])
    end = WEEKDAYS.index(_DAYS[last]) if last else begin
    return [WEEKDAYS[place % 7] for place in range(begin, (end if end >= begin else end + 7) + 1)]


def _span(match: "re.Match[str]") -> tuple[int, int] | None:
    begin, end = _minute(match[1], match[2], match[3] or match[6]), _minute(match[4], match[5], match[6])
    if begin is None or end is None:
        return None
    if begin >= end and match[3] is None and match[6]:
        begin = _minute(match[1], match[2], None) or 0
    return (begin, end) if begin < end else None


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    clock = int(hour)
    if half and half[0] == "p" and clock < 12:
        clock += 12
    if half and half[0] == "a" and clock == 12:
        clock = 0
    minutes = clock * 60 + int(minute or 0)
    return minutes if minutes <= 1440 and int(minute or 0) < 60 else None


def _open(business: BusinessRecords, day: Weekday, begin: int, end: int) -> bool:
    """Whether the business says the same: one of the day's spans, or from its first opening to its last closing."""
    spans = [span.minutes for span in business.hours.get(day, ())]
    return bool(spans) and ((begin, end) in spans or (begin, end) == (spans[0][0], spans[-1][1]))
