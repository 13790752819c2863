"""Versions, labels and differences of prompts on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.studio.prompts.domain.content import PromptContent, PromptVariable
from centralita.studio.prompts.schemas import IncludedPrompt, LabelName


class PromptPublishIn(BaseModel):
    """What is said of a version, and the labels that are to point at it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"note": "Kinder to those who call again", "labels": ["production"]}]
        },
    )

    note: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""
    labels: Annotated[list[LabelName], Field(max_length=10)] = []


class PromptVersionOut(BaseModel):
    """A version. `compiled` is its text with what it includes, as it was when it was made."""

    number: int
    note: str
    author: str
    labels: list[str]
    created_at: datetime
    content: PromptContent
    compiled: str
    variables: list[PromptVariable]
    includes: list[IncludedPrompt]


class PromptVersionList(BaseModel):
    """Versions, newest first."""

    items: list[PromptVersionOut]
    next_cursor: str | None = None


class PromptLabelIn(BaseModel):
    """A label and the version that it is to point at; none takes it away."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"label": "production", "number": 1}]}
    )

    label: LabelName
    number: Annotated[int, Field(ge=1, le=1_000_000)] | None


class DiffPiece(BaseModel):
    """A part of a line; `changed` where the other side has it otherwise."""

    text: str
    changed: bool


class DiffRow(BaseModel):
    """A line before and after. `skipped` stands for so many lines that stayed."""

    how: Literal["same", "changed", "added", "removed", "skipped"]
    before: list[DiffPiece]
    after: list[DiffPiece]
    skipped: int


class IncludedChange(BaseModel):
    """A prompt that is put in, in the version of each state; none where it is not."""

    name: str
    before: int | None
    after: int | None


class PromptDiff(BaseModel):
    """What changed between two states, `draft` or a number, in the texts as they are sent: with what they include.

    `variables` are the names whose entry differs.
    """

    base: str
    target: str
    rows: list[DiffRow]
    variables: list[str]
    included: list[IncludedChange]
    language: bool
