"""The audit trail on the wire."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field


class AuditEntryOut(Schema):
    """One act: who, what, to which thing, and what changed."""

    id: str = Field(examples=["aud_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    sequence: int
    at: datetime
    actor_kind: str = Field(examples=["user"])
    actor_id: str | None
    actor_name: str
    address: str
    action: str = Field(examples=["agent_publish"])
    subject_kind: str = Field(examples=["agent"])
    subject_id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    before: Any = None
    after: Any = None
    request_id: str


class AuditEntryList(Schema):
    """One page of the trail, the newest first."""

    items: list[AuditEntryOut]
    next_cursor: str | None = None


class VerdictOut(Schema):
    """Whether the chain holds. Note the anchor somewhere else: a later check can look for it."""

    holds: bool
    entries: int
    broken_at: int | None = Field(description="The first entry that does not fit the one before it")
    anchor: str = Field(
        description="The last link that holds",
        examples=["3.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
