"""Deployments on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.deployments.domain.target import Mode, Voice

Minutes = Annotated[int, Field(ge=1, le=240, description="Minutes a call may last")]


class DeploymentIn(BaseModel):
    """Where and how an agent is to run. Sent again for the same account, it changes what is there."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s",
                    "mode": "brain",
                    "voice": {"id": "11labs-Adrian", "name": "Adrian", "speed": 1.0},
                    "max_minutes": 15,
                }
            ]
        },
    )

    account_id: str
    mode: Mode = Mode.BRAIN
    voice: Voice = Voice()
    max_minutes: Minutes = 15


class DeploymentChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"max_minutes": 20}]})

    mode: Mode | None = None
    voice: Voice | None = None
    max_minutes: Minutes | None = None


class LossOut(BaseModel):
    """Something that the platform does otherwise or not at all, in the reader's language."""

    feature: str = Field(examples=["node.tool_call"])
    how: Literal["changed", "lost"]
    sentence: str
    safety: bool
    blocking: bool
    flow_id: str | None
    node_id: str | None
    node_name: str


class LossList(BaseModel):
    """What would be lost, the blocking first."""

    items: list[LossOut]
    blocked: bool


class PublishLosses(BaseModel):
    """What publishing the draft would lose at one account where the agent runs."""

    deployment_id: str
    account: str = Field(description="The account's label")
    items: list[LossOut]
    blocked: bool


class PublishLossesList(BaseModel):
    """The accounts where the agent runs and something would be lost."""

    items: list[PublishLosses]


class DeployedAccount(BaseModel):
    """The account, as much of it as is needed here."""

    id: str
    label: str
    platform: VoicePlatform
    health: Literal["unknown", "ok", "failing"]


class DeploymentOut(BaseModel):
    """An agent on an account of a voice platform."""

    id: str = Field(examples=["dep_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    agent_id: str
    account: DeployedAccount
    mode: Mode
    voice: Voice
    max_minutes: int
    state: Literal[
        "pending", "deploying", "live", "failed", "drifted", "withdrawing", "withdrawn", "pausing", "paused"
    ]
    goal: Literal["live", "paused", "withdrawn"]
    provider_agent_id: str
    provider_version: str
    live_number: int | None = Field(description="The version that is there")
    wanted_number: int | None = Field(description="The version that is to be there")
    adopted: bool = Field(description="The agent was there before us, and stays when we let go")
    error: str | None = Field(description="The code of what went wrong")
    error_sentence: str | None = Field(description="What went wrong and what to do, in the reader's language")
    next_try_at: datetime | None
    deployed_at: datetime | None
    checked_at: datetime | None
    drifted_at: datetime | None
    losses: list[LossOut] = Field(description="What the platform does otherwise, of the version that is live")
    can: list[str]


class DeploymentList(BaseModel):
    """Where the agent runs."""

    items: list[DeploymentOut]


class FieldOut(BaseModel):
    """A field that another hand changed. None stands for nothing there."""

    path: str
    label: str
    base: Any = Field(description="As we left it, as JSON")
    theirs: Any = Field(description="As it is there now, as JSON")
    ours: Any = Field(description="As we would write it now, as JSON")
    takes: str | None = Field(
        description="Where it would go with us: voice, limit, name, prompt, greeting; None nowhere"
    )


class DriftOut(BaseModel):
    """What another hand changed at the platform."""

    deployment_id: str
    found_at: datetime | None
    fields: list[FieldOut]


class DriftIn(BaseModel):
    """`take` brings what fits into our agent, `keep` leaves theirs until we publish next, `overwrite` writes ours."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"decision": "overwrite"}]})

    decision: Literal["take", "keep", "overwrite"]


class DriftDone(BaseModel):
    """What came of it."""

    deployment: DeploymentOut
    taken: list[str] = Field(description="Labels of what was brought in")
    left: list[str] = Field(description="Labels of what has no place with us")


class RemoteAgentOut(BaseModel):
    """An agent at the platform. `agent_id` is ours that it belongs to, where there is one."""

    id: str
    name: str
    changed_at: datetime | None
    agent_id: str | None


class RemoteAgentList(BaseModel):
    """The account's agents at the platform."""

    items: list[RemoteAgentOut]
    next_cursor: str | None = None


class ImportIn(BaseModel):
    """Which agent to bring in. With `adopt` it stays where it is and follows ours from the first publishing on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"provider_agent_id": "agent_1a2b3c", "adopt": True}]},
    )

    provider_agent_id: Annotated[str, Field(min_length=1, max_length=200)]
    adopt: bool = False


class ImportOut(BaseModel):
    """What an import brought, or would bring: and what it leaves behind."""

    agent_id: str | None
    deployment_id: str | None
    name: str
    languages: list[str]
    prompt: str
    first_message: str
    voice_id: str
    tools: list[str] = Field(description="Names of tools that do not come along")
    unmapped: list[str] = Field(description="Fields that have no place with us")
    secrets_removed: int


class AccountVoiceOut(BaseModel):
    """A voice of the account."""

    id: str
    name: str
    languages: list[str]
    accent: str
    gender: str
    preview_url: str


class AccountVoiceList(BaseModel):
    """The account's voices, by name."""

    items: list[AccountVoiceOut]
