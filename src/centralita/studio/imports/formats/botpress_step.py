"""A node of Botpress 12 being drawn: the steps that it becomes, one below the other. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.shape import number, text
from centralita.studio.imports.formats.botpress_flow import BotFlow

Json = Mapping[str, Any]
Made = dict[str, Any]


class Step:
    """What a node shares with whatever draws a part of it."""

    def __init__(self, flow: BotFlow, node: Json) -> None:
        self.flow, self.drawing, self.sheet, self.node = flow, flow.drawing, flow.sheet, node
        self.name = text(node, "name") or text(node, "id")
        lies = flow.places.get(text(node, "id"), {})
        x, y = number(lies, "x") or number(node, "x"), number(lies, "y") or number(node, "y")
        self.at = {"x": x or 0.0, "y": y or 0.0} if x is not None or y is not None else None
        self.rows = 0
        self.last = ""
        self.ports: tuple[str, ...] = ("next",)

    def lose(self, code: str, **data: str) -> None:
        """Something of this node that is not taken over as it was."""
        self.sheet.lose(code, self.name, **data)

    def add(self, kind: str, data: Made, *, ports: tuple[str, ...] = ("next",)) -> str:
        """A step below the last one, reached from it; its key. `ports` go on to the next step."""
        key = self.name if self.rows == 0 else f"{self.name} {self.rows + 1}"
        node = self.sheet.add(key, kind, self.name, data, self.below())
        self.join(node)
        self.last, self.ports = node, ports
        return node

    def below(self) -> dict[str, float] | None:
        """Where the next step lies."""
        self.rows += 1
        return None if self.at is None else {"x": self.at["x"], "y": self.at["y"] + 150.0 * (self.rows - 1)}

    def join(self, node: str) -> None:
        """Lead what was drawn last to a step."""
        if self.last:
            for port in self.ports:
                self.sheet.link(self.last, port, node)

    def worded(self, said: str) -> str:
        """A text with variables as they are called here."""
        return self.drawing.words(self.flow.words(said))
