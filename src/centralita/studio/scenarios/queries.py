"""Reading scenarios and runs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, Sum

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import Page, decode_cursor, paginate
from centralita.studio.agents.public import require_agent
from centralita.studio.scenarios.domain.comparing import Found
from centralita.studio.scenarios.models import Scenario, ScenarioResult, ScenarioRun

# How far back the history of a scenario goes, and how much of it is told.
_RUNS_LOOKED_AT: Final = 20
_MOST_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a run is, and what its models have cost so far."""

    passed: int = 0
    failed: int = 0
    cost_micros: int = 0


def list_scenarios(actor: Actor, agent_id: UUID) -> list[Scenario]:
    """An agent's scenarios, the oldest first."""
    require_agent(actor, agent_id)
    return list(Scenario.objects.filter(agent_id=agent_id).order_by("created_at", "id"))


def get_scenario(actor: Actor, scenario_id: UUID) -> Scenario:
    """One scenario of an agent that is the actor's to see."""
    scenario = Scenario.objects.filter(id=scenario_id).first()
    if scenario is None or not actor.reaches(scenario.agent_id):
        raise NotFound(kind="scenario")
    return scenario


def list_runs(actor: Actor, agent_id: UUID, *, cursor: str | None, limit: int) -> Page[ScenarioRun]:
    """One page of an agent's runs, newest first."""
    require_agent(actor, agent_id)
    runs = ScenarioRun.objects.filter(agent_id=agent_id).order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        runs = runs.filter(id__lt=UUID(str(last)))
    return paginate(list(runs[: limit + 1]), limit, lambda run: (str(run.id),))


def get_run(actor: Actor, run_id: UUID) -> ScenarioRun:
    """One run of an agent that is the actor's to see."""
    run = ScenarioRun.objects.filter(id=run_id).first()
    if run is None or not actor.reaches(run.agent_id):
        raise NotFound(kind="scenario_run")
    return run


def results_of(run: ScenarioRun) -> list[ScenarioResult]:
    """A run's results in order, without what was said."""
    return list(ScenarioResult.objects.filter(run_id=run.id).defer("talk").order_by("position"))


def found_in(run: ScenarioRun) -> list[Found]:
    """What a run found, in order."""
    rows = ScenarioResult.objects.filter(run_id=run.id).order_by("position")
    return [Found(*row) for row in rows.values_list("id", "scenario_id", "name", "passed")]


def get_result(run: ScenarioRun, result_id: UUID) -> ScenarioResult:
    """One result with all that was said."""
    result = ScenarioResult.objects.filter(run_id=run.id, id=result_id).first()
    if result is None:
        raise NotFound(kind="scenario_result")
    return result


def counts_of(run_ids: Iterable[UUID]) -> dict[UUID, Counts]:
    """How many of each run's scenarios passed and failed so far, and at what cost."""
    rows = (
        ScenarioResult.objects.filter(run_id__in=list(run_ids))
        .values("run_id")
        .annotate(
            well=Count("id", filter=Q(passed=True)),
            badly=Count("id", filter=Q(passed=False)),
            cost=Sum("cost_micros"),
        )
    )
    return {row["run_id"]: Counts(row["well"], row["badly"], row["cost"]) for row in rows}


def last_results(scenario_ids: Iterable[UUID]) -> dict[UUID, ScenarioResult]:
    """What each of these scenarios came to when it was last held."""
    rows = (
        ScenarioResult.objects.filter(scenario_id__in=list(scenario_ids), ended_at__isnull=False)
        .order_by("scenario_id", "-run_id")
        .distinct("scenario_id")
        .defer("talk", "script")
    )
    return {row.scenario_id: row for row in rows if row.scenario_id is not None}


def history_of(agent_id: UUID) -> dict[UUID, list[ScenarioResult]]:
    """What each of an agent's scenarios came to in its last runs, the newest first."""
    runs = ScenarioRun.objects.filter(agent_id=agent_id).order_by("-id").values("id")[:_RUNS_LOOKED_AT]
    rows = (
        ScenarioResult.objects.filter(run_id__in=runs, ended_at__isnull=False)
        .order_by("-run_id")
        .only("id", "scenario_id", "run_id", "passed", "ended_at")
    )
    found: dict[UUID, list[ScenarioResult]] = defaultdict(list)
    for row in rows:
        if row.scenario_id is not None and len(found[row.scenario_id]) < _MOST_TOLD:
            found[row.scenario_id].append(row)
    return found
