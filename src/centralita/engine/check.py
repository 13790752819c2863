"""The problems of a blueprint, found before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from centralita.engine.blueprint import Blueprint, Flow, Node
from centralita.engine.data import Texts
from centralita.engine.graph import Graph
from centralita.engine.inspection import Inspection, Problem, Severity
from centralita.engine.nodes import KINDS
from centralita.engine.nodes.kind import Uses
from centralita.engine.scene import SYSTEM_VARIABLES
from centralita.engine.settings import Tool
from centralita.engine.templates import compile_template
from centralita.engine.values import Value

MAX_PROBLEMS = 500
# What the channel may know of the caller and the page, given when a conversation begins.
GIVEN = ("contact.", "visitor.", "page.")


def check(blueprint: Blueprint, *, known: Collection[str] = ()) -> tuple[Problem, ...]:
    """Every problem, errors first, in the order of the flows. Without errors it can be published.

    `known` are variables that whoever runs the blueprint provides beside its own: the facts of the business.
    """
    found = list(_Checker(blueprint, known).problems())
    found.sort(key=lambda problem: problem.severity != "error")
    return tuple(found[:MAX_PROBLEMS])


class _Checker:
    def __init__(self, blueprint: Blueprint, known: Collection[str]) -> None:
        self.blueprint = blueprint
        self.graph = Graph(blueprint)
        self.uses: dict[tuple[str, str], Uses] = {
            address: KINDS[node.kind].uses(node.data) for address, node in self.graph.nodes.items()
        }
        written = {name for uses in self.uses.values() for name in uses.writes}
        written.update(name for tool in blueprint.tools for name in tool.outputs)
        declared = {variable.name for variable in blueprint.variables}
        tools: dict[str, Tool] = {tool.name: tool for tool in blueprint.tools}
        self.inspection = Inspection(
            languages=blueprint.languages,
            model_connected=blueprint.settings.model_connected,
            tools=tools,
            sources=frozenset(source.id for source in blueprint.knowledge),
            variables=frozenset({*written, *declared, *known, *blueprint.program.facts, *SYSTEM_VARIABLES}),
        )

    def problems(self) -> Iterator[Problem]:
        yield from self._whole()
        for flow in self.blueprint.flows:
            yield from self._flow(flow)
            for node in flow.nodes:
                yield from self._node(flow, node)
        yield from self._loops()

    def _whole(self) -> Iterator[Problem]:
        blueprint = self.blueprint
        if self.graph.entry(blueprint.first_flow) is None:
            yield Problem("no_entry", "error", None, None)
        elif not any(
            self.graph.nodes[address].kind in {"end", "transfer", "handoff"} for address in self.graph.reached
        ):
            yield Problem("no_end", "warning", None, None)
        for flow_id, count in Counter(flow.id for flow in blueprint.flows).items():
            if count > 1:
                yield Problem("flows_alike", "error", flow_id, None, {"flow": flow_id})
        for name in _repeated(flow.name for flow in blueprint.flows):
            yield Problem("flow_names_alike", "warning", None, None, {"flow": name})
        for name in _repeated(tool.name for tool in blueprint.tools):
            yield Problem("tools_alike", "error", None, None, {"tool": name})
        for tool in blueprint.tools:
            if tool.id and not tool.version:
                yield Problem("tool_not_connected", "warning", None, None, {"tool": tool.name})
        for field, texts in (
            ("persona", blueprint.persona),
            ("greeting", blueprint.greeting),
            ("ai_notice", blueprint.ai_notice),
            *blueprint.texts.items(),
        ):
            yield from self._texts({field: texts}, None, None, optional=True, named={})
        for texts in blueprint.texts.values():
            for text in texts.values():
                yield from self._broken(text, None, None, {})
        for text in (
            *blueprint.persona.values(),
            *blueprint.greeting.values(),
            *blueprint.ai_notice.values(),
        ):
            yield from self._template(text, None, None, {})

    def _flow(self, flow: Flow) -> Iterator[Problem]:
        nodes = {node.id: node for node in flow.nodes}
        data: dict[str, Value] = {"flow": flow.name or flow.id}
        if not flow.nodes:
            yield Problem("flow_empty", "warning", flow.id, None, data)
            return
        if flow.entry is not None and flow.entry not in nodes:
            yield Problem("entry_missing", "error", flow.id, None, data)
        for node_id, count in Counter(node.id for node in flow.nodes).items():
            if count > 1:
                yield Problem("nodes_alike", "error", flow.id, node_id, _named(nodes[node_id]))
        for name in _repeated(node.name for node in flow.nodes):
            twins = [node for node in flow.nodes if node.name == name]
            yield Problem("names_alike", "warning", flow.id, twins[1].id, {"node": name})
        yield from self._edges(flow, nodes)
        within = self.graph.reached_within(flow)
        entry = self.graph.entry(flow.id)
        if entry is not None and entry not in self.graph.reached:
            yield Problem("flow_unreachable", "warning", flow.id, None, data)
        for node in nodes.values():
            if (flow.id, node.id) not in within:
                yield Problem("unreachable", "warning", flow.id, node.id, _named(node))

    def _edges(self, flow: Flow, nodes: Mapping[str, Node]) -> Iterator[Problem]:
        taken: set[tuple[str, str]] = set()
        for edge in flow.edges:
            source = nodes.get(edge.source)
            if source is None:
                yield Problem("edge_from_nowhere", "error", flow.id, None, {"edge": edge.id})
                continue
            data = {**_named(source), **_port(source, edge.port)}
            if edge.target not in nodes:
                yield Problem("edge_to_nowhere", "error", flow.id, source.id, data)
            if (edge.source, edge.port) in taken:
                yield Problem("port_twice", "error", flow.id, source.id, data)
            taken.add((edge.source, edge.port))
            if edge.port not in {port.id for port in KINDS[source.kind].ports(source.data)}:
                yield Problem("port_unknown", "warning", flow.id, source.id, data)

    def _node(self, flow: Flow, node: Node) -> Iterator[Problem]:
        kind, named = KINDS[node.kind], _named(node)
        uses = self.uses[flow.id, node.id]
        exits = self.graph.exits[flow.id, node.id]
        yield from self._texts(uses.texts, flow.id, node.id, optional=False, named=named)
        yield from self._texts(uses.optional_texts, flow.id, node.id, optional=True, named=named)
        texts = (*uses.texts.values(), *uses.optional_texts.values())
        for text in (*(text for group in texts for text in group.values()), *uses.templates):
            yield from self._template(text, flow.id, node.id, named)
        for variable in dict.fromkeys(uses.reads):
            yield from self._variable(variable, flow.id, node.id, named)

        def problem(code: str, severity: Severity, **data: Value) -> Problem:
            return Problem(code, severity, flow.id, node.id, {**named, **data})

        for port in kind.ports(node.data):
            if port.needed and port.id not in exits:
                yield problem("port_unconnected", "warning", **_port(node, port.id))
        for tool in uses.tools:
            if tool not in self.inspection.tools:
                yield problem("tool_unknown", "error", tool=tool)
        for source in uses.sources:
            if source not in self.inspection.sources:
                yield problem("source_unknown", "error", source=source)
        for called in uses.flows:
            if self.graph.entry(called) is None:
                yield problem("flow_unknown", "error", flow=called)
        for finding in kind.check(node.data, self.inspection):
            yield problem(finding.code, finding.severity, **finding.data)

    def _texts(
        self,
        fields: Mapping[str, Texts],
        flow_id: str | None,
        node_id: str | None,
        *,
        optional: bool,
        named: dict[str, Value],
    ) -> Iterator[Problem]:
        for field, texts in fields.items():
            empty = [language for language in self.blueprint.languages if not texts.get(language, "").strip()]
            if len(empty) == len(self.blueprint.languages):
                if not optional:
                    yield Problem("text_missing", "error", flow_id, node_id, {**named, "field": field})
            else:
                for language in empty:
                    data: dict[str, Value] = {**named, "field": field, "language": language}
                    yield Problem("text_missing_language", "warning", flow_id, node_id, data)

    def _template(
        self, text: str, flow_id: str | None, node_id: str | None, named: dict[str, Value]
    ) -> Iterator[Problem]:
        if "{{" not in text:
            return
        for variable in compile_template(text).names:
            yield from self._variable(variable, flow_id, node_id, named)
        yield from self._broken(text, flow_id, node_id, named)

    def _broken(
        self, text: str, flow_id: str | None, node_id: str | None, named: dict[str, Value]
    ) -> Iterator[Problem]:
        for expression in compile_template(text).broken:
            yield Problem("template_broken", "error", flow_id, node_id, {**named, "text": expression[:80]})

    def _variable(
        self, variable: str, flow_id: str | None, node_id: str | None, named: dict[str, Value]
    ) -> Iterator[Problem]:
        known = self.inspection.variables
        parts = variable.split(".")
        prefixes = {".".join(parts[: length + 1]) for length in range(len(parts))}
        if not variable.startswith(GIVEN) and not prefixes & known:
            yield Problem("variable_unknown", "warning", flow_id, node_id, {**named, "variable": variable})

    def _loops(self) -> Iterator[Problem]:
        for group in self.graph.loops():
            flow_id, node_id = group[0]
            names: list[Value] = [dict(_named(self.graph.nodes[address])) for address in group[:6]]
            # A loop with a condition in it may end by itself; one without never does.
            decides = any(
                self.graph.nodes[address].kind in {"ask", "decide", "tool_call", "wait"} for address in group
            )
            data = {**_named(self.graph.nodes[group[0]]), "nodes": names}
            yield Problem("loop_without_waiting", "warning" if decides else "error", flow_id, node_id, data)


def _named(node: Node) -> dict[str, Value]:
    """How a sentence may call a step: by its name, else by what it does."""
    return {"node": node.name, "kind": node.kind}


def _port(node: Node, port: str) -> dict[str, Value]:
    """How a sentence may call a way out: by its author's name for it, else by the built-in one."""
    labels = {one.id: one.label for one in KINDS[node.kind].ports(node.data)}
    return {"port": port, "label": labels.get(port, "")}


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(name for name in names if name.strip()).items() if count > 1]
