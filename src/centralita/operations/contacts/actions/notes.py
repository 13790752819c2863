"""Notes about a contact."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Forbidden
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.contacts.actions.telling import record
from centralita.operations.contacts.keys import keep_places
from centralita.operations.contacts.models import ContactNote
from centralita.operations.contacts.policy import may_delete_note
from centralita.operations.contacts.queries import get_contact, get_note

MOST_NOTES = 1_000


class TooManyNotes(Conflict):
    """The contact has as many notes as it may have; `limit` says how many."""

    code = "too_many_records"


def add_note(actor: Actor, contact_id: UUID, text: str) -> ContactNote:
    """Write a note. The trail says that one was written, not what."""
    contact = get_contact(contact_id, lock=True)
    if ContactNote.objects.filter(contact_id=contact.id).count() >= MOST_NOTES:
        raise TooManyNotes(limit=MOST_NOTES)
    note = ContactNote.objects.create(
        organization_id=actor.organization_id,
        contact_id=contact.id,
        author_id=actor.user_id,
        author_name=actor.name,
        text=text,
        created_at=now(),
    )
    contact.active_at = now()
    contact.save(update_fields=["active_at"])
    keep_places(actor.organization_id, [contact.id])
    changed(actor.organization_id, "lead", contact.id)
    record(actor, "contact_note_add", contact.id, after={"note": to_text("note", note.id)})
    return note


def delete_note(actor: Actor, contact_id: UUID, note_id: UUID) -> None:
    """Take a note away: one's own, or anybody's for who manages the members."""
    contact = get_contact(contact_id)
    note = get_note(contact, note_id)
    if not may_delete_note(actor, note.author_id):
        raise Forbidden(permission="contact:update")
    changed(actor.organization_id, "lead", contact.id)
    record(
        actor,
        "contact_note_delete",
        contact.id,
        before={"note": to_text("note", note.id), "author": note.author_name},
    )
    note.delete()
