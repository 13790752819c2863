"""Where documents disagree: the same thing at another price, another phone number, other opening hours. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from centralita.engine.promises import amounts, own_hours, own_phones, same_number, sentences
from centralita.engine.reading.stems import stems

_LINE = re.compile(r"^\W*(?P<label>[^:·\n]{3,80}?)\s*[:·]\s*(?P<rest>.{1,120})$")
_GENERIC = frozenset({"#price", "price", "import", "tarifa", "iva", "total"})
# Words that only say that a number is one to call, or that hours are hours.
_OF_PHONES = re.compile(
    r"\b(?:ll[aá]m\w*|tel\w*|n[uú]mero\w*|whats ?app|call|ring|phone\w*|number\w*|nuestro|our|us|m[oó]vil|"
    r"lig\w+|nosso|celular|fale|conosco)\b",
    re.IGNORECASE,
)
_OF_HOURS = re.compile(
    r"\b(?:abr\w+|abiert\w+|cierr\w+|cerra\w+|horario\w*|apertura|atend\w+|hora\w*|open\w*|clos\w+|hours?|"
    r"lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|ma[nñ]anas?|tardes?|mornings?|afternoons?|from|[ap]\.?m\.?|"
    r"estamos|est[aã]o|das|abert\w+|fech\w+|funcion\w+|segundas?|ter[cç]as?|quartas?|quintas?|sextas?|feiras?|manh[aã]s?)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\d:.+h-]+")
MOST = 100

Kind = Literal["price", "phone", "hours"]


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as it is compared."""

    id: UUID
    document_id: UUID
    heading: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Saying:
    """One document's word. `said` is the amount, the number or the times; `meant` the same however it is written."""

    passage_id: UUID
    document_id: UUID
    said: str
    line: str
    meant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is named alike and told differently; `subject` as the first document names it."""

    kind: Kind
    subject: str
    sayings: tuple[Saying, ...]


_Key = tuple[Kind, str, frozenset[str]]
_Named = tuple[_Key, str, Saying]


def differences(passages: Iterable[Told]) -> list[Difference]:
    """At most 100, those that most documents disagree about first. One document may tell several things of its own."""
    named: dict[_Key, tuple[str, list[Saying]]] = {}
    for passage in passages:
        for find in _FINDERS:
            for key, subject, saying in find(passage):
                named.setdefault(key, (subject, []))[1].append(saying)
    found = [
        Difference(key[0], subject, _one_each(sayings))
        for key, (subject, sayings) in named.items()
        if _differ(sayings)
    ]
    return sorted(found, key=lambda each: -len(each.sayings))[:MOST]


def _prices(passage: Told) -> Iterator[_Named]:
    for line in passage.text.split("\n"):
        match = _LINE.match(line)
        said = amounts(match["rest"]) if match else []
        if match is None or len(said) != 1:
            continue
        label = match["label"]
        words = stems(label)
        if words <= _GENERIC:
            label, words = passage.heading, stems(passage.heading)
        if words and not words <= _GENERIC:
            amount = f"{said[0].normalize():f}"
            saying = _saying(passage, amount, line, {amount})
            yield ("price", passage.language, words), label, saying


def _phones(passage: Told) -> Iterator[_Named]:
    for sentence in sentences(passage.text):
        said = own_phones(sentence)
        if len(said) == 1:
            # "Urgencias: llame al …" names another number than "Llámenos al …".
            words = stems(_FIGURES.sub(" ", _OF_PHONES.sub(" ", sentence)))
            saying = _saying(passage, said[0], sentence, {same_number(said[0])})
            yield ("phone", passage.language, words - {"#phone"}), "", saying


def _hours(passage: Told) -> Iterator[_Named]:
    for sentence in sentences(passage.text):
        told = own_hours(sentence)
        if told is None or len(told[1]) < 2:
            continue
        days, minutes = told
        words = stems(_FIGURES.sub(" ", _OF_HOURS.sub(" ", sentence))) - {"#hours"}
        clock = [f"{minute // 60}:{minute % 60:02}" for minute in sorted(minutes)]
        saying = _saying(passage, " – ".join(clock), sentence, clock)
        yield ("hours", passage.language, words | {f"day {day}" for day in days}), "", saying


_FINDERS: tuple[Callable[[Told], Iterator[_Named]], ...] = (_prices, _phones, _hours)


def _saying(passage: Told, said: str, line: str, meant: Iterable[str]) -> Saying:
    return Saying(passage.id, passage.document_id, said, line.strip()[:200], frozenset(meant))


def _differ(sayings: list[Saying]) -> bool:
    """Whether two documents cannot both be right: neither tells anything that the other does."""
    each: dict[UUID, list[frozenset[str]]] = {}
    for saying in sayings:
        each.setdefault(saying.document_id, []).append(saying.meant)
    groups = list(each.values())
    return any(
        not any(one <= other or other <= one for one in groups[0] for other in group) for group in groups[1:]
    )


def _one_each(sayings: list[Saying]) -> tuple[Saying, ...]:
    return tuple({(saying.document_id, saying.meant): saying for saying in sayings}.values())[:10]
