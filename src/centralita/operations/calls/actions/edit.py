"""What people add to a call: notes, what comes next, and what came of it."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import Stale
from centralita.ledger.events.hints import changed
from centralita.operations.calls.models import Call
from centralita.operations.calls.queries import get_call
from centralita.operations.calls.schemas import CallChange
from centralita.operations.calls.telling import record

_FIELDS = ("notes", "next_action", "outcome")


def edit_call(actor: Actor, call_id: UUID, change: CallChange, *, seen: int | None) -> Call:
    """Replace what is given. An outcome that a person set is not changed by the platform any more."""
    call = get_call(actor, call_id, lock=True)
    if seen is not None and seen != call.revision:
        raise Stale(actual=call.revision, seen=seen)
    given = {name: value for name, value in change.model_dump(mode="json").items() if value is not None}
    before = {name: getattr(call, name) for name in _FIELDS if name in given}
    different = [name for name, value in given.items() if before[name] != value]
    if not different:
        witness.nothing_changed()
        return call
    for name in different:
        setattr(call, name, given[name])
    if "outcome" in different:
        call.outcome_by = actor.user_id
    call.revision += 1
    call.updated_at = now()
    call.save(update_fields=[*_FIELDS, "outcome_by", "revision", "updated_at"])
    changed(actor.organization_id, "call", call.id)
    record(
        actor,
        "call_update",
        call.id,
        before={name: before[name] for name in different},
        after={name: given[name] for name in different},
    )
    return call
