"""What changed between two texts, line by line, and word by word within a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

LONGEST_LINE = 2_000
CONTEXT = 3
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# A line that shares less than this with the one before is another line.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `changed` where the other side has it otherwise."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and after; none where it was not, or is not any more. `skipped` stands for lines left out."""

    how: Literal["same", "changed", "added", "removed", "skipped"]
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    skipped: int = 0


def diff(before: str, after: str) -> tuple[Row, ...]:
    """The rows that changed with a few around them; none when nothing did."""
    if before == after:
        return ()
    return tuple(_shortened(list(_rows(before.split("\n"), after.split("\n")))))


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    for code, low, high, begin, end in SequenceMatcher(None, old, new).get_opcodes():
        if code == "equal":
            for line in old[low:high]:
                whole = (Piece(line, False),)
                yield Row("same", whole, whole)
            continue
        pairs = min(high - low, end - begin)
        for place in range(pairs):
            yield from _pair(old[low + place], new[begin + place])
        for line in old[low + pairs : high]:
            yield Row("removed", before=(Piece(line, True),))
        for line in new[begin + pairs : end]:
            yield Row("added", after=(Piece(line, True),))


def _pair(old: str, new: str) -> Iterator[Row]:
    if max(len(old), len(new)) <= LONGEST_LINE:
        first, second = _WORDS.findall(old), _WORDS.findall(new)
        matcher = SequenceMatcher(None, first, second)
        if matcher.ratio() >= _ALIKE:
            yield Row("changed", *_pieces(matcher, first, second))
            return
    yield Row("removed", before=(Piece(old, True),))
    yield Row("added", after=(Piece(new, True),))


def _pieces(
    matcher: "SequenceMatcher[str]", first: list[str], second: list[str]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old: list[Piece] = []
    new: list[Piece] = []
    for code, low, high, begin, end in matcher.get_opcodes():
        changed = code != "equal"
        if high > low:
            old.append(Piece("".join(first[low:high]), changed))
        if end > begin:
            new.append(Piece("".join(second[begin:end]), changed))
    return tuple(old), tuple(new)


def _shortened(rows: list[Row]) -> Iterator[Row]:
    """The rows near a change; what lies between is counted."""
    near = [False] * len(rows)
    for place, row in enumerate(rows):
        if row.how != "same":
            for other in range(max(0, place - CONTEXT), min(len(rows), place + CONTEXT + 1)):
                near[other] = True
    hidden = 0
    for row, shown in zip(rows, near, strict=True):
        if not shown:
            hidden += 1
            continue
        if hidden:
            yield Row("skipped", skipped=hidden)
            hidden = 0
        yield row
    if hidden:
        yield Row("skipped", skipped=hidden)
