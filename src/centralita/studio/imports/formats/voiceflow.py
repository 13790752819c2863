"""Voiceflow: the file that its editor exports (.vf), with every diagram, and the compiled one (.vfr). Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_FLOWS, Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.voiceflow_diagram import Diagram
from centralita.studio.imports.formats.voiceflow_program import Program
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_text import slate

NAME: Final = "voiceflow"
Json = Mapping[str, Any]
_BUILT_IN: Final = frozenset({"sessions", "user_id", "timestamp", "platform", "locale", "intent_confidence"})


def recognise(files: Files) -> bool:
    """Whether one of them has diagrams of nodes, or programs made of them."""
    return _project(files) is not None


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing: each diagram is a flow here."""
    project = Project(_project(files) or {})
    drawing = Drawing(project.name or "Voiceflow")
    drawing.language = project.language
    drawing.aliases |= {"last_utterance": "last_message", "timestamp": "now", "vf_now": "now"}
    for variable in project.variables:
        if variable not in drawing.aliases and variable not in _BUILT_IN:
            drawing.variable(variable, apart=True, default=project.defaults.get(variable))
    never = fields(project.version, "platformData", "settings", "globalNoMatch", "prompt")
    if slate(at(never, "content")):
        drawing.lose("setting", text=f"globalNoMatch: {slate(at(never, 'content'))}")
    root = project.root
    drawing.entry_sheet = f"flow {root}"
    drawing.sheet(f"flow {root}", text(project.diagrams.get(root), "name") or root).ends = True
    order = [root, *(key for key in project.diagrams if key != root)][: 2 * MOST_FLOWS]
    if len(project.diagrams) > len(order):
        drawing.cut("flows", str(MOST_FLOWS))
    for key in order:
        drawing.sheet(f"flow {key}", text(project.diagrams.get(key), "name") or key)
    for key in order:
        sheet = drawing.sheets[f"flow {key}"]
        diagram = project.diagrams.get(key, {})
        if fields(diagram, "nodes"):
            Diagram(drawing, sheet, diagram, project).draw()
        else:
            Program(drawing, sheet, diagram, project).draw()
    return drawing, text(project.document, "_version") or text(project.version, "_version") or "1"


def _project(files: Files) -> Json | None:
    for document in files.values():
        if not isinstance(document, Mapping):
            continue
        diagrams = document.get("diagrams")
        programs = document.get("programs") or at(document, "version", "programs")
        drawn = any(isinstance(one.get("nodes"), Mapping) for one in objects(diagrams))
        compiled = any("lines" in one for one in objects(programs))
        if drawn or compiled:
            return document
    return None
