"""The facts of a business as a model reads them: in the language of the talk, as much as a prompt should hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from centralita.engine.business import WEEKDAYS, Business
from centralita.engine.values import Value, is_empty, shown

# Characters: a prompt is read anew at each turn.
LONGEST_FACTS: Final = 8_000
# Room for saying that lines are left out.
_MARK: Final = 60


def facts_text(business: Business, language: str, longest: int = LONGEST_FACTS) -> str:
    """`name: value`, a line or more each, then the opening hours of the week; at most about `longest` characters.

    Of a fact that is told in several languages (`hours`, `hours.es`, `hours.en`) only the one of `language`. Where
    all of it is too long, the longest facts are cut at the end of a line, and say how many lines are left out.
    """
    told = {
        name: text
        for name, value in _in_language(business.facts, language).items()
        if not is_empty(value) and (text := shown(value).strip())
    }
    rooms = _rooms({name: len(name) + len(text) + 3 for name, text in told.items()}, longest)
    lines = [
        f"{name}: {_cut(text, rooms[name] - len(name) - 3)}" for name, text in told.items() if name in rooms
    ]
    if len(lines) < len(told):
        lines.append(f"… (cut: {len(told) - len(lines)} more facts, not shown here)")
    for day in WEEKDAYS:
        spans = business.hours.get(day)
        if spans is not None:
            lines.append(f"{day}: {', '.join(f'{span.opens}-{span.closes}' for span in spans) or 'closed'}")
    return "\n".join(lines)


def _in_language(facts: Mapping[str, Value], language: str) -> dict[str, Value]:
    """The facts by their plain names, those that exist in several languages in this one."""
    short = language.partition("-")[0].lower()
    own: dict[str, Value] = {}
    for name, value in facts.items():
        base, _, tag = name.rpartition(".")
        if not base or base not in facts:
            own[name] = facts.get(f"{name}.{short}", value)
        elif len(tag) != 2:
            own[name] = value
    return own


def _rooms(sizes: Mapping[str, int], longest: int) -> dict[str, int]:
    """How much room each has: short ones what they need, long ones an equal share of what is left."""
    rooms: dict[str, int] = {}
    left = longest
    for number, (name, size) in enumerate(sorted(sizes.items(), key=lambda each: each[1])):
        rooms[name] = min(size, left // (len(sizes) - number))
        left -= rooms[name]
    return {name: room for name, room in rooms.items() if room > len(name) + _MARK or room == sizes[name]}


def _cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    begun = text[: max(room - _MARK, 0) + 1]
    kept = begun.rpartition("\n")[0]
    if len(kept) * 2 < len(begun):
        # One long line: at the end of a word.
        kept = begun.rpartition(" ")[0] or begun[:-1]
    more = len(text[len(kept) :].strip().split("\n"))
    return f"{kept.rstrip()}\n… (cut: {more} more {'line' if more == 1 else 'lines'}, not shown here)"
