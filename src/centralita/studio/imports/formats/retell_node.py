"""A node of a conversation flow of Retell with its ways out. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.noting import Wanted, input_of, note
from centralita.studio.imports.formats.retell_step import Step
from centralita.studio.imports.formats.retell_tools import custom, grant
from centralita.studio.imports.formats.talking import (
    ALWAYS,
    Told,
    Way,
    can_be_called,
    end_of,
    judge,
    sort,
    talk,
)

Json = Mapping[str, Any]
_EXIT: Final = re.compile(r"\bexit\b", re.IGNORECASE)
_DONE: Final = "What was to be done in this step is done"
_ELSE: Final = "None of the other ways fits"


class Node(Step):
    """One node, drawn by its kind."""

    def draw(self) -> None:  # noqa: PLR0912 - a branch for each kind reads best
        """The node by its kind; one of an unknown kind is passed over."""
        self.is_heard_everywhere()
        match text(self.node, "type"):
            case "conversation" if self.written:
                self._says()
            case "conversation" | "subagent":
                self._talks()
            case "branch":
                self._decides()
            case "end":
                self._ends()
            case "function":
                self._calls()
            case "transfer_call":
                self._transfers()
            case "extract_dynamic_variables":
                self._extracts()
            case "component":
                self._component()
            case "press_digit":
                self.passes("keys")
            case "sms":
                if self.said.strip():
                    self.lose("setting", text=f"sms: {self.said}")
                self.passes("message_sent")
            case "agent_swap":
                self.passes("other_agent", text=text(self.node, "agent_id") or "?")
            case "code":
                self.passes("code")
            case "mcp":
                self.passes("tool_elsewhere", tool=f"MCP {text(self.node, 'mcp_tool_name') or '?'}")
            case kind:
                self.passes("node", kind=kind or "?")

    def _ends(self) -> None:
        """A goodbye is said where it is to be; in a component, the step that is its exit leads back."""
        if self.inner and (self.key.startswith("component-end") or _EXIT.search(self.name)):
            self.goes_on("")
            return
        end = self.says_before()
        text_ = self.ours() if self.speaks else {}
        self.sheet.add(end, "end", self.name, {"text": text_}, self.below(end != self.key))

    def _says(self) -> None:
        ways, lead = self.edges.ways(), self.edges.lead()
        words = [way for way in ways if way.condition is None]
        sums = [way for way in ways if way.condition is not None]
        if not ways:
            node = self.sheet.add(self.key, "say", self.name, {"text": self.ours()}, self.at)
            self.sheet.link(node, "next", self.hears(lead) if self._hears_first(lead) else lead)
        elif not sums:
            # It says its text, hears the answer and goes by what was meant; unclear answers are asked for again.
            hears = bool(self.said.strip())
            onward = lead or self.key
            heard = self.with_everywhere(words)
            sort(self.sheet, self.key, self.name, self.said, heard, otherwise=onward, at=self.at, hears=hears)
        else:
            node = self.sheet.add(self.key, "say", self.name, {"text": self.ours()}, self.at)
            wait = self.sheet.add(f"{self.key} hears", "wait", self.name, {"until": "message"}, self.below(1))
            self.sheet.link(node, "next", wait)
            self.judge(f"{self.key} judges", sums, words, lead)
            self.sheet.link(wait, "next", f"{self.key} judges")

    def _talks(self) -> None:
        ids = [text(one) for one in listed(self.node, "tool_ids")]
        tools = [
            *(self.flow.tools[one] for one in ids if one in self.flow.tools),
            *objects(self.node, "tools"),
        ]
        granted = grant(self.drawing, self.sheet, self.name, tools)
        ways = [*self.edges.ways(), *granted.ways]
        lead = self.edges.lead()
        if lead and not ways and not granted.tools and text(self.node, "type") == "conversation":
            ways.append(self._by_itself(lead))
        elif lead and lead not in {way.target for way in ways}:
            ways.append(
                Way(lead, self.edges.else_told() or _ELSE if ways and self.edges.is_else(lead) else _DONE)
            )
        told = Told(
            self.said,
            tools=granted.tools,
            collects=granted.collects,
            knowledge=bool(self.flow.knowledge or listed(self.node, "knowledge_base_ids")),
            ways=self.with_everywhere(ways),
        )
        talk(self.sheet, self.key, self.name, told, self.at)

    def _by_itself(self, lead: str) -> Way:
        """Where a step leads when it has spoken: at once, when it was answered whatever that is, or when it is done."""
        if lead == self.edges.target("skip_response_edge"):
            return Way(lead, name="next", condition=ALWAYS)
        if self._hears_first(lead) and not self.everywhere:
            return Way(self.hears(lead), name="next", condition=ALWAYS)
        return Way(lead, _DONE)

    def _hears_first(self, lead: str) -> bool:
        return bool(lead) and lead == self.edges.target("always_edge")

    def _decides(self) -> None:
        ways, lead = self.edges.ways(), self.edges.lead()
        words = [way for way in ways if way.condition is None]
        sums = [way for way in ways if way.condition is not None]
        if sums and words:
            judge(self.sheet, self.key, self.name, sums, otherwise=f"{self.key} sorts", at=self.at)
            sort(self.sheet, f"{self.key} sorts", self.name, "", words, otherwise=lead, at=self.below(1))
        elif sums:
            judge(self.sheet, self.key, self.name, sums, otherwise=lead, at=self.at)
        elif words:
            sort(self.sheet, self.key, self.name, "", words, otherwise=lead, at=self.at)
        else:
            self.goes_on(lead)

    def _calls(self) -> None:
        tool = self.flow.tools.get(text(self.node, "tool_id"))
        if tool is None or text(tool, "type") not in {"custom", ""}:
            self.passes("tool_elsewhere", tool=text(tool, "name") or text(self.node, "tool_id") or "?")
            return
        name = custom(self.drawing, self.sheet, self.name, tool)
        definition = self.drawing.tools[name].definition if name in self.drawing.tools else None
        arguments = definition.arguments if definition is not None else {}
        given = self.drawing.variables.given
        known = {**{own: own for own in given.values()}, **given}
        ways, lead = self.edges.ways(), self.edges.lead()
        if arguments and not all(argument in known for argument in arguments):
            self.lose("tool_model", tool=name)
            when = f"The tool has answered. {_ELSE}" if ways else "The tool has answered"
            when = self.edges.else_told() or when if self.edges.is_else(lead) else when
            onward = [*ways, *([Way(lead, when)] if lead else [])]
            told = Told(self.said or f"Use the tool {name} now, then go on.", tools=[name], ways=onward)
            talk(self.sheet, self.key, self.name, told, self.at)
            return
        data: dict[str, Any] = {
            "tool": name,
            "arguments": {one: "{{" + known[one] + "}}" for one in arguments},
        }
        if self.said and self.written:
            data["say_first"] = self.ours()
        elif self.said.strip() and at(self.node, "speak_during_execution") is True:
            self.lose("words", text=self.said)
        node = self.sheet.add(self.key, "tool_call", self.name, data, self.at)
        after, failed = self.after(ways)
        self.sheet.link(node, "next", after)
        self.sheet.link(node, "failed", failed or after)

    def _transfers(self) -> None:
        destination = at(self.node, "transfer_destination")
        to = self.drawing.words(text(destination, "number"))[:200]
        if not can_be_called(to):
            self.lose("transfer_nowhere")
            if text(destination, "prompt"):
                self.lose("setting", text=f"transfer_destination: {text(destination, 'prompt')}")
        for setting in ("private_handoff_option", "public_handoff_option", "ivr_option"):
            told = at(self.node, "transfer_option", setting)
            said = text(told, "prompt") or text(told, "message")
            if said:
                self.lose("setting", text=f"{setting}: {said}")
        key = self.says_before()
        data = {"target": "phone", "to": to, "text": self.ours() if self.speaks else {}}
        node = self.sheet.add(key, "transfer", self.name, data, self.below(key != self.key))
        ways = self.edges.ways()
        failed = text(self.node, "edge", "destination_node_id") or (ways[0].target if ways else "")
        self.sheet.link(node, "failed", failed or end_of(self.sheet))

    def _extracts(self) -> None:
        wanted = [
            Wanted(
                self.drawing.variable(name, about=text(one, "description")),
                text(one, "description") or name,
                input_of(
                    self.drawing, text(one, "type"), (text(choice) for choice in listed(one, "choices"))
                ),
            )
            for one in objects(self.node, "variables")
            if (name := text(one, "name"))
        ]
        node = note(self.sheet, self.key, self.name, wanted, self.at)
        ways, lead = self.edges.ways(), self.edges.lead()
        if not ways:
            self.sheet.link(node, "next", lead)
            return
        target = f"{self.key} judges"
        self.sheet.link(node, "next", target)
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if sums:
            self.judge(target, sums, words, lead)
        else:
            sort(self.sheet, target, self.name, "", words, otherwise=lead, at=self.below(1))

    def _component(self) -> None:
        own = text(self.node, "component_id")
        component = self.flow.components.get(own)
        if component is None:
            self.passes("other_agent", text=own or "?")
            return
        flow = self.drawing.sheet(component, own).id
        node = self.sheet.add(self.key, "go_to_flow", self.name, {"flow": flow, "comes_back": True}, self.at)
        ways, lead = self.edges.ways(), self.edges.lead()
        after = lead or (ways[0].target if ways else "")
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if sums:
            after = f"{self.key} after"
            self.judge(after, sums, words, lead)
        elif len(ways) > 1 or (ways and lead):
            after = f"{self.key} after"
            sort(self.sheet, after, self.name, "", words, otherwise=lead, at=self.below(1))
        self.sheet.link(node, "next", after)
