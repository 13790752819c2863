"""Phone numbers on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.engine.business import Span, Weekday
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.business.domain.hours import MAXIMUM_SPANS

Answers = Literal["always", "business", "own"]
State = Literal["answered", "foreign", "free"]


class NumberSpan(Span):
    """Answered from `opens` to `closes`; closing before it opens means after midnight."""


Hours = Annotated[
    dict[Weekday, Annotated[list[NumberSpan], Field(max_length=MAXIMUM_SPANS)]],
    Field(examples=[{"monday": [{"opens": "09:00", "closes": "14:00"}]}]),
]


class NumberAccount(BaseModel):
    """Whose number it is."""

    id: str = Field(examples=["pac_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    label: str
    platform: VoicePlatform


class NumberAgent(BaseModel):
    """Who answers it."""

    id: str = Field(examples=["agt_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str


class PhoneNumberOut(BaseModel):
    """A number of a connected account."""

    id: str = Field(examples=["num_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    account: NumberAccount
    number: str = Field(examples=["+34910000002"], description="E.164")
    shown: str = Field(examples=["+34 910 00 00 02"], description="As people of its country write it")
    country: str
    label: str
    platform_label: str
    agent: NumberAgent | None
    state: State = Field(
        description="`answered` by an agent of ours, by a `foreign` one of the platform, or `free`"
    )
    inbound_agent: str = Field(description="The platform's id of what answers; empty: nobody")
    can_call: bool = Field(description="Whether calls can be made from it")
    verified_at: datetime | None = Field(description="When the account last listed it as its own")
    answers: Answers
    hours: Hours
    fallback: str = Field(description="Who is called outside of these hours; E.164 or empty")
    revision: int
    can: list[str]


class NumberCatalogueOut(BaseModel):
    """How far an account's numbers are known."""

    account: NumberAccount
    refreshing: bool
    refreshed_at: datetime | None
    count: int
    error: str | None


class PhoneNumberList(BaseModel):
    """Numbers in order, with how far each account's are known."""

    items: list[PhoneNumberOut]
    next_cursor: str | None = None
    catalogues: list[NumberCatalogueOut]


class PhoneNumberChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"label": "Recepción", "answers": "business", "fallback": "+34611222333"},
            ]
        },
    )

    label: Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)] | None = None
    answers: Answers | None = None
    hours: Hours | None = None
    fallback: Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)] | None = None


class NumberBinding(BaseModel):
    """Who is to answer; without an agent nobody does."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"agent_id": None}]})

    agent_id: Annotated[str, StringConstraints(max_length=40)] | None


class NumberRing(BaseModel):
    """A try of a number. The last two digits of `caller` say how that person behaves, as they do for calls out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"caller": "+34612345620"}]})

    caller: Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{5,14}$")] = "+34612345620"


class NumberRung(BaseModel):
    """The call that was made: its id at the platform."""

    platform_call_id: str = Field(examples=["sbc_01k9h2v7zq4m8x3n5t6w1y0r2s"])
