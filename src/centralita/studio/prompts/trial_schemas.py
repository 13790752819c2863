"""Saved cases and trials of prompts on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.studio.prompts.schemas import AgentId, Message, PromptTitle, Values

Words = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]],
    Field(max_length=10),
]


class PromptTurn(BaseModel):
    """Something that was said before."""

    model_config = ConfigDict(extra="forbid")

    who: Literal["caller", "agent"]
    text: Message


Earlier = Annotated[
    list[PromptTurn], Field(max_length=20, description="What was said before the message, the oldest first")
]


class PromptCaseIn(BaseModel):
    """A situation to try a prompt in, and what an answer must and must not say.

    Words are compared without regard to capitals and accents.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Asks for the hours",
                    "values": {"customer": "Luis"},
                    "earlier": [{"who": "agent", "text": "Good morning, how can I help?"}],
                    "message": "When are you open?",
                    "says": ["nine"],
                    "never": ["I do not know"],
                }
            ]
        },
    )

    name: PromptTitle
    values: Values = {}
    earlier: Earlier = []
    message: Message
    says: Words = []
    never: Words = []


class PromptCaseOut(BaseModel):
    """A saved case."""

    id: str = Field(examples=["pcs_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    values: dict[str, str]
    earlier: list[PromptTurn]
    message: str
    says: list[str]
    never: list[str]


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
    """What is tried with which models. Without a version the draft as it is now; without cases all of them.

    `beside` is another version that the same is asked of, for the two to stand side by side.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"models": [{"account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s"}], "case_ids": []}]
        },
    )

    version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    beside: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    agent_id: AgentId = None
    models: Annotated[list[PromptAsked], Field(min_length=1, max_length=4)]
    case_ids: Annotated[list[str], Field(max_length=30)] = []


class PromptCheck(BaseModel):
    """Words that an answer must say (`says`) or must not (`never`), and whether it did as it should."""

    kind: Literal["says", "never"]
    text: str
    passed: bool


class PromptCall(BaseModel):
    """A tool that the model wanted to call. It is not called."""

    name: str
    arguments: str


class PromptAnswerOut(BaseModel):
    """What one model answered to one case. Not `done`: not asked yet. `error` is the code of why there is no answer."""

    case: str
    message: str
    model: str
    version: int | None = Field(description="The version that it was told; none: the draft")
    done: bool
    text: str
    calls: list[PromptCall]
    checks: list[PromptCheck] = Field(description="Of the case; none where nothing was answered")
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
