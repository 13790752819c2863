"""What a caller may do with a contact."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission

CONTACT_PERMISSIONS = (
    Permission.CONTACT_READ,
    Permission.CONTACT_UPDATE,
    Permission.CONTACT_DELETE,
    Permission.CONTACT_EXPORT,
)


def allowed(actor: Actor) -> list[str]:
    """The permissions about contacts that the actor holds."""
    return [permission.value for permission in CONTACT_PERMISSIONS if actor.may(permission)]


def may_delete_note(actor: Actor, author_id: UUID | None) -> bool:
    """A note goes by the hand of who wrote it, or of whoever manages the members."""
    own = author_id is not None and author_id == actor.user_id
    return actor.may(Permission.CONTACT_UPDATE) and (own or actor.may(Permission.MEMBER_MANAGE))
