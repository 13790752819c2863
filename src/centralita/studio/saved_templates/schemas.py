"""Saved templates on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints, model_validator

Holds = Literal["agent", "flow", "prompt", "tool"]

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Summary = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]


class SavedTemplateIn(Schema):
    """What becomes the template as it is in its draft, and how it is told apart.

    An agent, one of its flows, a prompt or a tool: exactly one of them, a flow with its agent.
    """

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

    agent_id: str = ""
    flow_id: Annotated[str, StringConstraints(max_length=64)] = ""
    prompt_id: str = ""
    tool_id: str = ""
    title: Title
    summary: Summary = ""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(map(bool, (self.agent_id, self.prompt_id, self.tool_id))) != 1:
            raise ValueError("one of agent_id, prompt_id and tool_id")
        if self.flow_id and not self.agent_id:
            raise ValueError("a flow is one of an agent: agent_id is missing")
        return self

    @property
    def holds(self) -> Holds:
        """What kind of thing it is."""
        if self.prompt_id:
            return "prompt"
        if self.tool_id:
            return "tool"
        return "flow" if self.flow_id else "agent"


class SavedFlowIn(Schema):
    """The agent whose draft gets the flow."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"agent_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s"}]},
    )

    agent_id: str


class SavedNameIn(Schema):
    """How people call what is made."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"title": "Estado de un pedido"}]}
    )

    title: Title


class SavedTemplateAgentIn(Schema):
    """The name of the agent to make."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Recepción"}]})

    name: Title


class SavedTemplateOut(Schema):
    """A saved template in a list."""

    id: str = Field(examples=["tpl_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    title: str
    summary: str
    holds: Holds = Field(description="What it is a template of")
    kind: str = Field(description="Of an agent or a flow: how people reach such an agent; else empty")
    purpose: str = Field(description="Of an agent or a flow: what such an agent is for; else empty")
    languages: list[str]
    version: int = Field(description="How often it has been saved")
    installs: int = Field(description="How often something was made from it")
    author: str
    saved_at: datetime
    can: list[str]


class SavedTemplateDetail(SavedTemplateOut):
    """A saved template with what it would make."""

    steps: list[str] = Field(
        description="The flows of an agent, the steps of a flow, the arguments of a tool"
    )
    blueprint: dict[str, Any] = Field(description="Of an agent; else empty")
    text: str = Field(description="Of a prompt its text, of a tool what it does; else empty")
    address: str = Field(description="Of a tool: what it calls; else empty")
    signs_in: bool = Field(description="A tool that signs in: how is not kept, and is to be filled in again")


class SavedTemplateList(Schema):
    """Every saved template, the last saved first."""

    items: list[SavedTemplateOut]


class MadeFlowOut(Schema):
    """The flow that was put into an agent's draft, and the revision that the draft has now."""

    agent_id: str
    flow_id: str
    revision: int


class MadePromptOut(Schema):
    """The prompt that was made."""

    id: str = Field(examples=["prm_01k9h2v7zq4m8x3n5t6w1y0r2s"])


class MadeToolOut(Schema):
    """The tool that was made: a draft. `signs_in`: its sign-in is to be filled in before it is published."""

    id: str = Field(examples=["tool_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    signs_in: bool


class MadeAgentOut(Schema):
    """The agent that was made."""

    id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])
