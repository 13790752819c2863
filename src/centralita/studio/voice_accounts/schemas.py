"""Accounts of voice platforms on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.providers.voice.platforms import VoicePlatform

Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
CredentialsIn = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=60)], Annotated[str, StringConstraints(max_length=4000)]
    ],
    Field(max_length=20, description="The fields of the kind's form", examples=[{"api_key": "key_…"}]),
]


class VoiceAccountIn(BaseModel):
    """A new account. Secrets are kept sealed and never shown again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "sandbox", "label": "Sandbox", "credentials": {}}]},
    )

    kind: VoicePlatform
    label: Label
    credentials: CredentialsIn = {}


class VoiceAccountChange(BaseModel):
    """What is to change; what is left out stays. A secret that is left out or empty stays too."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"label": "Retell (Madrid)"}]})

    label: Label | None = None
    credentials: CredentialsIn | None = None
    minute_micros: Annotated[
        int | None,
        Field(ge=1, le=100_000_000, description="What a minute costs, in micro-units; null: the list price"),
    ] = None


class VoiceAccountOut(BaseModel):
    """An account without its secrets. `webhook_url` is what the platform is to be given, where we know our address."""

    id: str = Field(examples=["pac_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    kind: VoicePlatform
    label: str
    credentials: dict[str, str] = Field(description="The fields that may be shown")
    secrets: list[str] = Field(description="The names of the secret fields that are set")
    webhook_url: str
    webhook_ready: bool = Field(description="Whether we have a secret to know the webhooks by")
    webhook_problem: str | None = Field(
        description="Why the platform does not tell us of all calls by itself: `foreign`, or the code of a failure"
    )
    last_heard_at: datetime | None = Field(description="When the platform last sent something")
    workspace: str = Field(description="Whose account it is, in the platform's words; empty until tried")
    calls_at_most: int | None = Field(description="How many calls at once, where the platform tells")
    minute_micros: int | None = Field(description="What a minute costs here; null: the list price")
    list_minute_micros: int = Field(
        description="What a minute costs by the platform's list, on the high side"
    )
    currency: str = Field(description="Of both prices", examples=["USD"])
    health: Literal["unknown", "ok", "failing"]
    last_checked_at: datetime | None
    last_error: str | None = Field(description="The code of what went wrong last")
    revision: int
    created_at: datetime
    updated_at: datetime
    can: list[str]


class VoiceAccountList(BaseModel):
    """The accounts, by label."""

    items: list[VoiceAccountOut]
    next_cursor: str | None = None


class VoiceAccountKind(BaseModel):
    """A platform: its form as JSON Schema, and where its keys are found."""

    kind: VoicePlatform
    label: str
    form: dict[str, Any]
    keys_page: str


class VoiceAccountKindList(BaseModel):
    """The platforms that can be connected."""

    items: list[VoiceAccountKind]


class VoiceConnectionOut(BaseModel):
    """How the test went. `code` says what went wrong."""

    ok: bool
    code: str | None = None
    calls_now: int | None = Field(None, description="Calls under way at the moment, where the platform tells")
    account: VoiceAccountOut


class WebhookEventOut(BaseModel):
    """One event that the platform sent."""

    id: str = Field(examples=["whe_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str = Field(examples=["call_ended"])
    call: str = Field(description="The platform's own id of the call; empty where the event is about none")
    received_at: datetime


class WebhookEventList(BaseModel):
    """What the platform sent last, newest first."""

    items: list[WebhookEventOut]
    next_cursor: str | None = None
