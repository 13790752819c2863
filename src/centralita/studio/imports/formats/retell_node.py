"""A node of a conversation flow of Retell with its ways out. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.conditions import grouped, variable_is
from centralita.studio.imports.formats.retell_edges import Edges, asked
from centralita.studio.imports.formats.retell_tools import custom, grant
from centralita.studio.imports.formats.talking import (
    ALWAYS,
    Told,
    Way,
    end_of,
    judge,
    position,
    sort,
    talk,
)

Json = Mapping[str, Any]
_FAILS: Final = re.compile(
    r"\b(?:error|errors|fail|fails|failed|failure|unsuccessful|falla|fallo|erro|falha)\b", re.IGNORECASE
)
_WORKS: Final = re.compile(
    r"\b(?:result|success|succeeded|successful|completed|finished|done)\b", re.IGNORECASE
)
# What these are to say, they say only when that is switched on; the text of others is no speech at all.
_ASIDE: Final = frozenset({"function", "code", "mcp", "sms", "press_digit"})
_EXIT: Final = re.compile(r"\bexit\b", re.IGNORECASE)
_DONE: Final = "What was to be done in this step is done"
_ELSE: Final = "None of the other ways fits"


@dataclass(frozen=True, slots=True)
class Shared:
    """What all nodes of a flow share: its tools by id, its components' flows, the documents that it knows."""

    drawing: Drawing
    tools: dict[str, Json]
    knowledge: Sequence[str]
    components: dict[str, str] = field(default_factory=dict)


class Node:
    """One node with its ways out."""

    def __init__(
        self, flow: Shared, sheet: Sheet, node: Json, everywhere: Sequence[Way] = (), *, inner: bool = False
    ) -> None:
        """`everywhere`: what is heard in any node of the flow, and where it leads. `inner`: it is a component's."""
        self.flow, self.drawing, self.sheet, self.node = flow, flow.drawing, sheet, node
        self.everywhere, self.inner = everywhere, inner
        self.key = text(node, "id") or text(node, "name")
        self.name = text(node, "name") or text(node, "type").replace("_", " ")
        self.at = position(at(node, "display_position"))
        self.said = text(node, "instruction", "text")
        self.written = text(node, "instruction", "type") == "static_text"
        # Steps that do something say their text only where that is switched on.
        self.speaks = at(node, "speak_during_execution") is not False
        self.edges = Edges(self.drawing, node, self.lose)

    def draw(self) -> None:  # noqa: PLR0912 - a branch for each kind reads best
        """The node by its kind; one of an unknown kind is passed over."""
        self._is_heard_everywhere()
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
                self._passes("keys")
            case "sms":
                if self.said.strip():
                    self.lose("setting", text=f"sms: {self.said}")
                self._passes("message_sent")
            case "agent_swap":
                self._passes("other_agent", text=text(self.node, "agent_id") or "?")
            case "code":
                self._passes("code")
            case "mcp":
                self._passes("tool_elsewhere", tool=f"MCP {text(self.node, 'mcp_tool_name') or '?'}")
            case kind:
                self._passes("node", kind=kind or "?")

    def lose(self, code: str, **data: str) -> None:
        self.sheet.lose(code, self.name, **data)

    def _is_heard_everywhere(self) -> None:
        setting = fields(self.node, "global_node_setting")
        if not setting:
            return
        led = any(way.target == self.key for way in self.everywhere)
        self.lose(
            "heard_everywhere" if led else "intent_lost", text=asked(at(setting, "condition")) or self.name
        )
        for back in objects(setting, "go_back_conditions"):
            said = text(back, "transition_condition", "prompt")
            self.lose("setting", text=f"go_back_conditions: {said}")

    def _with_everywhere(self, ways: Sequence[Way]) -> list[Way]:
        """Its own ways first, then those of every node, as far as there is room."""
        led = {self.key, *(way.target for way in ways)}
        return [*ways, *(way for way in self.everywhere if way.target not in led)]

    def _ours(self) -> dict[str, str]:
        """The written text; of a prompt nothing can be said word for word."""
        return self.drawing.texts(self.said) if self.written else {}

    def _ends(self) -> None:
        """A goodbye is said where it is to be; in a component, the step that is its exit leads back."""
        if self.inner and (self.key.startswith("component-end") or _EXIT.search(self.name)):
            self._goes_on("")
            return
        end = self._says_before()
        text_ = self._ours() if self.speaks else {}
        self.sheet.add(end, "end", self.name, {"text": text_}, self._below(end != self.key))

    def _says_before(self, *, written: bool = False) -> str:
        """Say first what the step is to say while it does something; the key of the step that does it.

        A written text needs a step of its own only where the step that does it cannot say it: `written`.
        """
        if not self.said.strip() or not self.speaks or (self.written and not written):
            return self.key
        does = f"{self.key} does"
        if self.written:
            self.sheet.add(self.key, "say", self.name, {"text": self._ours()}, self.at)
            self.sheet.link(self.key, "next", does)
        else:
            told = Told(self.said, ways=[Way(does, name="next", condition=ALWAYS)])
            talk(self.sheet, self.key, self.name, told, self.at)
        return does

    def _says(self) -> None:
        ways, lead = self.edges.ways(), self.edges.lead()
        words = [way for way in ways if way.condition is None]
        sums = [way for way in ways if way.condition is not None]
        if not ways:
            node = self.sheet.add(self.key, "say", self.name, {"text": self._ours()}, self.at)
            self.sheet.link(node, "next", lead)
        elif not sums:
            # It says its text, hears the answer and goes by what was meant; unclear answers are asked for again.
            hears = bool(self.said.strip())
            onward = lead or self.key
            heard = self._with_everywhere(words)
            sort(self.sheet, self.key, self.name, self.said, heard, otherwise=onward, at=self.at, hears=hears)
        else:
            node = self.sheet.add(self.key, "say", self.name, {"text": self._ours()}, self.at)
            wait = self.sheet.add(
                f"{self.key} hears", "wait", self.name, {"until": "message"}, self._below(1)
            )
            self.sheet.link(node, "next", wait)
            self._judge(f"{self.key} judges", sums, words, lead)
            self.sheet.link(wait, "next", f"{self.key} judges")

    def _judge(self, key: str, sums: Sequence[Way], words: Sequence[Way], lead: str) -> None:
        rest = f"{key} sorts" if words else lead
        judge(self.sheet, key, self.name, sums, otherwise=rest, at=self._below(2))
        if words:
            sort(self.sheet, rest, self.name, "", words, otherwise=lead or self.key, at=self._below(3))

    def _below(self, rows: int) -> dict[str, float] | None:
        return None if self.at is None else {"x": self.at["x"], "y": self.at["y"] + 150.0 * rows}

    def _talks(self) -> None:
        ids = [text(one) for one in listed(self.node, "tool_ids")]
        tools = [
            *(self.flow.tools[one] for one in ids if one in self.flow.tools),
            *objects(self.node, "tools"),
        ]
        granted = grant(self.drawing, self.sheet, self.name, tools)
        ways = [*self.edges.ways(), *granted.ways]
        lead = self.edges.lead()
        if lead and lead not in {way.target for way in ways}:
            ways.append(Way(lead, _ELSE if ways and self.edges.is_else(lead) else _DONE))
        told = Told(
            self.said,
            tools=granted.tools,
            collects=granted.collects,
            knowledge=bool(self.flow.knowledge or listed(self.node, "knowledge_base_ids")),
            ways=self._with_everywhere(ways),
        )
        talk(self.sheet, self.key, self.name, told, self.at)

    def _decides(self) -> None:
        ways, lead = self.edges.ways(), self.edges.lead()
        words = [way for way in ways if way.condition is None]
        sums = [way for way in ways if way.condition is not None]
        if sums and words:
            judge(self.sheet, self.key, self.name, sums, otherwise=f"{self.key} sorts", at=self.at)
            sort(self.sheet, f"{self.key} sorts", self.name, "", words, otherwise=lead, at=self._below(1))
        elif sums:
            judge(self.sheet, self.key, self.name, sums, otherwise=lead, at=self.at)
        elif words:
            sort(self.sheet, self.key, self.name, "", words, otherwise=lead, at=self.at)
        else:
            self._goes_on(lead)

    def _goes_on(self, lead: str, key: str = "") -> None:
        """Nothing is done here; what leads here leads on."""
        node = self.sheet.add(key or self.key, "set", self.name, {"assignments": []}, self._below(bool(key)))
        self.sheet.link(node, "next", lead)

    def _passes(self, code: str, **data: str) -> None:
        """It is not done here. Its ways are kept, so that whoever makes up for it finds where each leads."""
        self.lose(code, **data)
        if text(self.node, "type") in _ASIDE and at(self.node, "speak_during_execution") is not True:
            self.speaks = False
        does = self._says_before(written=True)
        after, failing = self._after(self.edges.ways(), done=False)
        self._goes_on(after or failing, "" if does == self.key else does)

    def _after(self, ways: Sequence[Way], *, done: bool = True) -> tuple[str, str]:
        """Where it leads when something went well, and where when it failed. `done`: there is a result to judge by.

        A way for when it fails is the port that is taken then; nobody has to be asked whether it did.
        """
        key, lead = f"{self.key} after", self.edges.lead()
        failing = [way for way in ways if way.condition is None and _FAILS.search(way.when)]
        failed = failing[0].target if failing else lead
        ways = [way for way in ways if way not in failing]
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if len(words) == 1 and (failing or not done or _WORKS.search(words[0].when)):
            lead, words = words[0].target, []
        if sums:
            self._judge(key, sums, words, lead)
        elif words:
            sort(self.sheet, key, self.name, "", words, otherwise=lead, at=self._below(1))
        return (key if sums or words else lead), failed

    def _calls(self) -> None:
        tool = self.flow.tools.get(text(self.node, "tool_id"))
        if tool is None or text(tool, "type") not in {"custom", ""}:
            self._passes("tool_elsewhere", tool=text(tool, "name") or text(self.node, "tool_id") or "?")
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
            onward = [*ways, *([Way(lead, when)] if lead else [])]
            told = Told(self.said or f"Use the tool {name} now, then go on.", tools=[name], ways=onward)
            talk(self.sheet, self.key, self.name, told, self.at)
            return
        data: dict[str, Any] = {
            "tool": name,
            "arguments": {one: "{{" + known[one] + "}}" for one in arguments},
        }
        if self.said and self.written:
            data["say_first"] = self._ours()
        elif self.said.strip() and at(self.node, "speak_during_execution") is True:
            self.lose("words", text=self.said)
        node = self.sheet.add(self.key, "tool_call", self.name, data, self.at)
        after, failed = self._after(ways)
        self.sheet.link(node, "next", after)
        self.sheet.link(node, "failed", failed or after)

    def _transfers(self) -> None:
        destination = at(self.node, "transfer_destination")
        to = self.drawing.words(text(destination, "number"))[:200]
        if not to:
            self.lose("transfer_nowhere")
            if text(destination, "prompt"):
                self.lose("setting", text=f"transfer_destination: {text(destination, 'prompt')}")
        for setting in ("private_handoff_option", "public_handoff_option", "ivr_option"):
            told = at(self.node, "transfer_option", setting)
            said = text(told, "prompt") or text(told, "message")
            if said:
                self.lose("setting", text=f"{setting}: {said}")
        key = self._says_before()
        data = {"target": "phone", "to": to, "text": self._ours() if self.speaks else {}}
        node = self.sheet.add(key, "transfer", self.name, data, self._below(key != self.key))
        ways = self.edges.ways()
        failed = text(self.node, "edge", "destination_node_id") or (ways[0].target if ways else "")
        self.sheet.link(node, "failed", failed or end_of(self.sheet))

    def _extracts(self) -> None:
        variables = [
            (self.drawing.variable(name, about=text(one, "description")), _about(one))
            for one in objects(self.node, "variables")
            if (name := text(one, "name"))
        ]
        self.lose("extract")
        wanted = "\n".join(f"- {{{{{name}}}}}: {about}" for name, about in variables)
        filled = grouped([variable_is(name, "is_filled") for name, _ in variables], every=True)
        lead = self.edges.lead()
        ways = self.edges.ways()
        target = f"{self.key} judges" if ways else lead
        prompt = "Note what the caller has said of these; ask only for what you do not know yet.\n"
        told = Told(
            prompt + wanted.replace("{{", "").replace("}}", ""),
            collects=[name for name, _ in variables],
            ways=[Way(target, "All of it is known, or the caller will not say", condition=filled)],
        )
        talk(self.sheet, self.key, self.name, told, self.at)
        if ways:
            sums = [way for way in ways if way.condition is not None]
            words = [way for way in ways if way.condition is None]
            if sums:
                self._judge(target, sums, words, lead)
            else:
                sort(self.sheet, target, self.name, "", words, otherwise=lead, at=self._below(1))

    def _component(self) -> None:
        own = text(self.node, "component_id")
        component = self.flow.components.get(own)
        if component is None:
            self._passes("other_agent", text=own or "?")
            return
        flow = self.drawing.sheet(component, own).id
        node = self.sheet.add(self.key, "go_to_flow", self.name, {"flow": flow, "comes_back": True}, self.at)
        ways, lead = self.edges.ways(), self.edges.lead()
        after = lead or (ways[0].target if ways else "")
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if sums:
            after = f"{self.key} after"
            self._judge(after, sums, words, lead)
        elif len(ways) > 1 or (ways and lead):
            after = f"{self.key} after"
            sort(self.sheet, after, self.name, "", words, otherwise=lead, at=self._below(1))
        self.sheet.link(node, "next", after)


def _about(variable: Json) -> str:
    """What is wanted of a variable, with what it may be."""
    choices = [text(one) for one in listed(variable, "choices") if text(one)]
    about = text(variable, "description") or text(variable, "name")
    return f"{about} ({' | '.join(choices[:100])})"[:2_000] if choices else about
