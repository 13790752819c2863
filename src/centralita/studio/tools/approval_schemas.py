"""Requests for a person's approval on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class ToolApprovalOut(BaseModel):
    """A call that waits for a yes, or waited for one. `dropped` is one that the conversation went on without."""

    id: str = Field(examples=["tap_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    tool_id: str
    name: str
    label: str
    description: str
    version: int
    conversation_id: str
    agent_id: str
    agent_name: str
    arguments: dict[str, Any]
    state: Literal["waiting", "approved", "refused", "expired", "dropped"]
    asked_at: datetime
    expires_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str


class ToolApprovalList(BaseModel):
    """Requests, newest first."""

    items: list[ToolApprovalOut]
    next_cursor: str | None = None


class ToolApprovalDecisionIn(BaseModel):
    """A yes or a no, and why."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"approve": False, "reason": "The refund was paid last week."}]},
    )

    approve: bool
    reason: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""
