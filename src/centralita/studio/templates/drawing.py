"""Flows as they are put together, and where their steps lie on the canvas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from centralita.engine.nodes import KINDS

Json = dict[str, Any]

# About what a step takes on the canvas, in its pixels; a line for each way out of those that have several.
_WIDTH, _HEAD, _LINE = 320, 100, 28
_GAP, _MARGIN = 40, 80


@dataclass(slots=True)
class Flow:
    """A flow being put together. It begins with the node that was added first."""

    id: str
    name: str
    nodes: list[Json] = field(default_factory=list)
    edges: list[Json] = field(default_factory=list)

    def add(self, node: str, kind: str, name: str, data: Json) -> str:
        """A node more, with a number behind a name that there is already; its id."""
        alike = sum(one["name"].rstrip(" 0123456789") == name for one in self.nodes)
        named = f"{name} {alike + 1}" if alike else name
        self.nodes.append({"id": node, "kind": kind, "name": named, "data": data})
        return node

    def has(self, node: str) -> bool:
        """Whether there is such a node."""
        return any(one["id"] == node for one in self.nodes)

    def jump(self, target: str, name: str) -> str:
        """The node that goes on in another flow, made when it is not there yet; its id."""
        node = f"to_{target}"
        if self.has(node):
            return node
        return self.add(node, "go_to_flow", f"→ {name}", {"flow": target, "comes_back": False})

    def link(self, source: str, port: str, target: str) -> None:
        """A line more."""
        edge = f"{source}-{port}"
        self.edges.append({"id": edge, "source": source, "port": port, "target": target})

    def document(self) -> Json:
        """The flow as a blueprint has it."""
        places = dict(self._places())
        return {
            "id": self.id,
            "name": self.name,
            "entry": self.nodes[0]["id"],
            "nodes": [{**node, "position": places[node["id"]]} for node in self.nodes],
            "edges": self.edges,
        }

    def _places(self) -> Iterator[tuple[str, Json]]:
        """Columns by the distance from the beginning, each filled from above."""
        known = {node["id"]: node for node in self.nodes}
        bottoms: dict[int, int] = {}
        for node, column in self._distances().items():
            y = bottoms.get(column, _MARGIN)
            bottoms[column] = y + _height(known[node]) + _GAP
            yield node, {"x": _MARGIN + _WIDTH * column, "y": y}

    def _distances(self) -> dict[str, int]:
        """How many steps each node is from the first one, in the order in which a reader comes to them."""
        found = {self.nodes[0]["id"]: 0}
        for node in (waiting := list(found)):
            for edge in self.edges:
                if edge["source"] == node and edge["target"] not in found:
                    found[edge["target"]] = found[node] + 1
                    waiting.append(edge["target"])
        return found


def _height(node: Json) -> int:
    kind = KINDS[node["kind"]]
    ports = kind.ports(kind.data.model_validate(node["data"]))
    return _HEAD + _LINE * len(ports)
