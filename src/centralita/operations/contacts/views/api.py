"""Saved views of contacts over HTTP."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.operations.contacts.models import ContactView
from centralita.operations.contacts.policy import allowed
from centralita.operations.contacts.views import actions
from centralita.operations.contacts.views.queries import seen_by
from centralita.operations.contacts.views.schemas import (
    ContactViewChange,
    ContactViewIn,
    ContactViewList,
    ContactViewOut,
)

router = TenantRouter("contacts")

READ, WRITE = Permission.CONTACT_READ, Permission.CONTACT_UPDATE


def _shown(actor: Actor, view: ContactView) -> ContactViewOut:
    return ContactViewOut.model_validate(
        {
            "id": to_text("cvw", view.id),
            "name": view.name,
            "filter": view.filter,
            "sort": view.sort,
            "columns": view.columns,
            "shared": view.shared,
            "mine": view.created_by is not None and view.created_by == actor.user_id,
            "created_by": view.created_by_name,
            "can": allowed(actor),
        }
    )


@router.get("/contact-views", permission=READ, operation="contact_view_list", response=ContactViewList)
def list_views(request: TenantRequest) -> ContactViewList:
    """The views that you see: your own, and those that are shared."""
    rows = sorted(seen_by(request.actor), key=lambda row: (row.name.casefold(), row.id))
    return ContactViewList(items=[_shown(request.actor, row) for row in rows])


@router.post(
    "/contact-views", permission=WRITE, operation="contact_view_create", response=ContactViewOut, status=201
)
def create(request: TenantRequest, payload: ContactViewIn) -> ContactViewOut:
    """Keep a filter, an order and columns under a name."""
    return _shown(request.actor, actions.create_view(request.actor, payload))


@router.patch(
    "/contact-views/{view_id}", permission=WRITE, operation="contact_view_update", response=ContactViewOut
)
def update(request: TenantRequest, view_id: str, payload: ContactViewChange) -> ContactViewOut:
    """Change a view. Only its maker can stop sharing it."""
    return _shown(request.actor, actions.change_view(request.actor, from_text("cvw", view_id), payload))


@router.delete("/contact-views/{view_id}", permission=WRITE, operation="contact_view_delete", response=None)
def delete(request: TenantRequest, view_id: str) -> None:
    """Forget a view. The contacts in it stay."""
    actions.delete_view(request.actor, from_text("cvw", view_id))
