"""How far an agent's judge agrees with people: the very model and words that would judge now, and no others before them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from centralita.kit.ids import OrganizationId
from centralita.studio.language_models.public import model_in_use
from centralita.studio.scenarios.domain.agreement import LEAST_MARKS, Agreement, agreement, has_drifted
from centralita.studio.scenarios.domain.judging import Judge, judge_of
from centralita.studio.scenarios.models import JudgeMark, Scenario, ScenarioResult, ScenarioRun
from centralita.studio.scenarios.rubrics import rubric_version

_MARKS_SEEN: Final = 1_000
# Among so many of the last results one was judged, where rubrics are in use at all.
_RESULTS_SEEN: Final = 200

Said = tuple[bool, bool]
Change = Literal["", "model", "rubric"]


@dataclass(frozen=True, slots=True)
class RubricAgreement:
    """How far the judge of now agrees with people on one rubric, and whether it does less than before.

    `anew`: people have judged, but another model (`model`) or by other words (`rubric`), and not yet these.
    """

    rubric: str
    agreement: Agreement
    drifted: bool = False
    anew: Change = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The judge of now (None: no model is connected, and none has judged), with what people found of it.

    `people` is how far two of them who judged the same agree: no judge can be asked for more.
    `judge.version` is "" until it has judged once; `judge.rubric` says nothing here.
    """

    judge: Judge | None
    overall: Agreement
    people: Agreement
    rubrics: list[RubricAgreement]
    judges: frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the judge and a person said of one check."""

    said: Said
    of: tuple[UUID, int]
    text: str
    scenario_id: UUID | None
    judge: Judge | None


def trusted_judges(agent_id: UUID) -> frozenset[tuple[str, str, str]]:
    """Whose verdicts may stand in the way of publishing, as `Judge.same`. Inside the organization's scope."""
    found: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for mark in _marks(agent_id):
        if mark.judge is not None:
            found[mark.judge.same].append(mark.said)
    return frozenset(judge for judge, said in found.items() if agreement(said).trusted)


def standing(organization_id: OrganizationId, agent_id: UUID) -> Standing:
    """How the agent's judge stands, rubric by rubric as its scenarios are written now, whether anybody has judged or not.

    Inside the organization's scope.
    """
    now = _judge_now(organization_id, agent_id)
    wanted: dict[str, set[UUID]] = defaultdict(set)
    scripts = Scenario.objects.filter(agent_id=agent_id).order_by("created_at", "id")
    for scenario_id, script in scripts.values_list("id", "script"):
        for check in script["checks"]:
            if check.get("kind") == "rubric":
                wanted[check["text"]].add(scenario_id)
    marks = _marks(agent_id)
    judges = {text: _same(now, text) for text in wanted}
    pairs = {
        text: [mark.said for mark in marks if mark.judge is not None and mark.judge.same == judge]
        for text, judge in judges.items()
    }
    return Standing(
        now,
        agreement(said for each in pairs.values() for said in each),
        agreement(_twice(mark for mark in marks if mark.text in wanted)),
        [
            RubricAgreement(text, agreement(said), has_drifted(said), _change(text, said, wanted, marks))
            for text, said in pairs.items()
        ],
        frozenset(judges.values()),
    )


def _twice(marks: Iterable[_Mark]) -> list[Said]:
    """What the first two people said who judged the same check of the same conversation."""
    by_check: dict[tuple[UUID, int], list[bool]] = defaultdict(list)
    for mark in marks:
        by_check[mark.of].append(mark.said[1])
    return [(said[-1], said[-2]) for said in by_check.values() if len(said) > 1]


def _same(judge: Judge | None, text: str) -> tuple[str, str, str]:
    version = rubric_version(text)
    return ("", "", version) if judge is None else (judge.vendor, judge.version, version)


def _change(
    text: str, said: Sequence[Said], wanted: Mapping[str, set[UUID]], marks: Sequence[_Mark]
) -> Change:
    """Why what people have said does not count any more, while too little has been said of the judge of now."""
    if len(said) >= LEAST_MARKS:
        return ""
    if sum(mark.text == text for mark in marks) > len(said):
        return "model"
    # A rubric that another scenario still asks for is not this one's old wording.
    reworded = any(mark.text not in wanted and mark.scenario_id in wanted[text] for mark in marks)
    return "rubric" if reworded else ""


def _marks(agent_id: UUID) -> list[_Mark]:
    """The newest first."""
    runs = ScenarioRun.objects.filter(agent_id=agent_id).values("id")
    results = ScenarioResult.objects.filter(run_id__in=runs)
    marks = list(JudgeMark.objects.filter(result_id__in=results.values("id")).order_by("-id")[:_MARKS_SEEN])
    rows = {
        row.id: row
        for row in results.filter(id__in={mark.result_id for mark in marks}).only(
            "id", "scenario_id", "script", "verdicts"
        )
    }
    return [
        _Mark(
            (mark.judge_passed, mark.passed),
            (mark.result_id, mark.position),
            row.script["checks"][mark.position].get("text", ""),
            row.scenario_id,
            judge_of(row.verdicts[mark.position]),
        )
        for mark in marks
        if mark.position < len((row := rows[mark.result_id]).verdicts)
    ]


def _judge_now(organization_id: OrganizationId, agent_id: UUID) -> Judge | None:
    """Who would judge now; by whose name it answers its last verdict says."""
    model = model_in_use(organization_id)
    for judge in _last_judges(agent_id):
        if model is None or (judge.vendor, judge.model) == (str(model.vendor), model.name):
            return judge
    return None if model is None else Judge(str(model.vendor), model.name, "", "")


def _last_judges(agent_id: UUID) -> list[Judge]:
    runs = ScenarioRun.objects.filter(agent_id=agent_id).values("id")
    rows = (
        ScenarioResult.objects.filter(run_id__in=runs, script__checks__contains=[{"kind": "rubric"}])
        .exclude(ended_at=None)
        .order_by("-ended_at")
        .values_list("verdicts", flat=True)
    )
    found = (judge_of(verdict) for verdicts in rows[:_RESULTS_SEEN] for verdict in verdicts)
    return [judge for judge in found if judge is not None]
