"""A workflow of ElevenLabs: sub-agents, tools, numbers and the edges between them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.elevenlabs_tools import Tools
from centralita.studio.imports.formats.talking import Told, Way, end_of, position, talk

Json = Mapping[str, Any]


class Workflow:
    """Draws the nodes of a workflow. The agent's own prompt becomes the persona that all of them share."""

    def __init__(self, drawing: Drawing, sheet: Sheet, agent: Json, tools: Tools) -> None:
        self.drawing, self.sheet, self.agent, self.tools = drawing, sheet, agent, tools
        self.config = fields(agent, "conversation_config", "agent")
        self.nodes = {str(key): fields(node) for key, node in fields(agent, "workflow", "nodes").items()}
        self.edges = objects(agent, "workflow", "edges")

    def draw(self) -> None:
        """All of it, from the start."""
        self.drawing.persona = self.drawing.words(text(self.config, "prompt", "prompt"))
        opening = text(self.config, "first_message")
        first = ""
        for key, node in self.nodes.items():
            kind = text(node, "type")
            where = position(at(node, "position"))
            if kind == "start":
                ways = self._ways(key)
                first = ways[0].target if ways else ""
                if opening:
                    said = {"text": self.drawing.texts(opening)}
                    self.sheet.add(key, "say", "Start", said, where)
                    self.sheet.link(key, "next", first)
                    first = key
            elif kind == "end":
                self.sheet.add(key, "end", "End", {}, where)
            elif kind == "override_agent":
                self._agent(key, node, where)
            elif kind == "phone_number":
                self._number(key, node, where)
            else:
                self._passed(key, node, kind, where)
        self.sheet.entry = first if first in self.sheet.nodes else self.sheet.entry

    def _ways(self, key: str) -> list[Way]:
        found = []
        for edge in self.edges:
            forward, backward = at(edge, "forward_condition"), at(edge, "backward_condition")
            for source, target, condition in (("source", "target", forward), ("target", "source", backward)):
                if text(edge, source) == key and text(edge, target) and isinstance(condition, Mapping):
                    found.append(self._way(text(edge, target), condition))
                elif text(edge, source) == key and source == "source" and condition is None and not backward:
                    found.append(Way(text(edge, target), "What was to be done in this step is done"))
        return found

    def _way(self, target: str, condition: Json) -> Way:
        kind = text(condition, "type")
        label = text(condition, "label")
        if kind == "expression":
            self.sheet.lose("condition_told", label, text=label or "expression")
            return Way(target, label or "Go on", label)
        when = text(condition, "condition") or label or "What was to be done in this step is done"
        return Way(target, when, label)

    def _agent(self, key: str, node: Json, where: dict[str, float] | None) -> None:
        name = text(node, "label") or key
        own = fields(node, "conversation_config", "agent", "prompt")
        granted, ways = self.tools.read(name, {**own, "tool_ids": listed(node, "additional_tool_ids")})
        shared, ends = self.tools.read(name, fields(self.config, "prompt"))
        parts = (text(own, "prompt"), text(node, "additional_prompt"))
        knowledge = bool(listed(node, "additional_knowledge_base") or objects(own, "knowledge_base"))
        told = Told(
            "\n\n".join(part for part in parts if part),
            text(node, "conversation_config", "agent", "first_message"),
            [*granted, *shared],
            knowledge=knowledge,
            ways=[*self._ways(key), *ways, *ends],
        )
        talk(self.sheet, key, name, told, where)

    def _number(self, key: str, node: Json, where: dict[str, float] | None) -> None:
        to = text(node, "transfer_destination", "phone_number")
        variable = text(node, "transfer_destination", "variable_name")
        if variable:
            to = "{{" + self.drawing.variable(variable) + "}}"
        if not to:
            self.sheet.lose("transfer_nowhere", key)
        self.sheet.add(key, "transfer", to or key, {"target": "phone", "to": to[:200]}, where)
        ways = self._ways(key)
        self.sheet.link(key, "failed", ways[0].target if ways else end_of(self.sheet))

    def _passed(self, key: str, node: Json, kind: str, where: dict[str, float] | None) -> None:
        if kind == "standalone_agent":
            self.sheet.lose("other_agent", key, text=text(node, "agent_id") or "?")
        elif kind == "tool":
            for tool in objects(node, "tools"):
                self.sheet.lose("tool_elsewhere", key, tool=text(tool, "tool_id") or "?")
        else:
            self.sheet.lose("node", key, kind=kind or "?")
        self.sheet.add(key, "set", key, {"assignments": []}, where)
        for way in self._ways(key)[:1]:
            self.sheet.link(key, "next", way.target)
