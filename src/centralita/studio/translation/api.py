"""Languages of agents over HTTP: parse, act, present."""

from uuid import UUID

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text
from centralita.studio.business.public import names_of_business
from centralita.studio.language_models.public import has_model
from centralita.studio.translation import presentation, queries
from centralita.studio.translation.actions import accounts, edit, glossary, prove, run
from centralita.studio.translation.actions.edit import Edit
from centralita.studio.translation.comparing import parity_of
from centralita.studio.translation.models import ParityRun
from centralita.studio.translation.schemas import (
    AgentLanguages,
    AgentTexts,
    Glossary,
    LanguageIn,
    ParityResultDetail,
    ParityRunDetail,
    ParityRunIn,
    ParityRunList,
    ParityRunOut,
    TermIn,
    TermOut,
    TextEditsIn,
    TranslationRunIn,
    TranslationRunList,
    TranslationRunOut,
    TranslatorIn,
    TranslatorList,
    TranslatorOut,
)

router = TenantRouter("languages")

READ, WRITE = Permission.AGENT_READ, Permission.AGENT_UPDATE


def _languages(request: TenantRequest, agent_id: UUID) -> AgentLanguages:
    draft = queries.draft_of(request.actor, agent_id)
    return presentation.languages(
        draft,
        queries.kept_of(agent_id, edit.languages_of(draft.blueprint)),
        parity_of(request.actor, agent_id, draft.blueprint),
    )


def _texts(request: TenantRequest, agent_id: UUID, language: str) -> AgentTexts:
    draft = queries.draft_of(request.actor, agent_id)
    queries.require_language(draft.blueprint, language)
    kept = queries.kept_of(agent_id, [language])[language]
    return presentation.texts(draft, language, kept, queries.terms())


@router.get(
    "/agents/{agent_id}/languages", permission=READ, operation="agent_languages", response=AgentLanguages
)
def list_languages(request: TenantRequest, agent_id: str) -> AgentLanguages:
    """The languages of an agent's draft, and how far each is."""
    return _languages(request, from_text("agt", agent_id))


@router.post(
    "/agents/{agent_id}/languages",
    permission=WRITE,
    operation="agent_language_add",
    response=AgentLanguages,
    status=201,
)
def add(request: TenantRequest, agent_id: str, payload: LanguageIn) -> AgentLanguages:
    """Let the agent speak one more language. Until its texts are there they are said in the main one."""
    edit.add_language(request.actor, from_text("agt", agent_id), payload.language)
    return _languages(request, from_text("agt", agent_id))


@router.delete(
    "/agents/{agent_id}/languages/{language}",
    permission=WRITE,
    operation="agent_language_remove",
    response=None,
)
def remove(request: TenantRequest, agent_id: str, language: str) -> None:
    """Take a language away from the draft, with all its texts. Published versions keep theirs."""
    edit.remove_language(request.actor, from_text("agt", agent_id), language)


@router.get(
    "/agents/{agent_id}/languages/{language}/texts",
    permission=READ,
    operation="agent_texts",
    response=AgentTexts,
)
def list_texts(request: TenantRequest, agent_id: str, language: str) -> AgentTexts:
    """Every text of the draft beside its translation, with its place in the flows and its state."""
    return _texts(request, from_text("agt", agent_id), language)


@router.patch(
    "/agents/{agent_id}/languages/{language}/texts",
    permission=WRITE,
    operation="agent_texts_edit",
    response=AgentTexts,
)
def edit_texts(request: TenantRequest, agent_id: str, language: str, payload: TextEditsIn) -> AgentTexts:
    """Word texts of a language. Sending the words that are there says that they are still right."""
    edits = [Edit(each.key, each.text, each.before) for each in payload.items]
    edit.edit_texts(request.actor, from_text("agt", agent_id), language, edits)
    return _texts(request, from_text("agt", agent_id), language)


@router.get("/glossary", permission=READ, operation="glossary_read", response=Glossary)
def read_glossary(request: TenantRequest) -> Glossary:
    """The terms that translations keep or word in an agreed way."""
    return Glossary(profile=names_of_business(), items=presentation.terms_shown(queries.list_terms()))


@router.post("/glossary", permission=WRITE, operation="glossary_term_create", response=TermOut, status=201)
def add_term(request: TenantRequest, payload: TermIn) -> TermOut:
    """Agree on a term for the whole organization."""
    row = glossary.add_term(
        request.actor,
        payload.term,
        keep=payload.keep,
        wordings={str(code): words for code, words in payload.wordings.items()},
    )
    with_etag(request, row.revision)
    return presentation.term(row)


@router.put("/glossary/{term_id}", permission=WRITE, operation="glossary_term_update", response=TermOut)
def change_term(request: TenantRequest, term_id: str, payload: TermIn) -> TermOut:
    """Replace a term's rule."""
    row = glossary.change_term(
        request.actor,
        from_text("gls", term_id),
        payload.term,
        keep=payload.keep,
        wordings={str(code): words for code, words in payload.wordings.items()},
        seen=expected_revision(request),
    )
    with_etag(request, row.revision)
    return presentation.term(row)


@router.delete("/glossary/{term_id}", permission=WRITE, operation="glossary_term_delete", response=None)
def delete_term(request: TenantRequest, term_id: str) -> None:
    """Forget a term's rule. A name of the business is kept as it is again."""
    glossary.delete_term(request.actor, from_text("gls", term_id))


@router.get("/translators", permission=READ, operation="translator_list", response=TranslatorList)
def list_translators(request: TenantRequest) -> TranslatorList:
    """Who may translate: the connected language model, and accounts at services."""
    return TranslatorList(
        model=has_model(request.actor.organization_id),
        items=[presentation.translator(row) for row in queries.list_translators()],
        kinds=presentation.kinds(),
    )


@router.post(
    "/translators",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="translator_connect",
    response=TranslatorOut,
    status=201,
)
def connect(request: TenantRequest, payload: TranslatorIn) -> TranslatorOut:
    """Connect a translation service. It is not tried yet: `/test` does."""
    row = accounts.connect(request.actor, payload.kind, payload.label, payload.credentials)
    return presentation.translator(row)


@router.delete(
    "/translators/{translator_id}",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="translator_disconnect",
    response=None,
)
def disconnect(request: TenantRequest, translator_id: str) -> None:
    """Forget an account with its key."""
    accounts.disconnect(request.actor, from_text("tra", translator_id))


@router.post(
    "/translators/{translator_id}/test",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="translator_test",
    response=TranslatorOut,
    transaction=False,
)
def test(request: TenantRequest, translator_id: str) -> TranslatorOut:
    """Have one word translated. What goes wrong is told by its code in `last_error`, with status 200."""
    return presentation.translator(accounts.test_account(request.actor, from_text("tra", translator_id)))


@router.post(
    "/agents/{agent_id}/translation-runs",
    permission=WRITE,
    operation="translation_run_start",
    response=TranslationRunOut,
    status=201,
)
def start(request: TenantRequest, agent_id: str, payload: TranslationRunIn) -> TranslationRunOut:
    """Have texts of the draft translated, or scored by translating them back."""
    order = run.Order(
        payload.language,
        payload.purpose,
        from_text("tra", payload.translator_id) if payload.translator_id else None,
        tuple(payload.keys),
        payload.overwrite,
    )
    return presentation.run(run.start_run(request.actor, from_text("agt", agent_id), order))


@router.get(
    "/agents/{agent_id}/translation-runs",
    permission=READ,
    operation="translation_run_list",
    response=TranslationRunList,
)
def list_runs(request: TenantRequest, agent_id: str) -> TranslationRunList:
    """An agent's last runs, newest first."""
    rows = queries.list_runs(request.actor, from_text("agt", agent_id))
    return TranslationRunList(items=[presentation.run(row) for row in rows])


@router.get(
    "/translation-runs/{run_id}",
    permission=READ,
    operation="translation_run_read",
    response=TranslationRunOut,
)
def read_run(request: TenantRequest, run_id: str) -> TranslationRunOut:
    """How far a run is, and what it refused."""
    return presentation.run(queries.get_run(request.actor, from_text("trn", run_id)))


@router.post(
    "/translation-runs/{run_id}/cancel",
    permission=WRITE,
    operation="translation_run_cancel",
    response=TranslationRunOut,
)
def cancel(request: TenantRequest, run_id: str) -> TranslationRunOut:
    """Translate no more. What was translated stays."""
    return presentation.run(run.cancel_run(request.actor, from_text("trn", run_id)))


def _parity(row: ParityRun) -> ParityRunOut:
    return presentation.parity_run(row, queries.parity_counts([row.id]).get(row.id, (0, 0)))


@router.post(
    "/agents/{agent_id}/parity-runs",
    permission=WRITE,
    operation="parity_run_start",
    response=ParityRunOut,
    status=201,
)
def start_parity(request: TenantRequest, agent_id: str, payload: ParityRunIn) -> ParityRunOut:
    """Hold the agent's scenarios in its other languages too, and list where it does something else."""
    row = prove.start_parity(
        request.actor,
        from_text("agt", agent_id),
        languages=payload.languages,
        account_id=from_text("tra", payload.translator_id) if payload.translator_id else None,
    )
    return _parity(row)


@router.get(
    "/agents/{agent_id}/parity-runs", permission=READ, operation="parity_run_list", response=ParityRunList
)
def list_parity(request: TenantRequest, agent_id: str) -> ParityRunList:
    """An agent's last parity runs, newest first."""
    rows = queries.list_parity_runs(request.actor, from_text("agt", agent_id))
    counts = queries.parity_counts(row.id for row in rows)
    return ParityRunList(items=[presentation.parity_run(row, counts.get(row.id, (0, 0))) for row in rows])


@router.get("/parity-runs/{run_id}", permission=READ, operation="parity_run_read", response=ParityRunDetail)
def read_parity(request: TenantRequest, run_id: str) -> ParityRunDetail:
    """A parity run with what it found so far."""
    row = queries.get_parity_run(request.actor, from_text("prn", run_id))
    results = [presentation.parity_result(each) for each in queries.parity_results(row)]
    return ParityRunDetail(**_parity(row).model_dump(), results=results)


@router.post(
    "/parity-runs/{run_id}/cancel", permission=WRITE, operation="parity_run_cancel", response=ParityRunOut
)
def cancel_parity(request: TenantRequest, run_id: str) -> ParityRunOut:
    """Hold no more. What was found stays."""
    return _parity(prove.cancel_parity(request.actor, from_text("prn", run_id)))


@router.get(
    "/parity-runs/{run_id}/results/{result_id}",
    permission=READ,
    operation="parity_result_read",
    response=ParityResultDetail,
)
def read_parity_result(request: TenantRequest, run_id: str, result_id: str) -> ParityResultDetail:
    """One scenario in one language, with both talks side by side."""
    row = queries.get_parity_run(request.actor, from_text("prn", run_id))
    return presentation.parity_detail(queries.parity_result(row, from_text("prr", result_id)))
