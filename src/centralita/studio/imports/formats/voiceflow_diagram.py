"""A diagram of Voiceflow: blocks of steps, and the ports that lead from one to another. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import fields, listed, number, text
from centralita.studio.imports.formats.voiceflow_step import Step, ports
from centralita.studio.imports.formats.voiceflow_text import spoken

if TYPE_CHECKING:
    from centralita.studio.imports.formats.voiceflow import Project

Json = Mapping[str, Any]
_FRAMES: Final = frozenset({"block", "actions", "combined", "start", "nested"})
_SILENT: Final = frozenset({"markup_text", "markup_image", "markup_video", "deprecated"})


class Diagram:
    """Draws one diagram."""

    def __init__(self, drawing: Drawing, sheet: Sheet, diagram: Json, project: Project) -> None:
        self.drawing, self.sheet, self.project = drawing, sheet, project
        self.nodes = {str(key): fields(node) for key, node in fields(diagram, "nodes").items()}
        self.names: dict[str, str] = {}
        self.start = ""

    def draw(self) -> None:
        """All frames with their steps; then loose steps that stand in none."""
        inside: set[str] = set()
        for key, node in self.nodes.items():
            steps = [text(step) for step in listed(node, "data", "steps") if text(step) in self.nodes]
            if text(node, "type") in _FRAMES:
                self._frame(key, node, steps)
                inside |= {key, *steps}
        for key, node in self.nodes.items():
            if key not in inside and text(node, "type") not in _SILENT:
                Step(self, key, node, text(node, "type"), self._place(node, 0)).draw("")
        if self.sheet.resolved(self.start) in self.sheet.nodes:
            self.sheet.entry = self.start

    def _place(self, node: Json, row: int) -> dict[str, float]:
        coords = listed(node, "coords")
        x, y = number(coords, 0) or number(node, "x") or 0.0, number(coords, 1) or number(node, "y") or 0.0
        return {"x": x, "y": y + 150.0 * row}

    def _frame(self, key: str, node: Json, steps: list[str]) -> None:
        name = text(node, "data", "name") or text(node, "type")
        kind = text(node, "type")
        if kind == "start":
            self.start = key
        # Whoever leads to a frame comes to its first step.
        self.sheet.stands_for[key] = steps[0] if steps else ports(node).get("next", "")
        for row, step in enumerate(steps):
            onward = steps[row + 1] if row + 1 < len(steps) else ""
            Step(self, step, self.nodes[step], name, self._place(node, row)).draw(onward)

    def words(self, said: str) -> str:
        """A text whose variables are told by their names, not by their ids."""
        said = spoken(said)
        for identifier, name in (*self.project.names.items(), *self.project.slots.items()):
            if identifier and identifier in said:
                said = said.replace("{{" + identifier + "}}", "{{" + name + "}}")
        return said

    def variable(self, said: str) -> str:
        """What a variable is called here, told by its name or its id."""
        plain = said.strip().strip("{}").strip()
        plain = self.project.names.get(plain) or self.project.slots.get(plain) or plain
        return self.drawing.aliases.get(plain) or self.drawing.variable(plain or "value")
