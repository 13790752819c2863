"""The own do-not-call list: adding a number, hearing an opt-out, lifting, forgetting who it was."""

from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.phone import read_phone
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import LeadOptedOut
from centralita.operations.compliance import hashing, house
from centralita.operations.compliance.models import ContactDecision, Suppression
from centralita.operations.contacts.public import contacts_with_phone
from centralita.studio.business.public import home_country

OptOutSource = Literal["speech", "keys", "chat", "form"]
_HEARD = "opt-out"


def suppress_number(actor: Actor, number: str, *, topic: str = "", reason: str = "") -> Suppression:
    """Put a number on the list. One that is there already stays as it is. Raises PhoneInvalid."""
    return _add(actor, number, topic=topic, source="person", reason=reason)


def record_opt_out(
    organization_id: OrganizationId, number: str, source: OptOutSource, *, topic: str = ""
) -> Suppression:
    """Somebody said that they want no more calls: from now on there are none. Inside the organization's scope."""
    return _add(system_actor(organization_id, _HEARD), number, topic=topic, source=source, reason="")


def lift_suppression(actor: Actor, suppression_id: UUID, reason: str) -> Suppression:
    """Take a number off the list, with the reason why it may be called again. It stays as what was once so."""
    row = Suppression.objects.select_for_update().filter(id=suppression_id).first()
    if row is None:
        raise NotFound(kind="suppression")
    if row.lifted_at is not None:
        witness.nothing_changed()
        return row
    row.lifted_at, row.lifted_by_name, row.lifted_reason = now(), actor.name, reason
    row.save()
    _tell(actor, "suppression_lift", row, {"reason": reason})
    return row


def forget_number(organization_id: OrganizationId, number: str) -> None:
    """Erase a number from the list and the decisions. Its hash stays: the person is still not called."""
    rules = house.stored_rules(organization_id)
    if rules is None:
        return
    digest = hashing.number_hash(hashing.open_key(rules), number)
    for rows in (Suppression.objects, ContactDecision.objects):
        rows.filter(organization_id=organization_id, number_hash=digest).update(number="")
    ContactDecision.objects.filter(organization_id=organization_id, number_hash=digest).update(evidence=[])


def _add(actor: Actor, number: str, *, topic: str, source: str, reason: str) -> Suppression:
    phone = read_phone(number, home_country(actor.organization_id), field="number")
    rules = house.ensured_rules(actor.organization_id)
    digest = hashing.number_hash(hashing.open_key(rules), phone.e164)
    standing = Suppression.objects.filter(
        organization_id=actor.organization_id, number_hash=digest, topic=topic, lifted_at__isnull=True
    )
    found = standing.first()
    if found is None:
        try:
            with transaction.atomic():
                found = Suppression.objects.create(
                    organization_id=actor.organization_id,
                    number=phone.e164,
                    number_hash=digest,
                    topic=topic,
                    source=source,
                    reason=reason,
                    created_by=actor.user_id,
                    created_by_name=actor.name,
                )
        except IntegrityError:
            # Somebody else was quicker by the blink of an eye: it is on the list.
            found = standing.get()
            witness.nothing_changed()
            return found
        _tell(actor, "suppression_create", found, {"topic": topic, "source": source, "reason": reason})
        for contact_id in contacts_with_phone(actor.organization_id, phone.e164):
            append(actor, contact_id, LeadOptedOut(channel="call"))
        return found
    if not found.number:
        found.number = phone.e164
        found.save(update_fields=["number"])
    witness.nothing_changed()
    return found


def _tell(actor: Actor, action: str, row: Suppression, after: dict[str, object]) -> None:
    # The trail outlives an erasure, so it names the entry and not the number.
    trail.record(
        actor, action=action, subject_kind="suppression", subject_id=to_text("sup", row.id), after=after
    )
