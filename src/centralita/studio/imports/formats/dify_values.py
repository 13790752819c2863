"""What the values of an app of Dify are called here: `{{#step.field#}}` in texts, and selectors as lists. Pure."""

import re
from collections.abc import Iterable
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, first, listed, objects, text
from centralita.studio.imports.formats.dify_board import CONTAINERS, MODELS, SELECTOR, STRUCTURED, TEXT, Board

# `{{ name }}` alone, in a text that holds nothing else of a template's language.
_PLAIN: Final = re.compile(r"\{\{\s*(\w{1,100})\s*\}\}")
_TURNS: Final = "dialogue_count"
# What the model is given anyway, or what only the other platform counts by.
_GIVEN: Final = frozenset({"context", "sys", "userinput", "histories"})


class Values:
    """Variables by the steps that make them."""

    def __init__(self, drawing: Drawing, sheet: Sheet, board: Board) -> None:
        self.drawing, self.sheet, self.board = drawing, sheet, board
        # The variable that counts messages, once something asks for it.
        self.turns = ""
        self.secrets: set[str] = set()
        # One branch or another makes it: all that may be gathered write one variable.
        self.shared: dict[tuple[str, str], str] = {}
        for key in board.nodes:
            if board.kind(key) == "variable-aggregator":
                self._share(key)

    def _share(self, aggregator: str) -> None:
        data = self.board.data(aggregator)
        groups = objects(data, "advanced_settings", "groups")
        if at(data, "advanced_settings", "group_enabled") is not True or not groups:
            groups = [{"group_name": "", "variables": listed(data, "variables")}]
        for group in groups:
            part = text(group, "group_name")
            called = " ".join(word for word in (self.board.name(aggregator), part, "output") if word)
            for row in listed(group, "variables"):
                head, field = text(row, 0), ".".join(text(one) for one in row[1:])
                if self._makes(head):
                    self.shared.setdefault((head, field), called)
            self.shared[aggregator, f"{part}.output" if part else "output"] = called

    def _makes(self, head: str) -> bool:
        """Whether a step writes a variable here, or says what it makes."""
        kind = self.board.kind(head)
        return bool(kind) and kind not in {"start", "knowledge-retrieval"}

    def declare(self) -> None:
        """The variables of the conversation and of the app; those that are secret are told."""
        drawing, workflow = self.drawing, self.board.workflow
        for variable in objects(workflow, "conversation_variables"):
            drawing.variable(
                first(variable, "name", "variable"),
                default=at(variable, "value"),
                about=text(variable, "description"),
            )
        for variable in objects(workflow, "environment_variables"):
            name = text(variable, "name")
            if text(variable, "value_type") != "secret":
                drawing.variable(name, default=at(variable, "value"))
                continue
            self.secrets.add(name)
            if text(variable, "value"):
                drawing.scrubber.found += 1
                drawing.lose("secret", text=name)

    def selected(self, selector: Iterable[object]) -> str | None:  # noqa: PLR0911 - a return for each case reads best
        """What the value at a selector is called here; None for what no step keeps."""
        head, *rest = [text(part) for part in selector] or [""]
        field = ".".join(rest)
        if head in {"sys", "userinput"} or field == "sys.query":
            return self._of_the_message(field.removeprefix("sys."))
        if head == "env" and field in self.secrets:
            return None
        if head in {"conversation", "env"} or (head == self.board.start and head):
            return self.drawing.variable(field) if field else None
        called = self.shared.get((head, field))
        kind = self.board.kind(head)
        if head in self.board.noting:
            return self._worked_out(head, field, called)
        if kind in MODELS or kind in {"knowledge-retrieval", ""}:
            return None
        if kind == "http-request" and field not in {"body", "status_code"}:
            return None
        return self.drawing.variable(called or f"{self.board.name(head)} {field}")

    def _worked_out(self, head: str, field: str, called: str | None) -> str | None:
        """What a model hands on that nobody hears: a field that it fills in, or its words."""
        name = field.removeprefix(f"{STRUCTURED}.")
        known = self.board.structured(head)
        if (known and (name == field or name not in known)) or (not known and field != TEXT):
            return None
        return self.drawing.variable(called or f"{self.board.name(head)} {name}")

    def _of_the_message(self, field: str) -> str | None:
        if field == _TURNS:
            self.turns = self.turns or self.drawing.variable(
                _TURNS, default=self._before_the_first(), apart=True
            )
            return self.turns
        return "last_message" if field == "query" else None

    def _before_the_first(self) -> int:
        """The first message counts as one; to apps that compare with zero it was none."""
        compared = (
            condition
            for key in self.board.nodes
            for case in objects(self.board.data(key), "cases")
            for condition in objects(case, "conditions")
        )
        zero = any(
            text(one, "variable_selector", 1) == _TURNS and text(one, "value") == "0" for one in compared
        )
        return -1 if zero else 0

    def words(self, said: str, node: str = "") -> str:
        """A text whose selectors are our variables. With `node`, what is not known here is told of it."""

        def replaced(match: re.Match[str]) -> str:
            selector = match[1].split(".")
            own = self.selected(selector)
            if own is None and node:
                self._tell(selector, node)
            return "{{" + own + "}}" if own else ""

        return self.drawing.words(SELECTOR.sub(replaced, said), self.known)

    def known(self, name: str) -> str | None:
        """A name that is one of ours already."""
        return name if name == "last_message" or name in self.drawing.declared else None

    def _tell(self, selector: list[str], node: str) -> None:
        head = selector[0]
        if head not in _GIVEN and head not in self.board.heard and self.board.kind(head) not in CONTAINERS:
            self.sheet.lose("value_unknown", node, text=self.called(selector))

    def called(self, selector: Iterable[object]) -> str:
        """A selector as people know it: by the name of its step."""
        head, *rest = [text(part) for part in selector] or [""]
        return " · ".join(part for part in (self.board.name(head), ".".join(rest)) if part)

    def filled(self, template: str, variables: Iterable[Any]) -> str | None:
        """A template of Jinja that only puts values into a text, with selectors in it; None for one that computes."""
        given = {text(one, "variable"): listed(one, "value_selector") for one in variables}
        bare = _PLAIN.sub("", SELECTOR.sub("", template))
        if "{{" in bare or "{%" in bare:
            return None
        return _PLAIN.sub(
            lambda match: "{{#" + ".".join(text(one) for one in given.get(match[1], [])) + "#}}", template
        )
