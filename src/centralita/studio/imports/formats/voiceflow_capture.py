"""What a capture of Voiceflow wants, and which step before it says the question. Pure."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.voiceflow_ports import ports
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_text import slate

Json = Mapping[str, Any]
HEARD: Final = frozenset({"last_utterance", "last_event"})
ANSWERS: Final = {
    "VF.EMAIL": "email",
    "VF.NUMBER": "number",
    "VF.PHONENUMBER": "phone",
    "VF.DATETIME": "datetime",
    "email": "email",
    "number": "number",
    "phonenumber": "phone",
    "date-time": "datetime",
}
_CAPTURES: Final = frozenset({"capture", "capturev2", "capturev3", "captures"})
_SPEAKS: Final = frozenset({"speak", "text", "message", "response"})
_FRAMES: Final = frozenset({"block", "actions", "combined", "nested"})


def together(data: Json, project: Project) -> list[tuple[str, str, str]]:
    """What one answer is to hold where that is more than one thing: the variable of each, its kind, and its question."""
    capture = fields(data, "capture")
    rows = [(text(one, "entityID") or text(one, "variableID"), one) for one in objects(capture, "items")]
    rows = rows or [(text(one, "id"), one) for one in objects(capture, "intent", "slots")]
    found: dict[str, tuple[str, str, str]] = {}
    for variable, one in rows:
        question = text(one, "dialog", "prompt", 0, "text") or slate(at(one, "dialog", "prompt", 0) or "")
        kind = ANSWERS.get(project.kinds.get(variable, ""), "text")
        if variable and variable not in HEARD:
            found.setdefault(variable, (variable, kind, question))
    return list(found.values()) if len(found) > 1 else []


def wanted(data: Json, project: Project) -> tuple[str, str]:
    """The variable that a capture fills, by its name or its id, and the kind of answer."""
    capture = fields(data, "capture")
    variable = (
        text(capture, "variable")
        or text(capture, "variableID")
        or text(data, "variable")
        or text(listed(capture, "items"), 0, "entityID")
        or text(objects(data, "items")[0] if objects(data, "items") else {}, "entityID")
        or text(data, "slot")
        or text(listed(capture, "intent", "slots"), 0, "id")
        or "answer"
    )
    told = text(data, "slotType") or text(capture, "slotType") or project.kinds.get(variable, "")
    return variable, ANSWERS.get(told, "text")


def questions(nodes: Mapping[str, Json], project: Project) -> dict[str, str]:
    """By capture of a number, an address and the like: the step that says its question, where only that one leads to it.

    A capture has no question of its own there: it is said before. Here a question is asked again when the answer does
    not fit, so that both are one step.
    """
    leading: dict[str, set[str]] = {}
    for key, node in nodes.items():
        steps = [text(step) for step in listed(node, "data", "steps")]
        for step, following in pairwise(steps):
            if not {"next", "default"} & set(ports(nodes.get(step, {}))):
                leading.setdefault(following, set()).add(step)
        for target in ports(node).values():
            leading.setdefault(_first(nodes, target), set()).add(key)
    found = {}
    for key, node in nodes.items():
        if text(node, "type").lower() not in _CAPTURES or together(fields(node, "data"), project):
            continue
        variable, kind = wanted(fields(node, "data"), project)
        before = leading.get(key, set())
        only = next(iter(before)) if len(before) == 1 else ""
        speaks = text(nodes.get(only), "type").lower() in _SPEAKS
        if (
            kind != "text"
            and variable not in HEARD
            and speaks
            and project.said_by(fields(nodes[only], "data"))
        ):
            found[key] = only
    return found


def _first(nodes: Mapping[str, Json], key: str) -> str:
    """Whoever leads to a frame comes to its first step."""
    node = nodes.get(key)
    steps = listed(node, "data", "steps")
    return text(steps[0]) if steps and text(node, "type") in _FRAMES else key
