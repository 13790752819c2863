"""What a caller may do with a conversation."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

CONVERSATION_PERMISSIONS = (
    Permission.CONVERSATION_READ,
    Permission.CONVERSATION_ANNOTATE,
    Permission.CONVERSATION_TAKE_OVER,
    Permission.CONVERSATION_EXPORT,
)


def allowed(actor: Actor) -> list[str]:
    """The permissions about conversations that the actor holds."""
    return [permission.value for permission in CONVERSATION_PERMISSIONS if actor.may(permission)]


def may_delete_note(actor: Actor, author_id: UUID | None) -> bool:
    """A note goes by the hand of who wrote it, or of whoever manages the members."""
    own = author_id is not None and author_id == actor.user_id
    return actor.may(Permission.CONVERSATION_ANNOTATE) and (own or actor.may(Permission.MEMBER_MANAGE))
