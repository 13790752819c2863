"""A blueprint: everything that was published about an agent, as JSON. It never changes.

It may be incomplete, so that a draft can be saved as it is edited: `check` tells what is missing.
What is wrong in form (an unknown kind, a text of a million characters) raises `ValidationError`.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import cached_property, reduce
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, GetCoreSchemaHandler, create_model
from pydantic_core import CoreSchema

from centralita.engine.business import Business
from centralita.engine.data import Frozen, Identifier, Label, Language, NodeData, Texts
from centralita.engine.interrupts import listener
from centralita.engine.layout import Layout, Position
from centralita.engine.nodes import KINDS
from centralita.engine.program import Place, Program
from centralita.engine.promises import known_of
from centralita.engine.settings import (
    FallbackText,
    Guardrails,
    Interrupts,
    KnowledgeSource,
    Settings,
    Tool,
    Variable,
)
from centralita.engine.values import Value

MAX_NODES = 2_000
MAX_EDGES = 8_000


class Node(Frozen):
    """A node of a flow. `data` has the shape of its `kind`."""

    id: Identifier
    kind: str
    name: Label = ""
    position: Position = Position()
    data: NodeData


class Edge(Frozen):
    """From a port of `source` to `target`, both nodes of the same flow."""

    id: Identifier
    source: Identifier
    port: Annotated[str, Field(min_length=1, max_length=64)] = "next"
    target: Identifier


def _node_of(kind: str, data: type[NodeData]) -> type[Node]:
    name = "".join(part.capitalize() for part in kind.split("_")) + "Node"
    fields: dict[str, Any] = {"kind": (Literal[kind], kind), "data": (data, Field(default_factory=data))}
    return create_model(name, __base__=Node, __module__=__name__, **fields)


NODES: Mapping[str, type[Node]] = {name: _node_of(name, kind.data) for name, kind in KINDS.items()}


class _ByKind:
    """Has pydantic read a Node as the model of its kind."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        union = reduce(operator.or_, NODES.values())
        return handler.generate_schema(Annotated[union, Discriminator("kind")])


AnyNode = Annotated[Node, _ByKind()]


class Flow(Frozen):
    """A graph of nodes. It begins at `entry`, or at its first node when that is not given."""

    id: Identifier
    name: Label = ""
    entry: Identifier | None = None
    nodes: Annotated[tuple[AnyNode, ...], Field(max_length=MAX_NODES)] = ()
    edges: Annotated[tuple[Edge, ...], Field(max_length=MAX_EDGES)] = ()
    # Left out of what is stored until somebody draws: what was stored before stays the same content.
    layout: Annotated[Layout | None, Field(exclude_if=lambda layout: layout is None)] = None

    @property
    def first(self) -> str | None:
        """The id of the node where the flow begins; None when it has no nodes."""
        return self.entry or (self.nodes[0].id if self.nodes else None)


class Blueprint(Frozen):
    """The agent. `entry_flow` is where a conversation begins, the first flow when it is not given."""

    name: Label = ""
    persona: Texts = Field(default={})
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=40)] = ("es",)
    default_language: Language | None = None
    greeting: Texts = Field(default={})
    ai_notice: Texts = Field(default={})
    texts: Annotated[dict[FallbackText, Texts], Field(max_length=40)] = Field(default={})
    flows: Annotated[tuple[Flow, ...], Field(max_length=100)] = ()
    entry_flow: Identifier | None = None
    variables: Annotated[tuple[Variable, ...], Field(max_length=300)] = ()
    tools: Annotated[tuple[Tool, ...], Field(max_length=100)] = ()
    knowledge: Annotated[tuple[KnowledgeSource, ...], Field(max_length=200)] = Field(
        default=(), description="What the agent may search; with the id `all`, everything. Empty: nothing."
    )
    business: Business = Business()
    guardrails: Guardrails = Guardrails()
    interrupts: Interrupts = Interrupts()
    settings: Settings = Settings()

    @property
    def main_language(self) -> str:
        """The default language: the first one when none is given."""
        if self.default_language in self.languages:
            return self.default_language or self.languages[0]
        return self.languages[0]

    @property
    def first_flow(self) -> str:
        """The id of the flow where a conversation begins; '' when there is none."""
        return self.entry_flow or (self.flows[0].id if self.flows else "")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields otherwise. It is made ready to run anew: what is cached says the old ones."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("program", None)
        return copy

    @cached_property
    def program(self) -> Program:
        """This blueprint made ready to run; built once."""
        return Program(
            default_language=self.main_language,
            languages=self.languages,
            entry_flow=self.first_flow,
            entries={flow.id: flow.first for flow in self.flows if flow.first},
            places={(place.flow, place.id): place for flow in self.flows for place in _places(flow)},
            defaults={
                variable.name: variable.default for variable in self.variables if variable.default is not None
            },
            facts=_facts(self.business),
            tools={tool.name: tool for tool in self.tools},
            sources=tuple(source.id for source in self.knowledge),
            business=self.business,
            known=known_of(self.business),
            settings=self.settings,
            guardrails=self.guardrails,
            texts=self.texts,
            persona=self.persona,
            greeting=self.greeting,
            ai_notice=self.ai_notice,
            listener=listener(self.interrupts, self.languages),
        )


def _places(flow: Flow) -> list[Place]:
    exits: dict[str, dict[str, str]] = {}
    for edge in flow.edges:
        exits.setdefault(edge.source, {}).setdefault(edge.port, edge.target)
    return [
        Place(node.id, flow.id, node.kind, node.name, node.data, exits.get(node.id, {}))
        for node in flow.nodes
    ]


def _facts(business: Business) -> dict[str, Value]:
    facts: dict[str, Value] = {"business.time_zone": business.time_zone}
    for name, value in business.facts.items():
        facts[f"business.{name}"] = value
    return facts


Blueprint.model_rebuild()
