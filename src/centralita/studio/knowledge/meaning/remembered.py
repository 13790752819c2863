"""Vectors of questions that were asked before, and models that do not answer for now. Bounded, for one process."""

import time
from collections import OrderedDict
from hashlib import blake2b
from typing import Final
from uuid import UUID

MOST: Final = 500
# What a question may be late by before the search goes on without it, and how long a silent model is left alone.
SECONDS: Final = 0.7
_LEAVE_ALONE: Final = 20.0
_MOST_FAILURES: Final = 3


class Questions:
    """The last questions of every organization: a space is one organization's."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[UUID, bytes], str] = OrderedDict()
        self._failures: OrderedDict[UUID, tuple[int, float]] = OrderedDict()

    def get(self, space_id: UUID, question: str) -> str | None:
        """The vector as PostgreSQL reads it."""
        key = _key(space_id, question)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, space_id: UUID, question: str, vector: str) -> None:
        """Remember it; the one that was asked longest ago goes."""
        self._kept[_key(space_id, question)] = vector
        self._failures.pop(space_id, None)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def fail(self, space_id: UUID) -> None:
        """Its model did not answer in time."""
        count, _ = self._failures.get(space_id, (0, 0.0))
        self._failures[space_id] = (count + 1, time.monotonic())
        while len(self._failures) > self._most:
            self._failures.popitem(last=False)

    def worth_asking(self, space_id: UUID) -> bool:
        """Whether its model answered lately, or was left alone for long enough."""
        count, at = self._failures.get(space_id, (0, 0.0))
        return count < _MOST_FAILURES or time.monotonic() - at >= _LEAVE_ALONE

    def __len__(self) -> int:
        return len(self._kept)


def normal(question: str) -> str:
    """What is asked for: as it was said, without what does not change its meaning."""
    return " ".join(question[:1_000].split())


def _key(space_id: UUID, question: str) -> tuple[UUID, bytes]:
    return space_id, blake2b(normal(question).encode(), digest_size=16).digest()
