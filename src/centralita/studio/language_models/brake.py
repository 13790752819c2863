"""Many who ask one model at once: as many as its account lets through, found out by what the vendor refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic
from typing import Final

# Seconds to wait after a refusal that names none; the next one in a row waits twice as long.
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0


class Brake:
    """Lets `most` ask at once. A refusal halves that and has all of them wait; each answer lets a little more through."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = float(most)
        self._limit = float(most)
        self._clock = clock
        self._asking = 0
        self._free_at = 0.0
        self._refusals = 0
        self._changed = Condition()

    @property
    def limit(self) -> int:
        """How many may ask at once now."""
        return max(1, int(self._limit))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and ask."""
        with self._changed:
            while (wait := self._free_at - self._clock()) > 0 or self._asking >= self.limit:
                self._changed.wait(wait if wait > 0 else None)
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def answered(self) -> None:
        """It let one through."""
        with self._changed:
            self._refusals = 0
            self._limit = min(self._most, self._limit + 1 / self._limit)
            self._changed.notify_all()

    def refused(self, retry_after: float | None) -> None:
        """It was too much: wait as long as it says, in seconds, or longer each time where it says nothing."""
        with self._changed:
            at = self._clock()
            # All that were under way are refused together: that is one refusal.
            if at >= self._free_at:
                self._limit = max(1.0, self._limit / 2)
                self._refusals += 1
            own = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (self._refusals - 1))
            wait = own if retry_after is None else min(_LONGEST_WAIT, max(retry_after, 0.1))
            self._free_at = max(self._free_at, at + wait)
            self._changed.notify_all()
