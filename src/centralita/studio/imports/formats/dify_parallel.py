"""Ways that go out of a step of Dify at once, put one after another. Pure."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Ways = Mapping[str, Sequence[str]]
_MOST_WAYS: Final = 20
_MOST_STEPS: Final = 50
_MOST_REACHED: Final = 2_000


@dataclass(slots=True)
class Row:
    """What is followed first, and where each step leads instead of where the ways meet again, or of nowhere."""

    first: dict[str, str] = field(default_factory=dict)
    after: dict[str, tuple[frozenset[str], str]] = field(default_factory=dict)

    def instead(self, key: str, target: str) -> str:
        """Where a step leads that leads to `target` in the file."""
        met, onward = self.after.get(key, (frozenset(), ""))
        return onward if onward and (not target or target in met) else target


def in_a_row(at_once: Ways, every: Ways) -> Row:
    """`at_once`: where each step leads, nothing for those that choose. `every`: all that a step may lead to.

    Steps of `at_once` that are not in `first` could not be put in a row: their ways meet at several places.
    """
    row = Row()
    found: list[tuple[str, dict[str, set[str]]]] = []
    for key, targets in at_once.items():
        firsts = list(dict.fromkeys(targets[: _MOST_WAYS + 1]))
        if 2 <= len(firsts) <= _MOST_WAYS and len(found) < _MOST_STEPS:
            found.append((key, {one: _reached(one, every) for one in firsts}))
    # What lies within another comes last, and wins.
    found.sort(key=lambda one: -sum(map(len, one[1].values())))
    for key, reached in found:
        _put(row, key, reached, every)
    return row


def _put(row: Row, key: str, reached: dict[str, set[str]], every: Ways) -> None:
    seen: set[str] = set()
    twice: set[str] = set()
    for steps in reached.values():
        twice |= steps & seen
        seen |= steps
    # Also what goes round to where it came from is no way of its own.
    twice.add(key)
    own = {first: steps - twice for first, steps in reached.items() if first not in twice}
    ends = {
        first: {target for step in steps for target in every.get(step, ()) if target in twice}
        for first, steps in own.items()
    }
    if not own or len({one for meets in ends.values() for one in meets}) > 1:
        return
    # What leads on to where they meet comes last; of those, what has to choose on its way.
    order = sorted(
        own, key=lambda first: (bool(ends[first]), any(len(every.get(s, ())) > 1 for s in own[first]))
    )
    row.first[key] = order[0]
    for first, after in itertools.pairwise(order):
        for step in own[first]:
            row.after[step] = (frozenset(twice), after)


def _reached(key: str, every: Ways) -> set[str]:
    seen = {key}
    queue = [key]
    for one in queue:
        for target in every.get(one, ()):
            if target not in seen and len(seen) < _MOST_REACHED:
                seen.add(target)
                queue.append(target)
    return seen
