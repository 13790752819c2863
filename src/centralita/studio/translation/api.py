"""Languages of agents over HTTP: parse, act, present."""

from uuid import UUID

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text
from centralita.studio.business.public import names_of_business
from centralita.studio.translation import presentation, queries
from centralita.studio.translation.actions import edit, glossary
from centralita.studio.translation.actions.edit import Edit
from centralita.studio.translation.schemas import (
    AgentLanguages,
    AgentTexts,
    Glossary,
    LanguageIn,
    TermIn,
    TermOut,
    TextEditsIn,
)

router = TenantRouter("languages")

READ, WRITE = Permission.AGENT_READ, Permission.AGENT_UPDATE


def _languages(request: TenantRequest, agent_id: UUID) -> AgentLanguages:
    draft = queries.draft_of(request.actor, agent_id)
    return presentation.languages(draft, queries.kept_of(agent_id, edit.languages_of(draft.blueprint)))


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


@router.get("/glossary", permission=READ, operation="glossary", response=Glossary)
def read_glossary(request: TenantRequest) -> Glossary:
    """The terms that translations keep or word in an agreed way."""
    return Glossary(profile=names_of_business(), items=presentation.terms_shown(queries.list_terms()))


@router.post("/glossary", permission=WRITE, operation="glossary_term_create", response=TermOut, status=201)
def add_term(request: TenantRequest, payload: TermIn) -> TermOut:
    """Agree on a term for the whole organization."""
    row = glossary.add_term(request.actor, payload.term, keep=payload.keep, wordings=payload.wordings)
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
        wordings=payload.wordings,
        seen=expected_revision(request),
    )
    with_etag(request, row.revision)
    return presentation.term(row)


@router.delete("/glossary/{term_id}", permission=WRITE, operation="glossary_term_delete", response=None)
def delete_term(request: TenantRequest, term_id: str) -> None:
    """Forget a term's rule. A name of the business is kept as it is again."""
    glossary.delete_term(request.actor, from_text("gls", term_id))
