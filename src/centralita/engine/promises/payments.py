"""What a text says of how the business is paid: accepted or refused, in Spanish, English and Portuguese.

A sentence is read from left to right: a verb says whether what follows is accepted ("aceptamos") or not ("no se puede
pagar con"), "but" and "only" turn to what is, "except" turns it round, and a "no" before a way to pay is about that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# By the names under which a profile keeps them; what it writes itself is left alone.
METHODS: Final[dict[str, re.Pattern[str]]] = {
    "cash": re.compile(r"\b(?:cash|efectivo|metalico|dinheiro)\b"),
    "card": re.compile(
        r"\b(?:(?:credit |debit )?cards?|tarjetas?(?: de (?:credito|debito))?|(?:cartao|cartoes)(?: de (?:credito|debito))?)\b"
    ),
    "bank_transfer": re.compile(r"\b(?:(?:bank|wire) transfers?|transferencias?(?: bancarias?)?)\b"),
    "bizum": re.compile(r"\bbizum\b"),
    "paypal": re.compile(r"\bpaypal\b"),
    "cheque": re.compile(r"\b(?:che(?:que|ck)s?)\b"),
    "financing": re.compile(r"\b(?:financing|financiacion|financiamento)\b"),
}
# A profile may have these too; what else is said of a telephone or an insurance is too much to hold against it.
_UNCHECKED: Final = re.compile(
    r"(?:mobile payment|pago con el movil|pagamento pelo celular|insurance|seguro|convenio ou seguro|"
    r"gift card|tarjeta regalo|cartao-presente)"
)
_LISTED: Final = re.compile(r",\s*|\s+(?:and|y|e)\s+")
# Cards with which nobody pays, or only here.
_OTHER_CARDS: Final = re.compile(
    r"\b(?:(?:gift|loyalty|health|insurance|identity|id|business|membership|member|sim) cards?|"
    r"tarjetas? (?:de )?(?:regalo|sanitaria|fidelidad|fidelizacion|visita|puntos|socio|identidad|residencia|embarque)|"
    r"cart(?:ao|oes)[- ](?:de |do )?(?:presente|fidelidade|visita|saude|sus|cidadao|embarque))\b"
)
# "Do not take card details by phone" and "ask whether they pay by card" say nothing of what is taken.
_ASIDE: Final = re.compile(
    r"\b(?:details?|numbers?|data|datos|numeros?|dados|ask|whether|how|pregunt\w+|como|pergunt\w+)\b"
)
_PAID: Final = (
    r"we (?:also |only |gladly |do )?(?:accept|take)|you (?:can|may) (?:also |only )?pay|pay(?:ment)? (?:with|by|in)|"
    r"(?:aceptamos|admitimos)|se (?:aceptan?|admiten?)|(?:se puede|puede[ns]?|es posible) (?:pagar|abonar)|"
    r"pagos? (?:con|en|por)|(?:formas|metodos|medios) de pago|payment methods|"
    r"aceitamos|aceita-se|aceitam-se|(?:pode|podem|e possivel) pagar|pagamentos? (?:com|em|por)|(?:formas|meios) de pagamento"
)
_UNPAID: Final = (
    r"we (?:do not|don'?t|never|cannot|can'?t|no longer) (?:accept|take)|(?:you )?(?:cannot|can'?t|can not|may not) pay|"
    r"(?:no|nunca|tampoco|ya no) (?:aceptamos|admitimos|se (?:aceptan?|admiten?)|(?:se puede|puede[ns]?|es posible) (?:pagar|abonar))|"
    r"(?:nao|nunca|ja nao|tambem nao) (?:aceitamos|se aceitam?|(?:se pode|pode|podem|e possivel) pagar)"
)
_TAKEN: Final = r"(?:is|are) (?:also |gladly )?(?:accepted|welcome)"
_REFUSED: Final = r"(?:is|are) (?:not|no longer) accepted|(?:isn'?t|aren'?t) accepted"
_TURN: Final = re.compile(
    rf"\b(?:(?P<unpaid>{_UNPAID})|(?P<paid>{_PAID})|(?P<refused>{_REFUSED})|(?P<taken>{_TAKEN})|"
    r"(?P<except>excepto|salvo|except|exceto)|"
    r"(?P<but>pero|sino|aunque|but|although|porem|solo|solamente|unicamente|only|somente|apenas))\b"
    r"|(?P<mas>,\s*mas\b)|;(?P<so>\s*so\b)?|(?<=,)(?P<just>\s+so\b)"
)
# "Ni" and "nor" go on with what was said; "sin" says nothing of whether it is taken.
_NOT: Final = re.compile(r"\b(?:no|not|nao)(?: (?:en|con|em|com|by|with|in|el|la|las|los|o|a))?\s*$")
_WITHOUT: Final = re.compile(r"\b(?:sin|sem|without)(?: \w+)?\s*$")
# What is refused for some sums, cards or places is not refused.
_SOME: Final = re.compile(
    r"\d|\b(?:menos de|menor(?:es)?|inferior(?:es)?|superior(?:es)?|por debajo|hasta|under|below|over|above|less|more|up to|"
    r"abaixo|acima|ate|american express|amex|diners|extranjer\w*|foreign|estrangeir\w*|internacional(?:es)?|internacionais|"
    r"international|algun[oa]?s?|some|certain|todas las|all|por telefono|by phone|por telefone|online|en linea)\b"
)
_ASKED: Final = re.compile(r"\b(?:pagar|pago|abonar|acept\w+|admit\w+|pay|accept|take|aceit\w+|pagamento)\b")
_YES: Final = re.compile(r"^(?:si|yes|sim|claro|por supuesto|of course|sure|certainly|com certeza)\b")
_NO: Final = re.compile(r"^(?:no|not|nao|lo sentimos|sorry|lamentamos|infelizmente)\b")


@dataclass(frozen=True, slots=True)
class Payment:
    """A way to pay that a sentence speaks of. It is told from `start` to `end`, its verb included."""

    method: str
    accepted: bool
    start: int
    end: int
    at: int


def methods_in(told: str) -> frozenset[str]:
    """The ways to pay of a profile's list, without accents and in small letters; none where it has one of its own."""
    found: set[str] = set()
    for part in filter(None, _LISTED.split(told.strip())):
        named = [name for name, pattern in METHODS.items() if pattern.fullmatch(part)]
        if not named and not _UNCHECKED.fullmatch(part):
            return frozenset()
        found.update(named)
    return frozenset(found)


def payments_in(text: str, asked: str = "") -> list[Payment]:
    """What a sentence, in small letters without accents, says is accepted or refused. `asked` is the question before it."""
    if text.endswith("?") or _ASIDE.search(text):
        return []
    text = _OTHER_CARDS.sub(lambda match: " " * len(match[0]), text)
    found = [*_answered(text, asked), *_said(text)]
    if any(not one.accepted for one in found) and _SOME.search(text):
        return []
    return found


def _answered(text: str, asked: str) -> Iterator[Payment]:
    """A yes or no to "do you take cards?"."""
    answer = _YES.match(text) or _NO.match(text)
    if answer is None or not asked.endswith("?") or not _ASKED.search(asked) or _ASIDE.search(asked):
        return
    question = _OTHER_CARDS.sub(" ", asked)
    named = [name for name, pattern in METHODS.items() if pattern.search(question)]
    # Of two that are asked for, a bare no may be about either.
    if len(named) == 1:
        yield Payment(named[0], bool(_YES.match(text)), 0, len(text), 0)


def _said(text: str) -> Iterator[Payment]:
    accepted: bool | None = None
    begin = 0
    turns = [*_TURN.finditer(text)]
    for number, turn in enumerate(turns):
        kind, before = turn.lastgroup, accepted
        if kind in {"taken", "refused"}:
            # "Cards are accepted": what is spoken of stands before.
            since = turns[number - 1].end() if number else 0
            yield from _named(text, since, turn.start(), kind == "taken", since, turn.end())
        accepted, begin = _turned(kind, before), turn.start() if kind in {"paid", "unpaid"} else begin
        if accepted is None:
            continue
        until = turns[number + 1].start() if number + 1 < len(turns) else len(text)
        if number + 1 < len(turns) and turns[number + 1].lastgroup in {"taken", "refused"}:
            continue
        yield from _named(text, turn.end(), until, accepted, begin, None)


def _turned(kind: str | None, before: bool | None) -> bool | None:
    if kind in {"paid", "taken"}:
        return True
    if kind in {"unpaid", "refused"}:
        return False
    if before is None or kind is None:
        return before if kind is None else None
    return not before if kind == "except" else True


def _named(
    text: str, since: int, until: int, accepted: bool, begin: int, end: int | None
) -> Iterator[Payment]:
    for name, pattern in METHODS.items():
        match = pattern.search(text, since, until)
        if match is None or _WITHOUT.search(text, 0, match.start()):
            continue
        denied = _NOT.search(text, since, match.start()) is not None
        yield Payment(name, accepted and not denied, begin, end or match.end(), match.start())


def other_payments(text: str, taken: frozenset[str], asked: str = "") -> Iterator[Payment]:
    """What a sentence says otherwise than the business, which takes these."""
    if taken:
        yield from (one for one in payments_in(text, asked) if one.accepted != (one.method in taken))
