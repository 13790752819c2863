"""Shared sign-ins over HTTP: parse, act, present."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text, to_text
from centralita.studio.agents.public import take_tool
from centralita.studio.tools.actions.sign_ins import (
    SignInDraft,
    SignInPatch,
    change_sign_in,
    create_sign_in,
    delete_sign_in,
    publish_waiting,
    share_own,
    tools_with,
)
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn, Tool
from centralita.studio.tools.policy import allowed
from centralita.studio.tools.presentation import grant
from centralita.studio.tools.proving import prove
from centralita.studio.tools.sign_in_schemas import (
    SharedKind,
    ToolShareIn,
    ToolSignInChange,
    ToolSignInIn,
    ToolSignInList,
    ToolSignInOut,
    ToolSignInTestIn,
    ToolSignInTestOut,
    ToolSignInUse,
)
from centralita.studio.tools.signing import get_sign_in, opened_shared

router = TenantRouter("tools")


def _id(sign_in_id: str) -> UUID:
    return from_text("tsi", sign_in_id)


@router.get(
    "/tool-sign-ins",
    permission=Permission.TOOL_READ,
    operation="tool_sign_in_list",
    response=ToolSignInList,
)
def list_sign_ins(request: TenantRequest) -> ToolSignInList:
    """The sign-ins that several tools can use, by label, each with the tools that do."""
    using: dict[UUID | None, list[Tool]] = {}
    for tool in Tool.objects.filter(shared_sign_in_id__isnull=False).order_by("name_key", "id"):
        using.setdefault(tool.shared_sign_in_id, []).append(tool)
    rows = SharedSignIn.objects.order_by("label", "id")
    return ToolSignInList(items=[_out(request.actor, row, using.get(row.id, [])) for row in rows])


@router.post(
    "/tool-sign-ins",
    permission=Permission.TOOL_MANAGE,
    operation="tool_sign_in_create",
    response=ToolSignInOut,
    status=201,
)
def create(request: TenantRequest, payload: ToolSignInIn) -> ToolSignInOut:
    """Keep a sign-in for several tools. Its secret is sent to its hosts only."""
    draft = SignInDraft(
        payload.label, SignIn(payload.kind), payload.credentials, payload.origins, payload.test_address
    )
    return _detail(request, create_sign_in(request.actor, draft))


@router.get(
    "/tool-sign-ins/{sign_in_id}",
    permission=Permission.TOOL_READ,
    operation="tool_sign_in_read",
    response=ToolSignInOut,
)
def read(request: TenantRequest, sign_in_id: str) -> ToolSignInOut:
    """One shared sign-in, without its secrets. Its `ETag` goes into `If-Match` when you change it."""
    return _detail(request, get_sign_in(_id(sign_in_id)))


@router.patch(
    "/tool-sign-ins/{sign_in_id}",
    permission=Permission.TOOL_MANAGE,
    operation="tool_sign_in_update",
    response=ToolSignInOut,
)
def change(request: TenantRequest, sign_in_id: str, payload: ToolSignInChange) -> ToolSignInOut:
    """Change it for all tools that use it, at once. A new host needs its secrets typed again.

    With the first secret of one that a template or an import brought, the tools that only waited for it are published.
    """
    patch = SignInPatch(
        payload.label,
        SignIn(payload.kind) if payload.kind else None,
        payload.credentials,
        payload.origins,
        payload.test_address,
    )
    waited = get_sign_in(_id(sign_in_id)).waiting
    row = change_sign_in(request.actor, _id(sign_in_id), patch, seen=expected_revision(request))
    for tool, version in publish_waiting(request.actor, row) if waited and not row.waiting else ():
        take_tool(request.actor, grant(tool, version).model_dump(mode="json"))
    return _detail(request, row)


@router.delete(
    "/tool-sign-ins/{sign_in_id}",
    permission=Permission.TOOL_MANAGE,
    operation="tool_sign_in_delete",
    response=None,
)
def delete(request: TenantRequest, sign_in_id: str) -> None:
    """Forget it with its secret. Refused while a tool uses it."""
    delete_sign_in(request.actor, _id(sign_in_id))


@router.post(
    "/tool-sign-ins/{sign_in_id}/test",
    permission=Permission.TOOL_MANAGE,
    operation="tool_sign_in_test",
    response=ToolSignInTestOut,
    transaction=False,
)
def test(request: TenantRequest, sign_in_id: str, payload: ToolSignInTestIn) -> ToolSignInTestOut:
    """Look at an address of its hosts with it, by GET. What goes wrong is told by its code, with status 200."""
    verdict, row = prove(request.actor, _id(sign_in_id), payload.address)
    return ToolSignInTestOut(
        verdict=verdict.verdict,
        reason=verdict.reason or None,
        status=verdict.status,
        ms=verdict.ms,
        sign_in=_detail(request, row),
    )


@router.post(
    "/tools/{tool_id}/share-sign-in",
    permission=Permission.TOOL_MANAGE,
    operation="tool_sign_in_share",
    response=ToolSignInOut,
    status=201,
)
def share(request: TenantRequest, tool_id: str, payload: ToolShareIn) -> ToolSignInOut:
    """Make a tool's own sign-in one that others can use. Tools that have the very same one take it at once."""
    row, using = share_own(request.actor, from_text("tool", tool_id), payload.label)
    with_etag(request, row.revision)
    return _out(request.actor, row, using)


def _detail(request: TenantRequest, row: SharedSignIn) -> ToolSignInOut:
    with_etag(request, row.revision)
    return _out(request.actor, row, tools_with(row))


def _out(actor: Actor, row: SharedSignIn, using: Sequence[Tool]) -> ToolSignInOut:
    return ToolSignInOut(
        id=to_text("tsi", row.id),
        label=row.label,
        kind=cast("SharedKind", row.kind),
        credentials=row.shown,
        secrets=sorted(opened_shared(row)),
        origins=row.origins,
        waiting=row.waiting,
        test_address=row.test_address,
        verdict=row.verdict,
        tested_at=row.tested_at,
        tools=[
            ToolSignInUse(
                id=to_text("tool", tool.id),
                label=tool.label,
                host=origin_of(tool.draft["request"]["address"]).partition("://")[2],
            )
            for tool in using
        ],
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        can=allowed(actor),
    )
