"""Keeping, changing and forgetting views."""

from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.operations.contacts.filters import read_filter
from centralita.operations.contacts.models import ContactView
from centralita.operations.contacts.schemas import ContactFilterIn
from centralita.operations.contacts.views.queries import get_view
from centralita.operations.contacts.views.schemas import ContactViewChange, ContactViewIn

MOST_VIEWS = 200


class TooManyViews(Conflict):
    """The organization keeps as many views as it may; `limit` says how many."""

    code = "too_many_records"


def create_view(actor: Actor, new: ContactViewIn) -> ContactView:
    """A new view. Raises MalformedId for a filter by something that cannot be."""
    if ContactView.objects.count() >= MOST_VIEWS:
        raise TooManyViews(limit=MOST_VIEWS)
    view = ContactView(
        organization_id=actor.organization_id,
        created_by=actor.user_id,
        created_by_name=actor.name,
        **_stored(new),
    )
    view.save(force_insert=True)
    _record(actor, "contact_view_create", view, after=_stored(new))
    return view


def change_view(actor: Actor, view_id: UUID, change: ContactViewChange) -> ContactView:
    """Change a view. A shared one may be changed by everybody; only its maker makes it theirs alone again."""
    view = get_view(actor, view_id, lock=True)
    told = _stored(change)
    if told.get("shared") is False and view.created_by != actor.user_id:
        told.pop("shared")
    before = {name: getattr(view, name) for name, value in told.items() if getattr(view, name) != value}
    if not before:
        witness.nothing_changed()
        return view
    for name in before:
        setattr(view, name, told[name])
    view.save(update_fields=list(before))
    _record(actor, "contact_view_update", view, before, {name: told[name] for name in before})
    return view


def delete_view(actor: Actor, view_id: UUID) -> None:
    """Forget a view; the contacts stay."""
    view = get_view(actor, view_id, lock=True)
    _record(actor, "contact_view_delete", view, {"name": view.name, "filter": view.filter})
    view.delete()


def _stored(told: ContactViewIn | ContactViewChange) -> dict[str, Any]:
    fields = told.model_dump(mode="json", exclude_none=True)
    if "filter" in fields:
        fields["filter"] = told.filter.model_dump(mode="json", exclude_defaults=True) if told.filter else {}
        read_filter(ContactFilterIn.model_validate(fields["filter"]))
    return fields


def _record(
    actor: Actor,
    action: str,
    view: ContactView,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="contact_view",
        subject_id=to_text("cvw", view.id),
        before=before,
        after=after,
    )
