"""Whether an agent does the same in another language: the same tools, the same facts, the same end.

The words of an answer are not compared: they are another language's. What they tell in numbers, amounts, times, links
and phones is. Words that both sides took from their caller, and labels of the same choice, are the same thing said
differently.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from centralita.studio.translation.domain.facts import facts_of, untold

Kind = Literal["tool", "arguments", "variable", "told", "end", "outcome", "path", "stopped"]
MOST_DIFFERENCES: Final = 40


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What an agent did in a talk. `said` is what its caller said, `told` what it answered; `tools` are calls in order."""

    said: Sequence[str]
    tools: Sequence[tuple[str, Mapping[str, Any]]]
    variables: Mapping[str, Any]
    ending: str
    outcome: str
    transferred_to: str
    nodes: Sequence[str]
    stopped: str = ""
    told: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that went another way: what it is about, and both sides in short."""

    kind: Kind
    name: str
    main: str
    other: str


@dataclass(frozen=True, slots=True)
class SameWords:
    """What means the same in both languages: labels and texts of the agent, the caller's steps pair by pair."""

    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "SameWords":
        return cls(frozenset((_plain(one), _plain(other)) for one, other in pairs if one and other))

    def __contains__(self, both: tuple[str, str]) -> bool:
        return (_plain(both[0]), _plain(both[1])) in self.pairs


def compare(main: Behaviour, other: Behaviour, same: SameWords) -> list[Difference]:
    """What differs, the end first; nothing for two talks that did the same."""
    found: list[Difference] = []

    def differ(kind: Kind, name: str, one: object, two: object) -> None:
        found.append(Difference(kind, name, _short(one), _short(two)))

    # A talk that could not be gone through proves nothing, whatever the other one came to.
    if main.stopped != other.stopped or other.stopped not in ("", "steps_left"):
        differ("stopped", "", main.stopped, other.stopped)
    if main.ending != other.ending or main.transferred_to != other.transferred_to:
        differ("end", "", _end(main), _end(other))
    if main.outcome != other.outcome:
        differ("outcome", "", main.outcome, other.outcome)
    names, others = [name for name, _ in main.tools], [name for name, _ in other.tools]
    if names != others:
        differ("tool", "", ", ".join(names), ", ".join(others))
    else:
        for (name, given), (_, theirs) in zip(main.tools, other.tools, strict=True):
            for argument in sorted({*given, *theirs}):
                if not _alike(given.get(argument), theirs.get(argument), main, other, same):
                    differ("arguments", f"{name}.{argument}", given.get(argument), theirs.get(argument))
    for variable in sorted({*main.variables, *other.variables}):
        one, two = main.variables.get(variable), other.variables.get(variable)
        if not _alike(one, two, main, other, same):
            differ("variable", variable, one, two)
    only, others_only = _told_apart(main, other)
    if only or others_only:
        differ("told", "", " · ".join(only), " · ".join(others_only))
    if found and list(main.nodes) != list(other.nodes):
        at = next(
            (
                index
                for index, pair in enumerate(zip(main.nodes, other.nodes, strict=False))
                if pair[0] != pair[1]
            ),
            min(len(main.nodes), len(other.nodes)),
        )
        differ("path", "", _node(main.nodes, at), _node(other.nodes, at))
    return found[:MOST_DIFFERENCES]


def _told_apart(main: Behaviour, other: Behaviour) -> tuple[list[str], list[str]]:
    """What only one side told. What its own caller said may be repeated to them or not."""
    one, two = facts_of(main.told), facts_of(other.told)
    return untold(one, two, facts_of(main.said)), untold(two, one, facts_of(other.said))


def _alike(one: Any, two: Any, main: Behaviour, other: Behaviour, same: SameWords) -> bool:
    if one == two:
        return True
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(
            _alike(first, second, main, other, same) for first, second in zip(one, two, strict=True)
        )
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(_alike(one[key], two[key], main, other, same) for key in one)
    if not isinstance(one, str) or not isinstance(two, str):
        return False
    return (one, two) in same or _taken(one, two, main.said, other.said)


def _taken(one: str, two: str, said: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both are words out of the same thing that the caller said."""
    if not _plain(one) or not _plain(two):
        return False
    return any(
        _plain(one) in _plain(first) and _plain(two) in _plain(second)
        for first, second in zip(said, theirs, strict=False)
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _end(behaviour: Behaviour) -> str:
    return f"{behaviour.ending} {behaviour.transferred_to}".strip()


def _node(nodes: Sequence[str], at: int) -> str:
    return nodes[at] if at < len(nodes) else ""


def _short(value: object) -> str:
    if value is None:
        return ""
    text = (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    )
    return text[:300]
