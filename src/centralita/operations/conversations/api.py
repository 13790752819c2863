"""Conversations over HTTP: the reading side. What is said is written by the live plane."""

from typing import Annotated

from django.http import StreamingHttpResponse
from ninja import Query

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.conversations import export, presentation, queries
from centralita.operations.conversations.actions.notes import add_note, delete_note
from centralita.operations.conversations.actions.promises import put_aside, take_back
from centralita.operations.conversations.actions.tags import set_tags
from centralita.operations.conversations.domain.filter import ConversationFilter, day_end, day_start
from centralita.operations.conversations.domain.promises import asides_in
from centralita.operations.conversations.rating import ratings_of
from centralita.operations.conversations.schemas import (
    ConversationFilterIn,
    ConversationList,
    ConversationOut,
    ConversationTag,
    ConversationTagList,
    ExportedConversation,
    MessageList,
    NoteIn,
    NoteOut,
    PromiseAsideIn,
    PromiseBackIn,
    TagsIn,
)
from centralita.studio.business.public import known_at

router = TenantRouter("conversations")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]


def _filter(actor: Actor, given: ConversationFilterIn) -> ConversationFilter:
    dated = given.since or given.until
    zone = queries.organization_zone(actor.organization_id) if dated else "UTC"
    return ConversationFilter(
        search=given.search,
        agent_id=from_text("agt", given.agent) if given.agent else None,
        status=given.status or "",
        outcome=given.outcome,
        language=given.language,
        channel=given.channel,
        tests=given.tests,
        since=day_start(given.since, zone) if given.since else None,
        before=day_end(given.until, zone) if given.until else None,
        rating=given.rating,
        tag=given.tag,
        handed_off=given.handoff,
        contradicting=given.contradicting,
        rated=given.rated,
        held_by=actor.user_id if given.mine else None,
        experiment_id=from_text("exp", given.experiment) if given.experiment else None,
        arm=given.arm,
        sort=given.sort,
    )


@router.get(
    "/conversations",
    permission=Permission.CONVERSATION_READ,
    operation="conversation_list",
    response=ConversationList,
)
def list_conversations(
    request: TenantRequest,
    filters: Query[ConversationFilterIn],
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> ConversationList:
    """Conversations, the last begun first. A search finds what was said until a moment ago."""
    which = _filter(request.actor, filters)
    page = queries.list_conversations(request.actor, which, cursor=cursor, limit=limit)
    total: int | None = None
    if cursor is None:
        whole = page.next_cursor is None
        total = len(page.items) if whole else queries.count_conversations(request.actor, which)
    return ConversationList(
        items=presentation.summaries(request.actor, page.items), next_cursor=page.next_cursor, total=total
    )


@router.get(
    "/conversations/export",
    permission=Permission.CONVERSATION_EXPORT,
    operation="conversation_export",
    response=list[ExportedConversation],
    media=("text/csv", "application/x-ndjson"),
    transaction=False,
)
def export_conversations(
    request: TenantRequest,
    filters: Query[ConversationFilterIn],
    form: Annotated[export.Format, Query(alias="format")] = "csv",
) -> StreamingHttpResponse:
    """All conversations that match with what was said, as CSV or as JSON with one conversation a line."""
    actor = request.actor
    with tenant_scope(actor.organization_id):
        which = _filter(actor, filters)
        asked = filters.model_dump(mode="json", exclude_defaults=True)
        trail.record(
            actor, action="conversation_export", subject_kind="conversation", after={"format": form, **asked}
        )
    response = StreamingHttpResponse(
        export.export(actor, which, form), content_type=export.CONTENT_TYPES[form]
    )
    name = f"conversations-{now():%Y-%m-%d}.{'csv' if form == 'csv' else 'jsonl'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Accel-Buffering"] = "no"
    return response


@router.get(
    "/conversations/tags",
    permission=Permission.CONVERSATION_READ,
    operation="conversation_tag_list",
    response=ConversationTagList,
)
def list_tags(request: TenantRequest) -> ConversationTagList:
    """The tags in use, to choose from."""
    return ConversationTagList(
        items=[
            ConversationTag(tag=tag, conversations=count) for tag, count in queries.list_tags(request.actor)
        ]
    )


@router.get(
    "/conversations/{conversation_id}",
    permission=Permission.CONVERSATION_READ,
    operation="conversation_read",
    response=ConversationOut,
)
def read(request: TenantRequest, conversation_id: str) -> ConversationOut:
    """One conversation: what came of it, what it collected, what it cost."""
    row = queries.get_conversation(request.actor, from_text("cnv", conversation_id))
    return presentation.detail(request.actor, row)


@router.get(
    "/conversations/{conversation_id}/messages",
    permission=Permission.CONVERSATION_READ,
    operation="conversation_messages",
    response=MessageList,
)
def messages(
    request: TenantRequest, conversation_id: str, cursor: Cursor = None, limit: Limit = MAXIMUM_LIMIT
) -> MessageList:
    """The transcript in order, each message with what the engine did up to it."""
    row = queries.get_conversation(request.actor, from_text("cnv", conversation_id))
    page = queries.list_messages(row, cursor=cursor, limit=limit)
    # As of the day of the conversation: a price that was raised since was no promise broken.
    known, aside = known_at(row.facts_id), asides_in(row.promises_aside)
    rated = ratings_of(said.message.id for said in page.items)
    return MessageList(
        items=[presentation.message(said, known, aside, rated.get(said.message.id)) for said in page.items],
        next_cursor=page.next_cursor,
    )


@router.post(
    "/conversations/{conversation_id}/promises/aside",
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_promise_aside",
    response=None,
)
def put_promise_aside(request: TenantRequest, conversation_id: str, payload: PromiseAsideIn) -> None:
    """Say why something that the agent said against the profile needs nothing. It is not counted any more."""
    put_aside(request.actor, from_text("cnv", conversation_id), payload.key, payload.reason)


@router.post(
    "/conversations/{conversation_id}/promises/back",
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_promise_back",
    response=None,
)
def take_promise_back(request: TenantRequest, conversation_id: str, payload: PromiseBackIn) -> None:
    """Have something that was put aside counted again."""
    take_back(request.actor, from_text("cnv", conversation_id), payload.key)


@router.post(
    "/conversations/{conversation_id}/notes",
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_note_add",
    response=NoteOut,
    status=201,
)
def create_note(request: TenantRequest, conversation_id: str, payload: NoteIn) -> NoteOut:
    """Write a note that only the organization sees."""
    note = add_note(request.actor, from_text("cnv", conversation_id), payload.text)
    return presentation.note(request.actor, note)


@router.delete(
    "/conversations/{conversation_id}/notes/{note_id}",
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_note_delete",
    response=None,
)
def remove_note(request: TenantRequest, conversation_id: str, note_id: str) -> None:
    """Take a note away: your own, or anybody's if you manage the members."""
    delete_note(request.actor, from_text("cnv", conversation_id), from_text("note", note_id))


@router.put(
    "/conversations/{conversation_id}/tags",
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_tags_set",
    response=ConversationOut,
)
def write_tags(request: TenantRequest, conversation_id: str, payload: TagsIn) -> ConversationOut:
    """Set all tags of a conversation."""
    row = set_tags(request.actor, from_text("cnv", conversation_id), payload.tags)
    return presentation.detail(request.actor, row)
