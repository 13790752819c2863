"""A workflow of Vapi: conversations, tools and the edges between them. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.predicates import condition_of
from centralita.studio.imports.formats.talking import (
    MOST_BRANCHES,
    Told,
    Way,
    can_be_called,
    end_of,
    position,
    talk,
)
from centralita.studio.imports.formats.vapi_beside import Beside
from centralita.studio.imports.formats.vapi_tools import called, calls, requested, said_while

Json = Mapping[str, Any]
_DONE: Final = "What was to be done in this step is done"
_FAILED: Final = "It has failed"
# Liquid stands between braces: `{{ intent == "cancel" }}`, `{% if intent == "cancel" %}`.
_LIQUID: Final = re.compile(r"\{\{(.*?)\}\}|\{%-?\s*(?:if|elsif)\s+(.*?)-?%\}", re.DOTALL)
_MOST_EVERYWHERE: Final = 2_000


class Workflow:
    """Draws a workflow."""

    def __init__(self, drawing: Drawing, sheet: Sheet, workflow: Json, beside: Beside) -> None:
        self.drawing, self.sheet, self.beside = drawing, sheet, beside
        self.nodes = objects(workflow, "nodes")
        self.persona = text(workflow, "globalPrompt")
        self.leaving: dict[str, list[Json]] = {}
        for edge in objects(workflow, "edges"):
            self.leaving.setdefault(text(edge, "from"), []).append(edge)
        heard = [
            Way(_key(node), said, _key(node))
            for node in self.nodes
            if at(node, "globalNodePlan", "enabled") is not False
            and (said := text(node, "globalNodePlan", "enterCondition"))
        ]
        self.everywhere = heard if len(heard) * len(self.nodes) <= _MOST_EVERYWHERE else []

    def draw(self) -> None:
        """All of it, from the node that starts."""
        self.drawing.persona = self.drawing.words(self.persona)
        first = ""
        for node in self.nodes:
            if self.drawing.full():
                break
            if at(node, "isStart") is True:
                first = _key(node)
            self._node(_key(node), node)
        self.sheet.entry = first or self.sheet.entry

    def _node(self, key: str, node: Json) -> None:
        kind = text(node, "type")
        where = position(at(node, "metadata", "position"))
        tool = fields(node, "tool") or self.beside.tool(text(node, "toolId"))
        does = text(tool, "type")
        heard = text(node, "globalNodePlan", "enterCondition")
        if heard:
            self.sheet.lose("heard_everywhere" if self.everywhere else "intent_lost", key, text=heard)
        ways = self._ways(key)
        if kind in {"conversation", "start", "say"}:
            self._talks(key, node, ways, where)
        elif kind in {"hangup", "end"} or does == "endCall":
            said = said_while(self.sheet, key, tool)
            self.sheet.add(key, "end", key, {"text": self.drawing.texts(said)}, where)
        elif kind == "transfer" or does == "transferCall":
            self._transfers(key, node, tool, ways, where)
        elif tool and calls(tool):
            name = requested(self.sheet, key, tool)
            self.sheet.lose("tool_model", key, tool=name)
            told = f"Use the tool {name} now, without a word before it. Then go on."
            talk(self.sheet, key, key, Told(told, tools=[name], ways=ways), where)
        else:
            code = "tool_elsewhere" if kind == "tool" else "node"
            self.sheet.lose(
                code, key, tool=called(tool) if tool else text(node, "toolId") or key, kind=kind or "?"
            )
            self.sheet.add(key, "set", key, {"assignments": []}, where)
            self.sheet.link(key, "next", ways[0].target if ways else "")

    def _talks(self, key: str, node: Json, ways: Sequence[Way], where: dict[str, float] | None) -> None:
        plan = fields(node, "variableExtractionPlan")
        wanted = [(text(one, "title"), text(one, "description")) for one in objects(plan, "output")]
        wanted += [
            (str(name), text(one, "description"))
            for name, one in fields(plan, "schema", "properties").items()
        ]
        tools, unknown = self.beside.tools_of({"model": {**fields(node, "model"), **_tools(node)}})
        granted = [requested(self.sheet, key, tool) for tool in tools if calls(tool)]
        for tool in [*(called(tool) for tool in tools if not calls(tool)), *unknown]:
            self.sheet.lose("tool_elsewhere", key, tool=tool)
        led = {key, *(way.target for way in ways)}
        told = Told(
            text(node, "prompt"),
            text(node, "messagePlan", "firstMessage") or text(node, "firstMessage"),
            granted,
            [self.drawing.variable(name, about=about) for name, about in wanted[:60] if name],
            ways=[*ways, *(way for way in self.everywhere if way.target not in led)],
        )
        talk(self.sheet, key, key, told, where)

    def _transfers(
        self, key: str, node: Json, tool: Json, ways: Sequence[Way], where: dict[str, float] | None
    ) -> None:
        destination = fields(node, "destination") or fields(next(iter(objects(tool, "destinations")), None))
        to = text(destination, "number") or text(destination, "sipUri") or text(node, "destination")
        if not can_be_called(to):
            self.sheet.lose("transfer_nowhere", key)
        said = said_while(self.sheet, key, tool) or text(destination, "message")
        data = {"target": "phone", "to": self.drawing.words(to)[:200], "text": self.drawing.texts(said)}
        self.sheet.add(key, "transfer", key, data, where)
        self.sheet.link(key, "failed", ways[0].target if ways else end_of(self.sheet))

    def _ways(self, key: str) -> list[Way]:
        return [
            self._way(key, edge) for edge in self.leaving.get(key, ())[:MOST_BRANCHES] if text(edge, "to")
        ]

    def _way(self, key: str, edge: Json) -> Way:
        """A way by what a model judges, by what is reckoned, or by itself."""
        target = text(edge, "to")
        condition = at(edge, "condition")
        said = text(condition, "prompt") or text(condition)
        liquid = text(condition, "liquid")
        if liquid:
            plain = " ".join(part for match in _LIQUID.finditer(liquid) for part in match.groups() if part)
            made = condition_of(plain or liquid, self.drawing.variable)
            if made is not None:
                return Way(target, name=(plain or liquid).strip()[:80], condition=made)
            self.sheet.lose("condition_told", key, text=liquid)
            said = plain or liquid
        if text(condition, "type") == "failed":
            said = _FAILED
        return Way(target, said or _DONE, said[:80])


def _key(node: Json) -> str:
    return text(node, "name") or text(node, "id")


def _tools(node: Json) -> dict[str, Any]:
    """The tools of a node, wherever it names them, as those of a model."""
    own = [*listed(node, "model", "tools"), *listed(node, "tools")]
    return {"tools": own, "toolIds": [*listed(node, "model", "toolIds"), *listed(node, "toolIds")]}
