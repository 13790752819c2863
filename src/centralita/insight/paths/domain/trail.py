"""Following one conversation through its flows, and what that adds to the sums of its day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple
from uuid import UUID

# More steps and connections than any flow has that a person drew.
MOST_SEEN: Final = 4_000


class Step(NamedTuple):
    """A node that acted. `source` and `port` say by which connection it was come to; empty where none led there."""

    flow: str
    node: str
    source: str = ""
    port: str = ""


Node = tuple[str, str]
Way = tuple[str, str, str, str]
TOTAL: Final[Node] = ("", "")


@dataclass(slots=True)
class Sums:
    """What is added to one day of one version."""

    visited: Counter[Node] = field(default_factory=Counter)
    stopped: Counter[Node] = field(default_factory=Counter)
    passed: Counter[Way] = field(default_factory=Counter)


@dataclass(slots=True)
class Trail:
    """Where a conversation stands, and what it was counted at. `turn`: the last journal entry that was read."""

    version_id: UUID
    day: date
    turn: int = 0
    at: Node = TOTAL
    seen: set[int] = field(default_factory=set)

    def follow(self, steps: Iterable[Step], sums: Sums) -> None:
        """Go these steps; each step and connection counts at its first time only."""
        before = self.at
        if self._is_new(TOTAL):
            sums.visited[TOTAL] += 1
        for step in steps:
            node = (step.flow, step.node)
            way = (step.flow, step.source, step.port, step.node)
            if step.source and self._is_new(way):
                sums.passed[way] += 1
            if self._is_new(node):
                sums.visited[node] += 1
            self.at = node
        if self.at != before:
            sums.stopped[self.at] += 1
            if before != TOTAL:
                sums.stopped[before] -= 1

    def _is_new(self, what: tuple[str, ...]) -> bool:
        mark = mark_of(what)
        if mark in self.seen or len(self.seen) >= MOST_SEEN:
            return False
        self.seen.add(mark)
        return True


def mark_of(what: tuple[str, ...]) -> int:
    """Eight bytes that stand for a step or a connection, as a signed number."""
    return int.from_bytes(blake2b("\0".join(what).encode(), digest_size=8).digest(), signed=True)
