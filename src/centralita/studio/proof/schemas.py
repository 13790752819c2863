"""Replays and rules on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.kit.intervals import Confidence
from centralita.studio.proof.actions import MOST_TALKS
from centralita.studio.proof.domain.standing import How, Level, Verdict
from centralita.studio.scenarios.public import ExchangeOut, ScenarioScript

OutcomeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
ReplayState = Literal["queued", "running", "done", "cancelled"]


class ReplayIn(Schema):
    """How many conversations are to be held again, at most, and from how many days back."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"size": 100, "days": 90}]})

    size: Annotated[int, Field(ge=1, le=MOST_TALKS)] = 100
    days: Annotated[int, Field(ge=1, le=365)] = 90


class ShareOut(Schema):
    """A share of the conversations that could be decided, 0 to 1, and between which ones the true share lies."""

    count: int
    share: float
    low: float
    high: float
    confidence: Confidence = Field(description="In percent")


class ReplayOut(Schema):
    """A draw of real conversations held again with the draft, as it was at `draft_revision`."""

    id: str = Field(examples=["rpl_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    agent_id: str
    draft_revision: int
    state: ReplayState
    days: int
    population: int = Field(description="How many there were to draw from")
    total: int
    done: int
    same: int
    otherwise: int = Field(description="Neither better nor worse, and yet not the same")
    undecided: int
    worse: ShareOut
    better: ShareOut
    cost_micros: int
    started_by: str
    created_at: datetime
    ended_at: datetime | None


class ReplayList(Schema):
    """Replays, newest first."""

    items: list[ReplayOut]
    next_cursor: str | None = None


class StandingOut(Schema):
    """How a conversation ended. `unanswered`: how many questions were left without an answer.

    `deeds`: the tools that did something and worked; those that only read are not among them.
    """

    level: Level
    how: How
    outcome: str
    unanswered: int
    deeds: list[str]


class ReplayTalkOut(Schema):
    """A conversation of a replay. `verdict` none: not held yet. `reason`: why it could not be decided."""

    id: str
    conversation_id: str
    verdict: Verdict | None
    reason: str
    was: StandingOut | None
    is_now: StandingOut | None
    cost_micros: int


class ReplayDetail(ReplayOut):
    """A replay with what each conversation came to."""

    talks: list[ReplayTalkOut]


class SaidLineOut(Schema):
    """What was said then."""

    role: Literal["visitor", "agent", "person", "system"]
    text: str


class ReplayTalkDetail(ReplayTalkOut):
    """What was said then, and what would be said now. `missing`: the tool that was not called so then."""

    then: list[SaidLineOut]
    exchanges: list[ExchangeOut]
    variables: dict[str, Any]
    missing: str


class ScenarioDraftOut(Schema):
    """A scenario made of a conversation, to be looked through and saved. People's data are samples in it."""

    agent_id: str
    name: str
    script: ScenarioScript


class PublishRuleIn(Schema):
    """What a draft must meet before it goes live."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"scenarios": True, "replay": True, "most_worse": 10, "confidence": 95}]
        },
    )

    scenarios: bool = Field(False, description="Every scenario passes with it")
    replay: bool = Field(False, description="Real conversations do not end worse with it")
    languages: bool = Field(False, description="It does the same in every language as in the main one")
    most_worse: Annotated[int, Field(ge=1, le=100, description="In percent of the conversations")] = 10
    confidence: Confidence = 95
    lost: Annotated[
        list[OutcomeName] | None,
        Field(max_length=40, description="Outcomes that count as lost; none: the usual"),
    ] = None


class PublishRuleOut(Schema):
    """The agent's rule."""

    scenarios: bool
    replay: bool
    languages: bool
    most_worse: int
    confidence: Confidence
    lost: list[str]
    revision: int


class ProvenOut(Schema):
    """What the last runs say of the scenarios with the draft as it is now."""

    total: int
    passed: int
    failed: int
    untried: int


class LanguageProvenOut(Schema):
    """What the last comparisons say of one language with the draft as it is now."""

    code: str = Field(examples=["fr"])
    total: int
    same: int
    different: int
    untried: int


class ObstacleOut(Schema):
    """What stands against publishing."""

    code: str
    sentence: str


class PublishGateOut(Schema):
    """The rule and what of it is met by the draft as it is now.

    `too_few`: there are fewer than `needed` conversations to draw from, so that the rule asks for no replay yet.
    """

    rule: PublishRuleOut
    scenarios: ProvenOut
    replay: ReplayOut | None
    languages: list[LanguageProvenOut] = Field(description="Empty unless the rule asks for them")
    needed: int
    conversations: int
    too_few: bool
    obstacles: list[ObstacleOut]
    can: list[str]
