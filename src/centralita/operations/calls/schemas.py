"""Calls on the wire."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.kit.clock import Moment
from centralita.operations.calls.domain.words import Direction, Evidence, Kind, Outcome, TranscriptStatus
from centralita.operations.compliance.schemas import DecisionOut
from centralita.operations.conversations.public import PromiseOut
from centralita.providers.voice.calls import CallStatus, Ending

Word = Annotated[str, StringConstraints(max_length=40)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Note = Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)]
_AGENT = "agt_01k9h2v7zq4m8x3n5t6w1y0r2s"


class CallFilterIn(BaseModel):
    """Which calls. Days are the organization's own, both included."""

    model_config = ConfigDict(extra="ignore")

    status: CallStatus | None = None
    running: Annotated[bool | None, Field(description="Whether they are still going on")] = None
    contact: Word = ""
    agent: Word = ""
    account: Word = ""
    campaign: Word = ""
    outcome: Outcome | None = None
    direction: Direction | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    q: Annotated[str, Field(max_length=100, description="Part of a number, or of the contact's name")] = ""


class CallIn(BaseModel):
    """Who is to call a lead, and why. Without a number, the lead's main one is called."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"agent_id": _AGENT, "kind": "prospecting"}]},
    )

    agent_id: Word
    kind: Kind
    number: Word = ""
    note: Annotated[Note, Field(description="What the agent is told beside what is known of the lead")] = ""


class CallChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"notes": "Wants an offer for two.", "next_action": "Send it"}]},
    )

    notes: Annotated[str, StringConstraints(max_length=4_000, strip_whitespace=True)] | None = None
    next_action: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] | None = None
    outcome: Outcome | None = None


class CallContact(BaseModel):
    """Who is called, or calls."""

    id: str
    name: str


class CallAgent(BaseModel):
    """The agent that talks. `version` is the number that it runs, where that is known."""

    id: str
    name: str
    version: int | None


class CallAccount(BaseModel):
    """The voice account; `id` is null once it was removed."""

    id: str | None
    label: str
    platform: str


class CallMoney(BaseModel):
    """An amount in micro-units: 1,000,000 is one of the currency."""

    micros: int
    currency: str


class CallCost(CallMoney):
    """What it cost. `final` says that the platform expects no more."""

    final: bool


class CallCostItem(CallMoney):
    """A part of the cost, under the platform's name for it."""

    item: str


class CallCallback(BaseModel):
    """The next call that was agreed on."""

    id: str
    at: datetime


class CallInsights(BaseModel):
    """What a language model drew from the talk. It may be wrong: what a person or the platform says comes first."""

    summary: str
    sentiment: str
    outcome: str
    next_action: str
    callback_at: datetime | None
    objections: list[str]


class CallPassed(BaseModel):
    """An account that the call did not go by, and the code of what spoke against it. `tried`: it was asked, and did
    not dial."""

    account: str
    label: str
    reason: str
    tried: bool = False


class CallRouting(BaseModel):
    """Why the call goes by its account: the only one of its agent, the others were not well, it had most lines free,
    or none was better."""

    why: Literal["only", "well", "lines", "last"]
    passed: list[CallPassed]


class CallOut(BaseModel):
    """A call. `evidence` says by what we know how it ended: the platform's webhook, our asking the platform, its
    refusal to dial, or our own word."""

    id: str = Field(examples=["call_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    status: CallStatus
    ending: Ending | None
    outcome: Outcome | None
    direction: Direction
    kind: Kind | None
    contact: CallContact | None
    agent: CallAgent | None
    account: CallAccount
    routing: CallRouting | None
    from_number: str
    to_number: str
    created_at: datetime
    ringing_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    duration_seconds: float | None
    cost: CallCost | None
    cost_lines: list[CallCostItem]
    estimate: CallMoney | None
    evidence: Evidence
    platform_reason: str
    error: str
    transcript_status: TranscriptStatus
    confidence: float | None = Field(description="How sure the platform is of what it heard, 0 to 1")
    recording: bool
    summary: str
    sentiment: str
    successful: bool | None
    collected: dict[str, Any]
    latency: dict[str, float] = Field(description="Milliseconds, by the platform's measure")
    insights: CallInsights | None
    conversation_id: str | None
    campaign_id: str | None
    attempt: int
    notes: str
    next_action: str
    stopping: bool = Field(description="Somebody asked to end it, and the platform has not confirmed yet")
    stoppable: bool = Field(
        description="It runs, and was not dialled yet or is at a platform that can hang up"
    )
    takes_over: bool = Field(
        description="It is answered, and a person can go on with it in the agent's place"
    )
    callback: CallCallback | None
    erased_at: datetime | None = Field(
        description="When what was said in it was let go of: it was as old as calls are kept, or its contact was deleted"
    )
    created_by: str
    revision: int
    can: list[str]


class CallList(BaseModel):
    """One page of calls, the newest first. `total` comes with the first page and stops at 1,001."""

    items: list[CallOut]
    next_cursor: str | None = None
    total: int | None


class UtteranceOut(BaseModel):
    """One thing said, or done. Seconds from the start of the call."""

    role: Literal["agent", "callee", "tool", "system"]
    text: str
    at: float | None
    ends: float | None
    confidence: float | None
    contradicts: list[PromiseOut]


class CallTranscript(BaseModel):
    """What was said in a call; it grows while the call goes on."""

    status: TranscriptStatus
    utterances: list[UtteranceOut]


class CallVoice(BaseModel):
    """How the agent sounds."""

    id: str
    name: str
    preview_url: str


class CallEstimate(CallMoney):
    """What a call of so many minutes may cost."""

    minutes: float


class WebCallIn(BaseModel):
    """A call from a browser. Without an account the first free one that has web calls is taken."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"account_id": "pac_01k9h2v7zq4m8x3n5t6w1y0r2s", "language": "es"}]},
    )

    account_id: Word = ""
    language: Annotated[
        str, StringConstraints(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$", max_length=16)
    ] = ""


class IceServerOut(BaseModel):
    """A server that helps a browser to find its way to the platform, as `RTCPeerConnection` takes it."""

    urls: list[str]
    username: str
    credential: str


class ListeningOut(BaseModel):
    """What a browser needs to hear a call under way, hidden: an offer of WebRTC goes to `url`, with the token.

    `participant` is who listens, and may be let in to speak.
    """

    participant: str
    token: str
    url: str
    ice_servers: list[IceServerOut]


class TakeOverIn(BaseModel):
    """Who of those that listen goes on with the call."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"participant": "listener_1"}]})

    participant: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class WebCallOut(BaseModel):
    """What a browser needs to join the call within a minute. The token opens this one call, once.

    The sandbox's client connects to `url` on this host, ElevenLabs' to the socket at `url`; Retell's sends its offer of
    WebRTC to `url`, with the token and `ice_servers`. `variables` are for platforms whose client sends them itself.
    """

    call: CallOut
    platform: str
    token: str
    url: str
    ice_servers: list[IceServerOut]
    language: str
    variables: dict[str, str]


class CallOption(BaseModel):
    """An agent that may be chosen. `why_not` is a code when it cannot call now."""

    id: str
    name: str
    description: str
    voice: CallVoice | None
    account: CallAccount
    free: bool
    why_not: Literal["no_free_line", "account_failing", "agent_paused"] | None
    estimate: CallEstimate


class CallOptions(BaseModel):
    """Whether and by whom a lead can be called now. `number` is the one that would be dialled."""

    number: str
    numbers: list[str]
    decision: DecisionOut
    agents: list[CallOption]
    running: str | None = Field(description="The call with this lead that is under way")


class CallbackIn(BaseModel):
    """A call to be made later."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"at": "2035-03-01T10:00:00Z", "agent_id": _AGENT, "kind": "follow_up"}]
        },
    )

    at: Moment
    agent_id: Word
    kind: Kind
    note: Note = ""
    after: Annotated[Word, Field(description="The call in which it was agreed on")] = ""


class CallbackReason(BaseModel):
    """A rule that spoke against a call. `until` is when time alone takes it away."""

    code: str
    sentence: str
    until: datetime | None


class CallbackOut(BaseModel):
    """A call that is to be made at `at`. `problem` is a code when it could not be."""

    id: str = Field(examples=["cbk_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    contact: CallContact | None
    agent: CallAgent | None
    kind: Kind
    note: str
    at: datetime
    status: Literal["waiting", "called", "refused", "cancelled"]
    call_id: str | None
    problem: str
    reasons: list[CallbackReason]
    created_by: str
    created_at: datetime
    can: list[str]


class CallbackList(BaseModel):
    """Calls to be made, the next one first."""

    items: list[CallbackOut]
    next_cursor: str | None = None
