"""A node of Botpress 12: what it does on entering and on hearing, and where it leads. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, fields, listed, number, objects, text
from centralita.studio.imports.formats import botpress_skills as skills
from centralita.studio.imports.formats import botpress_ways as ways
from centralita.studio.imports.formats.botpress_calling import arguments, call, calls_a_person, hand_over
from centralita.studio.imports.formats.botpress_content import Said
from centralita.studio.imports.formats.botpress_flow import BotFlow
from centralita.studio.imports.formats.botpress_step import Step
from centralita.studio.imports.formats.calculating import assignment

Json = Mapping[str, Any]
Made = dict[str, Any]
_LINK: Final = re.compile(r"https?://\S+|\{\{[^{}]+\}\}", re.IGNORECASE)
_BRACES: Final = re.compile(r"\{{2,3}[^{}]*\}{2,3}")


class BotNode(Step):
    """One node."""

    def draw(self) -> None:
        """What it does, one after the other; then where it leads."""
        kind = text(self.node, "type")
        if kind == "skill-call":
            skills.draw(self)
            return
        if kind == "trigger":
            told = ", ".join(text(one, "id") for one in objects(self.node, "conditions")) or "trigger"
            self.lose("trigger", text=told)
        for instruction in listed(self.node, "onEnter"):
            self.instruction(text(instruction))
        for content in (fields(self.node, "content"), fields(self.node, "contents")):
            if content:
                self.says(self.flow.bot.form(fields(content, "formData") or content))
        if kind in {"success", "failure"} and not objects(self.node, "next"):
            self.add("set", {"assignments": []})
        listens = isinstance(at(self.node, "onReceive"), list) or kind == "listen"
        if listens:
            self._listens([text(one) for one in listed(self.node, "onReceive")])
        ways.lead(self, objects(self.node, "next"), listens=listens)

    def _listens(self, instructions: list[str]) -> None:
        """Wait for a message, then do what is to be done with it."""
        heard = self.flow.bot.heard
        kept = _keeps_what_was_said(self, instructions[0]) if instructions else None
        asks = self.sheet.nodes.get(self.last, {}) if self.last and self.ports == ("next",) else {}
        if kept and asks.get("kind") == "say" and not ways.sorts(self, objects(self.node, "next")):
            asks["kind"] = "ask"
            asks["data"] = {"question": asks["data"]["text"], "variable": kept}
            if heard:
                told = {"variable": heard, "operation": "set", "value": "{{" + kept + "}}"}
                self.add("set", {"assignments": [told]})
        else:
            kept = None if heard else kept
            self.add("wait", {"until": "message", "variable": kept or heard or None})
        for instruction in instructions[1:] if kept else instructions:
            self.instruction(instruction)

    def instruction(self, said: str) -> None:
        """One of the things that it does."""
        command, _, rest = said.strip().partition(" ")
        module, _, action = command.rpartition("/")
        if command == "say":
            self._says_element(rest.split(" ")[0])
        elif action in {"setVariable", "resetVariable"}:
            self._sets(rest)
        elif action == "slot_reset" and text(arguments(rest), "slotName"):
            own = self.drawing.variable(text(arguments(rest), "slotName"))
            self.add("set", {"assignments": [{"variable": own, "operation": "clear"}]})
        elif command in {"builtin/wait", "wait"}:
            delay = number(arguments(rest), "delay") or 1000
            self.add("wait", {"until": "time", "seconds": min(max(delay / 1000, 0.1), 3_600)})
        elif action.replace("_", "").lower() == "callapi":
            call(self, arguments(rest))
        elif calls_a_person(module, action):
            hand_over(self, arguments(rest))
        elif command:
            self.lose("code" if "/" not in command else "node", kind=command)
            for words in _texts(arguments(rest)):
                self.lose("words", text=words)

    def _says_element(self, element: str) -> None:
        said = self.flow.bot.element(element)
        if not said.known:
            self.lose("words", text=element)
            return
        self.says(said)

    def says(self, said: Said) -> None:
        """Say an element; what cannot be shown is told."""
        shown = []
        for address in said.media:
            if _LINK.fullmatch(address.strip()):
                self.lose("media", text=address)
                shown.append(self.flow.words(address.strip()))
            else:
                self.lose("media_gone")
        if said.others:
            self.lose("setting", text="variations")
        told = [self.flow.words(said.text), *shown, *(f"- {title}" for title, _ in said.choices)]
        texts = self.drawing.texts("\n".join(part for part in told if part))
        if texts:
            self.add("say", {"text": texts})

    def _sets(self, rest: str) -> None:
        given = arguments(rest)
        name = text(given, "name")
        if not name:
            self.lose("expression", text=rest)
            return
        own = self.drawing.variable(name)
        made = assignment(own, text(given, "value"), self.worded)
        if made is None:
            self.lose("expression", text=text(given, "value"))
        self.add("set", {"assignments": [made] if made else []})


def _keeps_what_was_said(node: BotNode, instruction: str) -> str | None:
    """The variable that an instruction keeps the message in; None for any other instruction."""
    command, _, rest = instruction.strip().partition(" ")
    given = arguments(rest)
    if not command.endswith("setVariable") or not text(given, "name"):
        return None
    said = node.flow.bot.heard or "last_message"
    if node.flow.words(text(given, "value")).strip() != "{{" + said + "}}":
        return None
    return node.drawing.variable(text(given, "name"))


def _texts(given: Json) -> list[str]:
    """What an action of somebody's own is given to say, to whomever it says it."""
    return [
        value
        for name, value in given.items()
        if name.lower().endswith(("text", "message"))
        and isinstance(value, str)
        and _BRACES.sub("", value).strip()
    ]


def draw(flow: BotFlow) -> None:
    """All nodes of a flow; what is heard everywhere is a way out of each that listens."""
    for node in objects(flow.flow, "nodes"):
        flow.node = text(node, "name") or text(node, "id")
        flow.drawing.standing = (flow.sheet.name, flow.node)
        BotNode(flow, node).draw()
    flow.drawing.standing = ("", "")
    flow.finish()
