"""Home on the wire."""

from datetime import date, datetime

from pydantic import BaseModel, Field


class Measure(BaseModel):
    """A figure, and the same of the period before; null where nothing was counted."""

    value: float | None
    before: float | None
    change: float | None = Field(
        description="Relative: 0.25 is a quarter more; null where there is no before"
    )


class DayFigures(BaseModel):
    """One day, in the organization's time zone."""

    day: date
    conversations: int
    succeeded: int


class AgentFigures(BaseModel):
    """One agent in the period."""

    agent_id: str
    name: str
    conversations: int
    conversion: float | None
    response_ms: float | None


class LanguageFigures(BaseModel):
    """How many conversations of the period a language was the last of."""

    code: str = Field(examples=["es"])
    conversations: int


class Activity(BaseModel):
    """Something that happened. `subject_id` has the prefix of what it is about."""

    id: str
    kind: str = Field(examples=["conversation.ended"])
    at: datetime
    subject_id: str
    agent_name: str | None
    outcome: str | None


class HomeOut(BaseModel):
    """What happened lately. Tests are not counted."""

    days: int
    first: date
    last: date
    time_zone: str
    active_agents: int
    running_now: int
    conversations: Measure
    conversion: Measure = Field(description="Share of ended conversations with a successful outcome, 0 to 1")
    response_ms: Measure = Field(description="Mean milliseconds until an answer")
    response_p95_ms: Measure
    per_day: list[DayFigures]
    hours: list[list[int]] = Field(description="Beginnings by weekday, Monday first, and hour")
    languages: list[LanguageFigures] = Field(
        description="By the language that was spoken last, the most spoken first"
    )
    agents: list[AgentFigures] = Field(description="The busiest first, 50 at most")
    activity: list[Activity]
