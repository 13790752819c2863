"""What agents ask people for before a tool runs, over HTTP: parse, act, present."""

from typing import Annotated

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.tools import queries
from centralita.studio.tools.actions.approvals import decide
from centralita.studio.tools.approval_schemas import (
    ToolApprovalDecisionIn,
    ToolApprovalList,
    ToolApprovalOut,
)
from centralita.studio.tools.presentation import approvals

router = TenantRouter("tool_approvals")


@router.get(
    "/tool-approvals",
    permission=Permission.TOOL_APPROVE,
    operation="tool_approval_list",
    response=ToolApprovalList,
)
def list_approvals(
    request: TenantRequest,
    waiting: bool = False,
    conversation: Annotated[str | None, Query(max_length=60)] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT,
) -> ToolApprovalList:
    """What agents asked people for, newest first; with `waiting` only what can still be decided."""
    page = queries.list_approvals(
        request.actor,
        waiting=waiting,
        conversation_id=from_text("cnv", conversation) if conversation else None,
        cursor=cursor,
        limit=limit,
    )
    return ToolApprovalList(items=approvals(page.items), next_cursor=page.next_cursor)


@router.post(
    "/tool-approvals/{approval_id}/decide",
    permission=Permission.TOOL_APPROVE,
    operation="tool_approval_decide",
    response=ToolApprovalOut,
)
def decide_approval(
    request: TenantRequest, approval_id: str, payload: ToolApprovalDecisionIn
) -> ToolApprovalOut:
    """Agree that the tool runs with these arguments, or refuse it. The conversation goes on at once."""
    approval = decide(
        request.actor, from_text("tap", approval_id), approve=payload.approve, reason=payload.reason
    )
    return approvals([approval])[0]
