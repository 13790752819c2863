"""A flow of Botpress 12: its nodes, and what its names and texts are called here. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import fields, listed, objects, text
from centralita.studio.imports.formats.botpress_content import Bot
from centralita.studio.imports.formats.predicates import condition_of

Json = Mapping[str, Any]
# More than these would be more ways than anybody can look through.
_MOST_EVERYWHERE: Final = 2_000
_SCOPES: Final = ("temp", "session", "user", "bot", "workflow", "state")
_MUSTACHE: Final = re.compile(r"\{{2,3}\s*([#/^&>!]?)\s*([^{}]{1,200}?)\s*\}{2,3}")
_PREVIEW: Final = ("event.preview", "event.payload.text", "event.text")
_SLOT: Final = re.compile(r"(?:event\.nlu|session)\.slots\.([\w-]{1,80})(?:\.\w{1,40})?")
# What changes nothing in how texts are compared here, and what is said in another way.
_SAME: Final = re.compile(r"\.(?:toLowerCase|toUpperCase|trim|toString)\(\)")
_NUMBER: Final = re.compile(r"\b(?:Number|parseInt|parseFloat|String)\(([^()]{1,200})\)")
_HAS: Final = re.compile(r"\.(?:includes|contains)\(\s*(\"[^\"]*\"|'[^']*')\s*\)")
# Its channel for web pages is a chat here; no other is known by its name.
_CHANNEL: Final = re.compile(r"\bevent\.channel\s*([!=]={1,2})\s*([\"'])web\2")
_BRACKET: Final = re.compile(r"\[\s*[\"']([^\"'\]]+)[\"']\s*\]")


class BotFlow:
    """Draws one flow. Names of nodes are what leads from one to another."""

    def __init__(self, drawing: Drawing, sheet: Sheet, name: str, flow: Json, bot: Bot) -> None:
        self.drawing, self.sheet, self.flow, self.bot = drawing, sheet, flow, bot
        self.name = name
        # A flow that is kept for a skill goes back to the step that called it.
        self.comes_back = bool(fields(flow, "skillData"))
        path = text(flow, "path").removesuffix(".flow.json").removesuffix(".json")
        lies = objects(bot.positions.get(path), "nodes")
        self.places = {text(one, "id"): fields(one, "position") for one in lies}
        # Ways that each node has when none of its own is taken, and whether any node could take them.
        everywhere = objects(flow, "catchAll", "next")
        fits = len(everywhere) * len(objects(flow, "nodes")) <= _MOST_EVERYWHERE
        self.everywhere = everywhere if fits else []
        self.heard = False
        # The node that is being drawn.
        self.node = ""

    def finish(self) -> None:
        """Once all nodes are drawn: what is heard everywhere is told, and where it begins."""
        for way in objects(self.flow, "catchAll", "next"):
            code = "heard_everywhere" if self.heard else "intent_lost"
            self.sheet.lose(code, "catchAll", text=text(way, "condition") or "?")
        for instruction in listed(self.flow, "catchAll", "onReceive"):
            self.sheet.lose("node", "catchAll", kind=text(instruction).partition(" ")[0] or "?")
        start = text(self.flow, "startNode")
        if start in self.sheet.nodes:
            self.sheet.entry = start

    def variable(self, said: str) -> str | None:
        """What a name with its scope is called here; None for what is no variable."""
        said = _BRACKET.sub(r".\1", said)
        if said in _PREVIEW:
            return self.bot.heard or "last_message"
        said = said.replace("event.state.", "", 1).removeprefix("state.")
        slot = _SLOT.fullmatch(said)
        if slot:
            if slot[1] not in self.bot.asked:
                self.sheet.lose("slot", self.node, text=slot[1])
            return self.drawing.variable(slot[1])
        head, _, name = said.removeprefix("event.").partition(".")
        answer, _, path = name.partition(".")
        if path in self.bot.answers.get(answer, ()):
            return self.drawing.variable(f"{answer} {path}".replace(".", " "))
        if head in _SCOPES and name:
            return self.drawing.variable(name.removeprefix("$") or name)
        return None

    def words(self, said: str) -> str:
        """A text whose mustaches are our variables. Parts that are shown only under a condition are always shown."""

        def replaced(match: re.Match[str]) -> str:
            name = None if match[1] in {*"#/^>!"} else self.variable(match[2])
            if name is None and (match[1] or match[2].startswith("event")):
                if match[1] not in {*"/!"}:
                    self.sheet.lose("placeholder", self.node, text=match[0][:80])
                return ""
            return "{{" + (name or match[2]) + "}}"

        return _MUSTACHE.sub(replaced, said)

    def condition(self, said: str) -> dict[str, Any] | None:
        """The condition of a way; None where it cannot be judged."""
        self.drawing.looked_through(2 * len(said))
        plain = _HAS.sub(r" contains \1", _NUMBER.sub(r"\1", _SAME.sub("", said)))
        plain = _CHANNEL.sub(r"state.channel \1 'chat'", plain)
        return condition_of(plain, self._judged, truthy=True)

    def _judged(self, said: str) -> str | None:
        """What a name in a condition is called here."""
        return "channel" if said == "state.channel" else self.variable(said)
