"""Prices that differ between documents: lines that name the same thing and say another amount. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from centralita.engine.answering.passages import stems
from centralita.engine.promises import amounts

_LINE = re.compile(r"^\W*(?P<label>[^:·\n]{3,80}?)\s*[:·]\s*(?P<rest>.{1,120})$")
_GENERIC = frozenset({"#price", "price", "import", "tarifa", "iva", "total"})
MOST = 100


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
    """One document's word on a price."""

    passage_id: UUID
    document_id: UUID
    amount: Decimal
    line: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What is named alike and priced differently; `subject` as the first document names it."""

    subject: str
    sayings: tuple[Saying, ...]


def differences(passages: Iterable[Told]) -> list[Difference]:
    """At most 100, those that most documents disagree about first. One document may name a price of its own twice."""
    named: dict[tuple[str, frozenset[str]], tuple[str, list[Saying]]] = {}
    for passage in passages:
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
                kept = named.setdefault((passage.language, words), (label, []))
                kept[1].append(Saying(passage.id, passage.document_id, said[0], line.strip()[:200]))
    found = [Difference(label, _one_each(sayings)) for label, sayings in named.values() if _differ(sayings)]
    return sorted(found, key=lambda each: -len(each.sayings))[:MOST]


def _differ(sayings: list[Saying]) -> bool:
    each: dict[UUID, set[Decimal]] = {}
    for saying in sayings:
        each.setdefault(saying.document_id, set()).add(saying.amount)
    groups = list(each.values())
    return len(groups) > 1 and any(group.isdisjoint(groups[0]) for group in groups[1:])


def _one_each(sayings: list[Saying]) -> tuple[Saying, ...]:
    return tuple({(saying.document_id, saying.amount): saying for saying in sayings}.values())[:10]
