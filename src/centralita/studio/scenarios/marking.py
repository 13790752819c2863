"""People's own verdicts beside the judge's: which ones they are asked for, and how they say them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import UUID

from django.db.models import Count

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.studio.agents.public import require_agent
from centralita.studio.scenarios.domain.judging import Judge, judge_of
from centralita.studio.scenarios.models import JudgeMark, ScenarioResult, ScenarioRun

_RUNS_SEEN: Final = 50
_DRAWN: Final = 10
_DRAWN_AGAIN: Final = 3
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

    @property
    def judge(self) -> Judge | None:
        """Who gave it; None where that was not written down."""
        return judge_of(self.row.verdicts[self.check])


def drawn_for(actor: Actor, agent_id: UUID, judges: Collection[tuple[str, str, str]]) -> list[Judged]:
    """Verdicts of these judges for this person to give their own on, what passed and what failed in turns; none twice."""
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
        if (row.id, place) not in mine and _is_by(judge_of(row.verdicts[place]), judges)
    ]
    # Who is asked has nothing to gain from guessing it.
    chance = Random(str(actor.user_id))  # noqa: S311
    chance.shuffle(found)
    once = _marked_once(each.row.id for each in found)
    # Some that somebody else has judged already: how far people agree says what to ask of a judge.
    again = [each for each in found if (each.row.id, each.check) in once][:_DRAWN_AGAIN]
    rest = [each for each in found if each not in again]
    drawn = _in_turns([each for each in rest if not each.passed], [each for each in rest if each.passed])
    return [*again, *drawn][:_DRAWN]


def _marked_once(result_ids: Iterable[UUID]) -> set[tuple[UUID, int]]:
    rows = (
        JudgeMark.objects.filter(result_id__in=set(result_ids))
        .values_list("result_id", "position")
        .annotate(people=Count("id"))
        .filter(people=1)
    )
    return {(result_id, position) for result_id, position, _ in rows}


def _is_by(judge: Judge | None, judges: Collection[tuple[str, str, str]]) -> bool:
    return judge is not None and judge.same in judges


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
