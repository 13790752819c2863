"""Reading saved views."""

from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.operations.contacts.domain.filter import ContactFilter
from centralita.operations.contacts.filters import read_filter
from centralita.operations.contacts.models import ContactView
from centralita.operations.contacts.schemas import ContactFilterIn


def seen_by(actor: Actor) -> QuerySet[ContactView]:
    """The views that this person sees: their own, and those that are shared."""
    return ContactView.objects.filter(Q(shared=True) | Q(created_by=actor.user_id, created_by__isnull=False))


def get_view(actor: Actor, view_id: UUID, *, lock: bool = False) -> ContactView:
    """One view. Raises NotFound, also for what is only somebody else's."""
    rows = seen_by(actor)
    row = (rows.select_for_update() if lock else rows).filter(id=view_id).first()
    if row is None:
        raise NotFound(kind="contact_view")
    return row


def filter_of(view: ContactView) -> ContactFilter:
    """Which contacts a view holds, in its order."""
    return read_filter(ContactFilterIn.model_validate({**view.filter, "sort": view.sort}))
