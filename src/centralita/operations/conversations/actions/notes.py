"""Notes beside a conversation."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Forbidden
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.conversations.models import Note
from centralita.operations.conversations.policy import may_delete_note
from centralita.operations.conversations.queries import get_conversation, get_note


def add_note(actor: Actor, conversation_id: UUID, text: str) -> Note:
    """Write a note. The trail says that one was written, not what."""
    conversation = get_conversation(actor, conversation_id)
    note = Note.objects.create(
        organization_id=actor.organization_id,
        conversation_id=conversation.id,
        author_id=actor.user_id,
        author_name=actor.name,
        text=text,
    )
    changed(actor.organization_id, "conversation", conversation.id)
    trail.record(
        actor,
        action="conversation_note_add",
        subject_kind="conversation",
        subject_id=to_text("cnv", conversation.id),
        after={"note": to_text("note", note.id)},
    )
    return note


def delete_note(actor: Actor, conversation_id: UUID, note_id: UUID) -> None:
    """Take a note away: one's own, or anybody's for who manages the members."""
    conversation = get_conversation(actor, conversation_id)
    note = get_note(conversation, note_id)
    if not may_delete_note(actor, note.author_id):
        raise Forbidden(permission="conversation:annotate")
    changed(actor.organization_id, "conversation", conversation.id)
    trail.record(
        actor,
        action="conversation_note_delete",
        subject_kind="conversation",
        subject_id=to_text("cnv", conversation.id),
        before={"note": to_text("note", note.id), "author": note.author_name},
    )
    note.delete()
