"""An agent's tools as functions that Retell's own model calls: each asks us, at the account's hook, to run the tool.

How a tool signs in, where it is and what it may do stays here; Retell is told its name, what it is for and what it takes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from centralita.engine import Blueprint
from centralita.engine.answering.deeds import DEEDS
from centralita.engine.data import Texts
from centralita.engine.graph import Graph
from centralita.engine.nodes.ai_answer import AiAnswerData
from centralita.engine.nodes.tool_call import ToolCallData
from centralita.engine.settings import Tool
from centralita.engine.values import Value
from centralita.kit.scrubbing import scrub_text
from centralita.studio.deployments.compile.source import Source
from centralita.studio.deployments.compile.wording import Wording, variable_name
from centralita.studio.deployments.domain.target import Target

Json = dict[str, Any]
CALLING: Final = frozenset({Target.RETELL_NATIVE, Target.RETELL_FLOW})
# What Retell's own tools are called in what we deploy.
RESERVED: Final = frozenset({"end_call", "remember", "transfer_to_person"})
_LONGEST_NAME: Final = 64
# What the way to us and back, and our own looking up, take at most.
_ON_THE_WAY_SECONDS: Final = 10.0
_BUILT_IN_SECONDS: Final = 10.0
_TEMPLATE: Final = "{{"


def called_there(target: Target, source: Source) -> dict[str, Tool]:
    """The tools that the platform's model calls by us, by name: those that a step which is reached may call."""
    if target not in CALLING or not source.calls_us:
        return {}
    wanted = frozenset(_wanted(source.blueprint))
    return {tool.name: tool for tool in source.blueprint.tools if tool.name in wanted and not _is_deed(tool)}


def told_result(result: Value, tool: Tool) -> Value:
    """A result with its variables under the names that they have there."""
    if not isinstance(result, dict) or not tool.outputs:
        return result
    return {variable_name(name) if name in tool.outputs else name: value for name, value in result.items()}


def is_name_of(told: str, tool: str) -> bool:
    """Whether a function of this name is the tool of that one: a second one has a number behind it."""
    return (
        told == tool or re.fullmatch(f"{re.escape(tool[: _LONGEST_NAME - 6])}_[0-9]{{1,5}}", told) is not None
    )


def fixed_arguments(data: ToolCallData) -> dict[str, Any]:
    """What a step gives whatever is said: its model is not asked for it, and cannot be talked out of it."""
    return {
        name: value
        for name, value in data.arguments.items()
        if value not in ("", None) and not (isinstance(value, str) and _TEMPLATE in value)
    }


@dataclass(slots=True)
class OurFunctions:
    """The functions of one agent. Those of steps know the step: what it gives is filled in by us."""

    source: Source
    wording: Wording
    known: Mapping[str, Tool]
    taken: frozenset[str] = RESERVED
    made: dict[str, Json] = field(default_factory=dict)

    def of(self, data: ToolCallData, step: str) -> str | None:
        """The name of the function that a step of a flow calls; None where none does."""
        tool = self.known.get(data.tool)
        if tool is None:
            return None
        results = _outputs(tool)
        if data.result_variable is not None:
            results[data.result_variable] = "result"
        function = {
            **self._function(tool, f"?{urlencode({'step': step})}"),
            "parameters": self._of_step(tool, data),
            "speak_after_execution": False,
            **_variables(self.wording, results),
        }
        return self._named(tool.name, function)

    def of_answer(self, name: str) -> str | None:
        """The name of the function that a model may call while it answers; None where there is none."""
        tool = self.known.get(name)
        if tool is None:
            return None
        function = {
            **self._function(tool, ""),
            "parameters": _schema(tool.parameters.get("properties"), tool.parameters.get("required")),
            "speak_after_execution": True,
            **_spoken(scrub_text(self.wording.pick(tool.say_first))),
            **_variables(self.wording, _outputs(tool)),
        }
        return self._named(tool.name, function)

    def say_first(self, data: ToolCallData) -> Texts:
        """What a step says while its tool runs."""
        return data.say_first or self.known[data.tool].say_first

    def _function(self, tool: Tool, query: str) -> Json:
        version = self.source.version_id or "draft"
        return {
            "type": "custom",
            "description": scrub_text(tool.description),
            "url": f"{self.source.hook}/tools/{version}/{tool.name}{query}",
            "method": "POST",
            "args_at_root": False,
            "timeout_ms": int(self._seconds(tool) * 1000),
            "speak_during_execution": False,
            # Nobody there says what is to be said when it takes long: something is heard all the same.
            **({"enable_typing_sound": True} if tool.say_slow else {}),
        }

    def _seconds(self, tool: Tool) -> float:
        own = self.source.tools.get(tool.name)
        if own is None:
            return _BUILT_IN_SECONDS + _ON_THE_WAY_SECONDS
        definition = own.tool.definition
        asking = 0 if definition.approval.when == "never" else definition.approval.call_seconds
        return definition.timeout + asking + _ON_THE_WAY_SECONDS

    def _of_step(self, tool: Tool, data: ToolCallData) -> Json:
        """What Retell's model fills in: what the step takes from variables, and no more."""
        known = tool.parameters.get("properties")
        schemas = known if isinstance(known, dict) else {}
        properties: Json = {}
        for name, value in data.arguments.items():
            if isinstance(value, str) and _TEMPLATE in value:
                schema = schemas.get(name)
                own = schema if isinstance(schema, dict) else {"type": "string"}
                told = f"Exactly: {self.wording.text(value)}"
                properties[name] = {
                    **own,
                    "description": scrub_text(f"{told} {own.get('description', '')}".strip()),
                }
        return _schema(properties, tool.parameters.get("required"))

    def _named(self, name: str, function: Json) -> str:
        number = 1
        while True:
            own = name if number == 1 else f"{name[: _LONGEST_NAME - 6]}_{number}"
            wanted = {**function, "name": own, "tool_id": own}
            if own not in self.taken and self.made.setdefault(own, wanted) == wanted:
                return own
            number += 1


def without_ids(functions: Iterable[Json]) -> list[Json]:
    """As a prompt has them: only flows call functions by an id."""
    return [{name: value for name, value in one.items() if name != "tool_id"} for one in functions]


def _wanted(blueprint: Blueprint) -> Iterator[str]:
    reached = Graph(blueprint).reached
    for flow in blueprint.flows:
        for node in flow.nodes:
            if (flow.id, node.id) not in reached:
                continue
            match node.data:
                case ToolCallData() as data:
                    yield data.tool
                case AiAnswerData() as data:
                    yield from data.tools
                case _:
                    pass


def _is_deed(tool: Tool) -> bool:
    """Whether Retell has a tool of its own for it."""
    return tool.name in DEEDS and not tool.id


def _schema(properties: object, required: object) -> Json:
    known = properties if isinstance(properties, dict) else {}
    needed = [name for name in required if name in known] if isinstance(required, list) else []
    return {"type": "object", "properties": known, "required": needed}


def _spoken(text: str) -> Json:
    if not text:
        return {}
    return {
        "speak_during_execution": True,
        "execution_message_type": "static_text",
        "execution_message_description": text,
    }


def _outputs(tool: Tool) -> dict[str, str]:
    return {name: f"result.{variable_name(name)}" for name in tool.outputs}


def _variables(wording: Wording, paths: Mapping[str, str]) -> Json:
    return {"response_variables": {wording.name(name): path for name, path in paths.items()}} if paths else {}
