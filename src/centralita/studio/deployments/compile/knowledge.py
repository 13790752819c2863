"""What an agent's documents say, as text for a platform's own model: as much of it as a prompt should hold."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Characters: a prompt is read anew at each turn, and platforms charge for long ones.
LONGEST: Final = 24_000
MOST_PASSAGES: Final = 400


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The passages as one text, and how many of how many are in it."""

    text: str = ""
    told: int = 0
    of: int = 0

    @property
    def cut(self) -> bool:
        """Whether some are left out."""
        return self.told < self.of

    @property
    def digest(self) -> str:
        """Changes with the text; empty without any."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""


NONE: Final = Knowledge()


def knowledge_of(passages: Iterable[tuple[str, str, str]], total: int) -> Knowledge:
    """The text of passages (document, heading, text), in their order, cut between two of them."""
    lines: list[str] = []
    room, told, title = LONGEST, 0, ""
    for document, heading, text in passages:
        body = plain(f"{heading}\n{text}" if heading else text)
        piece = f"\n## {plain(document)}\n{body}" if document != title else f"\n{body}"
        if len(piece) > room:
            break
        lines.append(piece)
        room, told, title = room - len(piece), told + 1, document
    return Knowledge("\n".join(lines).strip(), told, total)


def plain(text: str) -> str:
    """Nothing in it is taken for a variable by a platform."""
    return text.replace("{{", "{ {").strip()
