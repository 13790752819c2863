"""A flow of Botpress 12: what each node does on entering, whether it listens, and where it leads. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_OPTIONS, Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, first, listed, number, objects, text
from centralita.studio.imports.formats.botpress_content import Bot
from centralita.studio.imports.formats.calculating import assignment
from centralita.studio.imports.formats.predicates import condition_of
from centralita.studio.imports.formats.requests import Request
from centralita.studio.imports.formats.talking import NEVER, Way, judge, sort

Json = Mapping[str, Any]
_INTENT: Final = re.compile(
    r"event\.nlu\.intent\.(?:name\s*={2,3}\s*[\"'`]([^\"'`]{1,120})[\"'`]|is\(\s*[\"'`]([^\"'`]{1,120})[\"'`]\s*\))"
)
_SCOPES: Final = ("temp", "session", "user", "bot", "workflow", "state")
_MUSTACHE: Final = re.compile(r"\{{2,3}\s*#?/?&?([^{}]{1,200}?)\s*\}{2,3}")
_ALWAYS: Final = frozenset({"true", "always", ""})
_PREVIEW: Final = ("event.preview", "event.payload.text", "event.text")


class BotFlow:
    """Draws one flow. Names of nodes are what leads from one to another."""

    def __init__(self, drawing: Drawing, sheet: Sheet, flow: Json, bot: Bot) -> None:
        self.drawing, self.sheet, self.flow, self.bot = drawing, sheet, flow, bot
        path = text(flow, "path").removesuffix(".flow.json").removesuffix(".json")
        lies = objects(bot.positions.get(path), "nodes")
        self.places = {text(one, "id"): fields(one, "position") for one in lies}

    def draw(self) -> None:
        """All nodes; what is heard everywhere is told."""
        for node in objects(self.flow, "nodes"):
            BotNode(self, node).draw()
        for way in objects(self.flow, "catchAll", "next"):
            self.sheet.lose("intent_lost", "catchAll", text=text(way, "condition") or "?")
        start = text(self.flow, "startNode")
        if start in self.sheet.nodes:
            self.sheet.entry = start

    def variable(self, said: str) -> str | None:
        """What a name with its scope is called here; None for what is no variable."""
        if said in _PREVIEW:
            return "last_message"
        head, _, name = said.removeprefix("event.").removeprefix("state.").partition(".")
        if head in _SCOPES and name:
            return self.drawing.variable(name.removeprefix("$") or name)
        return None

    def words(self, said: str) -> str:
        """A text whose mustaches are our variables."""

        def replaced(match: re.Match[str]) -> str:
            name = self.variable(match[1].strip())
            return "{{" + name + "}}" if name else "{{" + match[1] + "}}"

        return _MUSTACHE.sub(replaced, said)


class BotNode:
    """One node."""

    def __init__(self, flow: BotFlow, node: Json) -> None:
        self.flow, self.drawing, self.sheet, self.node = flow, flow.drawing, flow.sheet, node
        self.name = text(node, "name") or text(node, "id")
        lies = flow.places.get(text(node, "id"), {})
        x, y = number(lies, "x") or number(node, "x"), number(lies, "y") or number(node, "y")
        self.at = {"x": x or 0.0, "y": y or 0.0} if x is not None or y is not None else None
        self.rows = 0
        self.last = ""
        self.ports: tuple[str, ...] = ("next",)

    def lose(self, code: str, **data: str) -> None:
        self.sheet.lose(code, self.name, **data)

    def draw(self) -> None:
        """What it does, one after the other; then where it leads."""
        kind = text(self.node, "type")
        if kind == "skill-call":
            self._skill()
            return
        for instruction in listed(self.node, "onEnter"):
            self._instruction(text(instruction))
        for content in (fields(self.node, "content"), fields(self.node, "contents")):
            if content:
                self._says(*self._form(fields(content, "formData") or content))
        if kind in {"success", "failure"} and not objects(self.node, "next"):
            self._add("set", {"assignments": []})
        listens = isinstance(at(self.node, "onReceive"), list) or kind == "listen"
        self._leads(listens=listens)

    def _form(self, form: Json) -> tuple[str, list[tuple[str, str]], str]:
        said = text(self.flow.bot.of(form, "text")) or text(self.flow.bot.of(form, "title"))
        return said, [], text(self.flow.bot.of(form, "image"))

    def _add(self, kind: str, data: dict[str, Any], *, ports: tuple[str, ...] = ("next",)) -> str:
        key = self.name if self.rows == 0 else f"{self.name} {self.rows + 1}"
        where = None if self.at is None else {"x": self.at["x"], "y": self.at["y"] + 150.0 * self.rows}
        node = self.sheet.add(key, kind, self.name, data, where)
        self._join(node)
        self.last, self.ports = node, ports
        self.rows += 1
        return node

    def _join(self, node: str) -> None:
        if self.last:
            for port in self.ports:
                self.sheet.link(self.last, port, node)

    def _instruction(self, said: str) -> None:
        command, _, rest = said.strip().partition(" ")
        if command == "say":
            self._says(*self.flow.bot.said(rest.split(" ")[0]))
        elif command.rpartition("/")[2] in {"setVariable", "resetVariable"}:
            self._sets(rest)
        elif command in {"builtin/wait", "wait"}:
            delay = number(_arguments(rest), "delay") or 1000
            self._add("wait", {"until": "time", "seconds": min(max(delay / 1000, 0.1), 3_600)})
        elif command.rpartition("/")[2].replace("_", "").lower() == "callapi":
            self._calls(_arguments(rest))
        elif command:
            self.lose("code" if "/" not in command else "node", kind=command)
            for words in _texts(_arguments(rest)):
                self.lose("words", text=words)

    def _says(self, said: str, choices: list[tuple[str, str]], media: str) -> None:
        if media:
            self.lose("media", text=media)
        told = "\n".join(part for part in (self.flow.words(said), media) if part)
        if not told:
            self.lose("media_gone")
            return
        if choices:
            told = "\n".join([told, *(f"- {title}" for title, _ in choices)])
        self._add("say", {"text": self.drawing.texts(told)})

    def _sets(self, rest: str) -> None:
        given = _arguments(rest)
        name = text(given, "name")
        if not name:
            self.lose("expression", text=rest)
            return
        own = self.drawing.variable(name)
        made = assignment(own, text(given, "value"), lambda said: self.drawing.words(self.flow.words(said)))
        if made is None:
            self.lose("expression", text=text(given, "value"))
        self._add("set", {"assignments": [made] if made else []})

    def _calls(self, given: Json) -> None:
        request = Request(self.drawing, self.name, self.sheet, self.name)
        tool = request.made(
            label=self.name,
            about=self.name,
            method=text(given, "method") or "GET",
            address=self.flow.words(text(given, "url")),
            headers=[(str(key), self.flow.words(text(one))) for key, one in fields(given, "headers").items()],
            body=self.flow.words(text(given, "body")) or at(given, "body"),
        )
        # `memory` is how long it is kept, as session or user; only without a name it stands for one.
        result = self.drawing.variable(first(given, "variable", "memory") or f"{self.name} answer")
        data = {"tool": tool, "arguments": request.call, "result_variable": result}
        self._add("tool_call", data, ports=("next", "failed"))

    # --- where it leads ----------------------------------------------------------------------------------------------

    def _target(self, way: Json) -> str:
        """The key that a transition leads to. What ends, or goes back to where it came from, leads to an end."""
        said = text(way, "node")
        if said in {"", "END", "end"} or said.startswith("#"):
            if said.startswith("#") and len(said) > 1 and said != "##":
                self.lose("target_missing")
            return self._finish() if said in {"END", "end"} else ""
        if said.endswith(".flow.json") or ".flow.json#" in said:
            return self._elsewhere(*said.replace(".flow.json", "", 1).split("#", 1))
        return said

    def _elsewhere(self, name: str, inner: str = "") -> str:
        """The key of the step that goes to another flow, or to one node of it."""
        sheet = self.drawing.sheets.get(f"flow {name}")
        key = f"to {name}#{inner}" if inner else f"to {name}"
        if key in self.sheet.nodes:
            return key
        begins = self.sheet.entry
        if sheet is None:
            self.lose("other_agent", text=name)
            self.sheet.add(key, "set", name, {"assignments": []})
            return key
        self.sheet.add(key, "go_to_flow", name, {"flow": sheet.id, "comes_back": True})
        if inner:
            # The other flow is told at which node to begin.
            wanted = self.drawing.variable("begins at", apart=True)
            before = f"{key} told"
            told = {"variable": wanted, "operation": "set", "value": f"{name}#{inner}"}
            self.sheet.add(before, "set", f"{name} · {inner}", {"assignments": [told]})
            self.sheet.link(before, "next", key)
            self.sheet.stands_for[key] = before
            self.flow.bot.begins.setdefault(name, {})[inner] = wanted
            key = before
        self.sheet.entry = begins
        return key

    def _finish(self) -> str:
        if "END" not in self.sheet.nodes:
            first = self.sheet.entry
            self.sheet.add("END", "end", "END", {})
            self.sheet.entry = first
        return "END"

    def _leads(self, *, listens: bool) -> None:
        ways: list[Way] = []
        wanted: list[Way] = []
        otherwise = ""
        for transition in objects(self.node, "next"):
            said = text(transition, "condition").strip()
            target = self._target(transition)
            if said in _ALWAYS:
                otherwise = otherwise or target
                continue
            intent = _INTENT.fullmatch(said)
            name = text(transition, "caption") or said
            if intent:
                called = intent[1] or intent[2]
                self.lose("intent", text=called)
                told = self.flow.bot.intents.get(called, [])
                wanted.append(Way(target, called.replace("-", " ").replace("_", " "), called, phrases=told))
            else:
                ways.append(Way(target, name=name[:80], condition=self._condition(said)))
        if listens:
            self._add("wait", {"until": "message"})
        if not self.last and not ways and not wanted:
            self._add("set", {"assignments": []})
        if ways:
            key = f"{self.name} decides" if self.last else self.name
            after = f"{self.name} sorts" if wanted else otherwise
            self._join(judge(self.sheet, key, self.name, ways, otherwise=after, at=self._below()))
            if wanted:
                sort(self.sheet, after, self.name, "", wanted, otherwise=otherwise or after, at=self._below())
        elif wanted:
            key = f"{self.name} sorts" if self.last else self.name
            self._join(
                sort(self.sheet, key, self.name, "", wanted, otherwise=otherwise or key, at=self._below())
            )
        else:
            for port in self.ports:
                self.sheet.link(self.last, port, otherwise)

    def _below(self) -> dict[str, float] | None:
        self.rows += 1
        return None if self.at is None else {"x": self.at["x"], "y": self.at["y"] + 150.0 * (self.rows - 1)}

    def _condition(self, said: str) -> dict[str, Any]:
        self.drawing.looked_through(2 * len(said))
        found = condition_of(said, self.flow.variable)
        if found is None:
            self.lose("condition", text=said)
        return found or NEVER

    # --- skills ------------------------------------------------------------------------------------------------------

    def _skill(self) -> None:
        """A choice is asked for where the skill stood; what other skills do is told."""
        called = text(self.node, "flow").removesuffix(".flow.json")
        sheet = self.drawing.sheets.get(f"flow {called}")
        skill = text(self.node, "skill").lower()
        data = self._skill_data(called)
        if skill == "callapi" or (text(data, "url") and not text(data, "contentId")):
            self._skill_calls(data)
            return
        element = text(data, "contentId")
        if skill != "choice" and "choice" not in called:
            self.lose("node", kind=f"skill {skill or called}")
            if sheet is not None:
                self._add("go_to_flow", {"flow": sheet.id, "comes_back": True})
            else:
                self._add("set", {"assignments": []})
            targets = [self._target(way) for way in objects(self.node, "next")]
            self.sheet.link(self.last, "next", next((one for one in targets if one), ""))
            return
        question, choices, _ = self.flow.bot.said(element)
        words = fields(data, "keywords")
        options = []
        for position, (title, value) in enumerate(choices[:MOST_OPTIONS]):
            also = [text(one) for one in listed(words, value) if text(one)]
            options.append(
                {
                    "id": f"option-{position + 1}",
                    "label": self.drawing.texts(self.flow.words(title)),
                    "synonyms": self.drawing.phrases([value, *also]),
                }
            )
        asked = self.drawing.question(self.flow.words(question), self.sheet, self.name)
        if options:
            self._add("ask", {"question": asked, "input": {"type": "choice", "options": options}})
        else:
            self.lose("options_dynamic", text=element or called)
            self._add("ask", {"question": asked})
        for way in objects(self.node, "next"):
            condition, target = text(way, "condition"), self._target(way)
            chosen = [
                index for index, (_, value) in enumerate(choices[:MOST_OPTIONS]) if _names(condition, value)
            ]
            for index in chosen:
                self.sheet.link(self.last, f"option-{index + 1}", target)
            if condition in _ALWAYS:
                self.sheet.link(self.last, "next", target)
            elif not chosen:
                self.sheet.link(self.last, "gave_up", target)

    def _skill_calls(self, data: Json) -> None:
        """A call over HTTP, with its two ways out."""
        self._calls(data)
        for way in objects(self.node, "next"):
            condition, target = text(way, "condition").strip(), self._target(way)
            failed = condition.startswith("!") or "fail" in text(way, "caption").lower()
            for port in self.ports if condition in _ALWAYS else ("failed",) if failed else ("next",):
                self.sheet.link(self.last, port, target)

    def _skill_data(self, called: str) -> Json:
        sheet = self.flow.bot.skills.get(called, {})
        return fields(sheet, "skillData") or fields(self.node, "skillData")


def _names(condition: str, value: str) -> bool:
    return bool(value) and any(f"{mark}{value}{mark}" in condition for mark in "\"'`")


def _arguments(said: str) -> Json:
    try:
        given = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return fields(given)


def _texts(arguments: Json) -> list[str]:
    """What an action of somebody's own is given to say, to whomever it says it."""
    return [
        value
        for name, value in arguments.items()
        if name.lower().endswith(("text", "message"))
        and isinstance(value, str)
        and _MUSTACHE.sub("", value).strip()
    ]
