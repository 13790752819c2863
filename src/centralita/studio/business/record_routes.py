"""The four routes that every kind of record has."""

from typing import Any

from ninja import Schema
from pydantic import create_model

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text
from centralita.studio.business.actions.records import add_record, change_record, remove_record
from centralita.studio.business.record_kinds import Resource


def mount(router: TenantRouter, resource: Resource[Any, Any]) -> None:
    """Declare list, create, update and delete under `/business/<path>`."""
    kind, path = resource.kind, f"/business/{resource.path}"
    # Each kind's own schema: what a route takes is only known here, so the annotations are values.
    sent: Any = resource.sent
    listing: Any = create_model(
        f"{resource.shown.__name__.removesuffix('Out')}List",
        __base__=Schema,
        __doc__=f"Every {resource.label}, in its order.",
        items=(list[resource.shown], ...),  # type: ignore[name-defined]  # a type that is a value
    )

    def list_all(request: TenantRequest) -> Any:
        rows = kind.rows.order_by(*resource.order)
        return listing(items=[resource.present(request.actor, row) for row in rows])

    def create(request: TenantRequest, payload: sent) -> Any:
        row = add_record(request.actor, kind, resource.fields(request.actor, payload))
        with_etag(request, row.revision)
        return resource.present(request.actor, row)

    def update(request: TenantRequest, record_id: str, payload: sent) -> Any:
        row = change_record(
            request.actor,
            kind,
            from_text(kind.prefix, record_id),
            resource.fields(request.actor, payload),
            seen=expected_revision(request),
        )
        with_etag(request, row.revision)
        return resource.present(request.actor, row)

    def delete(request: TenantRequest, record_id: str) -> None:
        remove_record(request.actor, kind, from_text(kind.prefix, record_id))

    label = resource.label
    list_all.__doc__ = f"Every {label}, in its order."
    create.__doc__ = f"Add a {label}."
    update.__doc__ = f"Replace a {label}. With `If-Match`, somebody else's later change is kept (412)."
    delete.__doc__ = f"Remove a {label} for good."
    read, write = Permission.BUSINESS_READ, Permission.BUSINESS_UPDATE
    router.get(path, permission=read, operation=f"{kind.name}_list", response=listing)(list_all)
    router.post(path, permission=write, operation=f"{kind.name}_create", response=resource.shown, status=201)(
        create
    )
    one = f"{path}/{{record_id}}"
    router.put(one, permission=write, operation=f"{kind.name}_update", response=resource.shown)(update)
    router.delete(one, permission=write, operation=f"{kind.name}_delete", response=None)(delete)
