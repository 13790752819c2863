"""Unanswered questions on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.knowledge.pairs import LONGEST_ANSWER, LONGEST_QUESTION
from centralita.studio.knowledge.schemas import Language, SourceId, Tags


class GapOut(Schema):
    """A question that nothing answered, with how often and in which other words it was asked."""

    id: str
    question: str
    phrasings: list[str]
    language: str
    times: int
    status: Literal["open", "answered", "dismissed"]
    agent_ids: list[str]
    conversation_id: str | None = Field(description="Where it was asked last")
    entry_id: str | None
    first_at: datetime
    last_at: datetime
    settled_at: datetime | None
    settled_by: str
    can: list[str]


class GapList(Schema):
    """One page of questions, those asked most often first."""

    items: list[GapOut]
    next_cursor: str | None = None
    total: int


class GapAnswer(Schema):
    """The answer, and the question as it should stand among the frequent ones."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"question": "¿Ponen vacunas del viaje?", "answer": "Sí, con cita, los martes."}]
        },
    )

    question: Annotated[
        str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION, strip_whitespace=True)
    ]
    answer: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ANSWER, strip_whitespace=True)]
    language: Language = ""
    source_id: SourceId | None = None
    tags: Tags = []


class GapChange(Schema):
    """Put a question aside that needs no answer, or back."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"status": "dismissed"}]})

    status: Literal["open", "dismissed"]
