"""Saved templates on the wire."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Summary = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]


class SavedTemplateIn(Schema):
    """The agent whose draft becomes the template, and how it is told apart."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s",
                    "title": "Recepción de las tres clínicas",
                    "summary": "Con nuestras preguntas y avisos.",
                }
            ]
        },
    )

    agent_id: str
    title: Title
    summary: Summary = ""


class SavedTemplateAgentIn(Schema):
    """The name of the agent to make."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Recepción"}]})

    name: Title


class SavedTemplateOut(Schema):
    """A saved template in a list."""

    id: str = Field(examples=["tpl_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    title: str
    summary: str
    kind: str
    purpose: str
    languages: list[str]
    version: int = Field(description="How often it has been saved")
    installs: int = Field(description="How many agents were made from it")
    author: str
    saved_at: datetime
    can: list[str]


class SavedTemplateDetail(SavedTemplateOut):
    """A saved template with what it would make."""

    steps: list[str] = Field(description="The flows by name")
    blueprint: dict[str, Any]


class SavedTemplateList(Schema):
    """Every saved template, the last saved first."""

    items: list[SavedTemplateOut]


class MadeAgentOut(Schema):
    """The agent that was made."""

    id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])
