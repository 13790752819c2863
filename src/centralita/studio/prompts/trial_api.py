"""Cases of prompts, and models that answer them, over HTTP."""

from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT
from centralita.providers.llm.catalog import CATALOG
from centralita.studio.language_models.public import accounts
from centralita.studio.prompts import presentation, queries
from centralita.studio.prompts.actions.cases import CaseContent, add_case, change_case, remove_case
from centralita.studio.prompts.actions.trials import cancel_trial, start_trial
from centralita.studio.prompts.api import READ, WRITE, Cursor, Limit, prompt_id_of
from centralita.studio.prompts.models import PromptTrial
from centralita.studio.prompts.trial_schemas import (
    PromptCaseIn,
    PromptCaseList,
    PromptCaseOut,
    PromptModel,
    PromptModelList,
    PromptTrialIn,
    PromptTrialList,
    PromptTrialOut,
)

router = TenantRouter("prompts")


def _content(payload: PromptCaseIn) -> CaseContent:
    return CaseContent(
        name=payload.name,
        message=payload.message,
        values=payload.values,
        earlier=[(turn.who, turn.text) for turn in payload.earlier],
        says=payload.says,
        never=payload.never,
    )


def _shown(trial: PromptTrial) -> PromptTrialOut:
    return presentation.trial(trial, queries.answers_of([trial.id]).get(trial.id, []))


@router.get("/prompt-models", permission=READ, operation="prompt_models", response=PromptModelList)
def models(request: TenantRequest) -> PromptModelList:
    """The connected accounts, with the models that prompts can be tried with."""
    return PromptModelList(
        items=[
            PromptModel(
                account_id=to_text("pac", each.id),
                account=each.label,
                vendor=CATALOG[each.vendor].label,
                default_model=each.default_model,
                models=list(each.models),
            )
            for each in accounts()
        ]
    )


@router.get(
    "/prompts/{prompt_id}/cases", permission=READ, operation="prompt_case_list", response=PromptCaseList
)
def cases(request: TenantRequest, prompt_id: str) -> PromptCaseList:
    """The saved cases."""
    rows = queries.list_cases(queries.get_prompt(prompt_id_of(prompt_id)))
    return PromptCaseList(items=[presentation.case(row) for row in rows])


@router.post(
    "/prompts/{prompt_id}/cases",
    permission=WRITE,
    operation="prompt_case_create",
    response=PromptCaseOut,
    status=201,
)
def new_case(request: TenantRequest, prompt_id: str, payload: PromptCaseIn) -> PromptCaseOut:
    """Keep a case."""
    return presentation.case(add_case(request.actor, prompt_id_of(prompt_id), _content(payload)))


@router.put(
    "/prompts/{prompt_id}/cases/{case_id}",
    permission=WRITE,
    operation="prompt_case_update",
    response=PromptCaseOut,
)
def replace_case(
    request: TenantRequest, prompt_id: str, case_id: str, payload: PromptCaseIn
) -> PromptCaseOut:
    """Replace a case."""
    case = change_case(request.actor, prompt_id_of(prompt_id), from_text("pcs", case_id), _content(payload))
    return presentation.case(case)


@router.delete(
    "/prompts/{prompt_id}/cases/{case_id}", permission=WRITE, operation="prompt_case_delete", response=None
)
def forget_case(request: TenantRequest, prompt_id: str, case_id: str) -> None:
    """Forget a case."""
    remove_case(request.actor, prompt_id_of(prompt_id), from_text("pcs", case_id))


@router.post(
    "/prompts/{prompt_id}/trials",
    permission=WRITE,
    operation="prompt_trial_start",
    response=PromptTrialOut,
    status=201,
)
def start(request: TenantRequest, prompt_id: str, payload: PromptTrialIn) -> PromptTrialOut:
    """Have models answer the cases, side by side. It takes from the organization's tokens of the day."""
    trial = start_trial(
        request.actor,
        prompt_id_of(prompt_id),
        number=payload.version,
        beside=payload.beside,
        agent_id=from_text("agt", payload.agent_id) if payload.agent_id else None,
        models=[(from_text("pac", each.account_id), each.model) for each in payload.models],
        case_ids=[from_text("pcs", each) for each in payload.case_ids],
    )
    return _shown(trial)


@router.get(
    "/prompts/{prompt_id}/trials", permission=READ, operation="prompt_trial_list", response=PromptTrialList
)
def trials(
    request: TenantRequest, prompt_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> PromptTrialList:
    """Trials with their answers, newest first."""
    prompt = queries.get_prompt(prompt_id_of(prompt_id))
    page = queries.list_trials(prompt, cursor=cursor, limit=limit)
    answers = queries.answers_of(row.id for row in page.items)
    return PromptTrialList(
        items=[presentation.trial(row, answers.get(row.id, [])) for row in page.items],
        next_cursor=page.next_cursor,
    )


@router.get(
    "/prompts/{prompt_id}/trials/{trial_id}",
    permission=READ,
    operation="prompt_trial_read",
    response=PromptTrialOut,
)
def read(request: TenantRequest, prompt_id: str, trial_id: str) -> PromptTrialOut:
    """One trial with what was answered so far."""
    prompt = queries.get_prompt(prompt_id_of(prompt_id))
    return _shown(queries.get_trial(prompt, from_text("ptr", trial_id)))


@router.post(
    "/prompts/{prompt_id}/trials/{trial_id}/cancel",
    permission=WRITE,
    operation="prompt_trial_cancel",
    response=PromptTrialOut,
)
def cancel(request: TenantRequest, prompt_id: str, trial_id: str) -> PromptTrialOut:
    """Ask no more. What was answered stays."""
    return _shown(cancel_trial(request.actor, prompt_id_of(prompt_id), from_text("ptr", trial_id)))
