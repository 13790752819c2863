"""Keys of programs on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Grantable = Literal["agent:read", "agent:update", "agent:create", "tool:manage"]


class ApiKeyIn(Schema):
    """A key to be made. It may do no more than its maker, and reaches the agents named, or all of its maker's.

    One for some agents makes none, and no tools.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Build server",
                    "permissions": ["agent:read", "agent:update"],
                    "agent_ids": [],
                    "days": 90,
                }
            ]
        },
    )

    name: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    permissions: Annotated[list[Grantable], Field(min_length=1, max_length=4)]
    agent_ids: Annotated[list[str], Field(max_length=100)] = []
    days: Annotated[int, Field(ge=1, le=365, description="Until it expires")] = 90


class ApiKeyOut(Schema):
    """A key. The key itself is shown once, when it is made."""

    id: str = Field(examples=["key_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    ending: str = Field(description="Its last four characters")
    permissions: list[str]
    agent_ids: list[str] = Field(description="Empty: all that its maker reaches")
    made_by: str
    works: bool = Field(description="Not once it has expired or its maker has left")
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(description="To the hour")


class ApiKeyMade(ApiKeyOut):
    """A new key with its secret, which is kept nowhere."""

    key: str


class ApiKeyList(Schema):
    """All keys, newest first."""

    items: list[ApiKeyOut]
