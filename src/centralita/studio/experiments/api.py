"""Experiments over HTTP: parse, act, present."""

from typing import Annotated

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.experiments import presentation, queries, reach
from centralita.studio.experiments.actions.end import adopt_experiment, stop_experiment
from centralita.studio.experiments.actions.start import start_experiment
from centralita.studio.experiments.actions.write import (
    Plan,
    change_experiment,
    create_experiment,
    delete_experiment,
)
from centralita.studio.experiments.domain.design import MARGINS, Goal, Guard
from centralita.studio.experiments.models import Experiment
from centralita.studio.experiments.schemas import (
    ExperimentDetail,
    ExperimentIn,
    ExperimentList,
    ExperimentOut,
    ExperimentStartIn,
    ReachOut,
)

router = TenantRouter("experiments")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, WRITE, RUN = Permission.AGENT_READ, Permission.AGENT_UPDATE, Permission.AGENT_PUBLISH


def _plan(payload: ExperimentIn) -> Plan:
    goal = payload.goal
    return Plan(
        name=payload.name,
        candidate=payload.candidate,
        share=payload.share,
        goal=Goal(
            kind=goal.kind,
            outcomes=tuple(sorted(set(goal.outcomes))),
            least=goal.least,
            stage=goal.stage,
            days=goal.days,
            tool=goal.tool,
            margin=MARGINS[goal.kind] if goal.margin is None else goal.margin,
        ),
        guards=tuple(Guard(each.kind, each.margin) for each in payload.guards),
        confidence=payload.confidence,
        minimum=payload.minimum,
        most_days=payload.most_days,
        adopt_itself=payload.adopt_itself,
    )


def _shown(request: TenantRequest, row: Experiment) -> ExperimentOut:
    with_etag(request, row.revision)
    return presentation.experiment(request.actor, row)


@router.get(
    "/agents/{agent_id}/experiments", permission=READ, operation="experiment_list", response=ExperimentList
)
def list_experiments(
    request: TenantRequest, agent_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> ExperimentList:
    """An agent's experiments, newest first."""
    page = queries.list_experiments(request.actor, from_text("agt", agent_id), cursor=cursor, limit=limit)
    return ExperimentList(
        items=[presentation.experiment(request.actor, row) for row in page.items],
        next_cursor=page.next_cursor,
    )


@router.get(
    "/agents/{agent_id}/experiment-reach", permission=READ, operation="experiment_reach", response=ReachOut
)
def read_reach(request: TenantRequest, agent_id: str) -> ReachOut:
    """Where the agent answers with a version of our choice, and where it does not."""
    return reach.reach_of(request.actor, from_text("agt", agent_id))


@router.post(
    "/agents/{agent_id}/experiments",
    permission=WRITE,
    operation="experiment_create",
    response=ExperimentOut,
    status=201,
)
def create(request: TenantRequest, agent_id: str, payload: ExperimentIn) -> ExperimentOut:
    """Write an experiment down. Nothing happens until it is started."""
    return _shown(request, create_experiment(request.actor, from_text("agt", agent_id), _plan(payload)))


@router.get(
    "/experiments/{experiment_id}", permission=READ, operation="experiment_read", response=ExperimentDetail
)
def read(request: TenantRequest, experiment_id: str) -> ExperimentDetail:
    """An experiment as it stands now, with how its difference went."""
    row = queries.get_experiment(request.actor, from_text("exp", experiment_id))
    with_etag(request, row.revision)
    return presentation.detail(request.actor, row)


@router.put(
    "/experiments/{experiment_id}", permission=WRITE, operation="experiment_change", response=ExperimentOut
)
def change(request: TenantRequest, experiment_id: str, payload: ExperimentIn) -> ExperimentOut:
    """Change an experiment that was not started."""
    row = change_experiment(
        request.actor, from_text("exp", experiment_id), _plan(payload), seen=expected_revision(request)
    )
    return _shown(request, row)


@router.delete("/experiments/{experiment_id}", permission=WRITE, operation="experiment_delete", response=None)
def delete(request: TenantRequest, experiment_id: str) -> None:
    """Delete an experiment that was not started."""
    delete_experiment(request.actor, from_text("exp", experiment_id))


@router.post(
    "/experiments/{experiment_id}/start",
    permission=RUN,
    operation="experiment_start",
    response=ExperimentOut,
)
def start(request: TenantRequest, experiment_id: str, payload: ExperimentStartIn) -> ExperimentOut:
    """Let B have its share of new conversations. A draft becomes a version first, by the gates of publishing."""
    row = start_experiment(request.actor, from_text("exp", experiment_id), because=payload.because)
    return _shown(request, row)


@router.post(
    "/experiments/{experiment_id}/stop", permission=RUN, operation="experiment_stop", response=ExperimentOut
)
def stop(request: TenantRequest, experiment_id: str) -> ExperimentOut:
    """Stop it: everybody gets the live version again."""
    return _shown(request, stop_experiment(request.actor, from_text("exp", experiment_id)))


@router.post(
    "/experiments/{experiment_id}/adopt",
    permission=RUN,
    operation="experiment_adopt",
    response=ExperimentOut,
)
def adopt(request: TenantRequest, experiment_id: str) -> ExperimentOut:
    """Put version B live, as publishing does. Stops the experiment where it still runs."""
    return _shown(request, adopt_experiment(request.actor, from_text("exp", experiment_id)))
