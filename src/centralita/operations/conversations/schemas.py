"""Conversations on the wire."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.operations.conversations.domain.filter import Sort, Tests
from centralita.operations.conversations.domain.promises import Reason

Status = Literal["active", "handed_off", "ended"]
Role = Literal["visitor", "agent", "person", "system"]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Word = Annotated[str, StringConstraints(max_length=40)]


class ConversationFilterIn(BaseModel):
    """Which conversations. Days are the organization's own, both included."""

    model_config = ConfigDict(extra="ignore")

    search: Annotated[str, Field(max_length=200, description="Words that were said")] = ""
    agent: Word = ""
    status: Status | None = None
    outcome: Word = ""
    language: Annotated[str, StringConstraints(max_length=8)] = ""
    channel: Annotated[str, StringConstraints(max_length=12)] = ""
    tests: Tests = "hide"
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    rating: Annotated[int | None, Field(ge=1, le=5)] = None
    tag: Word = ""
    handoff: Annotated[bool | None, Field(description="Whether a person was called")] = None
    contradicting: Annotated[
        bool,
        Field(description="Only those in which the agent said something that the business profile denies"),
    ] = False
    rated: Annotated[
        Literal["", "good", "bad"],
        Field(description="Only those in which the team found an answer of the agent good, or bad"),
    ] = ""
    mine: Annotated[bool, Field(description="Only those that I hold")] = False
    experiment: Annotated[Word, Field(description="Those that took part in this experiment")] = ""
    arm: Literal["", "a", "b"] = ""
    sort: Sort = "-started_at"


class AgentRef(BaseModel):
    """The agent that answered."""

    id: str
    name: str


class PersonRef(BaseModel):
    """A person of the organization; `id` is null for one who left."""

    id: str | None
    name: str


class ConversationSummary(BaseModel):
    """A conversation in a list."""

    id: str = Field(examples=["cnv_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    agent: AgentRef
    channel: str
    test: bool
    status: Status
    outcome: str | None
    language: str
    preview: str = Field(description="The most that the visitor said at once, cut after 200 characters")
    messages: int
    csat: int | None
    nps: int | None
    tags: list[str]
    handed_off: bool
    contradictions: int = Field(
        description="Things the agent said that the business profile of that day denies"
    )
    held_by: PersonRef | None
    cost_micros: int = Field(description="Millionths of `currency`")
    currency: str
    started_at: datetime
    last_at: datetime
    ended_at: datetime | None
    can: list[str]


class ConversationList(BaseModel):
    """One page of conversations. `total` comes with the first page and stops at 1,001: that and more."""

    items: list[ConversationSummary]
    next_cursor: str | None = None
    total: int | None


class ConversationTag(BaseModel):
    """A tag in use."""

    tag: str = Field(examples=["vip"])
    conversations: int = Field(description="How many of the last 10,000 tagged conversations carry it")


class ConversationTagList(BaseModel):
    """The tags in use, the most used first; 200 at most."""

    items: list[ConversationTag]


class NoteOut(BaseModel):
    """What a person wrote beside a conversation."""

    id: str
    author: PersonRef
    text: str
    created_at: datetime
    can_delete: bool


class AttachmentOut(BaseModel):
    """A file that the visitor sent; `size` in bytes."""

    id: str
    name: str
    type: str
    size: int


class ConversationOut(ConversationSummary):
    """A conversation as its page shows it."""

    version: int | None = Field(description="The agent's version; null for a test of the draft")
    visitor_id: str
    page_url: str
    variables: dict[str, Any]
    rating_comment: str
    tokens_in: int
    tokens_out: int
    response_ms: int | None = Field(description="Mean time until the answer, in milliseconds")
    handed_off_at: datetime | None
    notes: list[NoteOut]
    attachments: list[AttachmentOut]


class TraceOut(BaseModel):
    """One thing that the engine did."""

    name: str = Field(examples=["node"])
    node_id: str | None
    data: dict[str, Any]


class PromiseAsideOut(BaseModel):
    """That somebody found that it needs nothing."""

    reason: Reason
    by: str
    at: datetime


class PromiseOut(BaseModel):
    """Something the agent said that the business did not say then. `subject` is the service or the day."""

    key: str = Field(description="The same wherever in a conversation it is said")
    aside: PromiseAsideOut | None
    kind: Literal["price", "phone", "hours", "payment"]
    subject: str
    said: str
    known: str


class TurnRatingOut(BaseModel):
    """What somebody of the team says of an answer. `scenario_id`: the scenario that was made of it."""

    good: bool
    remark: str
    by: PersonRef
    rated_at: datetime
    scenario_id: str | None
    aside: bool = Field(description="It is bad, and needs no scenario")


class MessageOut(BaseModel):
    """One thing said, with what led to it."""

    id: str
    sequence: int
    role: Role
    text: str
    created_at: datetime
    author: PersonRef | None
    choices: list[dict[str, Any]] | None
    input: dict[str, Any] | None
    citations: list[dict[str, Any]] | None
    attachments: list[dict[str, Any]] | None
    trace: list[TraceOut]
    took_ms: float = Field(description="Time that models, tools and searches took for it")
    contradicts: list[PromiseOut] = Field(description="What the business profile of that day says otherwise")
    rating: TurnRatingOut | None = Field(
        description="What somebody of the team says of it; none for other roles"
    )


class MessageList(BaseModel):
    """One page of a transcript, in order."""

    items: list[MessageOut]
    next_cursor: str | None = None


Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class PromiseAsideIn(BaseModel):
    """Something said against the profile that needs nothing, and why: it is right, it is no contradiction, it is done."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"key": "0123456789abcdef0123456789abcdef", "reason": "right"}]},
    )

    key: Key
    reason: Reason


class PromiseBackIn(BaseModel):
    """Something said against the profile that counts again."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"key": "0123456789abcdef0123456789abcdef"}]}
    )

    key: Key


class NoteIn(BaseModel):
    """A note."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "Llamar el lunes."}]})

    text: Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]


class TagsIn(BaseModel):
    """All the tags that it shall have."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"tags": ["vip"]}]})

    tags: Annotated[list[Tag], Field(max_length=20)]


class ExportedMessage(BaseModel):
    """A message in an export."""

    role: str
    text: str
    at: datetime


class ExportedConversation(BaseModel):
    """A line of an export."""

    id: str
    agent: str
    channel: str
    test: bool
    status: str
    outcome: str
    language: str
    started_at: datetime
    ended_at: datetime | None
    csat: int | None
    nps: int | None
    rating_comment: str
    handed_off: bool
    tags: list[str]
    variables: dict[str, Any]
    tokens_in: int
    tokens_out: int
    cost_micros: int
    currency: str
    messages: list[ExportedMessage]
