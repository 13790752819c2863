"""A node of a conversation flow of Retell with its ways out. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.retell_tools import custom, grant
from centralita.studio.imports.formats.talking import (
    ALWAYS,
    NEVER,
    Told,
    Way,
    end_of,
    judge,
    position,
    sort,
    talk,
)

Json = Mapping[str, Any]
_ALWAYS: Final = frozenset({"always", "skip response", "else", "siempre", "sempre"})
_FAILS: Final = re.compile(
    r"\b(?:error|errors|fail|fails|failed|failure|unsuccessful|falla|fallo|erro|falha)\b", re.IGNORECASE
)
_WORKS: Final = re.compile(
    r"\b(?:result|success|succeeded|successful|completed|finished|done)\b", re.IGNORECASE
)
_LEADS: Final = ("always_edge", "skip_response_edge", "success_edge", "else_edge", "edge", "failed_edge")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all nodes of a flow share: its tools by id, its components' flows, the documents that it knows."""

    drawing: Drawing
    tools: dict[str, Json]
    knowledge: Sequence[str]
    components: dict[str, str] = field(default_factory=dict)


class Node:
    """One node with its ways out."""

    def __init__(self, flow: Shared, sheet: Sheet, node: Json, everywhere: Sequence[Way] = ()) -> None:
        """`everywhere`: what is heard in any node of the flow, and where it leads."""
        self.flow, self.drawing, self.sheet, self.node = flow, flow.drawing, sheet, node
        self.everywhere = everywhere
        self.key = text(node, "id") or text(node, "name")
        self.name = text(node, "name") or text(node, "type").replace("_", " ")
        self.at = position(at(node, "display_position"))
        self.said = text(node, "instruction", "text")
        self.written = text(node, "instruction", "type") == "static_text"

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
                self._passes("message_sent")
            case "agent_swap":
                self._passes("other_agent", text=text(self.node, "agent_id") or "?")
            case "code":
                self._passes("code")
            case kind:
                self._passes("node", kind=kind or "?")

    def lose(self, code: str, **data: str) -> None:
        self.sheet.lose(code, self.name, **data)

    def _is_heard_everywhere(self) -> None:
        setting = fields(self.node, "global_node_setting")
        if not setting:
            return
        led = any(way.target == self.key for way in self.everywhere)
        self.lose("heard_everywhere" if led else "intent_lost", text=text(setting, "condition") or self.name)
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
        """A goodbye that is written is said; one that a model is to find, the model says before it ends."""
        end = self.key
        if self.said.strip() and not self.written:
            end = f"{self.key} ends"
            told = Told(self.said, ways=[Way(end, name="end", condition=ALWAYS)])
            talk(self.sheet, self.key, self.name, told, self.at)
        self.sheet.add(end, "end", self.name, {"text": self._ours()}, self._below(end != self.key))

    def _unsaid(self) -> None:
        """Tell that what a model was to say while something else happens is not said."""
        if self.said.strip() and not self.written:
            self.lose("words", text=self.said)

    def ways(self) -> list[Way]:
        """Every edge with a target, by its condition."""
        found = []
        for edge in objects(self.node, "edges"):
            target = text(edge, "destination_node_id")
            condition = at(edge, "transition_condition")
            told = text(condition, "prompt")
            if target and not _always(edge):
                found.append(Way(target, told, told[:80], self._equation(condition)))
        return found

    def lead(self) -> str:
        """Where it goes by itself."""
        for edge in objects(self.node, "edges"):
            if _always(edge) and text(edge, "destination_node_id"):
                return text(edge, "destination_node_id")
        for name in _LEADS:
            target = text(self.node, name, "destination_node_id")
            if target:
                return target
        return ""

    def _equation(self, condition: Any) -> dict[str, Any] | None:
        if text(condition, "type") != "equation" and not objects(condition, "equations"):
            return None
        found = []
        for equation in objects(condition, "equations"):
            left = text(equation, "left").strip().strip("{}").strip()
            operator = operator_of(text(equation, "operator"))
            right = text(equation, "right")
            if not left or operator is None or "{{" in right:
                self.lose("condition", text=f"{left} {text(equation, 'operator')} {right}")
                continue
            found.append(variable_is(self.drawing.variable(left), operator, right))
        every = text(condition, "operator") != "||"
        return grouped(found, every=every) or NEVER

    def _says(self) -> None:
        ways, lead = self.ways(), self.lead()
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
        ways = [*self.ways(), *granted.ways]
        lead = self.lead()
        if lead and lead not in {way.target for way in ways}:
            ways.append(Way(lead, "What was to be done in this step is done"))
        told = Told(
            self.said,
            tools=granted.tools,
            collects=granted.collects,
            knowledge=bool(self.flow.knowledge or listed(self.node, "knowledge_base_ids")),
            ways=self._with_everywhere(ways),
        )
        talk(self.sheet, self.key, self.name, told, self.at)

    def _decides(self) -> None:
        ways, lead = self.ways(), self.lead()
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

    def _goes_on(self, lead: str) -> None:
        """Nothing is done here; what leads here leads on."""
        node = self.sheet.add(self.key, "set", self.name, {"assignments": []}, self.at)
        self.sheet.link(node, "next", lead)

    def _passes(self, code: str, **data: str) -> None:
        self.lose(code, **data)
        ways = self.ways()
        self._goes_on(self.lead() or (ways[0].target if ways else ""))

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
        ways, lead = self.ways(), self.lead()
        if arguments and not all(argument in known for argument in arguments):
            self.lose("tool_model", tool=name)
            onward = [*ways, *([Way(lead, "The tool has answered")] if lead else [])]
            told = Told(self.said or f"Use the tool {name} now, then go on.", tools=[name], ways=onward)
            talk(self.sheet, self.key, self.name, told, self.at)
            return
        data: dict[str, Any] = {
            "tool": name,
            "arguments": {one: "{{" + known[one] + "}}" for one in arguments},
        }
        if self.said and self.written:
            data["say_first"] = self._ours()
        elif at(self.node, "speak_during_execution") is True:
            self._unsaid()
        node = self.sheet.add(self.key, "tool_call", self.name, data, self.at)
        # A way for when the tool fails is the port that is taken then; nobody has to be asked whether it did.
        failing = [way for way in ways if way.condition is None and _FAILS.search(way.when)]
        ways = [way for way in ways if way not in failing]
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if len(words) == 1 and (failing or _WORKS.search(words[0].when)):
            lead, words = words[0].target, []
        after = lead
        if sums or words:
            after = f"{self.key} after"
            if sums:
                self._judge(after, sums, words, lead)
            else:
                sort(self.sheet, after, self.name, "", words, otherwise=lead, at=self._below(1))
        self.sheet.link(node, "next", after)
        self.sheet.link(node, "failed", failing[0].target if failing else lead or after)

    def _transfers(self) -> None:
        destination = at(self.node, "transfer_destination")
        to = self.drawing.words(text(destination, "number"))[:200]
        if not to:
            self.lose("transfer_nowhere")
        self._unsaid()
        data = {"target": "phone", "to": to, "text": self._ours()}
        node = self.sheet.add(self.key, "transfer", self.name, data, self.at)
        ways = self.ways()
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
        lead = self.lead()
        ways = self.ways()
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
        ways, lead = self.ways(), self.lead()
        after = lead or (ways[0].target if ways else "")
        if len(ways) > 1 or (ways and lead):
            after = f"{self.key} after"
            sort(self.sheet, after, self.name, "", ways, otherwise=lead, at=self._below(1))
        self.sheet.link(node, "next", after)


def _always(edge: Json) -> bool:
    """Whether an edge is taken whatever was said."""
    condition = at(edge, "transition_condition")
    told = text(condition, "prompt").strip().rstrip(".").lower()
    return told in _ALWAYS and not objects(condition, "equations")


def _about(variable: Json) -> str:
    """What is wanted of a variable, with what it may be."""
    choices = [text(one) for one in listed(variable, "choices") if text(one)]
    about = text(variable, "description") or text(variable, "name")
    return f"{about} ({' | '.join(choices[:100])})"[:2_000] if choices else about
