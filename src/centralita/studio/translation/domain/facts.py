"""What a text tells that no language words in its own way: numbers, amounts, times, dates, phones, addresses.

Every language writes them in its own shape ("1.000,50 €" and "€1,000.50", "17:30" and "5:30 pm"), and some shapes can
be read in several ways. A fact is all its readings, and is told on another side that has one of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from centralita.studio.translation.domain.keeping import ADDRESS, BULLET, LINK

# Zero to twelve as people write them out; more is written in digits. Words only excuse: "una" is an article, too.
_WORDS: Final = (
    "zero cero zéro null zwo nul",
    "one un una uno um uma une ein eine einen einem einer eins",
    "two dos dois duas deux zwei due dues",
    "three tres três trois drei tre",
    "four cuatro quatro quatre vier quattro",
    "five cinco cinq fünf cinque cinc",
    "six seis sechs sei sis",
    "seven siete sete sept sieben sette set",
    "eight ocho oito huit acht otto vuit",
    "nine nueve nove neuf neun nou",
    "ten diez dez dix zehn dieci deu",
    "eleven once onze elf undici",
    "twelve doce doze douze zwölf dodici dotze",
)
_READ: Final[dict[str, str]] = {
    word: str(number) for number, words in enumerate(_WORDS) for word in words.split()
}
_CURRENCIES: Final[dict[str, str]] = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pounds", "libras"), "GBP"),
    **dict.fromkeys(("r$", "brl", "reais"), "BRL"),
    **dict.fromkeys(("us$", "usd", "dollar", "dollars", "dólar", "dólares"), "USD"),
    **{code.lower(): code for code in ("CHF", "MXN", "ARS", "CLP", "COP", "PEN", "UYU")},
    # Of which country only the text around it tells.
    "$": "",
}
_CURRENCY: Final = "|".join(
    sorted((re.escape(each) + (r"\b" if each[-1].isalpha() else "") for each in _CURRENCIES), reverse=True)
)
_HALF: Final = r"[ap]\.?\s?m\b\.?"
_SPACE: Final = r"[ \u00a0\u202f]?"
_HOUR: Final = r"(?<![\d.,])\d{1,2}"
_KINDS: Final[dict[str, str]] = {
    "link": rf"{LINK.pattern}|{ADDRESS.pattern}|www\.[^\s()<>\]]+[^\s()<>\].,;:!?]",
    "date": r"(?<![\d/])(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?P<part>[/.-])\d{1,2}(?P=part)(?:\d{4}|\d{2})|\d{1,2}/\d{1,2})"
    r"(?![\d/])",
    "time": rf"{_HOUR}(?:[:.h]\d{{2}})?{_SPACE}{_HALF}|{_HOUR}[:h]\d{{2}}(?!\d)|{_HOUR}{_SPACE}(?:h|hs|hrs|uhr)\b",
    "phone": r"\+\d[\d ().\u00a0\u202f-]{6,}\d|(?<!\d)\d(?:[ .\u00a0\u202f-]?\d){8,}(?!\d)",
    "number": rf"(?:(?P<ahead>{_CURRENCY}){_SPACE})?"
    r"(?P<digits>\d{1,3}(?P<group>[ .,'’\u00a0\u202f])\d{3}(?:(?P=group)\d{3})*(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
    rf"(?:{_SPACE}(?P<after>{_CURRENCY}))?",
    "word": r"[^\W\d_]+",
}
_TOLD: Final = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _KINDS.items()), re.IGNORECASE)
_PHONE_DIGITS: Final = 9
_YEARS: Final = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Fact:
    """What was told as it stood there, and what it may mean. One that is `soft` excuses, and is asked of nobody."""

    shown: str
    readings: frozenset[str]
    currency: str = ""
    soft: bool = False

    def meets(self, other: "Fact") -> bool:
        """Whether both may mean the same."""
        if self.currency and other.currency and self.currency != other.currency:
            return False
        return not self.readings.isdisjoint(other.readings)


def facts_of(texts: Iterable[str]) -> list[Fact]:
    """All that these texts tell, each once."""
    return list(dict.fromkeys(fact for text in texts for fact in _facts(text)))


def untold(facts: Sequence[Fact], *sides: Sequence[Fact]) -> list[str]:
    """Those facts, as they stood there, that none of the sides tells."""
    others = [other for side in sides for other in side]
    missing = (
        fact.shown for fact in facts if not fact.soft and not any(fact.meets(other) for other in others)
    )
    return list(dict.fromkeys(missing))


def _facts(text: str) -> Iterator[Fact]:
    for found in _TOLD.finditer(BULLET.sub(" ", text)):
        shown = " ".join(found.group().split())
        match found.lastgroup:
            case "link":
                yield _address(shown)
            case "date":
                yield from _date(shown)
            case "time":
                yield _time(shown)
            case "phone":
                yield Fact(shown, frozenset({_phone(shown)}))
            case "number":
                yield _number(shown, found["digits"], found["ahead"] or found["after"] or "")
            case _ if shown.casefold() in _READ:
                yield Fact(shown, frozenset({_READ[shown.casefold()]}), soft=True)


def _address(shown: str) -> Fact:
    plain = shown.removeprefix("](").removesuffix(")").casefold()
    if plain.startswith("tel:"):
        return Fact(shown, frozenset({_phone(plain)}))
    plain = re.sub(r"^(?:https?://|mailto:)?(?:www\.)?", "", plain)
    return Fact(plain, frozenset({plain.rstrip("/")}))


def _phone(shown: str) -> str:
    """Without its country, which one side may leave out."""
    return "phone " + re.sub(r"\D", "", shown)[-_PHONE_DIGITS:]


def _date(shown: str) -> Iterator[Fact]:
    """Its parts: the month may be a word on the other side, and the year unsaid."""
    for part in re.findall(r"\d+", shown):
        number = int(part)
        # Of two parts that may be the month nobody knows which is.
        yield Fact(shown, frozenset({str(number)}), soft=number <= 12 or len(part) == 4)


def _time(shown: str) -> Fact:
    hour, minute = (int(part) for part in (*re.findall(r"\d+", shown), "0")[:2])
    half = re.search(r"([ap])\.?\s?m", shown, re.IGNORECASE)
    if half:
        hours = {hour % 12 + (12 if half[1].casefold() == "p" else 0)}
    else:
        # In the morning or in the afternoon: words around it tell, where it has no zero in front.
        hours = {hour, hour + 12} if 1 <= hour < 12 and not shown.startswith("0") else {hour}
    readings = {f"{each:02}:{minute:02}" for each in hours}
    if minute == 0:
        # "At five" is said without minutes, and without the half of the day.
        readings |= {str(each) for each in hours} | {str((each - 1) % 12 + 1) for each in hours}
    return Fact(shown, frozenset(readings))


def _number(shown: str, digits: str, currency: str) -> Fact:
    readings = {_plain(value) for value in _values(digits)}
    clock = re.fullmatch(r"(\d{1,2})\.([0-5]\d)", digits)
    if clock and not currency and int(clock[1]) < 24:  # "17.30" is a time in many a language
        readings |= _time(f"{clock[1]}:{clock[2]}").readings
    day = re.fullmatch(r"(\d{1,2})\.(0?[1-9]|1[0-2])", digits)
    if day and not currency and 0 < int(day[1]) <= 31:  # "14.03." is a day in many a language
        readings.add(str(int(day[1])))
    year = len(digits) == 4 and digits.isdecimal() and int(digits) in _YEARS and not currency
    return Fact(shown, frozenset(readings), _CURRENCIES.get(currency.casefold(), ""), soft=year)


def _values(digits: str) -> Iterator[Decimal]:
    parts = re.split(r"\D", digits)
    grouped = len(parts) > 1 and len(parts[-1]) == 3
    if grouped or len(parts) == 1:
        yield Decimal("".join(parts))
    if len(parts) > 1 and (not grouped or len(parts) == 2):
        yield Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")


def _plain(value: Decimal) -> str:
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told
