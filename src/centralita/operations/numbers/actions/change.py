"""What a number is called, when it is answered, and who is called instead outside of these hours."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from centralita.engine.business import Span, Weekday
from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Invalid, Stale
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.compliance.public import number_faults
from centralita.operations.numbers.models import PhoneNumber
from centralita.operations.numbers.queries import get_number
from centralita.studio.business.domain.hours import stored
from centralita.studio.business.public import home_country


class FallbackRefused(Invalid):
    """The number could never be called by us. Data: `reason`, a sentence in the caller's language."""

    code = "number_fallback_refused"


class FallbackToItself(Invalid):
    """A call would come back to the number that did not answer it."""

    code = "number_fallback_itself"


def change_number(
    actor: Actor,
    number_id: UUID,
    *,
    label: str | None,
    answers: str | None,
    hours: Mapping[Weekday, Sequence[Span]] | None,
    fallback: str | None,
    seen: int | None,
) -> PhoneNumber:
    """Replace what is given. Raises Stale, SpansOverlap, FallbackRefused, FallbackToItself."""
    row = get_number(number_id, lock=True)
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    before = snapshot(row)
    if label is not None:
        row.label = label
    if answers is not None:
        row.answers = answers
    if hours is not None:
        row.hours = stored(hours)
    if fallback is not None:
        row.fallback = _checked(actor, row, fallback) if fallback else ""
    after = snapshot(row)
    moved = [name for name in after if before[name] != after[name]]
    if not moved:
        witness.nothing_changed()
        return row
    row.revision += 1
    row.save(update_fields=["label", "answers", "hours", "fallback", "revision", "updated_at"])
    changed(actor.organization_id, "number", row.account_id)
    trail.record(
        actor,
        action="phone_number_update",
        subject_kind="phone_number",
        subject_id=to_text("num", row.id),
        before={name: before[name] for name in moved},
        after={name: after[name] for name in moved},
    )
    return row


def snapshot(row: PhoneNumber) -> dict[str, Any]:
    """What people change of a number."""
    return {"label": row.label, "answers": row.answers, "hours": row.hours, "fallback": row.fallback}


def _checked(actor: Actor, row: PhoneNumber, written: str) -> str:
    region = row.country or home_country(actor.organization_id)
    number, faults = number_faults(actor.organization_id, written, region=region, language=actor.language)
    if faults:
        raise FallbackRefused(field="fallback", reason=" ".join(faults))
    if number == row.number:
        raise FallbackToItself(field="fallback")
    return number
