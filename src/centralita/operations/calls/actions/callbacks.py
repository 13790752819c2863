"""Calls to be made later: agreed on, taken back, and made when their moment has come."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import MalformedId, OrganizationId, from_text, to_text
from centralita.kit.logs import get_logger
from centralita.ledger.events.hints import changed
from centralita.operations.calls.actions.start import start_call
from centralita.operations.calls.errors import AgentNotAvailable, CallbackDone, CallbackPast, CallRefused
from centralita.operations.calls.models import Callback
from centralita.operations.calls.queries import get_call, get_callback
from centralita.operations.calls.schemas import CallbackIn
from centralita.operations.calls.wish import PURPOSES, CallWish
from centralita.operations.contacts.public import contact_names
from centralita.studio.agents.public import agent_facts

# Who agreed on a call today expects it tomorrow, or after a holiday; not in two weeks.
_MOVED_AT_MOST = timedelta(days=7)
# Not made for so long, it would surprise whoever is called.
_TOO_LATE = timedelta(hours=1)
_AT_ONCE = 20

log = get_logger(__name__)


def schedule_callback(actor: Actor, contact_id: UUID, wanted: CallbackIn) -> Callback:
    """A call to be made at a moment to come. The rules are asked then; one that they refuse for the hour only is made later."""
    if contact_id not in contact_names([contact_id]):
        raise NotFound(kind="contact")
    if wanted.at <= now():
        raise CallbackPast(field="at")
    row = Callback.objects.create(
        organization_id=actor.organization_id,
        contact_id=contact_id,
        agent_id=_agent(actor, wanted.agent_id),
        after_call_id=get_call(actor, from_text("call", wanted.after)).id if wanted.after else None,
        kind=wanted.kind,
        note=wanted.note,
        at=wanted.at,
        created_by=actor.user_id,
        created_by_name=actor.name,
    )
    row.refresh_from_db()
    _tell(actor, "callback_create", row)
    return row


def cancel_callback(actor: Actor, callback_id: UUID) -> None:
    """Take a call back before it is made."""
    row = get_callback(actor, callback_id, lock=True)
    if row.status != "waiting":
        raise CallbackDone
    _finish(actor, row, "cancelled", "callback_delete")


def _agent(actor: Actor, text: str) -> UUID:
    try:
        agent_id = from_text("agt", text)
    except MalformedId:
        raise AgentNotAvailable(field="agent_id") from None
    if agent_id not in agent_facts([agent_id]) or not actor.reaches(agent_id):
        raise AgentNotAvailable(field="agent_id")
    return agent_id


def make_due_callbacks(organization_id: OrganizationId) -> int:
    """Make the calls whose moment has come, each in a transaction of its own; how many were looked at."""
    for done in range(_AT_ONCE):
        with tenant_scope(organization_id):
            due = Callback.objects.select_for_update(skip_locked=True).filter(status="waiting", at__lte=now())
            row = due.order_by("at", "id").first()
            if row is None:
                return done
            _make(row)
    return _AT_ONCE


def _make(row: Callback) -> None:
    actor = Actor(
        organization_id=OrganizationId(row.organization_id),
        kind="system",
        user_id=row.created_by,
        name=row.created_by_name,
    )
    if now() - row.at > _TOO_LATE:
        row.problem = "callback_too_late"
        _finish(actor, row, "refused", "callback_refuse")
        return
    wish = CallWish(
        contact_id=row.contact_id,
        agent_id=row.agent_id,
        kind=row.kind,  # type: ignore[arg-type]  # a constraint of the table
        purpose=PURPOSES[row.kind],  # type: ignore[index]  # the same
        variables={"call_note": row.note},
    )
    try:
        row.call_id = start_call(actor, wish)
    except CallRefused as refused:
        row.reasons = refused.data["reasons"]
        allowed_at = allowed_again(row.reasons)
        if allowed_at is not None and now() < allowed_at <= row.at + _MOVED_AT_MOST:
            _move(actor, row, allowed_at)
            return
        row.problem = refused.code
        _finish(actor, row, "refused", "callback_refuse")
    except AppError as error:
        row.problem = error.code
        _finish(actor, row, "refused", "callback_refuse")
    else:
        _finish(actor, row, "called", "callback_call")


def allowed_again(reasons: Sequence[Mapping[str, object]]) -> datetime | None:
    """When time alone has taken away everything that speaks against a call; None where it never does."""
    ends = [each.get("until") for each in reasons]
    if not ends or not all(isinstance(each, str) and each for each in ends):
        return None
    return max(datetime.fromisoformat(str(each)) for each in ends)


def _move(actor: Actor, row: Callback, at: datetime) -> None:
    """Not at this hour, but at the next one that the rules allow; `reasons` go on saying why."""
    row.at = at
    row.save(update_fields=["at", "reasons"])
    _tell(actor, "callback_move", row)


def _finish(actor: Actor, row: Callback, status: str, action: str) -> None:
    row.status = status
    row.done_at = now()
    row.save()
    _tell(actor, action, row)


def _tell(actor: Actor, action: str, row: Callback) -> None:
    changed(actor.organization_id, "callback", row.id)
    changed(actor.organization_id, "lead", row.contact_id)
    trail.record(
        actor,
        action=action,
        subject_kind="callback",
        subject_id=to_text("cbk", row.id),
        after={
            "contact": to_text("con", row.contact_id),
            "at": row.at.isoformat(),
            "status": row.status,
            "problem": row.problem,
        },
    )
