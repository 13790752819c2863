"""Deciding about a call that an agent asked for: once, in time, by whoever may."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import ApprovalDecided
from centralita.studio.tools.models import ToolApproval
from centralita.studio.tools.queries import get_approval, get_tool


class ApprovalOver(Conflict):
    """It was decided already, its time is over, or nobody waits for it any more. Data: `state`."""

    code = "tool_approval_over"


def decide(actor: Actor, approval_id: UUID, *, approve: bool, reason: str) -> ToolApproval:
    """Agree or refuse. The conversation goes on as soon as this is committed. Raises NotFound and ApprovalOver."""
    approval = get_approval(actor, approval_id, lock=True)
    if approval.state != "waiting" or approval.expires_at <= now():
        raise ApprovalOver(state=approval.state if approval.state != "waiting" else "expired")
    approval.state = "approved" if approve else "refused"
    approval.decided_at = now()
    approval.decided_by, approval.decided_name = actor.user_id, actor.name
    approval.reason = reason
    approval.save(update_fields=["state", "decided_at", "decided_by", "decided_name", "reason"])
    tool = get_tool(approval.tool_id)
    conversation_id = to_text("cnv", approval.conversation_id)
    trail.record(
        actor,
        action="tool_approve" if approve else "tool_refuse",
        subject_kind="tool_approval",
        subject_id=to_text("tap", approval.id),
        after={"tool": tool.name, "conversation": conversation_id, "reason": reason},
    )
    append(
        actor,
        approval.id,
        ApprovalDecided(tool=tool.name, conversation_id=conversation_id, approved=approve, reason=reason),
    )
    return approval
