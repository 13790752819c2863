"""What became of a file, as lines of text for a terminal. Pure."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from centralita.studio.agents.domain.diff import Change

_LONGEST: Final = 60
# What is shown of a long text before the first letter that differs.
_BEFORE: Final = 20
_MOST_LINES: Final = 20
_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}


def change_lines(change: Change) -> list[str]:
    """A difference, a line for each thing in it: `+ node Greeting`, `~ general name: Sol -> Luna`.

    Of what has things inside, those that differ are told, by their ids or names.
    """
    where = " ".join(part for part in (change.area, change.name, change.path) if part)
    if change.how != "changed":
        return [f"{_SIGNS[change.how]} {where}"]
    lines = list(_inside(where, change.before, change.after))
    more = len(lines) - _MOST_LINES
    return lines if more <= 0 else [*lines[:_MOST_LINES], f"~ {where}: {more} more"]


def _inside(where: str, before: Any, after: Any) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _named(where, before, after)
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        old, new = _by_identity(before), _by_identity(after)
        if old is not None and new is not None:
            yield from _named(where, old, new)
            common = [key for key in old if key in new]
            if common != [key for key in new if key in old]:
                yield f"~ {where}: in another order"
        elif all(isinstance(each, Mapping) for each in (*before, *after)):
            yield from _named(where, dict(enumerate(before, 1)), dict(enumerate(after, 1)))
        else:
            yield from _words(where, before, after)
    else:
        yield f"~ {where}: {_beside(_text(before), _text(after))}"


def _named(where: str, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[str]:
    for key in dict.fromkeys([*before, *after]):
        inner = f"{where}.{key}"
        if key not in after:
            yield f"- {inner}"
        elif key not in before:
            yield f"+ {inner}"
        else:
            yield from _inside(inner, before[key], after[key])


def _words(where: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[str]:
    old, new = Counter(map(_text, before)), Counter(map(_text, after))
    for word in (old - new).elements():
        yield f"- {where}: {_cut(word, 0)}"
    for word in (new - old).elements():
        yield f"+ {where}: {_cut(word, 0)}"
    if old == new:
        yield f"~ {where}: in another order"


def _by_identity(items: Sequence[Any]) -> dict[str, Any] | None:
    """Things by their ids or names; None when they have none, or the same one twice."""
    named = {
        str(item.get("id") or item.get("name") or ""): item for item in items if isinstance(item, Mapping)
    }
    return named if len(named) == len(items) and "" not in named else None


def _beside(before: str, after: str) -> str:
    """Two texts, cut so that the first letter that differs is seen in both."""
    if before == after:
        return f"{_cut(before, 0)} (other spaces or line breaks)"
    if unicodedata.normalize("NFC", before) == unicodedata.normalize("NFC", after):
        return f"{_cut(before, 0)} (the same letters, composed in another way)"
    at = next(
        (number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    start = at - _BEFORE if at > _LONGEST - _BEFORE else 0
    return f"{_cut(before, start)} -> {_cut(after, start)}"


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"


def _text(value: object) -> str:
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(told.split())


def stays_line(scenario: str) -> str:
    """What a file says nothing of, and leaves as it is."""
    return f"Not in the file, and stays: scenario {scenario}"


def loss_line(flow: str, node: str, sentence: str) -> str:
    """What is not as it was in a file that came in, and where."""
    where = " / ".join(part for part in (flow, node) if part)
    return f"{where}: {sentence}" if where else sentence


def problem_line(node: str, sentence: str) -> str:
    """What keeps a draft from being published."""
    return f"Before it can be published: {loss_line('', node, sentence)}"


def left_out_line(how: str, node: str, sentence: str, *, blocking: bool = False) -> str:
    """What a file that goes out does not say of the agent. `blocking`: something that keeps people safe."""
    return ": ".join(part for part in ("NOT SAFE" if blocking else how, node, sentence) if part)
