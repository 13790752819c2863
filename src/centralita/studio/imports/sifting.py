"""Secrets that the readers did not know for what they are: taken out of every text of what was read, and told by step. Pure.

The readers take out what has the shape of a key or stands under a name for one. A password in a sentence, the number of
a card or of an account is found by the rules that keep them out of prompts.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from centralita import engine
from centralita.kit.scrubbing import HIDDEN
from centralita.studio.imports.domain.drawn import Drawn, ReadTool
from centralita.studio.imports.domain.losses import Loss
from centralita.studio.prompts.public import secrets_in
from centralita.studio.scenarios.public import PackedScenario
from centralita.studio.tools.domain.definition import ToolDefinition

# What identifies things is written for nobody.
_NOT_WRITTEN: Final = frozenset(
    {
        "collects",
        "default_language",
        "edges",
        "entry",
        "entry_flow",
        "flow",
        "id",
        "kind",
        "languages",
        "library",
        "name",
        "operator",
        "outcome",
        "outputs",
        "result_variable",
        "sources",
        "tool",
        "type",
        "variable",
    }
)
# What is hidden may be shorter than the word for it: no field has less room than this.
_ROOM: Final = 100
# Of what stands around a secret so much is shown.
_AROUND: Final = 40


def sifted(drawn: Drawn) -> Drawn:
    """What was drawn without the secrets in its texts; each is counted, and told with what stands around it."""
    sieve = _Sieve()
    blueprint = drawn.blueprint.model_dump(mode="json")
    flows = [_flow(flow, sieve) for flow in blueprint["flows"]]
    rest = sieve.at("", "").all({name: value for name, value in blueprint.items() if name != "flows"})
    tools = [(tool, sieve.at("", tool.label or tool.name).all(_said_of(tool))) for tool in drawn.tools]
    scenarios = [sieve.at("", one.name).all(one.model_dump(mode="json")) for one in drawn.scenarios]
    about = sieve.at("", "").all(dict(drawn.about))
    told = tuple(replace(one, data=_each(one.data, lambda text: _hidden(text)[0])) for one in drawn.losses)
    if not sieve.found:
        return replace(drawn, losses=told)
    try:
        return replace(
            drawn,
            blueprint=engine.Blueprint.model_validate({**rest, "flows": flows}),
            tools=tuple(_tool(tool, said) for tool, said in tools),
            scenarios=tuple(PackedScenario.model_validate(one) for one in scenarios),
            about=about,
            losses=(*sieve.losses, *told),
            secrets=drawn.secrets + sieve.found,
        )
    except ValidationError:
        # It stands where only something of another form may stand. The checks keep it from being published.
        return replace(drawn, losses=told)


def _flow(flow: Mapping[str, Any], sieve: "_Sieve") -> dict[str, Any]:
    name = str(flow["name"] or flow["id"])
    nodes = [sieve.at(name, str(node["name"])).all(node) for node in flow["nodes"]]
    return {**sieve.at(name, "").all({**flow, "nodes": []}), "nodes": nodes}


def _said_of(tool: ReadTool) -> dict[str, Any]:
    """What models and people read of a tool; its request has lost its secrets by the names that they stand under."""
    return {
        "label": tool.label,
        **{
            name: value
            for name, value in tool.definition.model_dump(mode="json").items()
            if name in {"description", "parameters", "say_first", "say_slow", "say_failed"}
        },
    }


def _tool(tool: ReadTool, said: Mapping[str, Any]) -> ReadTool:
    definition = {**tool.definition.model_dump(mode="json"), **said}
    label = str(definition.pop("label"))
    return replace(tool, label=label, definition=ToolDefinition.model_validate(definition))


class _Sieve:
    """Goes through values of any depth, and keeps count."""

    def __init__(self) -> None:
        self.found = 0
        self.losses: list[Loss] = []
        self._at = ("", "")
        # One text stands in many places: in each of an agent's languages, and in copies of a step.
        self._known: dict[str, tuple[str, int]] = {}

    def at(self, flow: str, node: str) -> "_Sieve":
        """Tell what is found from here on as standing there."""
        self._at = (flow, node)
        return self

    def all(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The value with its texts sifted."""
        return {
            name: part if name in _NOT_WRITTEN else _each(part, self._text) for name, part in value.items()
        }

    def _text(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = _hidden(text)
        clean, count = self._known[text]
        if count:
            self.found += count
            loss = Loss("secret", *self._at, {"text": _around(clean)})
            if loss not in self.losses:
                self.losses.append(loss)
        return clean


def _each(value: Any, text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return text(value) if value else value
    if isinstance(value, Mapping):
        return {name: part if name in _NOT_WRITTEN else _each(part, text) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each(part, text) for part in value]
    return value


def _hidden(text: str) -> tuple[str, int]:
    """The text with each secret hidden, and how many there were."""
    parts: list[str] = []
    last = 0
    places = [place for place in secrets_in(text) if HIDDEN not in text[place[0] : place[1]]]
    for start, end in places:
        parts += [text[last:start], HIDDEN]
        last = end
    return "".join((*parts, text[last:]))[: max(len(text), _ROOM)], len(places)


def _around(text: str) -> str:
    """The first secret's place in its sentence."""
    at = max(0, text.find(HIDDEN))
    begin, end = max(0, at - _AROUND), at + len(HIDDEN) + _AROUND
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    return f"{before}{' '.join(text[begin:end].split())}{after}"
