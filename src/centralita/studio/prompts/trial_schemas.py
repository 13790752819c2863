"""Saved cases and trials of prompts on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.studio.prompts.schemas import AgentId, Message, PromptTitle, Values


class PromptCaseIn(BaseModel):
    """A situation to try a prompt in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Asks for the hours",
                    "values": {"customer": "Luis"},
                    "message": "When are you open?",
                }
            ]
        },
    )

    name: PromptTitle
    values: Values = {}
    message: Message


class PromptCaseOut(BaseModel):
    """A saved case."""

    id: str = Field(examples=["pcs_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    values: dict[str, str]
    message: str


class PromptCaseList(BaseModel):
    """The saved cases, the oldest first."""

    items: list[PromptCaseOut]


class PromptModel(BaseModel):
    """A connected account with the models to choose from; others may be named too."""

    account_id: str
    account: str
    vendor: str
    default_model: str
    models: list[str]


class PromptModelList(BaseModel):
    """The models that answer for the organization."""

    items: list[PromptModel]


class PromptAsked(BaseModel):
    """A model to ask. Without a name the account's own."""

    model_config = ConfigDict(extra="forbid")

    account_id: str
    model: Annotated[
        str,
        StringConstraints(
            max_length=200, strip_whitespace=True, pattern=r"^([A-Za-z0-9@][A-Za-z0-9._:/@+-]*)?$"
        ),
    ] = ""


class PromptTrialIn(BaseModel):
    """What is tried with which models. Without a version the draft as it is now; without cases all of them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"models": [{"account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s"}], "case_ids": []}]
        },
    )

    version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    agent_id: AgentId = None
    models: Annotated[list[PromptAsked], Field(min_length=1, max_length=4)]
    case_ids: Annotated[list[str], Field(max_length=30)] = []


class PromptAnswerOut(BaseModel):
    """What one model answered to one case. Not `done`: not asked yet. `error` is the code of why there is no answer."""

    case: str
    message: str
    model: str
    done: bool
    text: str
    error: str | None
    tokens_in: int
    tokens_out: int
    seconds: float | None
    micros: int | None = Field(description="Cost in millionths of a US dollar, where the price is known")


class PromptTrialOut(BaseModel):
    """A trial with what was answered so far, case by case. Without a version it was the draft of then."""

    id: str = Field(examples=["ptr_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    version: int | None
    agent_id: str | None
    state: Literal["queued", "running", "done", "cancelled"]
    total: int
    done: int
    started_by: str
    created_at: datetime
    ended_at: datetime | None
    answers: list[PromptAnswerOut]


class PromptTrialList(BaseModel):
    """Trials, newest first."""

    items: list[PromptTrialOut]
    next_cursor: str | None = None
