"""Accounts of language models on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.providers.llm.catalog import ModelVendor

Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
ModelName = Annotated[
    str,
    StringConstraints(max_length=200, strip_whitespace=True, pattern=r"^([A-Za-z0-9@][A-Za-z0-9._:/@+-]*)?$"),
]
FirstToken = Annotated[float, Field(ge=1, le=60, description="Seconds until the first word")]
Total = Annotated[float, Field(ge=5, le=300, description="Seconds for the whole answer")]
CredentialsIn = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=60)], Annotated[str, StringConstraints(max_length=4000)]
    ],
    Field(max_length=20, description="The fields of the kind's form", examples=[{"api_key": "sk-…"}]),
]
Health = Literal["unknown", "ok", "failing"]


class ModelAccountIn(BaseModel):
    """A new account. Secrets are kept sealed and never shown again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"kind": "openai", "label": "OpenAI", "credentials": {"api_key": "sk-example"}}]
        },
    )

    kind: ModelVendor
    label: Label
    credentials: CredentialsIn
    default_model: ModelName = Field("", description="Empty: the vendor's suggestion")
    fallback_account_id: str | None = None
    fallback_model: ModelName = ""
    is_default: bool | None = Field(None, description="Left out: the first account becomes the default")
    first_token_timeout: FirstToken = 15.0
    total_timeout: Total = 90.0


class ModelAccountChange(BaseModel):
    """What is to change; what is left out stays. A secret that is left out or empty stays too."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"label": "OpenAI (Madrid)"}]})

    label: Label | None = None
    credentials: CredentialsIn | None = None
    default_model: Annotated[ModelName, Field(min_length=1)] | None = None
    fallback_account_id: str | None = None
    fallback_model: ModelName | None = None
    is_default: bool | None = None
    first_token_timeout: FirstToken | None = None
    total_timeout: Total | None = None


class ModelAccountOut(BaseModel):
    """An account without its secrets."""

    id: str = Field(examples=["pac_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    kind: ModelVendor
    label: str
    credentials: dict[str, str] = Field(description="The fields that may be shown")
    secrets: list[str] = Field(description="The names of the secret fields that are set")
    default_model: str
    fallback_account_id: str | None
    fallback_model: str
    is_default: bool
    first_token_timeout: float
    total_timeout: float
    health: Health
    last_checked_at: datetime | None
    last_error: str | None = Field(description="The code of what went wrong last")
    revision: int
    created_at: datetime
    updated_at: datetime
    can: list[str]


class ModelAccountList(BaseModel):
    """The accounts, by label."""

    items: list[ModelAccountOut]
    next_cursor: str | None = None


class ModelAccountKind(BaseModel):
    """A vendor: its form as JSON Schema, and models to suggest."""

    kind: ModelVendor
    label: str
    form: dict[str, Any]
    models: list[str]
    default_model: str
    keys_page: str


class ModelAccountKindList(BaseModel):
    """The vendors that can be connected."""

    items: list[ModelAccountKind]


class ConnectionOut(BaseModel):
    """How the test went. `code` says what went wrong; `seconds` is the time until the first word."""

    ok: bool
    model: str
    seconds: float | None = None
    code: str | None = None
    account: ModelAccountOut
