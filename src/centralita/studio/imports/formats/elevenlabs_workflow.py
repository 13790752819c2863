"""A workflow of ElevenLabs: sub-agents, tools, numbers and the edges between them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text
from centralita.studio.imports.formats.elevenlabs_expression import in_words, judged
from centralita.studio.imports.formats.elevenlabs_tools import Tools
from centralita.studio.imports.formats.talking import (
    MOST_BRANCHES,
    Told,
    Way,
    can_be_called,
    end_of,
    judge,
    position,
    sort,
    talk,
)

Json = Mapping[str, Any]
_DONE: Final = "What was to be done in this step is done"
_RESULTS: Final = ("succeeded", "failed")


def workflow_of(agent: Json) -> Json:
    """Where its workflow is: beside the configuration of the conversation, or in it."""
    return fields(agent, "workflow") or fields(agent, "conversation_config", "workflow")


class Workflow:
    """Draws the nodes of a workflow. The agent's own prompt becomes the persona that all of them share."""

    def __init__(self, drawing: Drawing, sheet: Sheet, agent: Json, tools: Tools) -> None:
        self.drawing, self.sheet, self.agent, self.tools = drawing, sheet, agent, tools
        self.config = fields(agent, "conversation_config", "agent")
        self.shared: tuple[list[str], list[Way]] = ([], [])
        self.knows = bool(objects(self.config, "prompt", "knowledge_base"))
        workflow = workflow_of(agent)
        self.nodes = {str(key): fields(node) for key, node in fields(workflow, "nodes").items()}
        # By node: what each of its edges is called, where it leads, and under which condition.
        self.leaving: dict[str, list[tuple[str, str, Any]]] = {}
        edges = at(workflow, "edges")
        for name, edge in edges.items() if isinstance(edges, Mapping) else enumerate(objects(edges)):
            self._join(str(name), fields(edge))

    def _join(self, name: str, edge: Json) -> None:
        source, target = text(edge, "source"), text(edge, "target")
        forward, backward = at(edge, "forward_condition"), at(edge, "backward_condition")
        back = isinstance(backward, Mapping)
        if source and target and (isinstance(forward, Mapping) or not back):
            self.leaving.setdefault(source, []).append((name, target, forward))
        if source and target and back:
            self.leaving.setdefault(target, []).append((name, source, backward))

    def draw(self) -> None:
        """All of it, from the start."""
        prompt = fields(self.config, "prompt")
        self.drawing.persona = self.drawing.words(text(prompt, "prompt"))
        self.shared = self.tools.read(self.drawing.name, prompt, whole=True)
        begin = ""
        for key, node in self.nodes.items():
            if self.drawing.full():
                break
            kind = text(node, "type")
            where = position(at(node, "position"))
            if kind == "start":
                begin = self._start(key, where)
            elif kind == "end":
                self.sheet.add(key, "end", "End", {}, where)
            elif kind == "override_agent":
                self._agent(key, node, where)
            elif kind == "phone_number":
                self._number(key, node, where)
            elif kind == "tool":
                self._tool(key, node, where)
            elif kind == "standalone_agent":
                self._other(key, node, where)
            else:
                self.sheet.lose("node", key, kind=kind or "?")
                self._passes(key, where)
        self.sheet.entry = begin if begin in self.sheet.nodes else self.sheet.entry

    def _start(self, key: str, where: dict[str, float] | None) -> str:
        """What is said first, then the first of the ways; the key to begin at."""
        ways = self._ways(key)
        always = next((way.target for way in ways if way.when == _DONE), "")
        chosen = [way for way in ways if way.when != _DONE]
        begin = always or (ways[0].target if ways else "")
        if chosen and len(ways) > 1:
            begin = self._chooses(f"{key} goes", chosen, always)
        elif text(self.nodes.get(begin), "type") == "override_agent" and not self._begins_at_once(begin):
            # What is said first is said by the agent, not by this step: the caller speaks then.
            hears = self.sheet.add(f"{key} hears", "wait", "…", {"until": "message"})
            self.sheet.link(hears, "next", begin)
            begin = hears
        opening = text(self.config, "first_message")
        if not opening:
            return begin
        self.sheet.add(key, "say", "Start", {"text": self.drawing.texts(opening)}, where)
        self.sheet.link(key, "next", begin)
        return key

    def _begins_at_once(self, key: str) -> bool:
        return text(self.nodes.get(key), "entry_behavior") == "generate_immediately"

    def _chooses(self, key: str, ways: list[Way], otherwise: str) -> str:
        """A step that only goes one of several ways; its key."""
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if not sums:
            return sort(self.sheet, key, "Start", "", words, otherwise=otherwise or key, hears=True)
        rest = otherwise
        if words:
            rest = sort(self.sheet, f"{key} on", "Start", "", words, otherwise=otherwise, hears=True)
        return judge(self.sheet, key, "Start", sums, otherwise=rest)

    def _ways(self, key: str) -> list[Way]:
        """Where a node leads, in the order in which its edges are looked at."""
        named = listed(self.nodes.get(key), "edge_order")
        order = {text(name): rank for rank, name in enumerate(named)}
        leaving = sorted(self.leaving.get(key, ()), key=lambda row: order.get(row[0], len(order)))
        return [
            self._way(target, condition) if isinstance(condition, Mapping) else Way(target, _DONE)
            for _, target, condition in leaving[:MOST_BRANCHES]
        ]

    def _way(self, target: str, condition: Json) -> Way:
        kind = text(condition, "type")
        label = text(condition, "label")
        if kind == "expression":
            expression = at(condition, "expression")
            made = judged(expression, self.drawing.variable)
            said = in_words(expression)
            if made is not None:
                return Way(target, name=label or said[:80], condition=made)
            self.sheet.lose("condition_told", label, text=said)
            return Way(target, said, label)
        if kind == "result":
            return Way(target, _RESULTS[at(condition, "successful") is False], label)
        return Way(target, text(condition, "condition") or label or _DONE, label)

    def _agent(self, key: str, node: Json, where: dict[str, float] | None) -> None:
        name = text(node, "label") or key
        own = fields(node, "conversation_config", "agent", "prompt")
        granted, ways = self.tools.read(
            name, {**own, "tool_ids": [*listed(own, "tool_ids"), *listed(node, "additional_tool_ids")]}
        )
        shared, ends = self.shared
        if isinstance(at(own, "tool_ids"), list):
            # Its own tools stand in for those of the agent; what is built in stays.
            shared = []
        parts = (text(own, "prompt"), text(node, "additional_prompt"))
        if text(own, "llm"):
            self.sheet.lose("model", name, text=text(own, "llm"))
        documents = [*objects(node, "additional_knowledge_base"), *objects(own, "knowledge_base")]
        if documents:
            self.sheet.lose("knowledge", name, text=", ".join(first(one, "name", "id") for one in documents))
        told = Told(
            "\n\n".join(dict.fromkeys(part for part in parts if part)),
            text(node, "conversation_config", "agent", "first_message"),
            [*granted, *shared],
            knowledge=bool(documents) or self.knows,
            ways=_apart([*self._ways(key), *ways, *ends]),
            speaks_first=text(node, "entry_behavior") != "wait_for_user",
        )
        talk(self.sheet, key, name, told, where)

    def _number(self, key: str, node: Json, where: dict[str, float] | None) -> None:
        to = self.drawing.words(self.tools.number(node))[:200]
        if not can_be_called(to):
            self.sheet.lose("transfer_nowhere", key)
        digits = text(node, "post_dial_digits") or text(node, "post_dial_digits", "digits")
        if digits:
            self.sheet.lose("keys", key)
        self.sheet.add(key, "transfer", to or key, {"target": "phone", "to": to}, where)
        ways = self._ways(key)
        self.sheet.link(key, "failed", ways[0].target if ways else end_of(self.sheet))

    def _tool(self, key: str, node: Json, where: dict[str, float] | None) -> None:
        """A tool that is always used here, and where it leads when it has answered and when it has not."""
        tools = [
            (text(one, "tool_id"), self.tools.known(text(one, "tool_id"))) for one in objects(node, "tools")
        ]
        ours = [tool for _, tool in tools if text(tool, "type") == "webhook"]
        for identifier, tool in tools:
            if text(tool, "type") != "webhook":
                self.sheet.lose("tool_elsewhere", key, tool=text(tool, "name") or identifier or "?")
        if not ours:
            self._passes(key, where)
            return
        names = [self.tools.webhook(key, tool or {}) for tool in ours]
        ways = self._ways(key)
        known = [self.drawing.tools[name].definition for name in names if name in self.drawing.tools]
        if len(names) == 1 and known and not known[0].arguments:
            done = next((way.target for way in ways if way.when != _RESULTS[1]), "")
            failed = next((way.target for way in ways if way.when == _RESULTS[1]), done)
            self.sheet.add(key, "tool_call", names[0], {"tool": names[0], "arguments": {}}, where)
            self.sheet.link(key, "next", done)
            self.sheet.link(key, "failed", failed)
            return
        self.sheet.lose("tool_model", key, tool=", ".join(names))
        called = " and ".join(names)
        told = Told(
            f"Use the tool {called} now, without a word before it. Then go on.",
            tools=names,
            ways=[_of_tool(way, called) for way in ways],
        )
        talk(self.sheet, key, names[0], told, where)

    def _other(self, key: str, node: Json, where: dict[str, float] | None) -> None:
        """Another agent, which is a step here where it came along; what is said before it takes over is kept."""
        said = text(node, "transfer_message")
        step = self.tools.steps.get(text(node, "agent_id"))
        if step and not said:
            self.sheet.stands_for[key] = step
            return
        if step:
            self.sheet.add(key, "say", text(node, "label") or key, {"text": self.drawing.texts(said)}, where)
            self.sheet.link(key, "next", step)
            return
        self.sheet.lose("other_agent", key, text=text(node, "agent_id") or "?")
        data: dict[str, Any] = {"text": self.drawing.texts(said)} if said else {"assignments": []}
        self.sheet.add(key, "say" if said else "set", text(node, "label") or key, data, where)
        ways = self._ways(key)
        self.sheet.link(key, "next", ways[0].target if ways else end_of(self.sheet))

    def _passes(self, key: str, where: dict[str, float] | None) -> None:
        """Nothing is done here; it goes on as if it had gone well."""
        self.sheet.add(key, "set", key, {"assignments": []}, where)
        ways = self._ways(key)
        onward = next((way.target for way in ways if way.when != _RESULTS[1]), "")
        self.sheet.link(key, "next", onward or (ways[0].target if ways else ""))


def _apart(ways: list[Way]) -> list[Way]:
    """Each way once: what is built in may be given by the step and by the agent."""
    found: dict[tuple[str, str], Way] = {}
    for way in ways:
        found.setdefault((way.target, way.when or way.name), way)
    return list(found.values())


def _of_tool(way: Way, tool: str) -> Way:
    if way.when not in _RESULTS:
        return way
    when = f"The tool {tool} has answered" if way.when == _RESULTS[0] else f"The tool {tool} has failed"
    return Way(way.target, when, way.name)
