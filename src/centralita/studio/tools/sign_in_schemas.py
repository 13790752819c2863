"""Shared sign-ins on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.studio.tools.domain.sharing import MOST_ORIGINS
from centralita.studio.tools.schemas import CredentialsIn, Label

SharedKind = Literal["api_key", "query_key", "body_key", "bearer", "basic", "oauth2", "hmac"]
HostAddress = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]
Hosts = Annotated[
    list[HostAddress],
    Field(
        min_length=1,
        max_length=MOST_ORIGINS,
        description="Addresses whose hosts the secret may be sent to, and nowhere else",
    ),
]
TestAddress = Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)]
EXAMPLE: dict[str, Any] = {
    "label": "Booking system",
    "kind": "bearer",
    "credentials": {"token": "a-token"},
    "origins": ["https://api.example.com"],
}


class ToolSignInIn(BaseModel):
    """A new shared sign-in."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    label: Label
    kind: SharedKind
    credentials: CredentialsIn
    origins: Hosts
    test_address: TestAddress = ""


class ToolSignInChange(BaseModel):
    """What is to change; what is left out stays. A new host, and another kind, need the secrets typed again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"label": "Bookings"}]})

    label: Label | None = None
    kind: SharedKind | None = None
    credentials: CredentialsIn | None = None
    origins: Hosts | None = None
    test_address: TestAddress | None = None


class ToolSignInUse(BaseModel):
    """A tool that uses it."""

    id: str
    label: str
    host: str


class ToolSignInOut(BaseModel):
    """A shared sign-in. Its secrets are never shown."""

    id: str = Field(examples=["tsi_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    label: str
    kind: SharedKind
    credentials: dict[str, str] = Field(description="The fields of its form that may be shown")
    secrets: list[str] = Field(description="The names of the secret fields that are set")
    origins: list[str] = Field(description="Where its secret is sent, and nowhere else")
    waiting: bool = Field(description="Brought by a template or an import: nobody has typed its secret yet")
    test_address: str
    verdict: Literal["", "accepted", "refused", "unclear", "failed"]
    tested_at: datetime | None
    tools: list[ToolSignInUse]
    revision: int
    created_at: datetime
    updated_at: datetime
    can: list[str]


class ToolSignInList(BaseModel):
    """The shared sign-ins, by label."""

    items: list[ToolSignInOut]


class ToolSignInTestIn(BaseModel):
    """Where to ask with it; empty asks where it was asked before, or at its first host."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"address": "https://api.example.com/me"}]}
    )

    address: TestAddress = ""


class ToolSignInTestOut(BaseModel):
    """How the test went. `unclear`: it was answered, but the answer says nothing about the sign-in."""

    verdict: Literal["accepted", "refused", "unclear", "failed"]
    reason: str | None = Field(description="A code, where it was not accepted", examples=["http_401"])
    status: int | None
    ms: float
    sign_in: ToolSignInOut


class ToolShareIn(BaseModel):
    """What to call the sign-in that a tool's own becomes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"label": "Booking system"}]})

    label: Label
