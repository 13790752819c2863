"""What an agent's documents say, as text for a platform's own model: as much of it as a prompt should hold."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from centralita.engine.promises import Known, agreeing

# Characters: a prompt is read anew at each turn, and platforms charge for long ones.
LONGEST: Final = 24_000
# What does not fit is kept beside the agent, for its model to look up; this much of it at most.
LONGEST_APART: Final = 1_000_000
MOST_PASSAGES: Final = 3_000
_LOOK_UP: Final = "They are in your knowledge base: look there before you say anything of the business's own."


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The passages as one text, and how many of how many are in it."""

    text: str = ""
    told: int = 0
    of: int = 0
    # The documents, title and text, where they are too long for a prompt.
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def cut(self) -> bool:
        """Whether some are left out."""
        return self.told < self.of

    @property
    def digest(self) -> str:
        """Changes with the text; empty without any."""
        whole = repr(self.apart) if self.apart else self.text
        return hashlib.sha256(whole.encode()).hexdigest() if whole else ""


NONE: Final = Knowledge()


def agreeing_passages(passages: Iterable[tuple[str, str, str]], known: Known) -> list[tuple[str, str, str]]:
    """The passages (document, heading, text) without what the business's own facts contradict."""
    kept = []
    for document, heading, text in passages:
        left, denied = agreeing(f"{heading}\n{text}" if heading else text, known)
        if not denied:
            kept.append((document, heading, text))
        elif left:
            kept.append((document, "", left))
    return kept


def knowledge_of(passages: Iterable[tuple[str, str, str]], total: int, *, keeps: bool = False) -> Knowledge:
    """The text of passages (document, heading, text), in their order, cut between two of them.

    Where the platform `keeps` documents, those that are too long for a prompt are for it to look up.
    """
    known = tuple(passages)
    lines, told = _fitting(known, LONGEST)
    if told == total or not keeps:
        return Knowledge("\n".join(lines).strip(), told, total)
    _, told = _fitting(known, LONGEST_APART)
    documents: dict[str, list[str]] = {}
    for document, heading, text in known[:told]:
        documents.setdefault(document, []).append(f"{heading}\n{text}" if heading else text)
    apart = tuple((plain(title), plain("\n\n".join(texts))) for title, texts in documents.items())
    return Knowledge(_LOOK_UP, told, total, apart)


def _fitting(passages: Iterable[tuple[str, str, str]], room: int) -> tuple[list[str], int]:
    """As many of them as there is room for, as lines, and how many."""
    lines: list[str] = []
    told, title = 0, ""
    for document, heading, text in passages:
        body = plain(f"{heading}\n{text}" if heading else text)
        piece = f"\n## {plain(document)}\n{body}" if document != title else f"\n{body}"
        if len(piece) > room:
            break
        lines.append(piece)
        room, told, title = room - len(piece), told + 1, document
    return lines, told


def plain(text: str) -> str:
    """Nothing in it is taken for a variable by a platform."""
    return text.replace("{{", "{ {").strip()
