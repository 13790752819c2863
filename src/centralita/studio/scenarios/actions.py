"""Writing scenarios down, and asking for them to be held."""

from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django import app

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Category, Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.studio.agents.public import Candidate, candidate, require_agent
from centralita.studio.scenarios.domain.script import ScenarioScript
from centralita.studio.scenarios.models import Scenario, ScenarioResult, ScenarioRun

# Enough for a careful agency; a run of them all stays a matter of minutes.
MOST_SCENARIOS = 500
# Of an organization at a time: each may ask its model thousands of times.
MOST_GOING = 8


class TooManyScenarios(Conflict):
    """An agent has as many scenarios as it may. Data: `limit`."""

    code = "too_many_scenarios"


class NoScenarios(Conflict):
    """There is nothing to hold."""

    code = "no_scenarios"


class TooManyRuns(AppError):
    """As many runs go on as an organization may have. Data: `limit`."""

    code = "too_many_scenario_runs"
    category = Category.LIMITED


class RunIsOver(Conflict):
    """The run has ended already."""

    code = "run_is_over"


def add_scenario(actor: Actor, agent_id: UUID, *, name: str, script: ScenarioScript) -> Scenario:
    """Write a scenario down for an agent."""
    require_agent(actor, agent_id)
    if Scenario.objects.filter(agent_id=agent_id).count() >= MOST_SCENARIOS:
        raise TooManyScenarios(limit=MOST_SCENARIOS)
    scenario = Scenario.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        name=name,
        script=script.model_dump(mode="json"),
        created_by=actor.user_id,
    )
    _told(actor, "scenario_create", scenario, after={"name": name, "agent": to_text("agt", agent_id)})
    return scenario


def change_scenario(
    actor: Actor, scenario_id: UUID, *, name: str | None, script: ScenarioScript | None, seen: int | None
) -> Scenario:
    """Change a scenario. Stale when it has moved on from revision `seen`."""
    scenario = _locked(actor, scenario_id)
    if seen is not None and seen != scenario.revision:
        raise Stale(actual=scenario.revision, seen=seen)
    wanted: dict[str, object] = {}
    if name is not None and name != scenario.name:
        wanted["name"] = name
    if script is not None and (content := script.model_dump(mode="json")) != scenario.script:
        wanted["script"] = content
    if not wanted:
        witness.nothing_changed()
        return scenario
    before = scenario.name
    for field, value in wanted.items():
        setattr(scenario, field, value)
    scenario.revision += 1
    scenario.save()
    _told(
        actor,
        "scenario_update",
        scenario,
        before={"name": before},
        after={"name": scenario.name, "changed": sorted(wanted)},
    )
    return scenario


def delete_scenario(actor: Actor, scenario_id: UUID) -> None:
    """Forget a scenario; the runs that held it keep what they found."""
    scenario = _locked(actor, scenario_id)
    _told(actor, "scenario_delete", scenario, before={"name": scenario.name})
    scenario.delete()


def start_run(
    actor: Actor, agent_id: UUID, *, number: int | None = None, only: Sequence[UUID] = (), queued: bool = True
) -> ScenarioRun:
    """Have an agent's scenarios held with the draft as it is now, or with a version; all of them, or `only` these.

    A worker holds them, unless the caller does so itself and says not `queued`.
    """
    wanted = candidate(actor, agent_id, number)
    chosen = Scenario.objects.filter(agent_id=agent_id).order_by("created_at", "id")
    scenarios = list(chosen.filter(id__in=only) if only else chosen)
    if not scenarios:
        raise NoScenarios
    if ScenarioRun.objects.filter(state__in=("queued", "running")).count() >= MOST_GOING:
        raise TooManyRuns(limit=MOST_GOING)
    run = _run(actor, agent_id, wanted, len(scenarios))
    ScenarioResult.objects.bulk_create(
        ScenarioResult(
            organization_id=actor.organization_id,
            run_id=run.id,
            scenario_id=scenario.id,
            position=position,
            name=scenario.name,
            script=scenario.script,
        )
        for position, scenario in enumerate(scenarios)
    )
    trail.record(
        actor,
        action="scenario_run",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"run": to_text("run", run.id), "scenarios": len(scenarios), "version": number},
    )
    if queued:
        # By its name: the job itself leads to those who ask for it.
        job = app.configure_task("scenarios.hold")
        job.defer(organization_id=str(actor.organization_id), run_id=str(run.id))
    return run


def cancel_run(actor: Actor, run_id: UUID) -> ScenarioRun:
    """Hold no more of a run's scenarios; what was found stays."""
    run = ScenarioRun.objects.select_for_update().filter(id=run_id).first()
    if run is None or not actor.reaches(run.agent_id):
        raise NotFound(kind="scenario_run")
    if run.state in ("done", "cancelled"):
        raise RunIsOver
    run.state, run.ended_at = "cancelled", now()
    run.save()
    trail.record(
        actor,
        action="scenario_run_cancel",
        subject_kind="agent",
        subject_id=to_text("agt", run.agent_id),
        after={"run": to_text("run", run.id)},
    )
    return run


def _run(actor: Actor, agent_id: UUID, wanted: Candidate, total: int) -> ScenarioRun:
    return ScenarioRun.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        blueprint_id=wanted.blueprint_id,
        number=wanted.number,
        draft_revision=wanted.draft_revision,
        total=total,
        started_by=actor.user_id,
        started_by_name=actor.name,
    )


def _locked(actor: Actor, scenario_id: UUID) -> Scenario:
    scenario = Scenario.objects.select_for_update().filter(id=scenario_id).first()
    if scenario is None or not actor.reaches(scenario.agent_id):
        raise NotFound(kind="scenario")
    return scenario


def _told(
    actor: Actor,
    action: str,
    scenario: Scenario,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="scenario",
        subject_id=to_text("scn", scenario.id),
        before=before,
        after=after,
    )
