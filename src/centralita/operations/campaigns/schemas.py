"""Campaigns on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from centralita.engine.business import ClockTime, Weekday

Status = Literal["draft", "scheduled", "running", "paused", "finished", "stopped"]
State = Literal["waiting", "held", "calling", "done", "left_out"]
Kind = Literal["prospecting", "qualification", "follow_up", "closing"]
CampaignPurpose = Literal["marketing", "service"]
Voicemail = Literal["hang_up", "message", "retry"]
Retried = Literal["no_answer", "busy", "voicemail", "failed"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(max_length=40)]
Words = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Topic = Annotated[str, StringConstraints(max_length=60, strip_whitespace=True)]
Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 31)]
Micros = Annotated[int, Field(ge=0, le=10**15)]


class Audience(BaseModel):
    """Whom to call: everybody who matches. `view_id` and `import_id` name a saved view and an imported file."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["filter", "import", "view"] = "filter"
    view_id: Id = ""
    import_id: Id = ""
    search: Words = ""
    stage: Literal["", "new", "contacted", "interested", "booked", "won", "lost"] = ""
    owner: Annotated[Id, Field(description="A member's id, or `none`")] = ""
    tag: Id = ""
    source: Annotated[str, StringConstraints(max_length=80)] = ""

    @model_validator(mode="after")
    def _named(self) -> "Audience":
        if (self.kind == "view" and not self.view_id) or (self.kind == "import" and not self.import_id):
            raise ValueError("the view or file is not named")
        return self


class CampaignSpan(BaseModel):
    """Calls are made from `opens` to `closes`, on the clock of the one who is called."""

    model_config = ConfigDict(extra="forbid")

    opens: ClockTime = Field(examples=["10:00"])
    closes: ClockTime = Field(examples=["18:00"])

    @model_validator(mode="after")
    def _forward(self) -> "CampaignSpan":
        if self.opens >= self.closes:
            raise ValueError("closes before it opens")
        return self


Windows = Annotated[
    dict[Weekday, Annotated[list[CampaignSpan], Field(max_length=6)]],
    Field(description="Hours of each weekday. A day that is left out has none; without any day, any hour"),
]
Retry = Annotated[
    dict[Retried, Minutes],
    Field(description="Minutes to wait after each outcome; one that is left out is final"),
]


class StopRulesIn(BaseModel):
    """When the campaign ends by itself. Null does not end it."""

    model_config = ConfigDict(extra="forbid")

    booked: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    interested: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    until: AwareDatetime | None = None
    failure_percent: Annotated[int, Field(ge=1, le=100)] | None = None


class CampaignIn(BaseModel):
    """A new campaign, as a draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Spring check-up",
                    "kind": "follow_up",
                    "purpose": "service",
                    "audience": {"kind": "filter", "tag": "check-up"},
                    "windows": {"monday": [{"opens": "10:00", "closes": "13:00"}]},
                    "pace": 10,
                    "retry": {"no_answer": 120, "busy": 30},
                    "stop_rules": {"booked": 20},
                }
            ]
        },
    )

    name: Name
    agent_id: Id | None = None
    kind: Kind = "prospecting"
    purpose: CampaignPurpose = "marketing"
    topic: Topic = ""
    audience: Audience = Audience()
    windows: Windows = {}
    starts_at: AwareDatetime | None = None
    pace: Annotated[int, Field(ge=1, le=600, description="Calls begun in a minute")] = 10
    concurrency: Annotated[int, Field(ge=1, le=500, description="Calls at the same time")] = 2
    max_attempts: Annotated[int, Field(ge=1, le=10)] = 3
    retry: Retry = {"no_answer": 120, "busy": 30, "failed": 60}
    gap_minutes: Annotated[Minutes, Field(description="Between two calls to one person")] = 60
    calls_per_day: Annotated[int, Field(ge=1, le=10, description="To one person in 24 hours")] = 2
    voicemail: Voicemail = "hang_up"
    stop_rules: StopRulesIn = StopRulesIn()
    budget_micros: Micros | None = None


class CampaignChange(BaseModel):
    """What is to change; what is left out stays. `null` empties the agent, the start and the budget."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Spring check-up", "pace": 20}]}
    )

    name: Name | None = None
    agent_id: Id | None = None
    kind: Kind | None = None
    purpose: CampaignPurpose | None = None
    topic: Topic | None = None
    audience: Audience | None = None
    windows: Windows | None = None
    starts_at: AwareDatetime | None = None
    pace: Annotated[int, Field(ge=1, le=600)] | None = None
    concurrency: Annotated[int, Field(ge=1, le=500)] | None = None
    max_attempts: Annotated[int, Field(ge=1, le=10)] | None = None
    retry: Retry | None = None
    gap_minutes: Minutes | None = None
    calls_per_day: Annotated[int, Field(ge=1, le=10)] | None = None
    voicemail: Voicemail | None = None
    stop_rules: StopRulesIn | None = None
    budget_micros: Micros | None = None


class StartIn(BaseModel):
    """How many people you mean to call: needed for a large campaign, as the preview counted them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"confirmed": 1240}]})

    confirmed: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class StopIn(BaseModel):
    """Whether the calls under way are ended too."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"hang_up": False}]})

    hang_up: bool = False


class SwitchIn(BaseModel):
    """Stop every campaign of the organization, or let them go on."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"stopped": True}]})

    stopped: bool


class SwitchOut(BaseModel):
    """The organization's stop switch."""

    stopped: bool
    since: datetime | None
    by: str


class CampaignAgent(BaseModel):
    id: str
    name: str
    ready: Annotated[bool, Field(description="Published and not paused")]


class CampaignMoney(BaseModel):
    micros: int
    currency: str


class CampaignSummary(BaseModel):
    """A campaign in a list. `people` counts everybody in it, `finished` those for whom it is over."""

    id: str
    name: str
    status: Status
    reason: Annotated[str, Field(description="Why it paused or ended; empty when a person did it")]
    reason_text: str
    agent: CampaignAgent | None
    kind: Kind
    people: int
    finished: int
    dialled: int
    answered: int
    interested: int
    booked: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    can: list[str]


class Counters(BaseModel):
    """How many people are where, and what came of the calls.

    `talking` are calls that were answered and go on; `stoppable` those under way that their platform can end.
    """

    waiting: int
    held: int
    calling: int
    done: int
    left_out: int
    talking: int
    stoppable: int
    dialled: int
    answered: int
    interested: int
    booked: int
    opted_out: int
    failed: int


class CampaignOut(CampaignSummary):
    """Everything about a campaign. `blocked` says what keeps it from dialling though it runs."""

    purpose: CampaignPurpose
    topic: str
    audience: Audience
    audience_name: Annotated[
        str,
        Field(description="The name of the file or the saved view; empty for a filter, and when it is gone"),
    ]
    windows: Windows
    starts_at: datetime | None
    pace: int
    concurrency: int
    max_attempts: int
    retry: Retry
    gap_minutes: int
    calls_per_day: int
    voicemail: Voicemail
    stop_rules: StopRulesIn
    budget: CampaignMoney | None
    spent: CampaignMoney
    held: CampaignMoney
    counters: Counters
    gathered: bool
    next_at: Annotated[datetime | None, Field(description="When somebody is due next")]
    blocked: str
    blocked_text: str
    created_by: str
    revision: int


class CampaignList(BaseModel):
    items: list[CampaignSummary]
    next_cursor: str | None = None


class CalledPerson(BaseModel):
    id: str
    name: str


class ReasonGroup(BaseModel):
    """People with the same reason, with a few of them by name."""

    code: str
    text: str
    count: int
    examples: list[CalledPerson]


class PreviewPart(BaseModel):
    """What would become of one page of the audience; add the pages up. `seconds` and `worst_case` add up, too."""

    checked: int
    now: int
    later: int
    left_out: int
    waits: list[ReasonGroup]
    refusals: list[ReasonGroup]
    first_at: datetime | None
    seconds: int
    worst_case: CampaignMoney | None
    confirm_above: int
    next_cursor: str | None


class CampaignPerson(BaseModel):
    """One person in a campaign."""

    contact: CalledPerson
    phone: str
    state: State
    reasons: list[str]
    reason_text: str
    attempts: int
    outcome: str
    next_at: datetime | None
    last_dialled_at: datetime | None
    call_id: str | None


class CampaignPersonList(BaseModel):
    items: list[CampaignPerson]
    next_cursor: str | None = None


class AttemptOut(BaseModel):
    """One call of the campaign."""

    id: str
    contact: CalledPerson
    attempt: int
    at: datetime
    ended_at: datetime | None
    outcome: str
    duration_seconds: int
    cost: CampaignMoney
    call_id: str | None


class AttemptList(BaseModel):
    items: list[AttemptOut]
    next_cursor: str | None = None


class HourOut(BaseModel):
    """Calls begun within one hour."""

    at: datetime
    dialled: int
    answered: int
    booked: int


class HourList(BaseModel):
    items: list[HourOut]
