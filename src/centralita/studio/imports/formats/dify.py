"""Dify: the DSL file of a chatflow, a workflow, a chatbot or an agent. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, each
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.dify_form import asked
from centralita.studio.imports.formats.dify_graph import Graph
from centralita.studio.imports.formats.dify_settings import features
from centralita.studio.imports.formats.talking import Told, talk

NAME: Final = "dify"
Json = Mapping[str, Any]
_MODES: Final = frozenset({"workflow", "advanced-chat", "chat", "agent-chat", "completion"})
_FORM: Final = ("text-input", "paragraph", "select", "number", "checkbox", "file", "file-list")


def recognise(files: Files) -> bool:
    """Whether one of them is an app of Dify."""
    return bool(_apps(files))


def apart(files: Files) -> list[One]:
    """Each app alone."""
    return each(files, lambda document: bool(_apps({"": document})))


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and the version of the DSL with the app's mode."""
    document, *others = _apps(files) or [{}]
    app = fields(document, "app")
    drawing = Drawing(text(app, "name") or "Dify")
    mode = text(app, "mode")
    sheet = drawing.sheet("main", drawing.name)
    if fields(document, "workflow", "graph"):
        Graph(drawing, sheet, fields(document, "workflow"), chats=mode != "workflow").draw()
    else:
        _config(drawing, sheet, fields(document, "model_config"), once=mode == "completion")
    drawing.others([text(other, "app", "name") or "Dify" for other in others])
    return drawing, f"{text(document, 'version') or '0.1'} {mode}"


def _apps(files: Files) -> list[Json]:
    found = []
    for document in files.values():
        app = fields(document, "app")
        known = text(document, "kind") == "app" or text(app, "mode") in _MODES
        if app and known and ("workflow" in document or "model_config" in document):
            found.append(fields(document))
    return found


def _config(drawing: Drawing, sheet: Sheet, config: Json, *, once: bool) -> None:
    """A chatbot: what it asks first, and a prompt. `once`: it writes its text as soon as the form is filled in."""
    before = ""
    for row in objects(config, "user_input_form"):
        for kind in _FORM:
            field = fields(row, kind) or fields(row, kind.replace("-", "_"))
            if field:
                key = asked(drawing, sheet, {**field, "type": kind})
                sheet.link(before, "next", key)
                before = key
    sets = [text(one, "dataset", "id") for one in objects(config, "dataset_configs", "datasets", "datasets")]
    for tool in objects(config, "agent_mode", "tools"):
        if fields(tool, "dataset"):
            # Knowledge, as older apps have it: a tool that is a set of documents.
            sets += [text(tool, "dataset", "id")] if at(tool, "dataset", "enabled") is not False else []
            continue
        name = text(tool, "tool_label") or text(tool, "tool_name")
        if name and at(tool, "enabled") is not False:
            sheet.lose("tool_elsewhere", drawing.name, tool=name)
    if text(config, "model", "name"):
        drawing.lose("model", text=text(config, "model", "name"))
    sets = list(dict.fromkeys(one for one in sets if one))
    if sets:
        drawing.lose("knowledge", text=", ".join(sets))
    features(drawing, config)
    prompt = text(config, "pre_prompt") or text(config, "prompt")
    if not prompt:
        chat = objects(config, "chat_prompt_config", "prompt")
        prompt = "\n\n".join(text(one, "text") for one in chat if text(one, "role") == "system")
        prompt = prompt or text(config, "completion_prompt_config", "prompt", "text")
    told = Told(prompt, text(config, "opening_statement"), knowledge=bool(sets), speaks_first=once)
    key = talk(sheet, "main", drawing.name, told)
    sheet.link(before, "next", key)
