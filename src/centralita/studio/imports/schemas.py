"""Imports and exports of agents on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.agents.domain.life import Kind, Purpose
from centralita.studio.agents.schemas import ChangeOut, ProblemOut

AgentName = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Spoken = Literal["en", "es", "pt"]


class ImportedStep(Schema):
    """A step that would be made. `text` is what is said, asked or told to the model there, cut."""

    id: str
    name: str
    kind: str
    text: str


class ImportedFlow(Schema):
    """A flow that would be made."""

    id: str
    name: str
    entry: bool
    steps: list[ImportedStep]


class ImportedTool(Schema):
    """A tool that would be made. `problem` says that it has to be mended before it can be called."""

    name: str
    label: str
    method: str
    address: str
    problem: bool


class ImportLoss(Schema):
    """What is not taken over as it was: where it stood, and why, in the reader's language."""

    code: str
    weight: Literal["lost", "changed"]
    flow: str
    node: str
    message: str


class ImportedAgent(Schema):
    """The agent that was made of a file."""

    id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str


class AgentImportSummary(Schema):
    """A file that came in."""

    id: str = Field(examples=["aim_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    file_name: str
    size: int = Field(description="In bytes, of all files together")
    format: str = Field(description="Whose kind of file it is", examples=["typebot"])
    format_version: str
    name: str
    language: str = Field(description="As the texts read, or as it was chosen")
    secrets_removed: int
    upload: str | None = Field(
        description="What it came in with, where there were several",
        examples=["aup_01k9h2v7zq4m8x3n5t6w1y0r2s"],
    )
    agent: ImportedAgent | None
    author: str
    created_at: datetime
    made_at: datetime | None


class AgentImportOut(AgentImportSummary):
    """What would be, or was, made of a file. What is kept of it holds no secret that could be found."""

    flows: list[ImportedFlow]
    variables: list[str]
    tools: list[ImportedTool]
    scenarios: list[str] = Field(description="By name; only our own files bring some")
    kind: Kind | None = Field(description="As a file of our own tells")
    purpose: Purpose | None = Field(description="As a file of our own tells")
    losses: list[ImportLoss]
    problems: list[ProblemOut] = Field(description="What the checks say of it as it came")


class AgentImportList(Schema):
    """The last files, newest first."""

    items: list[AgentImportSummary]


class FoundAgent(AgentImportSummary):
    """One of several agents that came in at once, in numbers."""

    kind: Kind | None
    purpose: Purpose | None
    flows: int
    steps: int
    losses: int
    errors: int = Field(description="What the checks find that has to be mended before it is published")
    warnings: int


class LeftOutAgent(Schema):
    """An agent of which nothing could be made, and why."""

    name: str
    message: str


class AgentUploadOut(Schema):
    """Several agents that came in at once: any of them can be made, each by itself."""

    id: str
    items: list[FoundAgent]
    left_out: list[LeftOutAgent]


class ExportLoss(Schema):
    """What a file does not say of the agent. `blocking`: something that keeps people safe would be lost."""

    how: Literal["changed", "lost"]
    blocking: bool
    node: str
    message: str


class AgentExportOut(Schema):
    """An agent as a file. Nothing secret that could be found is in it."""

    file_name: str = Field(examples=["recepcion.yaml"])
    content: str
    secrets_removed: int
    losses: list[ExportLoss]


class AgentFileChanges(Schema):
    """What a file changes in a draft."""

    changes: list[ChangeOut]
    only_here: list[str] = Field(
        [], description="Scenarios of which the file says nothing, by name: they stay"
    )


class ImportedAgentIn(Schema):
    """What is chosen of an agent that is to be made of a file."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Recepción", "language": "es", "kind": "chat", "purpose": "inbound"}]
        },
    )

    name: AgentName
    language: Spoken
    kind: Kind = Kind.CHAT
    purpose: Purpose = Purpose.INBOUND
