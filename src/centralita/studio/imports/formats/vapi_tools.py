"""Tools of Vapi that call an address: functions of a customer's server, and requests to an API. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Sheet
from centralita.studio.imports.domain.shape import at, fields, number, objects, text
from centralita.studio.imports.formats.requests import Spoken
from centralita.studio.imports.formats.talking import http_tool, pairs

Json = Mapping[str, Any]
_DELAYED: Final = "request-response-delayed"
# What of its messages an agent says here, too.
_SPOKEN: Final = ("request-start", _DELAYED, "request-failed")
_HTTP: Final = frozenset({"function", "apiRequest"})
# An alias that only points into the answer: `{{ slots[0].start }}`.
_PATH: Final = re.compile(r"\{\{\s*([\w.\[\]$]{1,200})\s*\}\}")


def calls(tool: Json) -> bool:
    """Whether it calls an address: by its kind, or because it says one, whatever it calls itself."""
    kind = text(tool, "type")
    return kind in _HTTP or (
        kind in {"", "http", "webhook"} and bool(text(tool, "url") or text(tool, "server", "url"))
    )


def called(tool: Json) -> str:
    """What a tool is called."""
    return text(tool, "function", "name") or text(tool, "name") or text(tool, "type") or "tool"


def requested(sheet: Sheet, node: str, tool: Json, address: str = "") -> str:
    """A tool of the organization made of it; its name here. `address`: where it is sent when it says no other."""
    drawing = sheet.drawing
    name = called(tool)
    server = fields(tool, "server")
    if text(server, "secret"):
        drawing.scrubber.found += 1
        sheet.lose("tool_sign_in", node, tool=name)
    if text(tool, "type") == "function":
        drawing.lose("tool_shape", text="Vapi")
    parameters = at(tool, "function", "parameters") or at(tool, "body") or at(tool, "parameters")
    headers = fields(tool, "headers", "properties")
    rows = [(str(key), text(one, "value") or text(one, "default")) for key, one in headers.items()]
    rows += pairs(at(tool, "headers")) if not headers else []
    return http_tool(
        drawing,
        sheet,
        node,
        name=name,
        about=text(tool, "function", "description") or text(tool, "description"),
        method=text(tool, "method") or "POST",
        address=text(tool, "url") or text(server, "url") or address,
        parameters=parameters,
        headers=[*rows, *pairs(at(server, "headers"))],
        outputs=_outputs(sheet, node, tool),
        seconds=number(tool, "timeoutSeconds") or number(server, "timeoutSeconds"),
        spoken=spoken_of(sheet, node, tool),
    )


def _outputs(sheet: Sheet, node: str, tool: Json) -> list[tuple[str, str]]:
    """What is noted of an answer: variables with the path to each."""
    plan = fields(tool, "variableExtractionPlan")
    drawing = sheet.drawing
    found = [
        (drawing.variable(str(name), about=text(one, "description")), f"$.{name}")
        for name, one in list(fields(plan, "schema", "properties").items())[:30]
    ]
    for alias in objects(plan, "aliases"):
        key, value = text(alias, "key"), text(alias, "value")
        path = _PATH.fullmatch(value.strip())
        if key and path is not None:
            found.append((drawing.variable(key), f"$.{path[1].removeprefix('$.')}"))
        elif key:
            sheet.lose("tool_answer", node, tool=called(tool), text=value)
    return found


def spoken_of(sheet: Sheet, node: str, tool: Json) -> Spoken:
    """What is said when a tool is called, takes long and fails; what is said of its answer is told."""
    kept: dict[str, str] = {}
    after: float | None = None
    for message in objects(tool, "messages"):
        kind, said = text(message, "type"), text(message, "content").strip()
        if kind in _SPOKEN and kind not in kept:
            kept[kind] = said
            if kind == _DELAYED and (milliseconds := number(message, "timingMilliseconds")):
                after = milliseconds / 1000
        elif said:
            sheet.lose("setting", node, text=f"{kind or 'message'}: {said}")
    first, slow, failed = (kept.get(kind, "") for kind in _SPOKEN)
    return Spoken(first, slow, after, failed, at(tool, "async") is not True)


def said_while(sheet: Sheet, node: str, tool: Json) -> str:
    """What is said when a tool is called, where nothing else can be."""
    spoken = spoken_of(sheet, node, tool)
    for said in (spoken.slow, spoken.failed):
        if said:
            sheet.lose("setting", node, text=said)
    return spoken.first
