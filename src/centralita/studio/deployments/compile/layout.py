"""The flows of a blueprint as one graph, for platforms that know of no flow inside another.

A flow that is gone to stands in the graph once for each place that it comes back to, so that its ends lead there. What
neither speaks nor listens nor remembers is passed over.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from centralita.engine import Blueprint, Node
from centralita.engine.graph import Graph
from centralita.engine.nodes.go_to_flow import GoToFlowData
from centralita.engine.nodes.say import SayData
from centralita.engine.nodes.set import SetData
from centralita.engine.nodes.split import SplitData
from centralita.engine.nodes.wait import WaitData
from centralita.studio.deployments.compile.wording import Wording

# Where the conversation ends because a flow has no more steps.
OVER: Final = "over"
MOST_PLACES: Final = 400
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A node as it stands in the graph. `exits`: port → id of the place that it leads to, where it leads anywhere;
    what has no exit goes on at `over`."""

    id: str
    node: Node
    copy: int
    exits: Mapping[str, str]
    over: str

    def go(self, *ports: str) -> str:
        """Where the first of these ports that is connected leads."""
        return next((self.exits[port] for port in ports if port in self.exits), self.over)


@dataclass(frozen=True, slots=True)
class Layout:
    """All places by id, the first one first. `cut`: there are more than fit. `shallow`: a flow that calls itself
    inside itself does not come back from all of its calls."""

    places: Mapping[str, Place]
    start: str
    cut: bool
    shallow: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """A flow being gone through. `back`: the frame and the node that it comes back to; None ends the conversation."""

    flow: str
    copy: int
    depth: int
    back: "tuple[_Frame, str] | None"


@dataclass
class _Layer:
    blueprint: Blueprint
    silent: Callable[[Node], bool]
    frames: dict[tuple[str, tuple[str, int, str] | None], _Frame] = field(default_factory=dict)
    copies: dict[str, int] = field(default_factory=dict)
    shallowest: dict[str, _Frame] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    waiting: deque[tuple[str, _Frame, Node]] = field(default_factory=deque)
    known: set[str] = field(default_factory=set)
    cut: bool = False
    shallow: bool = False

    def __post_init__(self) -> None:
        self.graph = Graph(self.blueprint)

    def lay(self) -> Layout:
        first = self.blueprint.first_flow
        entry = self.graph.entry(first)
        start = self.target(self.frame(first, None), entry[1]) if entry else OVER
        while self.waiting:
            name, frame, node = self.waiting.popleft()
            exits = {
                port: self.target(frame, address[1])
                for port, address in self.graph.exits[frame.flow, node.id].items()
            }
            self.places[name] = Place(name, node, frame.copy, exits, self.target(frame, None))
        return Layout(self.places, start, self.cut, self.shallow)

    def frame(self, flow: str, back: tuple[_Frame, str] | None) -> _Frame:
        """The frame of a flow that comes back there, made if there is none yet."""
        depth = 0 if back is None else back[0].depth + 1
        if depth > _DEEPEST and flow in self.shallowest:
            self.shallow = True
            return self.shallowest[flow]
        key = (flow, None if back is None else (back[0].flow, back[0].copy, back[1]))
        found = self.frames.get(key)
        if found is None:
            self.copies[flow] = self.copies.get(flow, 0) + 1
            found = self.frames[key] = _Frame(flow, self.copies[flow], depth, back)
            self.shallowest.setdefault(flow, found)
        return found

    def target(self, frame: _Frame, node_id: str | None) -> str:
        """The id of the place where the conversation next stands."""
        passed: set[tuple[str, int, str]] = set()
        while True:
            if node_id is None:
                if frame.back is None:
                    return OVER
                frame, caller = frame.back
                node_id = self._exit(frame, caller, "next")
                continue
            step = (frame.flow, frame.copy, node_id)
            node = self.graph.nodes[frame.flow, node_id]
            if step in passed:
                return OVER  # round and round without a word
            passed.add(step)
            data = node.data
            if isinstance(data, GoToFlowData):
                frame, node_id = self._call(frame, node_id, data)
            elif isinstance(data, SplitData):
                share = next((share.id for share in data.shares), "next")
                node_id = self._exit(frame, node_id, share)
            elif (isinstance(data, WaitData) and data.until == "time") or self.silent(node):
                node_id = self._exit(frame, node_id, "next")
            else:
                return self._stand(frame, node)

    def _call(self, frame: _Frame, node_id: str, data: GoToFlowData) -> tuple[_Frame, str | None]:
        entry = self.graph.entry(data.flow) if data.flow is not None else None
        after = self._exit(frame, node_id, "next")
        if entry is None:
            return frame, after
        # Nothing to come back to is coming back to where this flow itself does.
        back = (frame, node_id) if data.comes_back and after is not None else frame.back
        called = self.frame(entry[0], back)
        return called, entry[1]

    def _exit(self, frame: _Frame, node_id: str, port: str) -> str | None:
        address = self.graph.exits[frame.flow, node_id].get(port)
        return address[1] if address else None

    def _stand(self, frame: _Frame, node: Node) -> str:
        name = f"{frame.flow}.{node.id}" + (f".{frame.copy}" if frame.copy > 1 else "")
        if name not in self.known:
            if len(self.known) >= MOST_PLACES:
                self.cut = True
                return OVER
            self.known.add(name)
            self.waiting.append((name, frame, node))
        return name


def layout_of(blueprint: Blueprint, wording: Wording) -> Layout:
    """All that a conversation can come to, as one graph. Never raises."""

    def silent(node: Node) -> bool:
        data = node.data
        if isinstance(data, SayData):
            return not wording.pick(data.text)
        return isinstance(data, SetData) and not data.assignments

    return _Layer(blueprint, silent).lay()
