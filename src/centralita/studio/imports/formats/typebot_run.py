"""A typebot being drawn: what its groups share, and one group at a time. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, objects, text

Json = Mapping[str, Any]
ROW = 150.0


class Board:
    """What all groups share: where each block is found, and what variables are called."""

    def __init__(self, drawing: Drawing, typebot: Json, name: str) -> None:
        self.drawing = drawing
        self.typebot = typebot
        self.sheet: Sheet = drawing.sheet("main", name)
        self.sheet.ends = True
        self.groups = objects(typebot, "groups") or objects(typebot, "blocks")
        self.edges = {text(edge, "id"): edge for edge in objects(typebot, "edges")}
        self.variables: dict[str, str] = {}
        # Where each block, and each group by its first block, is found among the nodes.
        self.places: dict[str, str] = {}
        self.firsts: dict[str, str] = {}
        self.start = ""
        # Where a model talks, what people write has to stay in its ear.
        self.has_model = False
        self.answered: set[str] = set()
        self.links: list[tuple[str, str, str]] = []

    def blocks_of(self, group: Json) -> list[Json]:
        """The blocks of a group; in the oldest files they stand beside the groups."""
        inside = objects(group, "blocks") or objects(group, "steps")
        ids = at(group, "stepIds")
        if not inside and isinstance(ids, list):
            beside = at(self.typebot, "steps", "byId")
            inside = [one for key in ids if isinstance(one := at(beside, str(key)), Mapping)]
        return inside

    def variable(self, identifier: str) -> str | None:
        """What a variable of this id is called here."""
        return self.variables.get(identifier)

    def target(self, edge_id: str) -> str:
        """The address that an edge leads to: a block's id, else a group's."""
        to = at(self.edges.get(edge_id), "to")
        return (
            (text(to, "blockId") if text(to, "groupId") else text(to, "stepId"))
            or text(to, "groupId")
            or text(to, "blockId")
        )


class Run:
    """A group being drawn, one block after the other. Texts wait for the question that they may belong to."""

    def __init__(self, groups: Board, title: str, x: float, y: float) -> None:
        self.groups, self.title = groups, title
        self.drawing, self.sheet = groups.drawing, groups.sheet
        self.x, self.y = x, y
        self.rows = 0
        self.first = ""
        # Nodes and ports that go on to whatever block comes next.
        self.open: list[tuple[str, str]] = []
        self.waiting: list[tuple[str, str]] = []

    def close(self, target: str) -> None:
        """Lead everything that is open to an address."""
        for source, port in self.open:
            self.groups.links.append((source, port, target))
        self.open = []

    def question(self) -> tuple[str, list[str]]:
        """The text right before an input, which is its question, with the ids of what was said in it."""
        if not self.waiting:
            return "", []
        identifier, said = self.waiting.pop()
        return said, [identifier]

    def flush(self) -> None:
        """Say what has waited, in one breath."""
        if not self.waiting:
            return
        keys = [key for key, _ in self.waiting]
        said = "\n\n".join(words for _, words in self.waiting)
        self.waiting = []
        self.add(keys[0], "say", {"text": self.drawing.texts(said)}, self.title, also=keys[1:])

    def add(
        self,
        key: str,
        kind: str,
        data: dict[str, Any],
        name: str = "",
        *,
        also: list[str] | None = None,
        ports: tuple[str, ...] = ("next",),
    ) -> str:
        """A node below the last one, reached from it; its key. `ports` go on to the next block."""
        node = self.sheet.add(
            key, kind, name or self.title, data, {"x": self.x, "y": self.y + ROW * self.rows}
        )
        self.rows += 1
        for alias in (key, *(also or ())):
            self.groups.places.setdefault(alias, node)
        for source, port in self.open:
            self.sheet.link(source, port, node)
        self.open = [(node, port) for port in ports]
        self.first = self.first or node
        return node

    def way(self, source: str, port: str, edge_id: str) -> bool:
        """A way out of one port of a node; whether the file has one."""
        target = self.groups.target(edge_id)
        if target:
            self.groups.links.append((source, port, target))
        return bool(target)

    def lose(self, code: str, **data: str) -> None:
        """Something of this group that is not taken over as it was."""
        self.sheet.lose(code, self.title, **data)
