"""What every write of a contact says: to the audit trail, to the ledger, to those who look on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import LeadOptedOut, LeadStageChanged, LeadUpdated
from centralita.operations.contacts.models import Contact

# What is written down of a contact when it is changed, restored or told of.
KEPT = (
    *("name", "company", "phones", "emails", "language", "time_zone", "country", "region", "source", "stage"),
    *("score", "owner_id", "tags", "interest", "custom", "do_not_call"),
)


def record(
    actor: Actor,
    action: str,
    contact_id: UUID,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """An audit entry about a contact."""
    trail.record(
        actor,
        action=action,
        subject_kind="contact",
        subject_id=to_text("con", contact_id),
        before=plain(before),
        after=plain(after),
    )


def plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Values as JSON can hold them."""
    if values is None:
        return None
    return {
        name: str(value) if isinstance(value, UUID | datetime) else value for name, value in values.items()
    }


def tell_change(actor: Actor, contact: Contact, before: Mapping[str, Any]) -> None:
    """The facts of a change; `before` holds what each changed field was."""
    if "stage" in before:
        append(actor, contact.id, LeadStageChanged(before=before["stage"], after=contact.stage))
    if "do_not_call" in before and contact.do_not_call:
        append(actor, contact.id, LeadOptedOut())
    others = sorted(set(before) - {"stage"})
    if others and not (others == ["do_not_call"] and contact.do_not_call):
        append(actor, contact.id, LeadUpdated(fields=others))
