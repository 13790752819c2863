"""Doing the same with several, on the wire."""

from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from centralita.studio.knowledge.schemas import SourceId, Tags
from centralita.studio.knowledge.several.outcome import Reason

Id = Annotated[str, Field(max_length=40)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=200)]


class DocumentsIn(Schema):
    """Which documents."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ids": ["doc_01k9h2v7zq4m8x3n5t6w1y0r2s"]}]}
    )

    ids: Ids


class DocumentsChange(DocumentsIn):
    """One change for all of them; what is left out stays. In another folder, other agents may find them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ids": ["doc_01k9h2v7zq4m8x3n5t6w1y0r2s"], "add_tags": ["verano"]}]},
    )

    source_id: SourceId | None = None
    add_tags: Tags = []
    remove_tags: Tags = []


class QuestionsIn(Schema):
    """Which questions."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ids": ["faq_01k9h2v7zq4m8x3n5t6w1y0r2s"]}]}
    )

    ids: Ids


class QuestionsMove(QuestionsIn):
    """The collection of questions that they go to."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"ids": ["faq_01k9h2v7zq4m8x3n5t6w1y0r2s"], "source_id": "kno_01k9h2v7zq4m8x3n5t6w1y0r2s"}
            ]
        },
    )

    source_id: SourceId


class QuestionsTags(QuestionsIn):
    """Tags for all of them, and tags that none of them keeps."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ids": ["faq_01k9h2v7zq4m8x3n5t6w1y0r2s"], "add_tags": ["verano"]}]},
    )

    add_tags: Tags = []
    remove_tags: Tags = []


class LeftOut(Schema):
    """One that was left as it was, and why."""

    id: str
    title: str = Field(description="Empty where it is gone")
    reason: Reason = Field(
        description="`automatic`: written by itself; `page`: of a site, which it stays with; `exists`: the same content "
        "is there already, under the title in `other`; `full`: no more fit there; `tags`: it would have more tags than one may have; `gone`: somebody deleted it"
    )
    other: str


class SeveralOut(Schema):
    """How many were changed, and which were not. What was so already is neither."""

    changed: int
    left: list[LeftOut]


class KnowledgeTags(Schema):
    """The tags in use, in their order."""

    items: list[str]
