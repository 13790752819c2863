"""How experiments are shown."""

from datetime import timedelta
from typing import cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.kit.intervals import Confidence
from centralita.studio.agents.public import version_number, version_of
from centralita.studio.experiments.counting import standing_of
from centralita.studio.experiments.domain.design import GOAL, Goal, GuardKind
from centralita.studio.experiments.domain.judgement import ExperimentEnding, Watched
from centralita.studio.experiments.domain.sequences import Difference
from centralita.studio.experiments.domain.sums import ArmSums, Sums
from centralita.studio.experiments.models import Experiment
from centralita.studio.experiments.queries import sums_of
from centralita.studio.experiments.schemas import (
    ArmDifferenceOut,
    ArmOut,
    ExperimentDetail,
    ExperimentOut,
    FigureOut,
    GoalModel,
    PointOut,
    State,
    WatchedOut,
)

_SHOWN = (Permission.AGENT_UPDATE, Permission.AGENT_PUBLISH, Permission.CONVERSATION_READ)


def experiment(actor: Actor, row: Experiment) -> ExperimentOut:
    """An experiment as it stands now."""
    sums = sums_of(row)
    found = standing_of(row)
    live = version_of(actor, row.agent_id) if row.state == "stopped" else None
    return ExperimentOut(
        id=to_text("exp", row.id),
        agent_id=to_text("agt", row.agent_id),
        name=row.name,
        state=cast("State", row.state),
        candidate=row.candidate,
        share=row.share,
        goal=GoalModel(**Goal.read(row.goal).told()),
        confidence=cast("Confidence", row.confidence),
        minimum=row.minimum,
        most_days=row.most_days,
        adopt_itself=row.adopt_itself,
        a=_arm(sums["a"], _number_of_a(row)),
        b=_arm(sums["b"], row.candidate),
        difference=_difference(found.difference),
        enough=found.enough,
        guards=[_watched(each, sums) for each in found.guards],
        ending=ExperimentEnding(row.ending) if row.ending else None,
        alike=_alike(row),
        broken=cast("GuardKind", row.broken) if row.broken else None,
        adoptable=live is not None and live.id == row.version_a_id and row.adopted_at is None,
        adopted_at=row.adopted_at,
        adopt_error=row.adopt_error,
        created_by=row.created_by_name,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by_name,
        revision=row.revision,
        can=[permission.value for permission in _SHOWN if actor.may(permission)],
    )


def detail(actor: Actor, row: Experiment) -> ExperimentDetail:
    """The same with how it went."""
    return ExperimentDetail(
        **experiment(actor, row).model_dump(), points=[PointOut(**each) for each in row.points]
    )


def _alike(row: Experiment) -> bool:
    if row.ending != ExperimentEnding.NO_DIFFERENCE or row.started_at is None or row.ended_at is None:
        return False
    return row.ended_at - row.started_at < timedelta(days=row.most_days)


def _number_of_a(row: Experiment) -> int | None:
    return None if row.version_a_id is None else version_number(row.version_a_id)


def _arm(sums: ArmSums, number: int | None) -> ArmOut:
    return ArmOut(number=number, people=sums.people, conversations=sums.talks, goal=_figure(sums.of(GOAL)))


def _figure(sums: Sums) -> FigureOut:
    return FigureOut(counted=sums.n, mean=sums.mean if sums.n else None)


def _difference(found: Difference | None) -> ArmDifferenceOut | None:
    if found is None:
        return None
    return ArmDifferenceOut(estimate=found.estimate, low=found.low, high=found.high)


def _watched(found: Watched, sums: dict[str, ArmSums]) -> WatchedOut:
    return WatchedOut(
        kind=found.guard.kind,
        margin=found.guard.margin,
        a=_figure(sums["a"].of(found.guard.kind)),
        b=_figure(sums["b"].of(found.guard.kind)),
        difference=_difference(found.difference),
        broken=found.broken,
    )
