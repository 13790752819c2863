"""A parity run at work: each scenario in the main language and in another, one after the other, kept one by one."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.studio.language_models.asker import Usage
from centralita.studio.scenarios.public import (
    MOST_SAID,
    OwnMeans,
    Prepared,
    ScenarioScript,
    ScenarioStep,
    Talk,
    ending,
    hold,
    prepared,
    shown,
)
from centralita.studio.translation.domain.keeping import Terms
from centralita.studio.translation.domain.parity import Behaviour, SameWords, compare
from centralita.studio.translation.domain.texts import is_own_sentence, texts_of
from centralita.studio.translation.models import ParityResult, ParityRun
from centralita.studio.translation.queries import terms
from centralita.studio.translation.translators import Translating, Used, Wish, translating

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Stage:
    organization_id: OrganizationId
    run: ParityRun
    ready: Prepared
    terms: Terms

    @property
    def blueprint(self) -> engine.Blueprint:
        return self.ready.blueprint

    @property
    def main(self) -> str:
        return self.blueprint.main_language


def prove(organization_id: OrganizationId, run_id: UUID) -> None:
    """Hold what was not held yet, then end the run. Opens its own transactions; safe to run again."""
    stage = _begin(organization_id, run_id)
    if stage is None:
        return
    with tenant_scope(organization_id):
        waiting = list(ParityResult.objects.filter(run_id=run_id, ended_at=None).order_by("position"))
    held: dict[UUID | None, Talk] = {}
    try:
        with translating(organization_id, stage.run.account_id) as translator:
            for row in waiting:
                if not _goes_on(stage):
                    return
                before = translator.used
                talked = _hold(stage, translator, row, held)
                _keep(stage, row, talked, translator.used.since(before))
    except AppError as error:
        log.warning("parity_failed", run=str(run_id), error=repr(error))
        _end(stage, "failed", error.code)
        return
    _end(stage, "done", "")


def _begin(organization_id: OrganizationId, run_id: UUID) -> _Stage | None:
    with tenant_scope(organization_id):
        run = ParityRun.objects.select_for_update().filter(id=run_id).first()
        if run is None or run.state not in ("queued", "running"):
            return None
        run.state = "running"
        run.save()
        changed(organization_id, "parity_run", run.id)
        ready = prepared(organization_id, run.blueprint_id)
        return _Stage(organization_id, run, ready, terms())


def _hold(
    stage: _Stage, translator: Translating, row: ParityResult, held: dict[UUID | None, Talk]
) -> Usage | None:
    """Both talks of a result, written into its row; what the talks took."""
    script = ScenarioScript.model_validate(row.script)
    labels = _labels(stage.blueprint, row.language)
    own = ScenarioScript.model_validate({**row.script, "language": stage.main})
    # At the same moment, or "tomorrow" would be two different days.
    at = datetime.fromisoformat(script.at) if script.at else stage.run.created_at
    with OwnMeans(stage.organization_id, stage.ready.model, stage.ready.stand_ins) as means:
        main = held.get(row.scenario_id)
        if main is None:
            main = hold(stage.blueprint, own, means, at=at.timestamp(), seed=str(row.scenario_id))
            held.clear()
            held[row.scenario_id] = main
        translated = _translated(stage, translator, own, row.language, labels)
        other = hold(stage.blueprint, translated, means, at=at.timestamp(), seed=str(row.scenario_id))
        used = means.usage
    same = SameWords.of(
        [
            *labels.items(),
            *((one.told, two.told) for one, two in zip(own.steps, translated.steps, strict=True)),
        ]
    )
    differences = compare(_behaviour(own, main), _behaviour(translated, other), same)
    row.same = not differences
    row.error = other.stopped if other.stopped not in ("", "steps_left") else ""
    row.differences = [asdict(each) for each in differences]
    row.talks = {"main": shown(main), "other": shown(other)}
    return used


def _labels(blueprint: engine.Blueprint, language: str) -> dict[str, str]:
    """The agent's own texts in the main language → in the other: what a caller presses is found by them."""
    main = blueprint.main_language
    found: dict[str, str] = {}
    for text in texts_of(blueprint):
        own = text.in_language(main)
        if own and text.kind == "text":
            # What has no translation is said in the main language there, too.
            found.setdefault(own, text.in_language(language) or own)
    return found


def _translated(
    stage: _Stage, translator: Translating, script: ScenarioScript, language: str, labels: dict[str, str]
) -> ScenarioScript:
    """The caller's part in another language, and what the model answers. Choices are pressed by the agent's own labels
    there."""
    said = [step.say for step in script.steps if step.say and step.say not in labels]
    # What chooses between branches is an id, in any language.
    answered = [each.says for each in script.replies if " " in each.says]
    wanted = [*said, *answered]
    wishes = [
        Wish(text, Terms(stage.terms.kept), where=where)
        for texts, where in ((said, "what a caller says"), (answered, "what the agent answers"))
        for text in texts
    ]
    told = dict(
        zip(wanted, translator.translate(wishes, stage.main, language) if wishes else (), strict=True)
    )
    told = {source: words for source, words in told.items() if words.strip()}
    steps = [
        ScenarioStep(
            say=(labels.get(step.say) or told.get(step.say, step.say))[:2_000],
            choice=(labels.get(step.choice, step.choice))[:200],
            keys=step.keys,
            silent=step.silent,
        )
        for step in script.steps
    ]
    replies = [
        each.model_copy(update={"says": told.get(each.says, each.says)[:MOST_SAID]})
        for each in script.replies
    ]
    return script.model_copy(update={"steps": tuple(steps), "replies": tuple(replies), "language": language})


def _behaviour(script: ScenarioScript, talk: Talk) -> Behaviour:
    return Behaviour(
        said=[step.told for step in script.steps],
        tools=[(use.tool, dict(use.arguments)) for use in talk.tools],
        variables=_facts(dict(talk.variables)),
        ending=ending(talk),
        outcome=talk.outcome,
        transferred_to=talk.transferred_to,
        nodes=[node for exchange in talk.exchanges for node in exchange.nodes],
        stopped=talk.stopped,
        told=[text for each in talk.exchanges for text in each.agent if not is_own_sentence(text)],
    )


def _facts(variables: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in variables.items() if value not in (None, "")}


def _goes_on(stage: _Stage) -> bool:
    with tenant_scope(stage.organization_id):
        return ParityRun.objects.filter(id=stage.run.id, state="running").exists()


def _keep(stage: _Stage, row: ParityResult, talked: Usage | None, translated: Used) -> None:
    row.ended_at = now()
    agent_id = stage.run.agent_id
    facts = [*([] if talked is None else [talked.fact(agent_id)]), *translated.facts(agent_id)]
    with tenant_scope(stage.organization_id):
        row.save()
        stage.run.tokens += translated.tokens.tokens + (0 if talked is None else talked.tokens)
        ParityRun.objects.filter(id=stage.run.id).update(tokens=stage.run.tokens)
        for fact in facts:
            append(system_actor(stage.organization_id, "translation"), stage.run.id, fact)
        changed(stage.organization_id, "parity_run", stage.run.id)


def _end(stage: _Stage, state: str, error: str) -> None:
    with tenant_scope(stage.organization_id):
        ParityRun.objects.filter(id=stage.run.id, state="running").update(
            state=state, error=error[:60], ended_at=now()
        )
        changed(stage.organization_id, "parity_run", stage.run.id)
