"""Experiments on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.kit.intervals import Confidence
from centralita.studio.experiments.domain.design import GoalKind, GuardKind
from centralita.studio.experiments.domain.judgement import ExperimentEnding

OutcomeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
State = Literal["draft", "running", "stopped"]


class GoalModel(Schema):
    """What counts as success of a conversation.

    `outcome`: it ended as one of `outcomes`. `resolved`: it came to something without a person. `alone`: no person was
    called. `rated`: of those rated, at least `least` of 5. `rating`: the mean rating. `stage`: its contact was moved to
    `stage` within `days`. `tool`: the tool that agents call so did its work, in it or, with `days` above 0, in a later
    conversation of its contact.

    `margin`: a difference of less does not matter, in a hundred conversations or in points of the rating. As soon as it
    is surely less it ends as no_difference; 0 for never, and the usual one of the kind when it is left out.
    """

    model_config = ConfigDict(extra="forbid")

    kind: GoalKind = "resolved"
    outcomes: Annotated[list[OutcomeName], Field(max_length=20)] = []
    least: Annotated[int, Field(ge=2, le=5)] = 4
    stage: Annotated[str, StringConstraints(pattern=r"^[a-z_]{0,12}$")] = ""
    days: Annotated[int, Field(ge=0, le=60)] = 14
    tool: Annotated[str, StringConstraints(pattern=r"^([A-Za-z_][A-Za-z0-9_-]{0,63})?$")] = ""
    margin: Annotated[float | None, Field(ge=0, le=50, allow_inf_nan=False)] = None


class GuardModel(Schema):
    """What must not be worse with B by more than `margin`, or everybody gets A again.

    `error` (a tool failed, no model answered, the agent was stuck, or it ended as failed), `complaint` (no more calls wanted, or rated 1 or 2) and `handed_over`
    in conversations of a hundred; `cost` in percent of what A costs; `rating` in points.
    """

    model_config = ConfigDict(extra="forbid")

    kind: GuardKind
    margin: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class ExperimentIn(Schema):
    """What an experiment is to be. `candidate`: the number of version B, none for the draft as it is at the start."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Saludo más corto",
                    "share": 50,
                    "goal": {"kind": "outcome", "outcomes": ["booked"], "margin": 2},
                    "guards": [{"kind": "handed_over", "margin": 5}],
                    "minimum": 200,
                }
            ]
        },
    )

    name: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    candidate: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    share: Annotated[int, Field(ge=1, le=90, description="Of the people, in percent, who get B")] = 50
    goal: GoalModel = GoalModel()
    guards: Annotated[list[GuardModel], Field(max_length=5)] = []
    confidence: Confidence = 95
    minimum: Annotated[int, Field(ge=50, le=100_000, description="Conversations in each arm")] = 100
    most_days: Annotated[int, Field(ge=1, le=90)] = 28
    adopt_itself: Annotated[bool, Field(description="B goes live by itself when it wins")] = False


class ExperimentStartIn(Schema):
    """`because`: why, where the agent's rule stands against its draft."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"because": ""}]})

    because: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""


class FigureOut(Schema):
    """A figure of one arm: how many conversations it is known of, and their mean; none while there is none."""

    counted: int
    mean: float | None


class ArmDifferenceOut(Schema):
    """B's mean less A's, and between what it truly lies, at every look alike; shares from 0 to 1."""

    estimate: float
    low: float
    high: float


class ArmOut(Schema):
    """What one version came to. `number` is its version's; none before the start."""

    number: int | None
    people: int
    conversations: int
    goal: FigureOut


class WatchedOut(Schema):
    """A guard with what is known of it. Of the cost, in micro-units, `difference` is B's less the most that it may be."""

    kind: GuardKind
    margin: float
    a: FigureOut
    b: FigureOut
    difference: ArmDifferenceOut | None
    broken: bool


class PointOut(ArmDifferenceOut):
    """Where the difference stood at a moment, after so many conversations of each arm."""

    at: datetime
    a: int
    b: int


class ExperimentOut(Schema):
    """Two versions that share an agent's traffic. `enough`: both arms have their minimum.

    `ending`: b_better, a_better, no_difference, guard (`broken` says which), uneven, person, or moved_on, when another
    version went live or the agent was archived. `alike`: it ended as no_difference before its days were over, for the
    difference is surely less than the goal's `margin`. `adoptable`: B can be put live now. `adopt_error`: why it did not go
    live by itself.
    """

    id: str = Field(examples=["exp_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    agent_id: str
    name: str
    state: State
    candidate: int | None
    share: int
    goal: GoalModel
    confidence: Confidence
    minimum: int
    most_days: int
    adopt_itself: bool
    a: ArmOut
    b: ArmOut
    difference: ArmDifferenceOut | None
    enough: bool
    guards: list[WatchedOut]
    ending: ExperimentEnding | None
    alike: bool
    broken: GuardKind | None
    adoptable: bool
    adopted_at: datetime | None
    adopt_error: str
    created_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str
    revision: int
    can: list[str]


class ExperimentDetail(ExperimentOut):
    """An experiment with how its difference went."""

    points: list[PointOut]


class ExperimentList(Schema):
    """Experiments, newest first."""

    items: list[ExperimentOut]
    next_cursor: str | None = None


class LeftOutOut(Schema):
    """Where the agent answers without us: the platform's own model thinks there, so everybody gets the live version."""

    account: str
    platform: str


class ReachOut(Schema):
    """What can take part, and what cannot. Chats always do; `calls`: there are calls that our engine answers."""

    calls: bool
    left_out: list[LeftOutOut]
