"""One text that two have changed: which of the template's changes to its lines there are, and the text with some. Pure.

Lines that only one side changed follow that side. Where both changed the same lines, or lines that touch, it is a
conflict, and ours stays unless somebody takes theirs.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from centralita.studio.gallery.domain.merging import How, Step

_KEY = "text"
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines `start` to `end` of the base became these."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Lines of the base that somebody changed, as each of the three has them."""

    start: int
    end: int
    base: tuple[str, ...]
    theirs: tuple[str, ...]
    ours: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the template changed it, otherwise than we have it."""
        return self.theirs not in (self.base, self.ours)

    @property
    def key(self) -> str:
        told = "\0".join(map("\n".join, (self.base, self.theirs, self.ours)))
        return f"{_KEY}/{self.start}-{sha256(told.encode()).hexdigest()[:12]}"


def text_steps(base: str, theirs: str, ours: str) -> list[Step]:
    """What the template changed of a text and is not so here yet; `where` is the heading above it, or ''."""
    lines = _lines(base)
    found = []
    for place in _places(base, theirs, ours):
        if not place.is_open:
            continue
        how: How = "added" if not place.base else "removed" if not place.theirs else "changed"
        heading = _heading(lines[: place.start])
        found.append(
            Step(
                key=place.key,
                path=(_KEY, place.key),
                area="text",
                how=how,
                name=heading,
                where="",
                base="\n".join(place.base),
                theirs="\n".join(place.theirs),
                ours="\n".join(place.ours),
                conflict=place.ours != place.base,
            )
        )
    return found


def woven(
    base: str, theirs: str, ours: str, taken: Collection[str], as_here: Callable[[str], str] = str
) -> str:
    """Our text with those of the template's changes whose keys are taken, each as `as_here` makes it."""
    lines = _lines(base)
    parts: list[str] = []
    last = 0
    for place in _places(base, theirs, ours):
        parts += lines[last : place.start]
        if not (place.is_open and place.key in taken):
            parts += place.ours
        elif place.theirs:
            parts += as_here("\n".join(place.theirs)).split("\n")
        last = place.end
    return "\n".join([*parts, *lines[last:]])


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _edits(base: list[str], other: list[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [
        _Edit(low, high, tuple(other[begin:end]))
        for code, low, high, begin, end in matcher.get_opcodes()
        if code != "equal"
    ]


def _places(base: str, theirs: str, ours: str) -> Iterator[_Place]:
    lines = _lines(base)
    sides = [_edits(lines, _lines(text)) for text in (theirs, ours)]
    waiting = sorted((edit.start, edit.end) for side in sides for edit in side)
    while waiting:
        start, end = waiting.pop(0)
        while waiting and waiting[0][0] <= end:
            end = max(end, waiting.pop(0)[1])
        told = [_told(lines, side, start, end) for side in sides]
        yield _Place(start, end, tuple(lines[start:end]), *told)


def _told(lines: list[str], edits: list[_Edit], start: int, end: int) -> tuple[str, ...]:
    """What one side has in place of these lines of the base."""
    parts: list[str] = []
    last = start
    for edit in edits:
        if start <= edit.start and edit.end <= end:
            parts += [*lines[last : edit.start], *edit.lines]
            last = edit.end
    return (*parts, *lines[last:end])


def _heading(before: list[str]) -> str:
    """The heading under which something stands."""
    for line in reversed(before):
        if line.startswith("#"):
            return line.lstrip("#").strip()[:_LONGEST_HEADING]
    return ""
