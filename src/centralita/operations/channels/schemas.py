"""Channels on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.operations.channels.domain import WidgetSettings

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Origin = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Origins = Annotated[
    list[Origin],
    Field(
        max_length=50,
        description="Pages that may show it: `https://example.com`, `https://*.example.com`."
        " Empty: only this installation's own pages.",
        examples=[["https://www.example.com"]],
    ),
]
Kind = Literal["widget", "api"]
Serving = Literal["live", "disabled", "agent_not_published", "agent_paused", "agent_archived"]


class ChannelIn(BaseModel):
    """A new channel to one agent."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Página web",
                    "kind": "widget",
                    "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s",
                    "origins": ["https://www.example.com"],
                }
            ]
        },
    )

    name: Name
    kind: Kind = "widget"
    agent_id: str
    origins: Origins = []
    enabled: bool = True
    settings: WidgetSettings = WidgetSettings()


class ChannelChange(BaseModel):
    """What is to change; what is left out stays. `settings` are replaced as a whole."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"enabled": False}]})

    name: Name | None = None
    agent_id: str | None = None
    origins: Origins | None = None
    enabled: bool | None = None
    settings: WidgetSettings | None = None


class ChannelOut(BaseModel):
    """A channel with what a page needs to show it."""

    id: str = Field(examples=["chn_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    kind: Kind
    agent_id: str
    agent_name: str
    key: str = Field(description="Publishable: opens nothing but new conversations from the allowed origins")
    origins: list[str]
    enabled: bool
    settings: WidgetSettings
    serving: Serving = Field(description="`live`, or why it takes no new conversations")
    snippet: str = Field(description="The line of HTML that shows the widget; empty for an API channel")
    revision: int
    created_at: datetime
    updated_at: datetime
    can: list[str]


class ChannelList(BaseModel):
    """Channels, by name."""

    items: list[ChannelOut]
    next_cursor: str | None = None
