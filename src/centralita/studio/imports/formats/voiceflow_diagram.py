"""A diagram of Voiceflow: blocks of steps, and the ports that lead from one to another. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import fields, listed, number, text
from centralita.studio.imports.formats.voiceflow_canvas import Canvas
from centralita.studio.imports.formats.voiceflow_kinds import draw_step
from centralita.studio.imports.formats.voiceflow_ports import ports
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_step import Step

Json = Mapping[str, Any]
_FRAMES: Final = frozenset({"block", "actions", "combined", "start", "nested"})
_SILENT: Final = frozenset({"markup_text", "markup_image", "markup_video", "deprecated"})


class Diagram(Canvas):
    """Draws one diagram."""

    def __init__(self, drawing: Drawing, sheet: Sheet, diagram: Json, project: Project) -> None:
        nodes = {str(key): fields(node) for key, node in fields(diagram, "nodes").items()}
        super().__init__(drawing, sheet, nodes, project)
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
                draw_step(Step(self, key, node, text(node, "type"), self._place(node, 0)))
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
        # Whoever leads to a frame comes to its first step; a start leads on past the commands that lie in it.
        onward = ports(node).get("next", "")
        first = steps[0] if steps else onward
        self.sheet.stands_for[key] = onward if kind == "start" and onward else first
        for row, step in enumerate(steps):
            onward = steps[row + 1] if row + 1 < len(steps) else ""
            draw_step(Step(self, step, self.nodes[step], name, self._place(node, row), onward))
