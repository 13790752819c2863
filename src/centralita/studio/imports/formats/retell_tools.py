"""Retell's tools: its own, and those of a customer that are called over HTTP. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.kit.scrubbing import names_a_secret
from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, number, objects, text
from centralita.studio.imports.formats.requests import Spoken
from centralita.studio.imports.formats.talking import Way, end_of, http_tool, pairs, transfer_of

Json = Mapping[str, Any]
_SILENT: Final = frozenset({"end_call", "bridge_transfer", "cancel_transfer"})


@dataclass(slots=True)
class Granted:
    """What a step may use, and the ways out that some tools really are."""

    tools: list[str] = field(default_factory=list)
    collects: list[str] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)


def model_of(engine: Json) -> str:
    """The language model of a prompt or a flow, where newer files keep it."""
    return text(engine, "model_config", "primary", "model") or text(engine, "model_config", "model")


def grant(drawing: Drawing, sheet: Sheet, node: str, tools: Iterable[Json]) -> Granted:
    """Read the tools of a step. Ending and transferring a call become ways out of it."""
    granted = Granted()
    for tool in tools:
        kind = text(tool, "type")
        name = text(tool, "name") or kind or "tool"
        about = text(tool, "description")
        if kind == "end_call":
            granted.ways.append(Way(end_of(sheet), about or "The conversation is over", name))
        elif kind == "transfer_call":
            destination = at(tool, "transfer_destination")
            to = text(destination, "number") or text(tool, "number") or text(destination, "phone_number")
            if not to and text(destination, "prompt"):
                sheet.lose("setting", name, text=f"transfer_destination: {text(destination, 'prompt')}")
            granted.ways.append(Way(transfer_of(sheet, name, to), about or name, name))
        elif kind == "extract_dynamic_variable":
            for variable in objects(tool, "variables"):
                if text(variable, "name"):
                    own = drawing.variable(text(variable, "name"), about=text(variable, "description"))
                    granted.collects.append(own)
        elif kind in {"custom", ""} and (text(tool, "url") or "parameters" in tool):
            granted.tools.append(custom(drawing, sheet, node, tool))
        else:
            _not_taken(sheet, node, kind, name, tool)
    return granted


def _not_taken(sheet: Sheet, node: str, kind: str, name: str, tool: Json) -> None:
    """A tool that has no counterpart, by what it did; what it signs in with does not come along."""
    sheet.drawing.scrubber.found += sum(1 for key in tool if names_a_secret(key) and text(tool, key))
    match kind:
        case "press_digit":
            sheet.lose("keys", node)
        case "agent_swap":
            sheet.lose("other_agent", node, text=name)
        case "send_sms":
            sheet.lose("message_sent", node)
            said = text(tool, "sms_content", "content") or text(tool, "sms_content", "prompt")
            if said:
                sheet.lose("setting", node, text=f"sms: {said}")
        case _ if kind not in _SILENT:
            sheet.lose("tool_elsewhere", node, tool=name)


def custom(drawing: Drawing, sheet: Sheet, node: str, tool: Json) -> str:
    """A tool of the customer's own."""
    milliseconds = number(tool, "timeout_ms")
    if text(tool, "parameter_type") == "form":
        sheet.lose("tool_body", node, tool=text(tool, "name") or "tool")
    if at(tool, "args_at_root") is False:
        drawing.lose("tool_shape", text="Retell")
    outputs = [
        (drawing.variable(variable), path)
        for variable, path in pairs(at(tool, "response_variables"))
        if variable and path
    ]
    return http_tool(
        drawing,
        sheet,
        node,
        name=text(tool, "name") or "tool",
        about=text(tool, "description"),
        method=text(tool, "method") or "POST",
        address=text(tool, "url"),
        parameters=at(tool, "parameters"),
        headers=pairs(at(tool, "headers")),
        query=pairs(at(tool, "query_params")),
        outputs=outputs,
        seconds=milliseconds / 1000 if milliseconds else None,
        spoken=Spoken(_said_while(tool)),
    )


def _said_while(tool: Json) -> str:
    """What is said while it is called, when that is written and not left to the model."""
    written = text(tool, "execution_message_type") == "static_text"
    return (
        text(tool, "execution_message_description") if written and at(tool, "speak_during_execution") else ""
    )
