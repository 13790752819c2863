"""A question as a vector, for the dashboard and for workers: asked between two transactions, and remembered."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.providers.llm.errors import MalformedReply
from centralita.studio.knowledge.meaning.embedders import asker_of
from centralita.studio.knowledge.meaning.nearest import as_text
from centralita.studio.knowledge.meaning.remembered import Questions, normal
from centralita.studio.knowledge.meaning.vectors import available
from centralita.studio.knowledge.models import KnowledgeSpace

_REMEMBERED: Final = Questions()

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Meant:
    """A question in a space of vectors; or why there is none, `code`, where the organization searches by meaning."""

    space_id: UUID
    vector: str = ""
    code: str = ""


def meant(organization_id: OrganizationId, question: str) -> Meant | None:
    """What to search by meaning with; None where the organization searches by words alone. Opens its own scopes."""
    with tenant_scope(organization_id):
        space = KnowledgeSpace.objects.filter(used=True).first()
        if space is None or not normal(question) or not available():
            return None
        known = _REMEMBERED.get(space.id, question)
        if known is not None:
            return Meant(space.id, known)
        if not _REMEMBERED.worth_asking(space.id):
            return Meant(space.id, code="model_unavailable")
        try:
            opening = asker_of(organization_id, space)
        except AppError as error:
            return Meant(space.id, code=error.code)
    try:
        asker = opening()
        found = asker.ask([normal(question)], "question")
        if found.dimensions != space.dimensions:
            raise MalformedReply(model=space.model)
    except AppError as error:
        log.info("question_without_vector", space=str(space.id), code=error.code)
        _REMEMBERED.fail(space.id)
        return Meant(space.id, code=error.code)
    if asker.usage.tokens:
        with tenant_scope(organization_id):
            append(system_actor(organization_id, "indexer"), space.id, asker.usage.fact(None))
    vector = as_text(found.vectors[0])
    _REMEMBERED.keep(space.id, question, vector)
    return Meant(space.id, vector)
