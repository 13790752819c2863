"""Tool call: run a tool with given arguments and keep its result."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from centralita.engine.answering.deeds import do_deed
from centralita.engine.arguments import faults, fitted
from centralita.engine.data import NodeData, Texts, VariableName, editor
from centralita.engine.events import Event, ToolReturned
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.turn import Turn
from centralita.engine.values import Value, clean_text

Argument = Annotated[str, StringConstraints(max_length=4_000)] | int | float | bool | None


class ToolCallData(NodeData):
    """Which tool, with what, and where its result goes."""

    tool: Annotated[str, StringConstraints(max_length=64)] = Field(
        default="",
        title="Tool",
        json_schema_extra=editor("tool", "Herramienta", pt="Ferramenta"),
    )
    arguments: Annotated[
        dict[Annotated[str, StringConstraints(max_length=100)], Argument], Field(max_length=50)
    ] = Field(
        default={},
        title="Arguments",
        description="Write {{name}} to pass a variable.",
        json_schema_extra=editor(
            "arguments",
            "Argumentos",
            "Escriba {{nombre}} para pasar una variable.",
            pt="Argumentos",
            pt_help="Escreva {{nome}} para passar uma variável.",
        ),
    )
    say_first: Texts = Field(
        default={},
        title="Said while it runs",
        json_schema_extra=editor("text", "Se dice mientras tanto", pt="Dito enquanto isso"),
    )
    result_variable: VariableName | None = Field(
        default=None,
        title="Keep the result in",
        json_schema_extra=editor("variable", "Guardar el resultado en", pt="Guardar o resultado em"),
    )


def _step(turn: Turn, data: ToolCallData, event: Event | None) -> str | None:
    if isinstance(event, ToolReturned):
        return _returned(turn, data, event)
    if event is not None:
        return None
    tool = turn.program.tools.get(data.tool)
    if tool is None:
        turn.trace("tool_refused", tool=data.tool, reason="unknown")
        return "failed"
    given: dict[str, Value] = {
        name: turn.render(value) if isinstance(value, str) else value
        for name, value in data.arguments.items()
    }
    arguments = fitted(
        {name: value for name, value in given.items() if value not in ("", None)}, tool.parameters
    )
    wrong = faults(arguments, tool.parameters)
    if wrong:
        turn.trace("tool_refused", tool=data.tool, reason="; ".join(wrong))
        return "failed"
    words = turn.text(data.say_first) or turn.text(tool.say_first)
    turn.say(words)
    if do_deed(turn, data.tool, said=bool(words)):
        return None
    turn.trace("tool", tool=data.tool, arguments=arguments)
    turn.call_tool(data.tool, arguments)
    return None


def _returned(turn: Turn, data: ToolCallData, event: ToolReturned) -> str:
    turn.trace("tool_returned", ok=event.ok, error=clean_text(event.error or "", 500))
    if not event.ok:
        turn.say_failed(data.tool)
        return "failed"
    turn.keep_outputs(data.tool, event.result)
    if data.result_variable is not None:
        turn.set(data.result_variable, event.result)
    return "next"


def _uses(data: ToolCallData) -> Uses:
    return Uses(
        optional_texts={"say_first": data.say_first},
        templates=tuple(value for value in data.arguments.values() if isinstance(value, str)),
        writes=(data.result_variable,) if data.result_variable else (),
        tools=(data.tool,) if data.tool else (),
    )


def _check(data: ToolCallData, inspection: Inspection) -> list[Finding]:
    if not data.tool:
        return [Finding("no_tool", "error")]
    tool = inspection.tools.get(data.tool)
    if tool is None:
        return []
    required = tool.parameters.get("required")
    missing = (
        [str(name) for name in required if name not in data.arguments] if isinstance(required, list) else []
    )
    return [Finding("argument_missing", "error", {"tool": tool.name, "argument": name}) for name in missing]


KIND = Kind(
    name="tool_call",
    group="action",
    icon="wrench",
    title={"en": "Tool", "es": "Herramienta", "pt": "Ferramenta"},
    summary={"en": "Run a tool.", "es": "Ejecuta una herramienta.", "pt": "Executa uma ferramenta."},
    data=ToolCallData,
    ports=lambda _data: (Port("next"), Port("failed")),
    step=_step,
    uses=_uses,
    check=_check,
    silent=True,
)
