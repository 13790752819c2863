"""What agents promised against the profile, and what people said of it. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from centralita.engine.promises import Contradiction, Known, contradictions

Reason = Literal["right", "no_contradiction", "done"]
# Of one conversation; the oldest are forgotten, and would count again.
MOST_ASIDE: Final = 200


@dataclass(frozen=True, slots=True)
class Aside:
    """That somebody looked at it and found that it needs nothing; `at` is aware UTC."""

    reason: Reason
    by: str
    at: datetime


def key_of(found: Contradiction) -> str:
    """The same for the same thing said of the same fact, however often and in whatever sentence."""
    parts = (found.kind, found.subject, found.said, found.known)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def asides_in(kept: Sequence[Mapping[str, str]]) -> dict[str, Aside]:
    """What a conversation keeps of it, by key."""
    return {
        one["key"]: Aside(cast("Reason", one["reason"]), one["by"], datetime.fromisoformat(one["at"]))
        for one in kept
    }


def promised(texts: Iterable[str], known: Known) -> dict[str, Contradiction]:
    """What an agent's texts say otherwise than the business did, by key."""
    return {key_of(one): one for text in texts for one in contradictions(text, known)}


def counted(texts: Iterable[str], known: Known, aside: Iterable[str]) -> int:
    """How many things are said otherwise that nobody put aside; the same thing of two services is one."""
    left = set(aside)
    return len({(one.kind, one.said) for key, one in promised(texts, known).items() if key not in left})
