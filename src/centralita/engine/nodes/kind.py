"""What a kind of node is: its data, its ports, its check and its step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from centralita.engine.data import NodeData, Texts
from centralita.engine.events import Event
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.turn import Turn

Data = TypeVar("Data", bound=NodeData)
Group = Literal["talk", "collect", "logic", "ai", "action", "people", "finish"]
GROUPS: tuple[Group, ...] = ("talk", "collect", "logic", "ai", "action", "people", "finish")


@dataclass(frozen=True, slots=True)
class Port:
    """A way out. `label` is the author's own name for it, if it has one. An optional port may stay
    without an edge; a needed one that does is a warning."""

    id: str
    label: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Uses:
    """What a node reads and writes, for the checks."""

    texts: Mapping[str, Texts] = field(default_factory=dict)
    optional_texts: Mapping[str, Texts] = field(default_factory=dict)
    templates: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()


def no_uses(_data: NodeData) -> Uses:
    return Uses()


@dataclass(frozen=True, slots=True)
class Kind(Generic[Data]):
    """One kind of node.

    `step(turn, data, event)` runs it: `event` is None when the node is entered, otherwise what it has
    waited for. It returns the port to leave by, or None to wait. It may also end the conversation,
    hand it off, or jump into another flow (`turn.call_flow`); then what it returns is not looked at.

    `listens(data)`: it waits for an answer to a question of its own.
    `waits(data)` tells whether it always waits for the caller (or a person), which is what keeps a loop
    from turning for ever. `claims` lets a node keep an answer that would otherwise be an interrupt.
    `repeat` asks its question again after a change of language. `silent`: its step never speaks when a
    result comes, so that it may go on while a person holds the conversation.
    """

    name: str
    group: Group
    icon: str
    title: Texts
    summary: Texts
    data: type[Data]
    ports: Callable[[Data], tuple[Port, ...]]
    step: Callable[[Turn, Data, Event | None], str | None]
    waits: Callable[[Data], bool] = lambda _data: False
    listens: Callable[[Data], bool] = lambda _data: False
    uses: Callable[[Data], Uses] = no_uses
    check: Callable[[Data, Inspection], Iterable[Finding]] = lambda _data, _inspection: ()
    claims: Callable[[Turn, Data, str], bool] = lambda _turn, _data, _text: False
    repeat: Callable[[Turn, Data], None] = lambda _turn, _data: None
    silent: bool = False


NEXT = (Port("next"),)


def one_way(_data: NodeData) -> tuple[Port, ...]:
    """The ports of a node with nothing but `next`."""
    return NEXT
