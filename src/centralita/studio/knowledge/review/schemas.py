"""What to look at again, on the wire."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class StaleOut(Schema):
    """A document that nobody renewed for long."""

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

    kind: Literal["price", "phone", "hours"]
    subject: str = Field(description="What is priced; empty for the business's own number and hours")
    sayings: list[SayingOut]


class ReviewOut(Schema):
    """What should be looked at. Of the passages with figures or about paying, `looked_at` of `passages` were read."""

    stale: list[StaleOut]
    contradictions: list[PassageAgainstOut]
    differences: list[DifferenceOut]
    looked_at: int
    passages: int
