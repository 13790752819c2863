"""Putting a prompt's cases to several models."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from procrastinate.contrib.django import app

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.studio.agents.public import require_agent
from centralita.studio.language_models.public import named_model
from centralita.studio.prompts.actions.write import record
from centralita.studio.prompts.compiling import compile_content
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.domain.content import PromptVariable, sample_values
from centralita.studio.prompts.models import Prompt, PromptAnswer, PromptCase, PromptTrial
from centralita.studio.prompts.queries import get_prompt, get_trial, get_version

MOST_MODELS = 4
MOST_GOING = 5
_KEPT = 50


class NoCases(Conflict):
    """There is nothing to try it with."""

    code = "prompt_no_cases"


class TooManyTrials(Conflict):
    """So many are going on already. Data: `limit`."""

    code = "prompt_trial_limit"


class TrialIsOver(Conflict):
    """The trial has ended already."""

    code = "prompt_trial_over"


def start_trial(
    actor: Actor,
    prompt_id: UUID,
    *,
    number: int | None,
    beside: int | None = None,
    agent_id: UUID | None,
    models: Sequence[tuple[UUID, str]],
    case_ids: Sequence[UUID],
) -> PromptTrial:
    """Have models answer a prompt's cases (all, or those named): of the draft as it is now, or of a version.

    `beside` is another version that they are asked with too. A worker asks them, out of the organization's tokens of the day.
    """
    prompt = get_prompt(prompt_id, lock=True)
    if agent_id is not None:
        require_agent(actor, agent_id)
    asked = list(dict.fromkeys((account, named_model(account, model).name) for account, model in models))
    chosen = PromptCase.objects.filter(prompt_id=prompt.id).order_by("id")
    cases = list(chosen.filter(id__in=case_ids) if case_ids else chosen)
    if not cases or not asked:
        raise NoCases
    if PromptTrial.objects.filter(state__in=("queued", "running")).count() >= MOST_GOING:
        raise TooManyTrials(limit=MOST_GOING)
    states = [_subject(prompt, number)]
    if beside is not None and beside != number:
        states.append(_subject(prompt, beside))
    first = states[0]
    trial = PromptTrial.objects.create(
        organization_id=actor.organization_id,
        prompt_id=prompt.id,
        number=number,
        compiled=first.text,
        language=first.language,
        beside=[
            {"number": each.number, "compiled": each.text, "language": each.language} for each in states[1:]
        ],
        agent_id=agent_id,
        total=len(cases) * len(asked) * len(states),
        started_by_name=actor.name,
    )
    PromptAnswer.objects.bulk_create(
        PromptAnswer(
            organization_id=actor.organization_id,
            trial_id=trial.id,
            position=position,
            number=state.number,
            case_name=case.name,
            values={**sample_values(state.variables, case.values)},
            earlier=case.earlier,
            message=case.message,
            says=case.says,
            never=case.never,
            account_id=account,
            model=model,
        )
        for position, (case, (account, model), state) in enumerate(product(cases, asked, states))
    )
    _forget_old(prompt)
    record(
        actor,
        "prompt_try",
        prompt,
        after={
            "trial": to_text("ptr", trial.id),
            "version": number,
            "beside": beside,
            "cases": len(cases),
            "models": [model for _, model in asked],
        },
    )
    # By its name: the job itself leads to those who ask for it.
    job = app.configure_task("prompts.try")
    job.defer(organization_id=str(actor.organization_id), trial_id=str(trial.id))
    return trial


def cancel_trial(actor: Actor, prompt_id: UUID, trial_id: UUID) -> PromptTrial:
    """Ask no more; what was answered stays."""
    prompt = get_prompt(prompt_id, lock=True)
    trial = get_trial(prompt, trial_id)
    if trial.state in ("done", "cancelled"):
        raise TrialIsOver
    trial.state, trial.ended_at = "cancelled", now()
    trial.save()
    record(actor, "prompt_try_cancel", prompt, after={"trial": to_text("ptr", trial.id)})
    return trial


@dataclass(frozen=True, slots=True)
class _State:
    number: int | None
    text: str
    language: str
    variables: Sequence[PromptVariable]


def _subject(prompt: Prompt, number: int | None) -> _State:
    if number is None:
        content = contents.read(prompt.draft)
        compiled = compile_content(prompt.name, content)
        return _State(None, compiled.text, content.language, compiled.variables)
    version = get_version(prompt.id, number)
    variables = [PromptVariable(**row) for row in version.variables]
    return _State(number, version.compiled, version.content["language"], variables)


def _forget_old(prompt: Prompt) -> None:
    kept = PromptTrial.objects.filter(prompt_id=prompt.id).order_by("-id").values_list("id", flat=True)
    PromptTrial.objects.filter(prompt_id=prompt.id, id__in=list(kept[_KEPT:])).delete()
