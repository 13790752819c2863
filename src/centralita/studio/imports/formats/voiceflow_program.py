"""A program of Voiceflow (.vfr): the same steps, compiled into lines that name their next one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, first, objects, text
from centralita.studio.imports.formats.voiceflow_canvas import Canvas
from centralita.studio.imports.formats.voiceflow_kinds import draw_step
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_step import Step

Json = Mapping[str, Any]


class Program:
    """Draws one program: its lines are brought into the shape of a diagram's steps."""

    def __init__(self, drawing: Drawing, sheet: Sheet, program: Json, project: Project) -> None:
        self.sheet, self.program = sheet, program
        lines = {str(key): fields(line) for key, line in fields(program, "lines").items()}
        nodes = {key: self._as_node(line) for key, line in lines.items()}
        self.canvas = Canvas(drawing, sheet, nodes, project)

    def draw(self) -> None:
        """All lines; where it starts."""
        for key, node in self.canvas.nodes.items():
            draw_step(Step(self.canvas, key, node, text(node, "type") or "step", {"x": 0.0, "y": 0.0}))
        for node in self.sheet.nodes.values():
            node.pop("position", None)
        start = text(self.program, "startId") or text(self.program, "startID")
        if self.sheet.resolved(start) in self.sheet.nodes:
            self.sheet.entry = start

    def _as_node(self, line: Json) -> Json:
        kind = text(line, "type")
        ports = {"next": first(line, "nextId", "nextID", "elseId")}
        ports["else"] = first(line, "elseId", "elseID") or text(line, "noMatch", "nodeID")
        ports["fail"] = first(line, "fail_id", "failId")
        data = {**line, **fields(line, "payload")}
        rows = objects(line, "interactions")
        for position, row in enumerate(rows):
            ports[f"#{position}"] = first(row, "nextId", "nextID")
        if rows:
            data["choices"] = [
                {"intent": text(row, "event", "intent", "name") or text(row, "event", "name")} for row in rows
            ]
            data["buttons"] = objects(line, "buttons")
        for position, row in enumerate(objects(data, "expressions")):
            ports[f"#{position}"] = first(row, "nextID", "nextId")
        if kind in {"speak", "text"} and text(line, "speak"):
            data["message"] = text(line, "speak")
        if kind in {"next", "start", ""} or kind == "goTo":
            kind = "goto_start"
        if kind == "flow":
            data["diagramID"] = first(line, "diagram_id", "diagramID")
        kept = {key: {"target": target} for key, target in ports.items() if target}
        return {
            "type": "set" if kind == "goto_start" else kind,
            "data": {**data, "portsV2": {"builtIn": kept}},
            "at": at(line, "id"),
        }
