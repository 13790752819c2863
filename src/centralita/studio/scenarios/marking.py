"""People's own verdicts beside the judge's: which ones they are asked for, and what comes of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.studio.agents.public import require_agent
from centralita.studio.scenarios.domain.agreement import Agreement, agreement, has_drifted
from centralita.studio.scenarios.models import JudgeMark, Scenario, ScenarioResult, ScenarioRun

_RUNS_SEEN: Final = 50
_DRAWN: Final = 10
_MARKS_SEEN: Final = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict of the judge: of which result, and on which of its checks."""

    row: ScenarioResult
    check: int

    @property
    def passed(self) -> bool:
        """What the judge said."""
        return bool(self.row.verdicts[self.check]["passed"])

    @property
    def why(self) -> str:
        """Why, in the judge's words."""
        return str(self.row.verdicts[self.check].get("seen", ""))

    @property
    def rubric(self) -> str:
        """What it was judged by."""
        return str(self.row.script["checks"][self.check]["text"])


def judge_agreement(agent_id: UUID) -> Agreement:
    """How far the judge of an agent's scenarios agrees with people. Inside the organization's scope."""
    runs = ScenarioRun.objects.filter(agent_id=agent_id).values("id")
    results = ScenarioResult.objects.filter(run_id__in=runs).values("id")
    marks = JudgeMark.objects.filter(result_id__in=results).order_by("-id")[:_MARKS_SEEN]
    return agreement((mark.judge_passed, mark.passed) for mark in marks)


@dataclass(frozen=True, slots=True)
class RubricAgreement:
    """How far the judge agrees with people on one rubric, and whether it does less than before."""

    rubric: str
    agreement: Agreement
    drifted: bool


def rubric_agreements(agent_id: UUID) -> dict[str, RubricAgreement]:
    """The same rubric by rubric, of those that people have judged by. Inside the organization's scope."""
    runs = ScenarioRun.objects.filter(agent_id=agent_id).values("id")
    results = ScenarioResult.objects.filter(run_id__in=runs)
    marks = list(JudgeMark.objects.filter(result_id__in=results.values("id")).order_by("-id")[:_MARKS_SEEN])
    scripts = dict(results.filter(id__in={mark.result_id for mark in marks}).values_list("id", "script"))
    pairs: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for mark in marks:
        checks = scripts[mark.result_id]["checks"]
        if mark.position < len(checks):
            pairs[checks[mark.position].get("text", "")].append((mark.judge_passed, mark.passed))
    return {
        rubric: RubricAgreement(rubric, agreement(found), has_drifted(found))
        for rubric, found in pairs.items()
    }


def rubrics_told(agent_id: UUID) -> list[RubricAgreement]:
    """Those of the agent's scenarios as they are written now, in their order, whether anybody has judged or not."""
    known = rubric_agreements(agent_id)
    scripts = Scenario.objects.filter(agent_id=agent_id).order_by("created_at", "id")
    texts = [
        check["text"]
        for script in scripts.values_list("script", flat=True)
        for check in script["checks"]
        if check.get("kind") == "rubric"
    ]
    return [known.get(text) or RubricAgreement(text, Agreement(), False) for text in dict.fromkeys(texts)]


def drawn_for(actor: Actor, agent_id: UUID) -> list[Judged]:
    """Verdicts for this person to give their own on, what passed and what failed in turns; none twice."""
    require_agent(actor, agent_id)
    runs = (
        ScenarioRun.objects.filter(agent_id=agent_id)
        .order_by("-id")
        .values_list("id", flat=True)[:_RUNS_SEEN]
    )
    rows = ScenarioResult.objects.filter(
        run_id__in=list(runs), error__in=("", "steps_left"), script__checks__contains=[{"kind": "rubric"}]
    ).exclude(ended_at=None)
    marks = JudgeMark.objects.filter(marked_by=actor.user_id).values_list("result_id", "position")
    mine = set(marks.order_by("-id")[:_MARKS_SEEN])
    found = [
        Judged(row, place)
        for row in rows.order_by("id")[:500]
        for place in _rubrics(row)
        if (row.id, place) not in mine
    ]
    # Who is asked has nothing to gain from guessing it.
    chance = Random(str(actor.user_id))  # noqa: S311
    chance.shuffle(found)
    return _in_turns([each for each in found if not each.passed], [each for each in found if each.passed])


def _in_turns(failed: Sequence[Judged], passed: Sequence[Judged]) -> list[Judged]:
    turns = [each for pair in zip(failed, passed, strict=False) for each in pair]
    rest = [*failed[len(passed) :], *passed[len(failed) :]]
    return [*turns, *rest][:_DRAWN]


def _rubrics(row: ScenarioResult) -> list[int]:
    checks = row.script["checks"][: len(row.verdicts)]
    return [place for place, check in enumerate(checks) if check.get("kind") == "rubric"]


def mark(actor: Actor, result_id: UUID, check: int, *, passed: bool) -> Judged:
    """Say whether a check passes, without having been told what the judge said; again is a change of mind."""
    row = ScenarioResult.objects.filter(id=result_id).first()
    run = ScenarioRun.objects.filter(id=row.run_id).first() if row else None
    if row is None or run is None or not actor.reaches(run.agent_id) or check not in _rubrics(row):
        raise NotFound(kind="scenario_result")
    judged = Judged(row, check)
    known = JudgeMark.objects.filter(result_id=row.id, position=check, marked_by=actor.user_id).first()
    if known is not None and known.passed == passed:
        witness.nothing_changed()
        return judged
    JudgeMark.objects.update_or_create(
        organization_id=actor.organization_id,
        result_id=row.id,
        position=check,
        marked_by=actor.user_id,
        defaults={"passed": passed, "judge_passed": judged.passed},
    )
    trail.record(
        actor,
        action="judge_mark",
        subject_kind="agent",
        subject_id=to_text("agt", run.agent_id),
        after={"result": to_text("res", row.id), "check": check, "passed": passed},
    )
    return judged
