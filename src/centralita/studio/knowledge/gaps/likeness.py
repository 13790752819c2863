"""Whether two questions ask for the same thing, by the words that tell. Pure."""

import re

from centralita.studio.knowledge.wording import concepts, fold

ALIKE = 0.5
LONGEST = 300
_MAIL = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"\+?\d[\d\s().-]{5,}\d")


def told(question: str) -> str:
    """A question as it is kept: short, without addresses and numbers by which somebody could be known."""
    return " ".join(_NUMBER.sub("…", _MAIL.sub("…", question)).split())[:LONGEST]


def marks(question: str) -> list[str]:
    """What a question asks for, as stems in order; words that mean the same are one."""
    found = {_stem(concept.partition(" ")[0]) for concept in concepts(question)}
    return sorted(found) or [fold(question)[:60]]


def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= 4:
        return word
    return re.sub(r"(?:iendo|ando|ing|ed|es|s)$", "", word)[:6].rstrip("aeo")


def likeness(one: list[str], other: list[str]) -> float:
    """The share of marks that both have, from 0 to 1."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first or second else 0.0
