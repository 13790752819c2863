"""Voiceflow: the file that its editor exports (.vf), with every diagram, and the compiled one (.vfr). Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_FLOWS, Drawing
from centralita.studio.imports.domain.faults import Fault, Unreadable
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, each
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.voiceflow_diagram import Diagram
from centralita.studio.imports.formats.voiceflow_program import Program
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_text import slate

NAME: Final = "voiceflow"
Json = Mapping[str, Any]
_BUILT_IN: Final = frozenset({"sessions", "user_id", "timestamp", "platform", "locale", "intent_confidence"})


def recognise(files: Files) -> bool:
    """Whether one of them has diagrams of nodes, or programs made of them; or is a project without any that are read."""
    return _project(files) is not None or any(_marked(document) for document in files.values())


def apart(files: Files) -> list[One]:
    """Each project alone."""
    return each(files, lambda document: _project({"": document}) is not None or _marked(document))


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing: each diagram is a flow here."""
    document = _project(files)
    if document is None:
        told = next(one for one in files.values() if _marked(one))
        version = text(told, "_version") or text(told, "version", "_version") or "?"
        raise Unreadable(Fault("no_steps", data={"kind": "Voiceflow", "version": version}))
    project = Project(document)
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


def _marked(document: Any) -> bool:
    """Whether it is a project of Voiceflow by what surrounds its diagrams."""
    version = at(document, "version")
    return bool(text(version, "rootDiagramID")) and isinstance(at(document, "project") or version, Mapping)


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
