"""Doing the same with several, over HTTP. At most 200 at once."""

from collections.abc import Sequence
from uuid import UUID

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.studio.knowledge import queries
from centralita.studio.knowledge.schemas import Tagged
from centralita.studio.knowledge.several.documents import (
    delete_documents,
    reindex_documents,
    update_documents,
)
from centralita.studio.knowledge.several.outcome import Outcome
from centralita.studio.knowledge.several.questions import delete_questions, move_questions, tag_questions
from centralita.studio.knowledge.several.schemas import (
    DocumentsChange,
    DocumentsIn,
    KnowledgeTags,
    LeftOut,
    QuestionsIn,
    QuestionsMove,
    QuestionsTags,
    SeveralOut,
)

READ, WRITE = Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE


def _ids(kind: str, ids: Sequence[str]) -> list[UUID]:
    return [from_text(kind, each) for each in ids]


def _shown(kind: str, outcome: Outcome) -> SeveralOut:
    return SeveralOut(
        changed=outcome.changed,
        left=[
            LeftOut(id=to_text(kind, one.id), title=one.title, reason=one.reason, other=one.other)
            for one in outcome.left
        ],
    )


def list_tags(request: TenantRequest, of: Tagged = "") -> KnowledgeTags:
    """The tags that documents and questions have, or those of one of the two."""
    return KnowledgeTags(items=queries.list_tags(of))


def change(request: TenantRequest, payload: DocumentsChange) -> SeveralOut:
    """Move up to 200 documents to a folder, give them tags or take some away."""
    outcome = update_documents(
        request.actor,
        _ids("doc", payload.ids),
        source_id=from_text("kno", payload.source_id) if payload.source_id is not None else None,
        add_tags=payload.add_tags,
        remove_tags=payload.remove_tags,
    )
    return _shown("doc", outcome)


def reindex(request: TenantRequest, payload: DocumentsIn) -> SeveralOut:
    """Read up to 200 documents again. Agents go on with what is known until it is done."""
    return _shown("doc", reindex_documents(request.actor, _ids("doc", payload.ids)))


def delete(request: TenantRequest, payload: DocumentsIn) -> SeveralOut:
    """Remove up to 200 documents with their passages and their files. Cannot be undone."""
    return _shown("doc", delete_documents(request.actor, _ids("doc", payload.ids)))


def move(request: TenantRequest, payload: QuestionsMove) -> SeveralOut:
    """Move up to 200 questions to another collection of questions."""
    outcome = move_questions(
        request.actor, _ids("faq", payload.ids), source_id=from_text("kno", payload.source_id)
    )
    return _shown("faq", outcome)


def tag(request: TenantRequest, payload: QuestionsTags) -> SeveralOut:
    """Give up to 200 questions tags or take some away."""
    outcome = tag_questions(
        request.actor,
        _ids("faq", payload.ids),
        add_tags=payload.add_tags,
        remove_tags=payload.remove_tags,
    )
    return _shown("faq", outcome)


def delete_entries(request: TenantRequest, payload: QuestionsIn) -> SeveralOut:
    """Remove up to 200 questions for good."""
    return _shown("faq", delete_questions(request.actor, _ids("faq", payload.ids)))


def mount_several(router: TenantRouter) -> None:
    """Declare the routes. Before those with an id, which these names would be taken for."""
    router.get("/knowledge/tags", permission=READ, operation="knowledge_tag_list", response=KnowledgeTags)(
        list_tags
    )
    for path, operation, doing in (
        ("documents/bulk", "knowledge_document_bulk_update", change),
        ("documents/bulk-reindex", "knowledge_document_bulk_reindex", reindex),
        ("documents/bulk-delete", "knowledge_document_bulk_delete", delete),
        ("faq/bulk-move", "knowledge_faq_bulk_move", move),
        ("faq/bulk-tag", "knowledge_faq_bulk_tag", tag),
        ("faq/bulk-delete", "knowledge_faq_bulk_delete", delete_entries),
    ):
        router.post(f"/knowledge/{path}", permission=WRITE, operation=operation, response=SeveralOut)(doing)
