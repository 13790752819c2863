"""What happens to a call, told to the audit trail, to the ledger, and to those who look on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit import clock
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import (
    CallAnswered,
    CallCancelled,
    CallEnded,
    CallFailed,
    CallRinging,
    LeadCalled,
)
from centralita.operations.calls.models import Call
from centralita.operations.contacts.public import note_activity
from centralita.providers.voice.calls import CallStatus


def record(
    actor: Actor,
    action: str,
    call_id: UUID,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """An audit entry about a call."""
    trail.record(
        actor,
        action=action,
        subject_kind="call",
        subject_id=to_text("call", call_id),
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
    )


def tell_steps(actor: Actor, call: Call, before: CallStatus) -> None:
    """The facts of a call that went from one state to another; steps that nobody told are filled in."""
    now = CallStatus(call.status)
    if before.ended or now.rank <= before.rank:
        return
    rang = now.rank >= CallStatus.RINGING.rank and (not now.ended or call.answered_at is not None)
    if rang and before.rank < CallStatus.RINGING.rank:
        append(actor, call.id, CallRinging())
    talked = now is CallStatus.IN_PROGRESS or (now.ended and call.answered_at is not None)
    if talked and before.rank < CallStatus.IN_PROGRESS.rank:
        append(actor, call.id, CallAnswered())
    if now.ended:
        _tell_end(actor, call, now)


def _tell_end(actor: Actor, call: Call, status: CallStatus) -> None:
    agent = to_text("agt", call.agent_id) if call.agent_id else None
    contact = to_text("con", call.contact_id) if call.contact_id else None
    if status is CallStatus.COMPLETED:
        append(
            actor,
            call.id,
            CallEnded(
                agent_id=agent,
                contact_id=contact,
                ending=call.ending,
                outcome=call.outcome,
                evidence=call.evidence,
                duration_seconds=call.duration_seconds,
            ),
        )
    elif status is CallStatus.FAILED:
        append(
            actor,
            call.id,
            CallFailed(
                agent_id=agent,
                contact_id=contact,
                ending=call.ending,
                outcome=call.outcome,
                evidence=call.evidence,
                error=call.error,
            ),
        )
    else:
        append(actor, call.id, CallCancelled(agent_id=agent, contact_id=contact, evidence=call.evidence))
    if call.contact_id is not None:
        note_activity(call.organization_id, call.contact_id, call.ended_at or clock.now())
        append(
            actor,
            call.contact_id,
            LeadCalled(
                call_id=to_text("call", call.id),
                agent_id=agent,
                direction=call.direction,
                call_kind=call.kind,
                status=call.status,
                outcome=call.outcome,
                duration_seconds=call.duration_seconds,
            ),
        )
