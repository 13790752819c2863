"""What to look at again, on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.knowledge.review.reasons import Reason

Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class AsideOut(Schema):
    """That somebody put a finding aside."""

    reason: Reason
    by: str
    at: datetime


class AsideIn(Schema):
    """A finding to put aside: it stays so until what it is about changes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "document_id": "doc_01k9h2v7zq4m8x3n5t6w1y0r2s",
                    "key": "0123456789abcdef0123456789abcdef",
                    "reason": "done",
                }
            ]
        },
    )

    document_id: Annotated[str, Field(max_length=40)]
    key: Key
    reason: Reason


class BackIn(Schema):
    """A finding to show again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "document_id": "doc_01k9h2v7zq4m8x3n5t6w1y0r2s",
                    "key": "0123456789abcdef0123456789abcdef",
                }
            ]
        },
    )

    document_id: Annotated[str, Field(max_length=40)]
    key: Key


class StaleOut(Schema):
    """A document that nobody renewed for long."""

    key: str
    aside: AsideOut | None
    document_id: str
    title: str
    since: datetime


class ContradictionOut(Schema):
    """A sentence that says something else than the business profile does. The profile wins."""

    kind: Literal["price", "phone", "hours", "payment"]
    subject: str = Field(description="The service or the day; empty for a phone number and for ways to pay")
    said: str
    known: str
    sentence: str


class PassageAgainstOut(Schema):
    """A passage of a document that contradicts the business profile."""

    key: str
    aside: AsideOut | None
    passage_id: str
    document_id: str
    title: str
    place: str
    contradiction: ContradictionOut


class SayingOut(Schema):
    """One document's word on a price, a phone number or opening hours."""

    passage_id: str
    document_id: str
    title: str
    said: str
    line: str


class DifferenceOut(Schema):
    """The same thing, told differently in several documents."""

    key: str
    aside: AsideOut | None
    kind: Literal["price", "phone", "hours"]
    subject: str = Field(description="What is priced; empty for the business's own number and hours")
    sayings: list[SayingOut]


class ReviewOut(Schema):
    """What should be looked at. Of the passages with figures or about paying, `looked_at` of `passages` were read."""

    stale: list[StaleOut]
    contradictions: list[PassageAgainstOut]
    differences: list[DifferenceOut]
    aside: int = Field(description="How many of what is found were put aside")
    looked_at: int
    passages: int
