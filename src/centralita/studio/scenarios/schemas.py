"""What scenarios look like on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from centralita.studio.scenarios.actions import MOST_SCENARIOS
from centralita.studio.scenarios.domain.comparing import Change
from centralita.studio.scenarios.domain.script import MOST_CHECKS, ScenarioScript

ScenarioName = Annotated[str, Field(min_length=1, max_length=160)]
RunState = Literal["queued", "running", "done", "cancelled"]


class ScenarioIn(Schema):
    """A new scenario."""

    name: ScenarioName
    script: ScenarioScript


class ScenarioChange(Schema):
    """What is to change; the rest stays."""

    name: ScenarioName | None = None
    script: ScenarioScript | None = None


class LastResult(Schema):
    """What a scenario came to when it was last held."""

    run_id: str
    passed: bool
    ended_at: datetime


class ScenarioOut(Schema):
    """A scenario."""

    id: str
    agent_id: str
    name: str
    script: ScenarioScript
    revision: int
    created_at: datetime
    updated_at: datetime
    last: LastResult | None = None
    history: list[LastResult] = Field(
        [], description="Of the agent's last runs, the newest first; in lists only"
    )


class ScenarioList(Schema):
    """An agent's scenarios, the oldest first."""

    items: list[ScenarioOut]


class RunIn(Schema):
    """What is to be held. `version` none is the draft as it is now; `scenario_ids` empty is all of them."""

    version: Annotated[int, Field(ge=1, le=9_999_999)] | None = None
    scenario_ids: Annotated[list[str], Field(max_length=MOST_SCENARIOS)] = []


class RunOut(Schema):
    """A run of scenarios. `version` none: the draft, as it was at `draft_revision`."""

    id: str
    agent_id: str
    version: int | None
    draft_revision: int | None
    state: RunState
    total: int
    passed: int
    failed: int
    cost_micros: int = Field(description="What its models cost, in millionths of a US dollar")
    started_by: str
    created_at: datetime
    ended_at: datetime | None


class RunList(Schema):
    """Runs, newest first."""

    items: list[RunOut]
    next_cursor: str | None = None


class JudgeModel(Schema):
    """A model that judges. `version` is who answered, by the vendor's own word; empty until it has judged once."""

    vendor: str
    model: str
    version: str


class VerdictJudge(JudgeModel):
    """Who judged, and the version of the words by which: of the rubric, and of what judges are told beside it."""

    rubric: str


class CheckVerdict(Schema):
    """What a check found; `seen` is what was there instead, `step` where (0 is the opening).

    `judge` is the model that said so; none where a rule did.
    """

    passed: bool
    seen: str
    step: int | None
    judge: VerdictJudge | None = None


class ResultOut(Schema):
    """One scenario of a run. `passed` none: not held yet. `error`: why it could not be gone through."""

    id: str
    scenario_id: str | None
    name: str
    passed: bool | None
    error: str
    verdicts: list[CheckVerdict]
    failures: list[str] = Field(
        [],
        description="Of one that did not pass, a line for each check that does not hold, as JUnit's file has it",
        examples=[["said(text=hola): -"]],
    )
    cost_micros: int


class RunDetail(RunOut):
    """A run with what each scenario came to."""

    results: list[ResultOut]


class ComparedResult(Schema):
    """A scenario in two runs. `broken`: passed there and fails here; `mended` the other way round."""

    change: Change
    name: str
    here: str | None = Field(description="The result in this run")
    there: str | None = Field(description="The result in the other run")


class RunComparison(Schema):
    """What this run found beside another one, what changed first."""

    here: RunOut
    there: RunOut
    items: list[ComparedResult]


class JudgeMarkIn(Schema):
    """What a person says of a check that a model judged; `check` is its place in the script."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"check": 0, "passed": True}]})

    check: Annotated[int, Field(ge=0, le=MOST_CHECKS)]
    passed: bool


class JudgeMarkOut(Schema):
    """What the judge had said, told once the person has said theirs."""

    judge_passed: bool
    why: str


class AgreementOut(Schema):
    """How far the judge agrees with people: a share with its 95 % interval, and Cohen's kappa."""

    marks: int
    agreed: int
    low: float
    high: float
    kappa: float | None
    trusted: bool = Field(description="Whether all of its verdicts together would be enough to count")
    least_marks: int
    least_kappa: float


class PeopleOut(Schema):
    """How far two people who judged the same, without knowing of each other, agree."""

    pairs: int
    agreed: int
    kappa: float | None


class RubricOut(Schema):
    """How far the judge of now agrees with people on one rubric; `drifted`: less than it did before."""

    rubric: str
    marks: int
    agreed: int
    kappa: float | None
    trusted: bool = Field(description="Whether its verdicts by it count for the rule before publishing")
    drifted: bool
    anew: Literal["", "model", "rubric"] = Field(
        description="What has changed since people judged, so that their agreement has to be measured anew"
    )


class ToolUseOut(Schema):
    """A tool that was called in a scenario; not `mocked` means that the scenario had no answer for it."""

    tool: str
    arguments: dict[str, Any]
    ok: bool
    mocked: bool


class ExchangeOut(Schema):
    """What the caller did (empty for the opening), and what the agent answered."""

    caller: str
    agent: list[str]
    nodes: list[str]
    tools: list[ToolUseOut]
    seconds: float


class ResultDetail(ResultOut):
    """A result with the script of then and all that was said. `ending`: over, person, transferred or open."""

    script: ScenarioScript
    exchanges: list[ExchangeOut]
    variables: dict[str, Any]
    ending: str
    outcome: str
    replies_left: int = Field(
        0, description="How many of the model's answers in the script were never asked for"
    )


class JudgedOut(Schema):
    """A conversation for a person to judge, without what the judge said."""

    result_id: str
    check: int
    name: str
    rubric: str
    exchanges: list[ExchangeOut]


class JudgeOut(Schema):
    """The agreement with people of the judge of now, and what was drawn of it for this person to judge next."""

    judge: JudgeModel | None = Field(description="The model that would judge now")
    agreement: AgreementOut
    people: PeopleOut
    rubrics: list[RubricOut] = Field(description="Each by itself: what counts for the rule before publishing")
    drawn: list[JudgedOut]
