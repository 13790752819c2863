"""Tags of a conversation."""

from collections.abc import Sequence
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.conversations.models import Conversation
from centralita.operations.conversations.queries import get_conversation


def set_tags(actor: Actor, conversation_id: UUID, tags: Sequence[str]) -> Conversation:
    """Give the conversation exactly these tags, each once."""
    conversation = get_conversation(actor, conversation_id, lock=True)
    wanted = list(dict.fromkeys(tags))
    if wanted == conversation.tags:
        witness.nothing_changed()
        return conversation
    before = list(conversation.tags)
    conversation.tags = wanted
    # The live plane writes the other columns meanwhile.
    conversation.save(update_fields=["tags"])
    changed(actor.organization_id, "conversation", conversation.id)
    trail.record(
        actor,
        action="conversation_tags_set",
        subject_kind="conversation",
        subject_id=to_text("cnv", conversation.id),
        before={"tags": before},
        after={"tags": wanted},
    )
    return conversation
