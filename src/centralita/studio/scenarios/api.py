"""Scenarios over HTTP: parse, act, present."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.agents.public import require_agent
from centralita.studio.scenarios import actions, marking, presentation, queries
from centralita.studio.scenarios.domain.comparing import compare
from centralita.studio.scenarios.measuring import standing
from centralita.studio.scenarios.models import ScenarioRun
from centralita.studio.scenarios.schemas import (
    JudgeMarkIn,
    JudgeMarkOut,
    JudgeOut,
    ResultDetail,
    RunComparison,
    RunDetail,
    RunIn,
    RunList,
    RunOut,
    ScenarioChange,
    ScenarioIn,
    ScenarioList,
    ScenarioOut,
)

router = TenantRouter("scenarios")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_UPDATE


def _run(run: ScenarioRun) -> RunOut:
    return presentation.run(run, queries.counts_of([run.id]).get(run.id, queries.Counts()))


@router.get("/agents/{agent_id}/scenarios", permission=READ, operation="scenario_list", response=ScenarioList)
def list_scenarios(request: TenantRequest, agent_id: str) -> ScenarioList:
    """An agent's scenarios, the oldest first, each with what it last came to."""
    identifier = from_text("agt", agent_id)
    rows = queries.list_scenarios(request.actor, identifier)
    last = queries.last_results(row.id for row in rows)
    history = queries.history_of(identifier)
    return ScenarioList(
        items=[presentation.scenario(row, last.get(row.id), history.get(row.id, ())) for row in rows]
    )


@router.post(
    "/agents/{agent_id}/scenarios",
    permission=WRITE,
    operation="scenario_create",
    response=ScenarioOut,
    status=201,
)
def create(request: TenantRequest, agent_id: str, payload: ScenarioIn) -> ScenarioOut:
    """Write down a conversation that every version must hold well."""
    row = actions.add_scenario(
        request.actor, from_text("agt", agent_id), name=payload.name, script=payload.script
    )
    with_etag(request, row.revision)
    return presentation.scenario(row)


@router.get("/scenarios/{scenario_id}", permission=READ, operation="scenario_read", response=ScenarioOut)
def read(request: TenantRequest, scenario_id: str) -> ScenarioOut:
    """One scenario. Its `ETag` goes into `If-Match` when you change it."""
    row = queries.get_scenario(request.actor, from_text("scn", scenario_id))
    with_etag(request, row.revision)
    return presentation.scenario(row, queries.last_results([row.id]).get(row.id))


@router.patch("/scenarios/{scenario_id}", permission=WRITE, operation="scenario_update", response=ScenarioOut)
def update(request: TenantRequest, scenario_id: str, payload: ScenarioChange) -> ScenarioOut:
    """Change a scenario's name or script."""
    row = actions.change_scenario(
        request.actor,
        from_text("scn", scenario_id),
        name=payload.name,
        script=payload.script,
        seen=expected_revision(request),
    )
    with_etag(request, row.revision)
    return presentation.scenario(row, queries.last_results([row.id]).get(row.id))


@router.delete("/scenarios/{scenario_id}", permission=WRITE, operation="scenario_delete", response=None)
def delete(request: TenantRequest, scenario_id: str) -> None:
    """Forget a scenario. What runs found with it stays."""
    actions.delete_scenario(request.actor, from_text("scn", scenario_id))


@router.post(
    "/agents/{agent_id}/scenario-runs",
    permission=WRITE,
    operation="scenario_run_start",
    response=RunOut,
    status=201,
)
def start(request: TenantRequest, agent_id: str, payload: RunIn) -> RunOut:
    """Hold scenarios with the draft as it is now, or with a version. Tools answer what the scenarios say."""
    run = actions.start_run(
        request.actor,
        from_text("agt", agent_id),
        number=payload.version,
        only=[from_text("scn", each) for each in payload.scenario_ids],
    )
    return _run(run)


@router.get(
    "/agents/{agent_id}/scenario-runs", permission=READ, operation="scenario_run_list", response=RunList
)
def list_runs(
    request: TenantRequest, agent_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> RunList:
    """An agent's runs, newest first."""
    page = queries.list_runs(request.actor, from_text("agt", agent_id), cursor=cursor, limit=limit)
    counts = queries.counts_of(run.id for run in page.items)
    return RunList(
        items=[presentation.run(run, counts.get(run.id, queries.Counts())) for run in page.items],
        next_cursor=page.next_cursor,
    )


@router.get("/scenario-runs/{run_id}", permission=READ, operation="scenario_run_read", response=RunDetail)
def read_run(request: TenantRequest, run_id: str) -> RunDetail:
    """A run with what each scenario came to so far."""
    run = queries.get_run(request.actor, from_text("run", run_id))
    results = [presentation.result(row) for row in queries.results_of(run)]
    return RunDetail(**_run(run).model_dump(), results=results)


@router.post(
    "/scenario-runs/{run_id}/cancel", permission=WRITE, operation="scenario_run_cancel", response=RunOut
)
def cancel(request: TenantRequest, run_id: str) -> RunOut:
    """Hold no more of a run's scenarios. What was found stays."""
    return _run(actions.cancel_run(request.actor, from_text("run", run_id)))


@router.get(
    "/scenario-runs/{run_id}/results/{result_id}",
    permission=READ,
    operation="scenario_result_read",
    response=ResultDetail,
)
def read_result(request: TenantRequest, run_id: str, result_id: str) -> ResultDetail:
    """What one scenario came to, with all that was said and the nodes on the way."""
    run = queries.get_run(request.actor, from_text("run", run_id))
    return presentation.result_detail(queries.get_result(run, from_text("res", result_id)))


@router.get(
    "/scenario-runs/{run_id}/compare/{other_id}",
    permission=READ,
    operation="scenario_run_compare",
    response=RunComparison,
)
def compare_runs(request: TenantRequest, run_id: str, other_id: str) -> RunComparison:
    """What a run found beside what another one of the same agent found, scenario by scenario."""
    here = queries.get_run(request.actor, from_text("run", run_id))
    there = queries.get_run(request.actor, from_text("run", other_id))
    if there.agent_id != here.agent_id:
        raise NotFound(kind="scenario_run")
    pairs = compare(queries.found_in(here), queries.found_in(there))
    return RunComparison(
        here=_run(here), there=_run(there), items=[presentation.pair(each) for each in pairs]
    )


@router.get("/agents/{agent_id}/judge", permission=READ, operation="judge_read", response=JudgeOut)
def read_judge(request: TenantRequest, agent_id: str) -> JudgeOut:
    """How far the model that judges by rubrics agrees with people, and conversations for you to judge."""
    identifier = from_text("agt", agent_id)
    require_agent(request.actor, identifier)
    stands = standing(request.actor.organization_id, identifier)
    return presentation.judge(stands, marking.drawn_for(request.actor, identifier, stands.judges))


@router.post(
    "/scenario-results/{result_id}/marks",
    permission=WRITE,
    operation="judge_mark",
    response=JudgeMarkOut,
    status=201,
)
def mark(request: TenantRequest, result_id: str, payload: JudgeMarkIn) -> JudgeMarkOut:
    """Say whether a check passes; you are told then what the judge had said."""
    judged = marking.mark(request.actor, from_text("res", result_id), payload.check, passed=payload.passed)
    return JudgeMarkOut(judge_passed=judged.passed, why=judged.why)


@router.get(
    "/scenario-runs/{run_id}/junit",
    permission=READ,
    operation="scenario_run_junit",
    response=str,
    media=("application/xml",),
)
def junit(request: TenantRequest, run_id: str) -> HttpResponse:
    """A run in JUnit's XML, for a build server."""
    run = queries.get_run(request.actor, from_text("run", run_id))
    content = presentation.as_junit(run, queries.results_of(run))
    name = f"{to_text('run', run.id)}.xml"
    return HttpResponse(
        content,
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
