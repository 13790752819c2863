"""Holding a run's scenarios: several side by side, each outside of any transaction, what was found kept one by one."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.studio.language_models.asker import Usage
from centralita.studio.language_models.brake import Brake
from centralita.studio.scenarios.abreast import WAITING, held_abreast
from centralita.studio.scenarios.acting import ActingCaller
from centralita.studio.scenarios.domain.judging import Judgement, judge
from centralita.studio.scenarios.domain.script import ScenarioScript
from centralita.studio.scenarios.domain.showing import shown
from centralita.studio.scenarios.domain.talk import Talk, hold
from centralita.studio.scenarios.models import ScenarioResult, ScenarioRun
from centralita.studio.scenarios.performing import OwnMeans
from centralita.studio.scenarios.preparing import Prepared, prepared
from centralita.studio.scenarios.rubrics import RubricJudge

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all scenarios of a run have in common."""

    organization_id: OrganizationId
    run_id: UUID
    agent_id: UUID
    ready: Prepared
    brake: Brake


def hold_run(organization_id: OrganizationId, run_id: UUID) -> None:
    """Hold what was not held yet, then end the run. Opens its own transactions; safe to run again."""
    setting = _begin(organization_id, run_id)
    if setting is None:
        return
    with tenant_scope(organization_id):
        waiting = list(
            ScenarioResult.objects.filter(run_id=run_id, ended_at=None)
            .order_by("position")
            .values_list("id", flat=True)
        )
    held_abreast(partial(_hold_one, setting), waiting, asks_model=setting.ready.model is not None)
    _end(setting)


def _begin(organization_id: OrganizationId, run_id: UUID) -> _Setting | None:
    with tenant_scope(organization_id):
        run = ScenarioRun.objects.select_for_update().filter(id=run_id).first()
        if run is None or run.state in ("done", "cancelled"):
            return None
        if run.state == "queued":
            run.state = "running"
            run.save()
            changed(organization_id, "scenario_run", run.id)
        ready = prepared(organization_id, run.blueprint_id)
        return _Setting(organization_id, run.id, run.agent_id, ready, Brake(WAITING))


def _hold_one(setting: _Setting, result_id: UUID) -> bool:
    """Hold one scenario and keep what was found; whether the run goes on."""
    with tenant_scope(setting.organization_id):
        row = ScenarioResult.objects.filter(id=result_id).first()
        goes_on = ScenarioRun.objects.filter(id=setting.run_id, state="running").exists()
    if row is None or not goes_on:
        return False
    _keep(setting, row, _held(setting, row))
    return True


@dataclass(slots=True)
class _Held:
    """What was found: the talk and its judgement, or the code of why there is none."""

    usage: Usage | None = None
    models_micros: int = 0
    error: str = ""
    talk: Talk | None = None
    judgement: Judgement | None = None


def _held(setting: _Setting, row: ScenarioResult) -> _Held:
    held = _Held()
    with OwnMeans(
        setting.organization_id, setting.ready.model, setting.ready.stand_ins, setting.brake
    ) as means:
        try:
            script = ScenarioScript.model_validate(row.script)
            at = datetime.fromisoformat(script.at) if script.at else now()
            acting = ActingCaller(script, means.asker) if script.persona else None
            held.talk = hold(
                setting.ready.blueprint,
                script,
                means,
                at=at.timestamp(),
                seed=str(row.scenario_id),
                caller=acting,
            )
            held.models_micros = acting.cost_micros if acting else 0
            rubric = RubricJudge(means.asker, setting.ready.model)
            held.judgement = judge(script, held.talk, rubric)
            held.error = held.talk.stopped or rubric.failed
            held.models_micros += rubric.cost_micros
        except (ValueError, AppError) as error:
            held.error = error.code if isinstance(error, AppError) else "scenario_unreadable"
            log.warning("scenario_failed", run=str(setting.run_id), result=str(row.id), error=repr(error))
        held.usage = means.usage
    return held


def _keep(setting: _Setting, row: ScenarioResult, held: _Held) -> None:
    row.passed = held.judgement is not None and held.judgement.passed
    row.error = held.error
    if held.talk is not None and held.judgement is not None:
        row.verdicts = [asdict(each) for each in held.judgement.verdicts]
        row.talk = shown(held.talk)
        row.cost_micros = held.talk.cost_micros + held.models_micros
    row.ended_at = now()
    with tenant_scope(setting.organization_id):
        row.save()
        if held.usage is not None:
            append(
                system_actor(setting.organization_id, "scenarios"),
                setting.run_id,
                held.usage.fact(setting.agent_id),
            )
        changed(setting.organization_id, "scenario_run", setting.run_id)


def _end(setting: _Setting) -> None:
    with tenant_scope(setting.organization_id):
        left = ScenarioResult.objects.filter(run_id=setting.run_id, ended_at=None).exists()
        if not left:
            ScenarioRun.objects.filter(id=setting.run_id, state="running").update(
                state="done", ended_at=now()
            )
            changed(setting.organization_id, "scenario_run", setting.run_id)
