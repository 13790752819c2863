"""What a sentence orders: to do something or not to, and what it is about. Lists under a heading are read with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from centralita.studio.prompts.domain.lint.finding import Sentence

# How an order is given: "always …" and "never …" hold everywhere, a bare imperative says less.
Force = Literal["always", "bare", "never"]

_ALWAYS: Final = re.compile(r"\b(?:always|siempre|sempre)\b")
NEVER: Final = re.compile(
    r"\b(?:never|nunca|jamas|do not|don'?t|must not|mustn'?t|should not|shouldn'?t|no debe[sn]?|nao deve[m]?)\b"
    r"|^(?:[-*•\d.)\s]*)(?:no|nao|avoid|evite|evita)\b"
)
# What holds sometimes contradicts nothing that holds otherwise.
SOMETIMES: Final = re.compile(
    r"\b(?:if|when|unless|except|only|until|before|after|without|while|once|twice|si|cuando|salvo|excepto|solo|hasta|"
    r"antes|despues|sin|mientras|se|quando|exceto|ate|depois|sem|enquanto)\b"
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:outside|out of|closed|after hours|holidays?|nights?|emergenc\w+|examples?|fuera de|cerrad[oa]|festivos?|noches?|"
    r"urgencias?|ejemplos?|fora d[eo]|fechad[oa]|feriados?|noites?|exemplos?)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:never|not|don'?t|avoid|forbidden|limits?|nunca|jamas|no|evit\w+|prohibid\w+|limites?|nao|proibid\w+)\b"
)
_HEADING: Final = re.compile(r"(#{1,4})\s")
_BULLET: Final = re.compile(r"(?:[-*•]|\d+[.)])\s")
_OPENING: Final = re.compile(
    r"^(?:[-*•\d.)\s]*)(?:(?:please|por favor|you must|you should|must|should|debe|debes|deve)\b[,\s]*)*"
)
_WORD: Final = re.compile(r"[a-z]{2,}|\d+")

# Forms of one verb, and verbs that say the same to a caller, in English, Spanish and Portuguese.
_VERBS: Final = (
    "ask request pida pide pidas pedir solicite solicita solicites pregunte pregunta preguntes peca pede pecas pergunte",
    "offer ofrezca ofrece ofrezcas ofrecer ofereca oferece oferecas",
    "use utilice utiliza utilices usa uses utilize",
    "mention quote say tell mencione menciona menciones diga digas decir mencionar dizer",
    "give provide da des dar",
    "transfer transfiera transfiere transfieras transfira transfere",
    "send envie envia envies enviar mande manda mandes",
    "accept acepte acepta aceptes aceptar aceite aceita",
    "promise prometa promete prometas prometer",
    "recommend suggest recomiende recomienda recomiendes sugiera sugiere recomende recomenda sugira",
    "discuss hable habla hables comente comenta comentes fale fala",
    "share reveal disclose comparta comparte compartas revele revela reveles compartilhe",
    "book schedule reserve reserva reserves agende agenda agendes marque",
    "cancel cancele cancela canceles cancelar",
    "confirm confirme confirma confirmes confirmar",
    "repeat repita repite repitas repete",
    "explain explique explica expliques explicar",
    "include incluya incluye incluyas inclua inclui",
    "charge cobre cobra cobres cobrar",
    "interrupt interrumpa interrumpe interrumpas interrompa",
    "greet salude saluda saludes cumprimente",
    "collect recoja recoge recojas recopile recolha",
    "show muestre muestra muestres mostre",
    "insist insista insiste insistas",
)
_LEMMAS: Final = {form: forms.split()[0] for forms in _VERBS for form in forms.split()}
# At the beginning of an order a verb, and elsewhere a small word.
_OPENERS: Final = {**_LEMMAS, "de": "give", "di": "mention"}
_SMALL: Final = (
    "always never not don do must mustn should shouldn avoid be is are am to the an of in on at for with and or it its"
    " this that any your you their them they he she as by from please will may can siempre nunca jamas no evite evita"
    " debe debes deben el la los las lo un una unos unas de del en con para por al que su sus tu tus se le les te me mi"
    " es ser sea son esta este estos estas favor puede pueden sempre nao deve devem os um uma da dos das em na nos nas"
    " com ao aos seu sua seus suas"
)
_COMMON: Final = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered in a sentence. `about` are the stems of its words."""

    force: Force
    about: frozenset[str]
    sentence: Sentence


def orders_of(sentences: list[Sentence]) -> Iterator[Order]:
    """The orders that hold without a condition, in order. Under a heading "Never" a bare order is a prohibition."""
    for sentence, denied in unconditional(sentences):
        force = _force(sentence.plain, denied)
        if force is None:
            continue
        about = _about(sentence.plain)
        if about:
            yield Order(force, about, sentence)


def unconditional(sentences: list[Sentence]) -> Iterator[tuple[Sentence, bool]]:
    """The sentences that hold always, each with whether what it stands under denies it."""
    heads: list[tuple[int, str]] = []
    intro = ""
    for sentence in sentences:
        heading = _HEADING.match(sentence.text)
        if heading:
            level = len(heading[1])
            heads = [*(head for head in heads if head[0] < level), (level, sentence.plain)]
            intro = ""
            continue
        if sentence.begins_line and not _BULLET.match(sentence.text):
            intro = sentence.plain if sentence.text.endswith(":") else ""
        above = [text for _, text in heads] + ([intro] if intro and intro != sentence.plain else [])
        if SOMETIMES.search(sentence.plain) or any(_holds_elsewhere(text) for text in above):
            continue
        yield sentence, any(_DENIED.search(text) for text in above)


def _holds_elsewhere(heading: str) -> bool:
    return SOMETIMES.search(heading) is not None or _ELSEWHERE.search(heading) is not None


def _force(plain: str, denied: bool) -> Force | None:
    if NEVER.search(plain):
        return "never"
    if _ALWAYS.search(plain):
        return "always"
    opening = _OPENING.match(plain)
    rest = plain[opening.end() if opening else 0 :]
    first = _WORD.match(rest)
    if first is None or first[0] not in _OPENERS:
        return None
    return "never" if denied else "bare"


def _about(plain: str) -> frozenset[str]:
    found = set()
    opening = _OPENING.match(plain)
    begin = opening.end() if opening else 0
    for match in _WORD.finditer(plain):
        word = match[0]
        if match.start() == begin and word in _OPENERS:
            found.add(_OPENERS[word])
        elif word in _LEMMAS:
            found.add(_LEMMAS[word])
        elif word not in _COMMON and len(word) > 1:
            found.add(stem(word))
    return frozenset(found)


def stem(word: str) -> str:
    """Singular and plural, and most forms of a verb, meet in their first letters."""
    return word[:-1] if len(word) in (4, 5) and word.endswith("s") else word[:5]


def exclude(order: Order, ban: Order) -> bool:
    """Whether an order and a prohibition cannot both be followed.

    "Always" and "never" clash where the shorter one says part of the longer. A bare order clashes only with a
    prohibition that covers all of it: "ask for the name" and "do not ask for the name of relatives" go together.
    """
    if order.force == "always":
        small, large = sorted((order.about, ban.about), key=len)
        return small == large or (len(small) >= 2 and small <= large)
    return len(ban.about) >= 2 and ban.about <= order.about
