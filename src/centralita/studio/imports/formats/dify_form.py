"""The form that an app of Dify asks first, as questions. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import MOST_OPTIONS, Drawing, Sheet
from centralita.studio.imports.domain.shape import at, listed, text

Json = Mapping[str, Any]
Made = dict[str, Any]


def asked(drawing: Drawing, sheet: Sheet, field: Json, *, keeps_words: bool = False, key: str = "") -> str:
    """A question for one field of a form; its key. `keeps_words`: the answer is what the next step speaks of."""
    name = text(field, "variable") or "value"
    label = text(field, "label") or name
    variable = drawing.variable(name, label=label, default=at(field, "default"))
    kind = text(field, "type")
    question = label if label.rstrip().endswith(("?", "？")) else f"{label}:"
    if keeps_words and kind in {"text-input", "paragraph"}:
        said = sheet.add(f"ask {name}", "say", label, {"text": drawing.texts(question)})
        heard = sheet.add(f"hear {name}", "wait", label, {"until": "message", "variable": variable})
        sheet.link(said, "next", heard)
        return said
    options = [option for one in listed(field, "options") if (option := text(one) or text(one, "value"))]
    answer: Made = {"type": "text"}
    if kind == "select" and options:
        labels = [{"id": f"option-{i + 1}", "label": drawing.texts(one)} for i, one in enumerate(options)]
        answer = {"type": "choice", "options": labels[:MOST_OPTIONS]}
    elif kind == "number":
        answer = {"type": "number"}
    elif kind in {"file", "file-list"}:
        answer = {"type": "file"}
    elif kind == "checkbox":
        answer = {"type": "yes_no"}
    data = {
        "question": drawing.texts(question),
        "input": answer,
        "variable": variable,
        "optional": at(field, "required") is False,
    }
    return sheet.add(key or f"ask {name}", "ask", label, data)
