"""Agents on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.agents.domain.life import Kind, Purpose, Status
from centralita.studio.languages import MOST_LANGUAGES, LanguageCode

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Tags = Annotated[list[Tag], Field(max_length=20)]
Languages = Annotated[list[LanguageCode], Field(min_length=1, max_length=MOST_LANGUAGES)]


class AgentIn(Schema):
    """A new agent: from a template, or with a greeting and answers from what the business told us."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Recepción", "kind": "chat", "purpose": "inbound", "languages": ["es"]}]
        },
    )

    name: Name
    description: Annotated[str, Field(max_length=500)] = ""
    kind: Kind = Kind.CHAT
    purpose: Purpose = Purpose.INBOUND
    languages: Languages = ["en"]
    tags: Tags = []
    template: Annotated[str, Field(max_length=60)] | None = None


class AgentChange(Schema):
    """What is to change about an agent; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Recepción", "tags": ["clínica"]}]}
    )

    name: Name | None = None
    description: Annotated[str, Field(max_length=500)] | None = None
    kind: Kind | None = None
    purpose: Purpose | None = None
    tags: Tags | None = None


class ProblemOut(Schema):
    """Something that the checks found in a draft, said in the reader's language."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    flow_id: str | None = None
    node_id: str | None = None


class AgentSummary(Schema):
    """An agent in a list."""

    id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    description: str
    kind: Kind
    purpose: Purpose
    status: Status
    tags: list[str]
    languages: list[str]
    template: str
    live_number: int | None
    has_changes: bool
    updated_at: datetime
    created_at: datetime
    can: list[str]


class AgentList(Schema):
    """One page of agents."""

    items: list[AgentSummary]
    next_cursor: str | None = None
    total: int


class AgentOut(AgentSummary):
    """An agent as its page shows it."""

    revision: int
    draft_revision: int
    draft_saved_at: datetime
    live_published_at: datetime | None = None
    steps: list[str]


class DraftIn(Schema):
    """The whole draft. Send `If-Match` with the revision that you last saw."""

    model_config = ConfigDict(extra="forbid")

    blueprint: dict[str, Any] = Field(examples=[{"name": "Recepción", "languages": ["es"]}])


class DraftOut(Schema):
    """The draft as saved, with what the checks say about it."""

    blueprint: dict[str, Any]
    revision: int
    saved_at: datetime
    saved_by: str | None
    problems: list[ProblemOut]


class PublishIn(Schema):
    """A note for those who read the history later."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "Nuevos precios"}]})

    note: Annotated[str, Field(max_length=500)] = ""


class PublishDraftIn(PublishIn):
    """A note, and why it goes live although the agent's rule stands against it, where it does."""

    because: Annotated[
        str, Field(max_length=500, description="Needs `agent:gate`; stays with the version")
    ] = ""


class VersionOut(Schema):
    """A published version."""

    id: str
    number: int
    note: str
    author: str
    rolled_back_to: int | None
    forced_because: str = Field(description="Why it went live although the agent's rule stood against it")
    live: bool
    created_at: datetime


class VersionList(Schema):
    """One page of versions, newest first."""

    items: list[VersionOut]
    next_cursor: str | None = None


class VersionDetail(VersionOut):
    """A version with its content."""

    blueprint: dict[str, Any]


class ChangeOut(Schema):
    """One difference between two states of an agent."""

    area: str
    how: Literal["added", "removed", "changed"]
    name: str
    path: str = Field(description="Where inside of it, dotted; of a connection the way out that it leaves by")
    kind: str = Field(default="", description="Kind of the step that changed")
    before: Any = None
    after: Any = None


class DiffOut(Schema):
    """What changed between two states: `draft` or a version number each."""

    base: str
    target: str
    changes: list[ChangeOut]


class TestTicketOut(Schema):
    """A ticket that opens a test conversation with the draft in the chat API."""

    ticket: str
    expires_in: int = Field(description="Seconds")
    problems: list[ProblemOut]


class PortOut(Schema):
    """A way out of a node. `label` is the author's own name for it, where it has one."""

    id: str
    label: str
    needed: bool = Field(description="Whether the checks warn while nothing is connected to it")


class NodeKindOut(Schema):
    """A kind of node: where it stands in the palette, how it begins, and the JSON Schema of its form."""

    kind: str = Field(examples=["say"])
    group: str = Field(examples=["talk"])
    icon: str = Field(description="The name of a Lucide icon", examples=["message-square"])
    title: dict[str, str] = Field(
        description="By language", examples=[{"en": "Say", "es": "Decir", "pt": "Dizer"}]
    )
    summary: dict[str, str] = Field(description="By language")
    ports: list[PortOut] = Field(description="Those of an empty node")
    data: dict[str, Any] = Field(description="What an empty node holds")
    data_schema: dict[str, Any]


class NodeKindList(Schema):
    """Every kind of node that a flow may have."""

    items: list[NodeKindOut]


class SightOut(Schema):
    """Which sources of knowledge an agent's draft may look into."""

    agent_id: str
    name: str
    sources: list[str] = Field(description="Ids of sources; `all` for every one")


class SightList(Schema):
    """The first 500 agents by name that look into any source."""

    items: list[SightOut]


class TagList(Schema):
    """The tags in use, by name."""

    items: list[str]
