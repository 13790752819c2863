"""A graph of Dify as it lies in the file: steps, where each leads, and what a customer hears of it. Pure."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text, walk
from centralita.studio.imports.formats.dify_parallel import Row, in_a_row

Json = Mapping[str, Any]
SELECTOR: Final = re.compile(r"\{\{#\s*([^#{}]{1,200}?)\s*#\}\}")
MODELS: Final = frozenset({"llm", "agent"})
BRANCHING: Final = frozenset({"if-else", "question-classifier", "human-input"})
CONTAINERS: Final = frozenset({"iteration", "loop"})
_INNER: Final = frozenset({"iteration-start", "loop-start"})
_FAILED: Final = "fail-branch"
TEXT: Final = "text"
STRUCTURED: Final = "structured_output"
_PLAIN: Final = frozenset({"string", "number", "integer", "boolean", "array", ""})
_MOST_FIELDS: Final = 30
_DEEPEST: Final = 4
# More than any step brings together.
_MOST_TOGETHER: Final = 60


class Board:
    """Steps by their ids, and the ways between them."""

    def __init__(self, workflow: Json) -> None:
        self.workflow = workflow
        self.nodes = {text(node, "id"): node for node in objects(workflow, "graph", "nodes")}
        self.edges: dict[str, list[Json]] = {}
        for edge in objects(workflow, "graph", "edges"):
            self.edges.setdefault(text(edge, "source"), []).append(edge)
        self.kinds = {key: self._kind(node) for key, node in self.nodes.items()}
        starts = [key for key in self.nodes if self.kinds[key] == "start"]
        triggers = [key for key in self.nodes if self.kinds[key].startswith("trigger-")]
        self.start = next(iter([*starts, *triggers]), "")
        self._spoken: dict[tuple[str, bool], list[str]] = {}
        self._gathered: dict[str, list[list[str]]] = {}
        self._structured: dict[str, Mapping[str, Json]] = {}
        self.answers = [key for key in self.nodes if self.kinds[key] in {"answer", "end"}]

    @staticmethod
    def _kind(node: Json) -> str:
        kind = text(node, "data", "type")
        # Older exports call the step that gathers what came by several ways the one that assigns.
        gathers = bool(listed(node, "data", "variables")) and not listed(node, "data", "items")
        return "variable-aggregator" if kind == "variable-assigner" and gathers else kind

    def kind(self, key: str) -> str:
        """The kind of a step; '' for a note, and for what is no step."""
        return self.kinds.get(key, "")

    def data(self, key: str) -> Json:
        """What a step holds."""
        return fields(self.nodes.get(key), "data")

    def name(self, key: str) -> str:
        """What a step is called."""
        return text(self.nodes.get(key), "data", "title") or self.kind(key) or key

    def container(self, key: str) -> str:
        """The loop or iteration that a step lies in; '' for most."""
        node = self.nodes.get(key, {})
        found = first(node, "parentId") or first(self.data(key), "iteration_id", "loop_id")
        return found if self.kind(found) in CONTAINERS else ""

    def within(self, container: str) -> str:
        """The first step in a loop or an iteration."""
        begins = text(self.data(container), "start_node_id")
        if self.kind(begins) not in _INNER:
            begins = self._begins.get(container, "")
        return self.target(begins) if begins else ""

    @cached_property
    def _begins(self) -> dict[str, str]:
        return {self.container(key): key for key in self.nodes if self.kind(key) in _INNER}

    # --- ways --------------------------------------------------------------------------------------------------------

    def ways(self, key: str, handle: str = "") -> list[str]:
        """Where a step leads by a handle; without one by all, except where it goes when it fails."""
        return [
            text(edge, "target")
            for edge in self.edges.get(key, [])
            if (text(edge, "sourceHandle") == handle if handle else text(edge, "sourceHandle") != _FAILED)
        ]

    def target(self, key: str, handle: str = "") -> str:
        """Where a step leads to; when several ways go out at once, one after another."""
        target = next(iter(self.ways(key, handle)), "")
        if not handle:
            target = self._row.first.get(key, target)
        return self._row.instead(key, target)

    def failed(self, key: str) -> str:
        """Where a step leads to when it fails, if that is somewhere of its own."""
        return next(iter(self.ways(key, _FAILED)), "")

    def at_once(self, key: str) -> bool:
        """Whether several ways go out of a step, and all of them are followed."""
        return self.kind(key) not in BRANCHING and len(set(self.ways(key))) > 1

    def in_a_row(self, key: str) -> bool:
        """Whether they could be put one after another."""
        return key in self._row.first

    @cached_property
    def _row(self) -> Row:
        return in_a_row(
            {key: self.ways(key) for key in self.nodes if self.at_once(key)},
            {key: [text(edge, "target") for edge in edges] for key, edges in self.edges.items()},
        )

    @cached_property
    def asked_for(self) -> set[tuple[str, str]]:
        """The values that some step asks for: the step that makes each, and its field."""
        return {value for values in self.reads.values() for value in values}

    @cached_property
    def reads(self) -> dict[str, set[tuple[str, str]]]:
        """By step, the values that it asks for: the step that makes each, and its field."""
        found: dict[str, set[tuple[str, str]]] = {key: set() for key in self.nodes}
        for key, own in found.items():
            for one in walk(self.data(key)):
                for name, value in one.items():
                    if name.endswith("selector") and isinstance(value, list):
                        own.add((text(value, 0), text(value, 1)))
                    elif isinstance(value, str) and "{{#" in value:
                        own |= {_halves(match[1]) for match in SELECTOR.finditer(value)}
        return found

    # --- what is heard -----------------------------------------------------------------------------------------------

    @cached_property
    def heard(self) -> set[str]:
        """The models whose words a customer hears."""
        return {key for answer in self.answers for key in self.spoken(answer)}

    def spoken(self, answer: str) -> list[str]:
        """The models whose words an answer says, also by steps that only dress them up."""
        data = self.data(answer)
        said = text(data, "answer")
        told = [match[1].split(".") for match in SELECTOR.finditer(said)]
        told += [[text(one) for one in listed(row, "value_selector")] for row in objects(data, "outputs")]
        # What code makes of a model's words stands for them only where nothing else is said.
        alone = not SELECTOR.sub("", said).strip() and len(told) == 1
        found: dict[str, None] = {}
        for selector in told[:_MOST_TOGETHER]:
            head = selector[0] if selector else ""
            if (head, alone) not in self._spoken:
                models = self._models(selector, alone=alone)
                self._spoken[head, alone] = list(dict.fromkeys(models))[:_MOST_TOGETHER]
            found |= dict.fromkeys(self._spoken[head, alone])
        return list(found)

    def _models(self, selector: list[str], *, alone: bool, depth: int = 0) -> list[str]:
        head = selector[0] if selector else ""
        kind = self.kind(head)
        if kind in MODELS:
            structured = bool(self.structured(head))
            named = STRUCTURED in selector[1:2]
            return [] if structured and (depth or named) else [head]
        if depth > _DEEPEST:
            return []
        if kind == "variable-aggregator":
            inner = self.gathered(head)
        elif alone and kind in {"code", "template-transform"}:
            rows = objects(self.data(head), "variables")
            inner = [[text(one) for one in listed(row, "value_selector")] for row in rows]
        else:
            return []
        found: list[str] = []
        for one in inner[:_MOST_TOGETHER]:
            if len(found) < _MOST_TOGETHER:
                found += self._models(one, alone=alone, depth=depth + 1)
        return found

    def structured(self, key: str) -> Mapping[str, Json]:
        """The fields that a model is to fill in, by name; none where it answers in words."""
        if key not in self._structured:
            data = self.data(key)
            filled = self.kind(key) == "llm" and at(data, "structured_output_enabled") is True
            properties = fields(data, "structured_output", "schema", "properties") if filled else {}
            plain = [name for name in properties if text(properties, name, "type") in _PLAIN]
            self._structured[key] = {name: fields(properties, name) for name in plain[:_MOST_FIELDS]}
        return self._structured[key]

    @cached_property
    def noting(self) -> set[str]:
        """The models that nobody hears, and that hand something on to other steps than code, which is never run."""
        found: set[str] = set()
        for key, values in self.reads.items():
            if self.kind(key) in {"code", ""}:
                continue
            for head, field in values:
                wanted = STRUCTURED if self.structured(head) else TEXT
                if self.kind(head) == "llm" and head not in self.heard and field == wanted:
                    found.add(head)
        return found

    def answered(self, key: str) -> bool:
        """Whether an answer says what a step makes."""
        return key in self._answered

    @cached_property
    def _answered(self) -> set[str]:
        rows = [row for answer in self.answers for row in objects(self.data(answer), "outputs")]
        texts = [text(self.data(answer), "answer") for answer in self.answers]
        named = [match[1].partition(".")[0] for said in texts for match in SELECTOR.finditer(said)]
        return {*named, *(text(row, "value_selector", 0) for row in rows)}

    def gathered(self, aggregator: str) -> list[list[str]]:
        """The selectors whose values an aggregator hands on, of all its groups."""
        if aggregator not in self._gathered:
            self._gathered[aggregator] = self._gathers(aggregator)[:_MOST_TOGETHER]
        return self._gathered[aggregator]

    def _gathers(self, aggregator: str) -> list[list[str]]:
        data = self.data(aggregator)
        rows = list(listed(data, "variables"))
        for group in objects(data, "advanced_settings", "groups"):
            rows += listed(group, "variables")
        return [[text(part) for part in row] for row in rows if isinstance(row, list)]


def _halves(selector: str) -> tuple[str, str]:
    head, _, field = selector.partition(".")
    return head, field
