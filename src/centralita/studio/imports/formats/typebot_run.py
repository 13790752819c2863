"""A typebot being drawn: what its groups share, and one group at a time. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, objects, text
from centralita.studio.imports.formats.noting import Source, Wanted, note
from centralita.studio.imports.formats.typebot_links import Links

Json = Mapping[str, Any]
ROW = 150.0
LINK: Final = re.compile(r"https?://\S+|\{\{[^{}]+\}\}", re.IGNORECASE)


def in_group(identifier: str) -> str:
    """The address of a group, which may be called as a block is; '' of none."""
    return f"group {identifier}" if identifier else ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a model is asked to answer with one of several words, and examples of it (what is said, the word)."""

    task: str
    examples: tuple[tuple[str, str], ...] = ()


class Board:
    """What all groups share: where each block is found, and what variables are called."""

    def __init__(self, drawing: Drawing, typebot: Json, key: str, links: Links) -> None:
        """`key`: of its sheet; one that others link to goes back to them when it is done."""
        self.drawing, self.typebot, self.bots = drawing, typebot, links
        self.sheet: Sheet = drawing.sheet(key, text(typebot, "name") or "Typebot")
        self.sheet.ends = key == "main"
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
        # Variables that hold a model's word which nobody sees: by it is decided where to go.
        self.sorted: dict[str, Sorting] = {}
        # Variables that hold what a model says and nobody sees.
        self.unseen: set[str] = set()
        # Blocks that something leads to, besides the block before them.
        self.targets: set[str] = set()
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
        inner = text(to, "blockId") if text(to, "groupId") else text(to, "stepId")
        return inner or in_group(text(to, "groupId") or text(to, "blockId"))


class Run:
    """A group being drawn, one block after the other. Texts wait for the question that they may belong to."""

    def __init__(self, groups: Board, title: str, x: float, y: float) -> None:
        self.groups, self.title = groups, title
        self.drawing, self.sheet = groups.drawing, groups.sheet
        self.drawing.standing = (self.sheet.name, title)
        self.x, self.y = x, y
        self.rows = 0
        self.first = ""
        # Nodes and ports that go on to whatever block comes next.
        self.open: list[tuple[str, str]] = []
        # Texts by the keys of their bubbles, and pauses in seconds between them.
        self.waiting: list[tuple[str, str | float]] = []

    def close(self, target: str) -> None:
        """Lead everything that is open to an address."""
        for source, port in self.open:
            self.groups.links.append((source, port, target))
        self.open = []

    def says(self, key: str, said: str) -> None:
        """Words that wait for what comes after them."""
        if key in self.groups.targets:
            # Something leads right here: what was said before is not said again then.
            self.flush()
        self.waiting.append((key, said))

    def pause(self, key: str, seconds: float) -> None:
        """Wait for a time; right after a question, it is waited before it is asked."""
        if key in self.groups.targets or not self.waiting:
            self.flush()
            self._pause(key, seconds)
        else:
            self.waiting.append((key, seconds))

    def question(self) -> tuple[str, list[str]]:
        """The text right before an input, which is its question, with the ids of what was said in it.

        What is shown behind it goes with it, as does what explains it.
        """
        words = [
            (place, said)
            for place, (_, said) in enumerate(self.waiting)
            if isinstance(said, str) and not LINK.fullmatch(said.strip())
        ]
        if not words:
            return "", []
        first = next((place for place, said in reversed(words[-2:]) if "?" in said), words[-1][0])
        asked = [(key, said) for key, said in self.waiting[first:] if isinstance(said, str)]
        self.waiting = [
            one for place, one in enumerate(self.waiting) if place < first or not isinstance(one[1], str)
        ]
        return "\n\n".join(said for _, said in asked), [key for key, _ in asked]

    def flush(self) -> None:
        """Say what has waited, in one breath up to each pause."""
        waiting, self.waiting = self.waiting, []
        keys: list[str] = []
        words: list[str] = []
        for key, said in [*waiting, ("", 0.0)]:
            if isinstance(said, str):
                keys.append(key)
                words.append(said)
                continue
            if keys:
                data = {"text": self.drawing.texts("\n\n".join(words))}
                self.add(keys[0], "say", data, self.title, also=keys[1:])
                keys, words = [], []
            if key:
                self._pause(key, said)

    def _pause(self, key: str, seconds: float) -> None:
        self.add(key, "wait", {"until": "time", "seconds": seconds})

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
        self._placed(node, (key, *(also or ())), ports)
        return node

    def notes(
        self, key: str, wanted: Sequence[Wanted], *, source: Source, text: str = "", prompt: str = ""
    ) -> str:
        """A step that keeps what was said, below the last one; its key."""
        place = {"x": self.x, "y": self.y + ROW * self.rows}
        node = note(self.sheet, key, self.title, wanted, place, source=source, text=text, prompt=prompt)
        self._placed(node, (key,), ("next",))
        return node

    def _placed(self, node: str, keys: Iterable[str], ports: Iterable[str]) -> None:
        self.rows += 1
        for alias in keys:
            self.groups.places.setdefault(alias, node)
        for source, port in self.open:
            self.sheet.link(source, port, node)
        self.open = [(node, port) for port in ports]
        self.first = self.first or node

    def beside(self, key: str, data: dict[str, Any]) -> str:
        """A node that notes something on one way out; its key. Nothing else leads to it or on from it."""
        return self.sheet.add(
            key, "set", f"{self.title} …", data, {"x": self.x + 60, "y": self.y + ROW * (self.rows - 0.5)}
        )

    def way(self, source: str, port: str, edge_id: str) -> bool:
        """A way out of one port of a node; whether the file has one."""
        target = self.groups.target(edge_id)
        if target:
            self.groups.links.append((source, port, target))
        return bool(target)

    def lose(self, code: str, **data: str) -> None:
        """Something of this group that is not taken over as it was."""
        self.sheet.lose(code, self.title, **data)
