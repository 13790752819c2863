"""Contacts over HTTP: parse, act, present."""

from typing import Annotated

from django.http import StreamingHttpResponse
from ninja import Query

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.contacts import presentation, queries
from centralita.operations.contacts.actions.consents import add_consent, withdraw_consent
from centralita.operations.contacts.actions.create import create_contact
from centralita.operations.contacts.actions.delete import delete_contact, delete_contacts
from centralita.operations.contacts.actions.merge import merge_contacts
from centralita.operations.contacts.actions.notes import add_note, delete_note
from centralita.operations.contacts.actions.update import update_contact, update_contacts
from centralita.operations.contacts.domain.stages import STAGES
from centralita.operations.contacts.export import export
from centralita.operations.contacts.filters import read_filter
from centralita.operations.contacts.models import Contact
from centralita.operations.contacts.schemas import (
    Board,
    BoardColumn,
    BulkIn,
    BulkOut,
    ConsentIn,
    ContactChange,
    ContactFilterIn,
    ContactIn,
    ContactList,
    ContactNoteIn,
    ContactOut,
    HappeningOut,
    MergeIn,
    NameList,
    OwnerList,
    Selection,
    StageList,
    StageOut,
    Timeline,
)

router = TenantRouter("contacts")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, WRITE = Permission.CONTACT_READ, Permission.CONTACT_UPDATE


def _detail(request: TenantRequest, contact: Contact) -> ContactOut:
    with_etag(request, contact.revision)
    return presentation.detail(request.actor, contact)


@router.get("/contacts", permission=READ, operation="contact_list", response=ContactList)
def list_contacts(
    request: TenantRequest,
    filters: Query[ContactFilterIn],
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> ContactList:
    """Contacts, the newest first."""
    which = read_filter(filters)
    matching = queries.filtered(request.actor.organization_id, which)
    page = queries.list_contacts(matching, which.sort, cursor=cursor, limit=limit)
    total: int | None = None
    if cursor is None:
        whole = page.next_cursor is None
        total = len(page.items) if whole else queries.count_contacts(matching)
    return ContactList(
        items=presentation.summaries(request.actor, page.items), next_cursor=page.next_cursor, total=total
    )


@router.post("/contacts", permission=WRITE, operation="contact_create", response=ContactOut, status=201)
def create(request: TenantRequest, payload: ContactIn) -> ContactOut:
    """Make a contact. A number or address that another contact has answers 409 with that contact's id."""
    return _detail(request, create_contact(request.actor, payload))


@router.get("/contacts/tags", permission=READ, operation="contact_tags", response=NameList)
def tags(request: TenantRequest) -> NameList:
    """The tags in use."""
    return NameList(items=queries.list_tags())


@router.get("/contacts/sources", permission=READ, operation="contact_sources", response=NameList)
def sources(request: TenantRequest) -> NameList:
    """Where contacts came from."""
    return NameList(items=queries.list_sources())


@router.get("/contacts/stages", permission=READ, operation="contact_stages", response=StageList)
def stages(request: TenantRequest) -> StageList:
    """The stages of a lead in their order."""
    language = request.actor.language
    return StageList(
        items=[
            StageOut.model_validate({"id": stage.id, "name": stage.name(language), "closed": stage.closed})
            for stage in STAGES.values()
        ]
    )


@router.get("/contacts/board", permission=READ, operation="contact_board", response=Board)
def board(request: TenantRequest, filters: Query[ContactFilterIn]) -> Board:
    """How many of these contacts are in each stage. The contacts of a stage are those of the list, with its `stage`."""
    language = request.actor.language
    counts = queries.count_stages(request.actor.organization_id, read_filter(filters))
    return Board(
        items=[
            BoardColumn.model_validate(
                {
                    "id": stage.id,
                    "name": stage.name(language),
                    "closed": stage.closed,
                    "total": counts.get(stage.id, 0),
                }
            )
            for stage in STAGES.values()
        ]
    )


@router.get("/contacts/owners", permission=READ, operation="contact_owners", response=OwnerList)
def owners(request: TenantRequest) -> OwnerList:
    """The members who may look after contacts."""
    return OwnerList(
        items=[presentation.owner(request.actor, member) for member in queries.owners().values()]
    )


@router.get(
    "/contacts/export",
    permission=Permission.CONTACT_EXPORT,
    operation="contact_export",
    response=list[list[str]],
    media=("text/csv",),
    transaction=False,
)
def export_contacts(request: TenantRequest, filters: Query[ContactFilterIn]) -> StreamingHttpResponse:
    """All contacts that match, as CSV."""
    actor: Actor = request.actor
    which = read_filter(filters)
    with tenant_scope(actor.organization_id):
        told = filters.model_dump(mode="json", exclude_defaults=True)
        trail.record(actor, action="contact_export", subject_kind="contact", after=told)
    response = StreamingHttpResponse(export(actor, which), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="contacts-{now():%Y-%m-%d}.csv"'
    response["X-Accel-Buffering"] = "no"
    return response


@router.post("/contacts/bulk", permission=WRITE, operation="contact_bulk_update", response=BulkOut)
def change_several(request: TenantRequest, payload: BulkIn) -> BulkOut:
    """Give up to 200 contacts a stage, tags or an owner."""
    ids = [from_text("con", each) for each in payload.ids]
    return BulkOut(changed=update_contacts(request.actor, ids, payload))


@router.post(
    "/contacts/bulk-delete",
    permission=Permission.CONTACT_DELETE,
    operation="contact_bulk_delete",
    response=BulkOut,
)
def delete_several(request: TenantRequest, payload: Selection) -> BulkOut:
    """Delete up to 200 contacts. Cannot be undone."""
    return BulkOut(changed=delete_contacts(request.actor, [from_text("con", each) for each in payload.ids]))


@router.get("/contacts/{contact_id}", permission=READ, operation="contact_read", response=ContactOut)
def read(request: TenantRequest, contact_id: str) -> ContactOut:
    """One contact. Its `ETag` goes into `If-Match` when you change it."""
    return _detail(request, queries.get_contact(from_text("con", contact_id)))


@router.patch("/contacts/{contact_id}", permission=WRITE, operation="contact_update", response=ContactOut)
def update(request: TenantRequest, contact_id: str, payload: ContactChange) -> ContactOut:
    """Change what is told of a contact."""
    contact = update_contact(
        request.actor, from_text("con", contact_id), payload, seen=expected_revision(request)
    )
    return _detail(request, contact)


@router.delete(
    "/contacts/{contact_id}",
    permission=Permission.CONTACT_DELETE,
    operation="contact_delete",
    response=None,
)
def delete(request: TenantRequest, contact_id: str) -> None:
    """Delete a contact with its consents and notes. Cannot be undone."""
    delete_contact(request.actor, from_text("con", contact_id))


@router.post("/contacts/{contact_id}/merge", permission=WRITE, operation="contact_merge", response=ContactOut)
def merge(request: TenantRequest, contact_id: str, payload: MergeIn) -> ContactOut:
    """Put another contact into this one: nothing of it is lost, and it is gone from the list. Cannot be undone."""
    contact = merge_contacts(request.actor, from_text("con", contact_id), from_text("con", payload.other_id))
    return _detail(request, contact)


@router.post(
    "/contacts/{contact_id}/consents",
    permission=WRITE,
    operation="contact_consent_add",
    response=ContactOut,
    status=201,
)
def give_consent(request: TenantRequest, contact_id: str, payload: ConsentIn) -> ContactOut:
    """Write down what a contact agreed to."""
    return _detail(request, add_consent(request.actor, from_text("con", contact_id), payload))


@router.post(
    "/contacts/{contact_id}/consents/{consent_id}/withdraw",
    permission=WRITE,
    operation="contact_consent_withdraw",
    response=ContactOut,
)
def take_consent_back(request: TenantRequest, contact_id: str, consent_id: str) -> ContactOut:
    """Write down that a contact took a consent back. What was given stays on record."""
    contact = withdraw_consent(request.actor, from_text("con", contact_id), from_text("cns", consent_id))
    return _detail(request, contact)


@router.get(
    "/contacts/{contact_id}/timeline", permission=READ, operation="contact_timeline", response=Timeline
)
def timeline(
    request: TenantRequest, contact_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> Timeline:
    """What happened with a contact, the last first: facts and notes."""
    contact = queries.get_contact(from_text("con", contact_id))
    page = queries.list_timeline(contact, cursor=cursor, limit=limit)
    return Timeline(items=presentation.timeline(request.actor, page.items), next_cursor=page.next_cursor)


@router.post(
    "/contacts/{contact_id}/notes",
    permission=WRITE,
    operation="contact_note_add",
    response=HappeningOut,
    status=201,
)
def create_note(request: TenantRequest, contact_id: str, payload: ContactNoteIn) -> HappeningOut:
    """Write a note that only the organization sees."""
    note = add_note(request.actor, from_text("con", contact_id), payload.text)
    return presentation.note(request.actor, note)


@router.delete(
    "/contacts/{contact_id}/notes/{note_id}",
    permission=WRITE,
    operation="contact_note_delete",
    response=None,
)
def remove_note(request: TenantRequest, contact_id: str, note_id: str) -> None:
    """Take a note away: your own, or anybody's if you manage the members."""
    delete_note(request.actor, from_text("con", contact_id), from_text("note", note_id))
