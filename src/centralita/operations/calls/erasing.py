"""Letting go of what was said in calls: when they are older than the organization keeps them, or with their contact.

The call stays as what was done and paid for: when, by which agent, how it ended, what it cost. Gone are the numbers,
the transcript and its conversation, the recording, and whatever was drawn from them or written beside them.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.audit import trail
from centralita.identity.organizations.retention import call_days_of
from centralita.identity.organizations.tasks import forget_later
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.hints import changed
from centralita.operations.calls.domain.words import RUNNING, RecordingStatus
from centralita.operations.calls.models import Call, Callback, CallUtterance
from centralita.operations.conversations.public import forget_talks
from centralita.studio.voice_accounts.inbox import forget_bodies

_AT_ONCE: Final = 200
_EMPTIED: Final = {
    **dict.fromkeys(("from_number", "to_number", "summary", "sentiment", "notes", "next_action"), ""),
    **dict.fromkeys(("platform_reason", "recording_key", "recording_type"), ""),
    "utterances": 0,
    "recording_size": 0,
    "recording_status": RecordingStatus.MISSING.value,
    "conversation_id": None,
    "confidence": None,
}
_FIELDS: Final = (*_EMPTIED, "variables", "collected", "insights", "erased_at", "updated_at")


def erase_old(organization_id: OrganizationId) -> int:
    """Let go of what was said in calls that are older than the organization keeps it; how many calls."""
    erased = 0
    while True:
        with tenant_scope(organization_id):
            days = call_days_of(organization_id)
            if days is None:
                return erased
            old = Call.objects.select_for_update(skip_locked=True).filter(
                erased_at__isnull=True, created_at__lt=now() - timedelta(days=days)
            )
            rows = list(old.exclude(status__in=RUNNING).order_by("created_at", "id")[:_AT_ONCE])
            if rows:
                _erase(rows)
                actor = system_actor(organization_id, "calls")
                trail.record(
                    actor,
                    action="call_retention",
                    subject_kind="call",
                    after={"calls": len(rows), "days": days},
                )
                changed(organization_id, "call", rows[-1].id)
        erased += len(rows)
        if len(rows) < _AT_ONCE:
            return erased


def erase_with_contacts(actor: Actor, contact_ids: Sequence[UUID]) -> None:
    """Let go of what was said with contacts who are deleted; of a call that goes on, as soon as it is over."""
    rows = list(Call.objects.select_for_update().filter(contact_id__in=contact_ids).order_by("id"))
    over = [row for row in rows if row.status not in RUNNING]
    _erase(over)
    going = [row.id for row in rows if row.status in RUNNING]
    Call.objects.filter(id__in=going).update(erased_at=now())
    Callback.objects.filter(contact_id__in=contact_ids).delete()
    if rows:
        trail.record(actor, action="call_erase", subject_kind="call", after={"calls": len(rows)})


def _erase(rows: Sequence[Call]) -> None:
    for row in rows:
        row.erased_at = row.updated_at = now()
    empty(rows)
    Call.objects.bulk_update(rows, list(_FIELDS))


def empty(rows: Sequence[Call]) -> None:
    """Take what was said out of these calls, and from what lies beside them; the caller saves them."""
    if not rows:
        return
    CallUtterance.objects.filter(call_id__in=[row.id for row in rows]).delete()
    forget_later([row.recording_key for row in rows if row.recording_key])
    forget_talks(row.conversation_id for row in rows if row.conversation_id)
    _forget_bodies(rows)
    for row in rows:
        for name, value in _EMPTIED.items():
            setattr(row, name, value)
        row.variables, row.collected, row.insights = {}, {}, {}


def _forget_bodies(rows: Iterable[Call]) -> None:
    by_account: dict[UUID, list[str]] = {}
    for row in rows:
        if row.account_id is not None and row.platform_call_id:
            by_account.setdefault(row.account_id, []).append(row.platform_call_id)
    for account_id, calls in by_account.items():
        forget_bodies(account_id, calls)
