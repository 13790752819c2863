"""Our simple HTTP tools as functions that Retell calls by itself, for a flow that is taken there by hand.

Retell knows nothing of how a tool signs in: that is typed there. What its functions cannot say is told as lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.engine.data import Texts
from centralita.engine.nodes.tool_call import ToolCallData
from centralita.engine.values import shown
from centralita.kit.scrubbing import scrub_text
from centralita.studio.deployments.compile.wording import Wording, variable_name
from centralita.studio.tools.domain.placeholder import PLACEHOLDER
from centralita.studio.tools.public import PackedTool, without_secrets

Json = dict[str, Any]
# What Retell calls what we know of a conversation.
_KNOWN: Final = {"conversation.id": "{{call_id}}", "caller.number": "{{user_number}}"}
_ARGUMENT: Final = re.compile(r"\{([A-Za-z_]\w{0,63})\}")


@dataclass(frozen=True, slots=True)
class OwnTool:
    """A tool that an agent is granted, and whether it signs in anywhere."""

    tool: PackedTool
    signs_in: bool


@dataclass(slots=True)
class Functions:
    """The functions of one flow. Two steps that call a tool in two ways need two of them."""

    tools: Mapping[str, OwnTool]
    wording: Wording
    made: dict[str, Json] = field(default_factory=dict)

    def of(self, data: ToolCallData, _step: str) -> str | None:
        """The id of the function that a step calls; None where Retell cannot call it."""
        own = self.tools.get(data.tool)
        function = None if own is None else function_of(own.tool, data, self.wording)
        if function is None:
            return None
        number = 1
        while True:
            name = data.tool if number == 1 else f"{data.tool[:58]}_{number}"
            wanted = {**function, "name": name, "tool_id": name}
            if self.made.setdefault(name, wanted) == wanted:
                return name
            number += 1

    def of_answer(self, _name: str) -> str | None:
        """None: what a model may call while it answers has no place there."""
        return None

    def say_first(self, data: ToolCallData) -> Texts:
        """What a step says while its tool runs."""
        return data.say_first or self.tools[data.tool].tool.definition.say_first


def function_of(tool: PackedTool, data: ToolCallData, wording: Wording) -> Json | None:
    """A tool as a step calls it, without its name; None where something of it cannot be said there."""
    definition = without_secrets(tool).definition
    request = definition.request
    if request.kind != "http" or request.body not in {"none", "json"} or not request.address:
        return None
    values = {name: wording.text(shown(value)) for name, value in data.arguments.items()}
    texts = [request.address, *(pair.value for pair in (*request.query, *request.headers))]
    bound = [_bound(text, values) for text in texts]
    parameters = _parameters(definition.arguments, definition.required, request)
    if parameters is None or any(text is None for text in bound):
        return None
    address, *rest = bound
    query = zip(request.query, rest, strict=False)
    headers = zip(request.headers, rest[len(request.query) :], strict=True)
    outputs = {variable_name(one.name): one.path for one in definition.outputs if one.path}
    return {
        "type": "custom",
        "description": scrub_text(definition.description),
        "url": address,
        "method": request.method,
        **_texts("query_params", {pair.name: text for pair, text in query if text}),
        **_texts("headers", {pair.name: text for pair, text in headers if text}),
        **({"parameters": parameters, "args_at_root": True} if parameters["properties"] else {}),
        **_texts("response_variables", outputs),
        "timeout_ms": int(definition.timeout * 1000),
        "speak_during_execution": False,
        "speak_after_execution": False,
    }


def _texts(name: str, texts: Mapping[str, str | None]) -> Json:
    return {name: dict(texts)} if texts else {}


def _bound(text: str, values: Mapping[str, str]) -> str | None:
    """A text with what the step gives in it; None where it takes something that Retell does not know."""
    whole = True

    def put(match: re.Match[str]) -> str:
        nonlocal whole
        found = values.get(match[1]) or _KNOWN.get(match[1])
        whole = whole and found is not None
        return found or ""

    bound = PLACEHOLDER.sub(put, text)
    return scrub_text(bound) if whole else None


def _parameters(arguments: Mapping[str, Any], required: tuple[str, ...], request: Any) -> Json | None:
    """What Retell's model fills in of the body; None where a field is not one argument by itself."""
    properties: Json = {}
    needed: list[str] = []
    for pair in request.fields if request.sends_fields else ():
        argument = _ARGUMENT.fullmatch(pair.value)
        if argument is None or argument[1] not in arguments or re.search(r"[.\[\]]", pair.name):
            return None
        properties[pair.name] = {"type": "string", **arguments[argument[1]]}
        if argument[1] in required:
            needed.append(pair.name)
    return {"type": "object", "properties": properties, "required": needed}
