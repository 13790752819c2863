"""Flows as they are put together."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Flow:
    """A flow being put together: its nodes lie in columns and rows."""

    id: str
    name: str
    nodes: list[Json] = field(default_factory=list)
    edges: list[Json] = field(default_factory=list)

    def add(
        self, node: str, kind: str, name: str, data: Json, *, column: int = 0, row: int | None = None
    ) -> str:
        """A node more, below the others unless a row is given; its id."""
        row = len(self.nodes) if row is None else row
        position = {"x": 80 + 340 * column, "y": 80 + 160 * row}
        self.nodes.append({"id": node, "kind": kind, "name": name, "position": position, "data": data})
        return node

    def link(self, source: str, port: str, target: str) -> None:
        """A line more."""
        edge = f"{source}-{port}"
        self.edges.append({"id": edge, "source": source, "port": port, "target": target})

    def document(self) -> Json:
        """The flow as a blueprint has it."""
        return {
            "id": self.id,
            "name": self.name,
            "entry": self.nodes[0]["id"],
            "nodes": self.nodes,
            "edges": self.edges,
        }
