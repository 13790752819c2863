"""The services and products of a business with their prices, and where a sentence gives one of them another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from centralita.engine.promises.finding import Contradiction
from centralita.engine.promises.money import money_in
from centralita.engine.promises.sentences import Sentence
from centralita.engine.reading.stems import stems
from centralita.engine.reading.wording import folded

_ASIDE = re.compile(r"\s\([^()]*\)$")
# The last colon parts name and price: a name may have one of its own.
_OFFER = re.compile(r"^(?P<name>.+): (?P<told>[^:]*\d[^:]*)$")
_AT_LEAST = ("desde ", "from ", "a partir de ")
# A part of a price, or what comes off it, is not the price.
_PART = re.compile(
    r"%|\b(?:descuent|descont|rebaj|senal|sinal|deposit|fianza|entrada|plazo|cuota|parcela|prestac|mes\b|mensua|mensal|"
    r"ahorr|economi[sz]|poupa|adicional|acrescimo|suplement|discount|off\b|instal|month|extra|surcharge|save|instead of|"
    r"en lugar de|en vez de|em vez de|ademas)",
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
# What may stand between a service and its price without making it another service.
_BETWEEN: Final = (
    "sale salen saldria vale valen queda quedan asciende seria serian hacemos ofrecemos hacerse costaria "
    "nuestro nuestra nuestros nuestras nosso nossa nossos nossas solo ahora agora apenas only just "
    "sai saem fica ficam fazemos oferecemos offer provide runs comes precio precios preco price prices total iva"
)
_HERE: Final = "en in at em no na nos nas aqui here hoy hoje today el la los las o os the"
_TOGETHER: Final = "y e and mas plus con com with & +"
_VERBS: Final = frozenset(_BETWEEN.split())
_PLACES: Final = frozenset(_HERE.split())
_JOINTS: Final = frozenset(_TOGETHER.split())
_PAUSES: Final = frozenset('.,;:!?¿¡()[]{}|"«»“”–—-=→*#/…')


@dataclass(frozen=True, slots=True)
class Offer:
    """A service or product with its price; with `at_least` it may cost more."""

    name: str
    words: frozenset[str]
    price: Decimal
    at_least: bool


@lru_cache(maxsize=256)
def offers_in(told: str) -> tuple[Offer, ...]:
    """The offers of a list as the profile writes it: `Limpieza dental: 55 € (30 min)`, a line each."""
    return tuple(_offers(told))


def _offers(told: str) -> Iterator[Offer]:
    for line in told.split("\n"):
        match = _OFFER.match(_ASIDE.sub("", line.strip()))
        prices = money_in(match["told"]) if match else []
        words = stems(match["name"]) if match else frozenset()
        if match and len(prices) == 1 and words:
            at_least = folded(match["told"]).startswith(_AT_LEAST)
            yield Offer(match["name"], words, prices[0].value, at_least)


def other_prices(sentence: Sentence, offers: Sequence[Offer]) -> Iterator[Contradiction]:
    """The prices that a sentence gives to an offer which has another."""
    text = sentence.text
    said = money_in(text) if offers else []
    if not said or _PART.search(folded(text)):
        return
    for number, amount in enumerate(said):
        before = text[said[number - 1].end if number else 0 : amount.start]
        after = text[amount.end : said[number + 1].start if number + 1 < len(said) else len(text)]
        # "55 € la limpieza" names it afterwards, and then the whole sentence does.
        offer = _named(before, offers) or (_named(after, offers) if len(said) == 1 or not number else None)
        if offer is None and not number and sentence.asked and _only_answers(sentence, before, after):
            offer = _named(sentence.asked, offers)
        if offer is None or amount.value == offer.price or (offer.at_least and amount.value > offer.price):
            continue
        if any(one.price == amount.value and one.words & offer.words for one in offers):
            continue
        yield Contradiction(
            "price", text[amount.start : amount.end].strip(), _told(offer), offer.name, text[:300]
        )


def _told(offer: Offer) -> str:
    price = offer.price.normalize()
    return f"{'≥ ' if offer.at_least else ''}{price:f}"


def _only_answers(sentence: Sentence, before: str, after: str) -> bool:
    """Whether a sentence says nothing but the price of what was asked, or of what stands above it."""
    said = before if sentence.asked.endswith("?") else f"{before} {after}"
    if sentence.asked.endswith("?") and "#price" not in stems(sentence.asked):
        return False
    return not any(_meaningful(word) for word in _TOKEN.findall(folded(said)))


def _named(part: str, offers: Sequence[Offer]) -> Offer | None:
    """The offer that a part of a sentence names with all of its words; the longest name wins, a tie says nothing.

    Nothing where it names a variant ("limpieza con láser"), or one together with another: those may cost otherwise.
    """
    said = stems(part)
    named = [offer for offer in offers if offer.words <= said]
    most = max((len(offer.words) for offer in named), default=0)
    best = [offer for offer in named if len(offer.words) == most]
    return best[0] if len(best) == 1 and _by_itself(_TOKEN.findall(folded(part)), best[0]) else None


def _by_itself(words: list[str], offer: Offer) -> bool:
    own = [bool(_stems_of(word) & offer.words) for word in words]
    last = len(own) - 1 - own[::-1].index(True) if any(own) else -1
    first, missing = last, set(offer.words)
    while first >= 0 and missing - _stems_of(words[first]):
        missing -= _stems_of(words[first])
        first -= 1
    if first < 0:
        return False
    return not (
        any(
            _meaningful(word) and not mine
            for word, mine in zip(words[first:last], own[first:last], strict=True)
        )
        or _goes_on(words[last + 1 :])
        or _comes_with(words[:first], own[:first])
    )


def _goes_on(after: list[str]) -> bool:
    """Whether the name is gone on with: "con láser", "infantil", "y el blanqueamiento"."""
    for word in after:
        if word in _PAUSES or word in _VERBS or word in _PLACES or "#price" in _stems_of(word):
            return False
        if word in _JOINTS:
            return any(_meaningful(one) for one in after)
        if _meaningful(word):
            return True
    return False


def _comes_with(before: list[str], own: list[bool]) -> bool:
    """Whether something stands before the name that makes it another: "deep cleaning", "revisión y limpieza"."""
    since = max((place for place, word in enumerate(before) if word in _PAUSES), default=-1) + 1
    words, mine = before[since:], own[since:]
    if words and _meaningful(words[-1]) and not mine[-1]:
        return True
    joints = [place for place, word in enumerate(words) if word in _JOINTS]
    return any(_meaningful(word) for word in words[: joints[-1]]) if joints else False


def _meaningful(word: str) -> bool:
    """Whether a word names something: no digits, no word that stands between any name and its price."""
    if word in _VERBS or word in _JOINTS or word.isdigit():
        return False
    return any(
        stem == "#children" or not (stem.startswith("#") or stem.isdigit()) for stem in _stems_of(word)
    )


@lru_cache(maxsize=8_192)
def _stems_of(word: str) -> frozenset[str]:
    return stems(word)
