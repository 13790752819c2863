"""Questions with answers over HTTP."""

from typing import Annotated

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.errors import Invalid
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.knowledge import presentation, queries
from centralita.studio.knowledge.actions.faq import Entry, add_entries, change_entry, remove_entry
from centralita.studio.knowledge.pairs import pairs_in
from centralita.studio.knowledge.schemas import EntryIn, EntryList, EntryOut, PastedIn

READ, WRITE = Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE


class NoQuestionsFound(Invalid):
    """No line of the pasted text is a question with an answer under it."""

    code = "no_questions_found"


def list_entries(
    request: TenantRequest,
    source: Annotated[str | None, Query(max_length=40)] = None,
    search: Annotated[str, Query(max_length=120)] = "",
    tag: Annotated[str, Query(max_length=40)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT,
) -> EntryList:
    """Questions with their answers."""
    page, total = queries.list_entries(
        source_id=from_text("kno", source) if source else None,
        search_text=search,
        tag=tag,
        cursor=cursor,
        limit=limit,
    )
    return EntryList(
        items=[presentation.entry(request.actor, row) for row in page.items],
        next_cursor=page.next_cursor,
        total=total,
    )


def _entry(payload: EntryIn) -> Entry:
    return Entry(payload.question, payload.answer, payload.language, payload.tags)


def create(request: TenantRequest, payload: EntryIn) -> EntryOut:
    """Add a question with its answer. Agents know it at once."""
    source_id = from_text("kno", payload.source_id) if payload.source_id else None
    (row,) = add_entries(request.actor, [_entry(payload)], source_id=source_id)
    with_etag(request, row.revision)
    return presentation.entry(request.actor, row)


def update(request: TenantRequest, entry_id: str, payload: EntryIn) -> EntryOut:
    """Replace a question and its answer."""
    row = change_entry(
        request.actor, from_text("faq", entry_id), _entry(payload), seen=expected_revision(request)
    )
    with_etag(request, row.revision)
    return presentation.entry(request.actor, row)


def delete(request: TenantRequest, entry_id: str) -> None:
    """Remove a question for good."""
    remove_entry(request.actor, from_text("faq", entry_id))


def paste(request: TenantRequest, payload: PastedIn) -> EntryList:
    """Add the questions with answers that are found in pasted text."""
    pairs = pairs_in(payload.text)
    if not pairs:
        raise NoQuestionsFound(field="text")
    rows = add_entries(
        request.actor,
        [Entry(question, answer, payload.language, payload.tags) for question, answer in pairs],
        source_id=from_text("kno", payload.source_id) if payload.source_id else None,
    )
    return EntryList(items=[presentation.entry(request.actor, row) for row in rows], total=len(rows))


def mount_faq(router: TenantRouter) -> None:
    """Declare the routes."""
    router.get("/knowledge/faq", permission=READ, operation="knowledge_faq_list", response=EntryList)(
        list_entries
    )
    router.post(
        "/knowledge/faq", permission=WRITE, operation="knowledge_faq_create", response=EntryOut, status=201
    )(create)
    router.post(
        "/knowledge/faq/import",
        permission=WRITE,
        operation="knowledge_faq_import",
        response=EntryList,
        status=201,
    )(paste)
    router.put(
        "/knowledge/faq/{entry_id}", permission=WRITE, operation="knowledge_faq_update", response=EntryOut
    )(update)
    router.delete(
        "/knowledge/faq/{entry_id}", permission=WRITE, operation="knowledge_faq_delete", response=None
    )(delete)
