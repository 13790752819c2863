"""A graph of Dify. At every message it runs from the start; here a talk waits for the next message instead. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from centralita.engine.data import MAX_TEXT
from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, first, listed, number, objects, text
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.dify_form import asked
from centralita.studio.imports.formats.requests import Request
from centralita.studio.imports.formats.talking import (
    ALWAYS,
    NEVER,
    Told,
    Way,
    judge,
    position,
    sort,
    talk,
)

Json = Mapping[str, Any]
Made = dict[str, Any]
_ONE: Final = re.compile(r"\{\{#\s*([^#{}]{1,200}?)\s*#\}\}")
_MODELS: Final = frozenset({"llm", "agent"})
_MADE: Final = frozenset({*_MODELS, "code", "template-transform", "http-request", "tool"})
_LAST: Final = "{{#sys.query#}}"
# `{{ name }}` alone, in a text that holds nothing else of a template's language.
_PLAIN: Final = re.compile(r"\{\{\s*(\w{1,100})\s*\}\}")
_LONGEST_DESCRIPTION: Final = 500


class Graph:
    """Draws one graph into one flow."""

    def __init__(self, drawing: Drawing, sheet: Sheet, workflow: Json, *, chats: bool) -> None:
        self.drawing, self.sheet, self.workflow, self.chats = drawing, sheet, workflow, chats
        self.nodes = {text(node, "id"): node for node in objects(workflow, "graph", "nodes")}
        self.kinds = {key: text(node, "data", "type") for key, node in self.nodes.items()}
        self.edges: dict[str, list[Json]] = {}
        for edge in objects(workflow, "graph", "edges"):
            self.edges.setdefault(text(edge, "source"), []).append(edge)
        self.start = next((key for key in self.nodes if self.kind(key) == "start"), "")
        self.answers = [key for key in self.nodes if self.kind(key) in {"answer", "end"}]
        # Model steps whose words a customer hears.
        self.heard = {key for answer in self.answers for key in self._spoken(answer)}

    def kind(self, key: str) -> str:
        """The kind of a node."""
        return self.kinds.get(key, "")

    def data(self, key: str) -> Json:
        """What a node holds."""
        return fields(self.nodes.get(key), "data")

    def name(self, key: str) -> str:
        """What a node is called."""
        return text(self.nodes.get(key), "data", "title") or self.kind(key) or key

    def _spoken(self, answer: str) -> list[str]:
        data = self.data(answer)
        named = [match[1].partition(".")[0] for match in _ONE.finditer(text(data, "answer"))]
        named += [text(one, "value_selector", 0) for one in objects(data, "outputs")]
        # A step that gathers what came by several ways stands for each of them.
        gathered = [
            text(pair, 0)
            for key in named
            if self.kind(key) == "variable-aggregator"
            for pair in listed(self.data(key), "variables")
        ]
        return [key for key in (*named, *gathered) if self.kind(key) in _MODELS]

    def target(self, key: str, handle: str = "") -> str:
        """Where a node leads to by a handle; by its only way out when no handle is told."""
        ways = [
            edge for edge in self.edges.get(key, []) if not handle or text(edge, "sourceHandle") == handle
        ]
        if len(ways) > 1:
            self.sheet.lose("parallel", self.name(key))
        return text(ways[0], "target") if ways else ""

    def draw(self) -> None:
        """All of it."""
        drawing = self.drawing
        for variable in objects(self.workflow, "conversation_variables"):
            drawing.variable(
                first(variable, "name", "variable"),
                default=at(variable, "value"),
                about=text(variable, "description"),
            )
        for variable in objects(self.workflow, "environment_variables"):
            if text(variable, "value_type") == "secret":
                if text(variable, "value"):
                    drawing.scrubber.found += 1
                    drawing.lose("secret", text=text(variable, "name"))
            else:
                drawing.variable(text(variable, "name"), default=at(variable, "value"))
        for key, node in self.nodes.items():
            if key and self.kind(key) != "start":
                self._node(key, position(at(node, "position")))
        self._begin()

    def _begin(self) -> None:
        sheet = self.sheet
        onward = self.target(self.start)
        opening = text(self.workflow, "features", "opening_statement")
        before = (
            sheet.add("opening", "say", "Start", {"text": self.drawing.texts(opening)}) if opening else ""
        )
        entry = before
        form = [one for one in objects(self.data(self.start), "variables") if text(one, "variable")]
        for number_, field in enumerate(form):
            words = not self.chats and number_ == len(form) - 1
            key = asked(self.drawing, sheet, field, keeps_words=words)
            sheet.link(before, "next", key)
            entry = entry or key
            before = (
                f"hear {text(field, 'variable')}" if f"hear {text(field, 'variable')}" in sheet.nodes else key
            )
        if self.chats:
            self.drawing.lose("every_message")
            sheet.add(self.start or "start", "wait", self.name(self.start) or "Start", {"until": "message"})
            sheet.link(before, "next", self.start or "start")
            entry = entry or self.start or "start"
            before = self.start or "start"
        sheet.link(before, "next", onward)
        sheet.entry = entry or onward
        if not self.chats:
            sheet.ends = True

    def _on(self, key: str, port: str = "next") -> None:
        """Lead on; where a chat has said all, it waits for the next message."""
        target = self.target(key)
        self.sheet.link(key, port, target or (self.start if self.chats else ""))

    def words(self, said: str) -> str:
        """A text whose selectors are our variables."""
        return self.drawing.words(_ONE.sub(self._variable, said), self._known)

    def _known(self, name: str) -> str | None:
        return name if name == "last_message" or name in self.drawing.declared else None

    def _variable(self, match: re.Match[str]) -> str:
        own = self.selected(match[1].split("."))
        return "{{" + own + "}}" if own else ""

    def selected(self, selector: list[str]) -> str | None:
        """What the value at a selector is called here; None for what no step keeps."""
        head, field = selector[0] if selector else "", ".".join(selector[1:])
        if head == "sys":
            return "last_message" if field == "query" else None
        if head in {"conversation", "env"} or head == self.start:
            return self.drawing.variable(field) if field else None
        kind = self.kind(head)
        if kind in _MODELS or kind in {"knowledge-retrieval", "variable-aggregator", ""}:
            return None
        return self.drawing.variable(f"{self.name(head)} {field}")

    def _node(self, key: str, where: dict[str, float] | None) -> None:
        kind = self.kind(key)
        drawers: dict[str, Callable[[str, dict[str, float] | None], None]] = {
            "llm": self._model,
            "agent": self._model,
            "answer": self._answer,
            "end": self._answer,
            "if-else": self._branches,
            "question-classifier": self._sorts,
            "knowledge-retrieval": self._knows,
            "http-request": self._calls,
            "parameter-extractor": self._extracts,
            "template-transform": self._fills,
            "assigner": self._assigns,
            "variable-assigner": self._assigns,
        }
        if not kind:
            return  # a note on the canvas
        if kind in drawers:
            drawers[kind](key, where)
            return
        if kind == "code":
            self.sheet.lose("code", self.name(key))
        elif kind in {"iteration", "loop"}:
            self.sheet.lose("loop", self.name(key))
        elif kind == "tool":
            tool = text(self.data(key), "tool_label") or text(self.data(key), "tool_name")
            self.sheet.lose("tool_elsewhere", self.name(key), tool=tool or "?")
        elif kind != "variable-aggregator":
            self.sheet.lose("node", self.name(key), kind=kind)
        self._passes(key, where)

    def _passes(self, key: str, where: dict[str, float] | None) -> None:
        self.sheet.add(key, "set", self.name(key), {"assignments": []}, where)
        self._on(key)

    def _model(self, key: str, where: dict[str, float] | None) -> None:
        if self.answers and key not in self.heard:
            self.sheet.lose("model_silent", self.name(key))
            self._passes(key, where)
            return
        data = self.data(key)
        if text(data, "model", "name"):
            self.sheet.lose("model", self.name(key), text=text(data, "model", "name"))
        template = at(data, "prompt_template")
        rows = objects(template) if isinstance(template, list) else [fields(template)]
        said = [text(row, "text") if text(row, "role") != "assistant" else "" for row in rows]
        if not all(said):
            self.sheet.lose("examples", self.name(key))
            said = [
                f"{text(row, 'role').capitalize()}: {text(row, 'text')}"
                if text(row, "role") != "system" and text(row, "text").strip() != _LAST
                else text(row, "text")
                for row in rows
            ]
        said += [text(data, "agent_parameters", "instruction", "value")]
        # What the customer said, and what was looked up, the model is given anyway.
        prompt = "\n\n".join(
            part for one in said if (part := self.words(one).strip()) and part != "{{last_message}}"
        )
        for tool in objects(data, "agent_parameters", "tools", "value"):
            self.sheet.lose("tool_elsewhere", self.name(key), tool=text(tool, "tool_name") or "?")
        # What it is given may also be what another step made.
        given = text(data, "context", "variable_selector", 0)
        knows = at(data, "context", "enabled") is True and self.kind(given) not in _MADE
        target = self.target(key) or (self.start if self.chats else "")
        told = Told(prompt, knowledge=knows, ways=[Way(target, name="next", condition=ALWAYS)])
        talk(self.sheet, key, self.name(key), told, where)

    def _answer(self, key: str, where: dict[str, float] | None) -> None:
        said = text(self.data(key), "answer")
        spoken = _ONE.sub("", said).strip()
        if not spoken and (self._spoken(key) or self.kind(key) == "end"):
            # The model has said it already.
            self._passes(key, where)
            return
        words = self.words(said)
        self.sheet.add(key, "say", self.name(key), {"text": self.drawing.texts(words, self._known)}, where)
        self._on(key)

    def _branches(self, key: str, where: dict[str, float] | None) -> None:
        data = self.data(key)
        cases = objects(data, "cases") or [
            {
                "case_id": "true",
                "conditions": at(data, "conditions"),
                "logical_operator": at(data, "logical_operator"),
            }
        ]
        ways = []
        for case in cases:
            handle = text(case, "case_id") or text(case, "id") or "true"
            found = [self._condition(key, one) for one in objects(case, "conditions")]
            kept = [one for one in found if one is not None]
            every = text(case, "logical_operator") != "or"
            name = text(case, "conditions", 0, "value") or handle
            ways.append(
                Way(self.target(key, handle), name=name, condition=grouped(kept, every=every) or NEVER)
            )
        otherwise = self.target(key, "false") or (self.start if self.chats else "")
        judge(self.sheet, key, self.name(key), ways, otherwise=otherwise, at=where)

    def _condition(self, key: str, condition: Json) -> Made | None:
        selector = [text(one) for one in listed(condition, "variable_selector")]
        variable = self.selected(selector)
        said = text(condition, "comparison_operator")
        operator = operator_of(said)
        value = at(condition, "value")
        if variable is None or operator is None or "{{#" in text(value):
            self.sheet.lose("condition", self.name(key), text=f"{'.'.join(selector)} {said} {text(value)}")
            return None
        return variable_is(variable, operator, value if isinstance(value, bool | list) else text(value))

    def _sorts(self, key: str, where: dict[str, float] | None) -> None:
        data = self.data(key)
        told = self.words(first(data, "instruction", "instructions")).strip()
        longest = max((len(text(one, "name")) for one in objects(data, "classes")), default=0)
        fits = longest + len(told) + 2 <= _LONGEST_DESCRIPTION
        if told and not fits:
            self.sheet.lose("choosing", self.name(key), text=told)
        ways = [
            Way(
                self.target(key, text(one, "id")),
                "\n".join(part for part in (text(one, "name"), told if fits else "") if part),
                text(one, "name")[:80],
            )
            for one in objects(data, "classes")
        ]
        otherwise = self.start if self.chats else ""
        sort(self.sheet, key, self.name(key), "", ways, otherwise=otherwise, at=where)

    def _knows(self, key: str, where: dict[str, float] | None) -> None:
        self.drawing.knows = True
        sets = ", ".join(text(one) for one in listed(self.data(key), "dataset_ids"))
        self.sheet.lose("knowledge", self.name(key), text=sets or "?")
        self._passes(key, where)

    def _fills(self, key: str, where: dict[str, float] | None) -> None:
        """A template that only puts values into a text is the text; one that computes is code."""
        data = self.data(key)
        template = text(data, "template")
        given = {text(one, "variable"): listed(one, "value_selector") for one in objects(data, "variables")}
        bare = _PLAIN.sub("", template)
        if "{{" in bare or "{%" in bare or len(template) > MAX_TEXT:
            self.sheet.lose("code", self.name(key))
            self._passes(key, where)
            return
        said = _PLAIN.sub(
            lambda match: "{{#" + ".".join(text(one) for one in given.get(match[1], [])) + "#}}", template
        )
        own = self.drawing.variable(f"{self.name(key)} output")
        made = {"variable": own, "operation": "set", "value": self.words(said)[:4_000]}
        self.sheet.add(key, "set", self.name(key), {"assignments": [made]}, where)
        self._on(key)

    def _calls(self, key: str, where: dict[str, float] | None) -> None:
        data = self.data(key)
        request = Request(self.drawing, self.name(key), self.sheet, self.name(key), self._known)

        def plain(said: str) -> str:
            return _ONE.sub(self._variable, said)

        headers = [_pair(line) for line in text(data, "headers").splitlines() if ":" in line]
        query = [_pair(line) for line in text(data, "params").splitlines() if ":" in line]
        if text(data, "authorization", "type") not in {"", "no-auth"}:
            headers.append(("Authorization", text(data, "authorization", "config", "api_key") or "Bearer"))
        body = at(data, "body", "data")
        if isinstance(body, list):
            rows = [one for one in body if isinstance(one, Mapping)]
            if text(data, "body", "type") in {"json", "raw-text"}:
                body = "\n".join(text(one, "value") for one in rows)
            else:
                body = {text(one, "key"): plain(text(one, "value")) for one in rows if text(one, "key")}
        seconds = number(data, "timeout", "max_read_timeout") or number(data, "timeout", "read")
        tool = request.made(
            label=self.name(key),
            about=text(data, "desc") or self.name(key),
            method=text(data, "method"),
            address=plain(text(data, "url")),
            headers=[(name, plain(value)) for name, value in headers],
            query=[(name, plain(value)) for name, value in query],
            body=plain(body) if isinstance(body, str) else body,
            seconds=seconds,
        )
        result = self.drawing.variable(f"{self.name(key)} body")
        call = {"tool": tool, "arguments": request.call, "result_variable": result}
        self.sheet.add(key, "tool_call", self.name(key), call, where)
        self._on(key)
        failed = self.target(key, "fail-branch") or self.target(key, "source") or self.target(key)
        self.sheet.link(key, "failed", failed or (self.start if self.chats else ""))

    def _extracts(self, key: str, where: dict[str, float] | None) -> None:
        data = self.data(key)
        wanted = [one for one in objects(data, "parameters") if text(one, "name")]
        names = [self.drawing.variable(f"{self.name(key)} {text(one, 'name')}") for one in wanted]
        self.sheet.lose("extract", self.name(key))
        lines = "\n".join(f"- {text(one, 'name')}: {text(one, 'description')}" for one in wanted)
        prompt = f"{self.words(text(data, 'instruction'))}\n\n{lines}".strip()
        filled = grouped([variable_is(name, "is_filled") for name in names], every=True)
        way = Way(
            self.target(key) or (self.start if self.chats else ""), "All of it is known", condition=filled
        )
        talk(self.sheet, key, self.name(key), Told(prompt, collects=names, ways=[way]), where)

    def _assigns(self, key: str, where: dict[str, float] | None) -> None:
        data = self.data(key)
        rows = objects(data, "items") or [
            {
                "variable_selector": at(data, "assigned_variable_selector"),
                "value": at(data, "input_variable_selector"),
                "operation": text(data, "write_mode"),
                "input_type": "variable",
            }
        ]
        made: list[Made] = []
        for row in rows:
            own = self.selected([text(one) for one in listed(row, "variable_selector")])
            operation = {"+=": "add", "-=": "subtract", "append": "append", "clear": "clear"}.get(
                text(row, "operation"), "set"
            )
            value: Any = at(row, "value")
            if isinstance(value, list):
                source = self.selected([text(one) for one in value])
                value = "{{" + source + "}}" if source else None
            if own is None or (value is None and operation != "clear"):
                self.sheet.lose("expression", self.name(key), text=str(at(row, "value"))[:200])
                continue
            kept = (
                value
                if isinstance(value, bool | int | float)
                else self.drawing.words(text(value), self._known)
            )
            made.append({"variable": own, "operation": operation, "value": kept})
        self.sheet.add(key, "set", self.name(key), {"assignments": made[:50]}, where)
        self._on(key)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()
