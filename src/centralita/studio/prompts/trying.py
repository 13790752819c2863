"""A trial's questions put to its models: each model its own row of questions, what is answered kept one by one."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from uuid import UUID

from django.db import connections

from centralita import engine
from centralita.engine.values import clean_text
from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.studio.language_models.asker import Asked, ModelAsker, Usage
from centralita.studio.language_models.asking import request_of
from centralita.studio.language_models.public import named_model
from centralita.studio.prompts.actions.trials import MOST_MODELS
from centralita.studio.prompts.models import PromptAnswer, PromptTrial
from centralita.studio.prompts.previewing import Situation, sent

# Longer answers than this are no answers to a caller.
_LONGEST = 20_000
_MOST_CALLS, _LONGEST_CALL = 10, 2_000

log = get_logger(__name__)


class NotAsked(AppError):
    """The engine answers such a message by itself: no model is asked."""

    code = "prompt_not_asked"


def run_trial(organization_id: OrganizationId, trial_id: UUID) -> None:
    """Ask for what is not answered yet, then end the trial. Opens its own transactions; safe to run again."""
    with tenant_scope(organization_id):
        trial = PromptTrial.objects.select_for_update().filter(id=trial_id).first()
        if trial is None or trial.state in ("done", "cancelled"):
            return
        trial.state = "running"
        trial.save()
        changed(organization_id, "prompt", trial.prompt_id)
        waiting = list(PromptAnswer.objects.filter(trial_id=trial.id, ended_at=None))
    waiting.sort(key=lambda row: (str(row.account_id), row.model, row.position))
    rows = [list(group) for _, group in groupby(waiting, lambda row: (row.account_id, row.model))]
    with ThreadPoolExecutor(MOST_MODELS) as pool:
        list(pool.map(lambda group: _ask_one_model(trial, group), rows))
    with tenant_scope(organization_id):
        PromptTrial.objects.filter(id=trial_id, state="running").update(state="done", ended_at=now())
        changed(organization_id, "prompt", trial.prompt_id)


def _ask_one_model(trial: PromptTrial, rows: Sequence[PromptAnswer]) -> None:
    organization_id = OrganizationId(trial.organization_id)
    try:
        with tenant_scope(organization_id):
            # The account may be gone since the trial was asked for.
            if rows[0].account_id is None:
                raise NotFound(kind="model_account")
            model = named_model(rows[0].account_id, rows[0].model)
        with ModelAsker(organization_id, model) as asker:
            for row in rows:
                if not _goes_on(trial):
                    return
                _answer(trial, row, asker)
    except AppError as error:
        for row in rows:
            row.error = error.code
            _keep(trial, row)
    finally:
        connections.close_all()


def _goes_on(trial: PromptTrial) -> bool:
    with tenant_scope(OrganizationId(trial.organization_id)):
        return PromptTrial.objects.filter(id=trial.id, state="running").exists()


def _answer(trial: PromptTrial, row: PromptAnswer, asker: ModelAsker) -> None:
    try:
        asked = asker.ask(request_of(_question(trial, row)))
    except AppError as error:
        row.error = error.code
        log.warning("prompt_trial_failed", trial=str(trial.id), model=row.model, error=repr(error))
        _keep(trial, row)
        return
    _fill(row, asked)
    _keep(trial, row, asked)


def _question(trial: PromptTrial, row: PromptAnswer) -> engine.AskModel:
    """What the agent would send, as the preview shows it: with what it finds, and the tools of its step."""
    text, language = trial.compiled, trial.language
    for each in trial.beside:
        if row.number != trial.number and each["number"] == row.number:
            text, language = each["compiled"], each["language"]
    situation = Situation(
        agent_id=trial.agent_id,
        language=language,
        channel="chat",
        values=row.values,
        message=row.message,
        prompt_id=to_text("prm", trial.prompt_id),
        earlier=tuple((who, said) for who, said in row.earlier),
    )
    with tenant_scope(OrganizationId(trial.organization_id)):
        actor = system_actor(OrganizationId(trial.organization_id), "prompts")
        found = sent(actor, text, situation)
    if found is None:
        raise NotAsked
    return found.ask


def _fill(row: PromptAnswer, asked: Asked) -> None:
    reply = asked.reply
    row.text = clean_text(reply.text, _LONGEST)
    row.calls = [
        {
            "name": clean_text(call.name, 200),
            "arguments": clean_text(json.dumps(call.arguments, ensure_ascii=False), _LONGEST_CALL),
        }
        for call in reply.tool_calls[:_MOST_CALLS]
    ]
    row.tokens_in, row.tokens_out = reply.tokens_in, reply.tokens_out
    row.seconds = round(asked.seconds, 3)
    row.cost_micros = None if asked.cost is None else asked.cost.micros


def _keep(trial: PromptTrial, row: PromptAnswer, asked: Asked | None = None) -> None:
    row.ended_at = now()
    organization_id = OrganizationId(trial.organization_id)
    with tenant_scope(organization_id):
        row.save()
        if asked is not None:
            used = Usage(row.model) + asked
            append(system_actor(organization_id, "prompts"), trial.id, used.fact(trial.agent_id))
        changed(organization_id, "prompt", trial.prompt_id)
