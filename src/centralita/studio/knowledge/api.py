"""Sources and documents over HTTP."""

import time
from typing import Annotated, Literal

from django.conf import settings
from django.http import FileResponse
from ninja import File, Form, Query
from ninja.files import UploadedFile

from centralita.engine.answering.memory import SEARCH_LIMIT
from centralita.engine.promises import contradictions
from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.kit.storage import Storage
from centralita.studio.knowledge import presentation, queries, wording
from centralita.studio.knowledge.actions.documents import (
    delete_document,
    reindex_document,
    replace_content,
    update_document,
    upload_document,
)
from centralita.studio.knowledge.actions.sources import create_source, delete_source, rename_source
from centralita.studio.knowledge.faq_api import mount_faq
from centralita.studio.knowledge.gaps.api import mount_gaps
from centralita.studio.knowledge.meaning.api import mount_meaning
from centralita.studio.knowledge.meaning.questions import meant
from centralita.studio.knowledge.models import KnowledgeSource
from centralita.studio.knowledge.review.api import contradiction, mount_review
from centralita.studio.knowledge.review.facts import known_facts
from centralita.studio.knowledge.schemas import (
    DocumentChange,
    DocumentList,
    DocumentOut,
    Language,
    PassageList,
    SearchIn,
    SearchOut,
    SourceChange,
    SourceIn,
    SourceList,
    SourceOut,
    SpaceErrorOut,
    Status,
)
from centralita.studio.knowledge.search import granted
from centralita.studio.knowledge.several.api import mount_several
from centralita.studio.knowledge.sites.api import mount_sites

router = TenantRouter("knowledge")
mount_several(router)

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
Source = Annotated[str | None, Query(max_length=40)]
READ, WRITE = Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE


def _source(request: TenantRequest, row: KnowledgeSource) -> SourceOut:
    with_etag(request, row.revision)
    counts = {found.id: (documents, passages) for found, documents, passages in queries.list_sources()}
    return presentation.source(request.actor, row, *counts.get(row.id, (0, 0)))


@router.get("/knowledge/sources", permission=READ, operation="knowledge_source_list", response=SourceList)
def list_sources(request: TenantRequest) -> SourceList:
    """Every source: uploaded documents, questions with answers, and the facts of the business."""
    return SourceList(items=[presentation.source(request.actor, *found) for found in queries.list_sources()])


@router.post(
    "/knowledge/sources",
    permission=WRITE,
    operation="knowledge_source_create",
    response=SourceOut,
    status=201,
)
def make_source(request: TenantRequest, payload: SourceIn) -> SourceOut:
    """Make a source, so that one agent may look into it and another may not."""
    return _source(request, create_source(request.actor, kind=payload.kind, name=payload.name))


@router.patch(
    "/knowledge/sources/{source_id}",
    permission=WRITE,
    operation="knowledge_source_update",
    response=SourceOut,
)
def change_source(request: TenantRequest, source_id: str, payload: SourceChange) -> SourceOut:
    """Rename a source."""
    row = rename_source(
        request.actor, from_text("kno", source_id), payload.name, seen=expected_revision(request)
    )
    return _source(request, row)


@router.delete(
    "/knowledge/sources/{source_id}",
    permission=WRITE,
    operation="knowledge_source_delete",
    response=None,
)
def remove_source(request: TenantRequest, source_id: str) -> None:
    """Remove a source with everything in it. Cannot be undone."""
    delete_source(request.actor, from_text("kno", source_id))


@router.get(
    "/knowledge/documents", permission=READ, operation="knowledge_document_list", response=DocumentList
)
def list_documents(
    request: TenantRequest,
    source: Source = None,
    status: Status | Literal[""] = "",
    tag: Annotated[str, Query(max_length=40)] = "",
    search: Annotated[str, Query(max_length=120)] = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> DocumentList:
    """Documents, newest first, with how far their indexing is and what went wrong."""
    page, total = queries.list_documents(
        source_id=from_text("kno", source) if source else None,
        status=status,
        tag=tag,
        search_text=search,
        cursor=cursor,
        limit=limit,
    )
    return DocumentList(
        items=[presentation.document(request.actor, row) for row in page.items],
        next_cursor=page.next_cursor,
        total=total,
    )


@router.post(
    "/knowledge/documents",
    permission=WRITE,
    operation="knowledge_document_create",
    response=DocumentOut,
    status=201,
)
def upload(
    request: TenantRequest,
    file: File[UploadedFile],
    source: Annotated[str, Form(max_length=40)] = "",
    language: Annotated[Language, Form()] = "",
) -> DocumentOut:
    """Upload a PDF, DOCX, text, Markdown, HTML or CSV file of 50 MB at most. It is indexed in the background."""
    row = upload_document(
        request.actor,
        file_name=file.name or "",
        chunks=file.chunks(),
        source_id=from_text("kno", source) if source else None,
        language=language,
    )
    return presentation.document(request.actor, row)


@router.get(
    "/knowledge/documents/{document_id}",
    permission=READ,
    operation="knowledge_document_read",
    response=DocumentOut,
)
def read_document(request: TenantRequest, document_id: str) -> DocumentOut:
    """One document."""
    return presentation.document(request.actor, queries.get_document(from_text("doc", document_id)))


@router.patch(
    "/knowledge/documents/{document_id}",
    permission=WRITE,
    operation="knowledge_document_update",
    response=DocumentOut,
)
def change_document(request: TenantRequest, document_id: str, payload: DocumentChange) -> DocumentOut:
    """Change the title that citations show, the tags or the folder, or say which language it is in."""
    row = update_document(
        request.actor,
        from_text("doc", document_id),
        title=payload.title,
        language=payload.language,
        tags=payload.tags,
        source_id=from_text("kno", payload.source_id) if payload.source_id is not None else None,
    )
    return presentation.document(request.actor, row)


@router.post(
    "/knowledge/documents/{document_id}/replace",
    permission=WRITE,
    operation="knowledge_document_replace",
    response=DocumentOut,
)
def replace_file(request: TenantRequest, document_id: str, file: File[UploadedFile]) -> DocumentOut:
    """A newer file of the same document. Agents go on with what is known until it is read."""
    row = replace_content(
        request.actor, from_text("doc", document_id), file.chunks(), file_name=file.name or ""
    )
    return presentation.document(request.actor, row)


@router.post(
    "/knowledge/documents/{document_id}/reindex",
    permission=WRITE,
    operation="knowledge_document_reindex",
    response=DocumentOut,
)
def reindex(request: TenantRequest, document_id: str) -> DocumentOut:
    """Read the file again. Agents go on with what is known until it is done."""
    return presentation.document(
        request.actor, reindex_document(request.actor, from_text("doc", document_id))
    )


@router.delete(
    "/knowledge/documents/{document_id}",
    permission=WRITE,
    operation="knowledge_document_delete",
    response=None,
)
def remove_document(request: TenantRequest, document_id: str) -> None:
    """Remove a document with its passages and its file. Cannot be undone."""
    delete_document(request.actor, from_text("doc", document_id))


@router.get(
    "/knowledge/documents/{document_id}/passages",
    permission=READ,
    operation="knowledge_passage_list",
    response=PassageList,
)
def list_passages(
    request: TenantRequest,
    document_id: str,
    passage: Annotated[str | None, Query(max_length=40)] = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> PassageList:
    """What was read from a document, in its order; from one passage on where one is named."""
    document = queries.get_document(from_text("doc", document_id))
    begin = from_text("pas", passage) if passage else None
    page = queries.list_passages(document.id, cursor=cursor, limit=limit, at=begin)
    return PassageList(items=[presentation.passage(row) for row in page.items], next_cursor=page.next_cursor)


@router.get(
    "/knowledge/documents/{document_id}/file",
    permission=READ,
    operation="knowledge_document_download",
    response=bytes,
    media=("application/octet-stream",),
)
def download(request: TenantRequest, document_id: str) -> FileResponse:
    """The file as it was uploaded."""
    document = queries.get_document(from_text("doc", document_id))
    if not document.storage_key:
        raise NotFound(kind="knowledge_document")
    storage: Storage = settings.STORAGE
    # Never shown in the page: what people upload may be anything.
    return FileResponse(
        storage.get(document.storage_key),
        as_attachment=True,
        filename=document.file_name,
        content_type="application/octet-stream",
    )


@router.post(
    "/knowledge/search",
    permission=READ,
    operation="knowledge_search",
    response=SearchOut,
    transaction=False,
)
def search(request: TenantRequest, payload: SearchIn) -> SearchOut:
    """Ask as a caller would, and see what an agent would find."""
    witness.nothing_changed()
    organization_id = request.actor.organization_id
    began = time.perf_counter()
    understood = meant(organization_id, payload.question)
    with tenant_scope(organization_id):
        found = queries.search(
            organization_id,
            payload.question,
            language=payload.language or request.actor.language,
            sources=granted(payload.sources),
            limit=payload.limit,
            meant=understood,
        )
        known = known_facts(organization_id)
    asked = wording.concepts(payload.question)
    return SearchOut(
        items=[
            presentation.hit(one, asked, [contradiction(each) for each in contradictions(one.text, known)])
            for one in found
        ],
        concepts=asked,
        for_agent=SEARCH_LIMIT,
        milliseconds=round((time.perf_counter() - began) * 1000, 1),
        meaning=understood is not None and bool(understood.vector),
        meaning_error=SpaceErrorOut(**presentation.space_problem(understood.code, request.actor.language))
        if understood is not None and understood.code
        else None,
    )


mount_faq(router)
mount_sites(router)
mount_gaps(router)
mount_review(router)
mount_meaning(router)
