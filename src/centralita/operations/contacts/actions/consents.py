"""What contacts agree to, and take back."""

from datetime import timedelta
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid, NotFound
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import LeadOptedOut, LeadUpdated
from centralita.operations.contacts.actions.telling import record
from centralita.operations.contacts.keys import keep_places
from centralita.operations.contacts.models import Consent, Contact
from centralita.operations.contacts.queries import get_contact
from centralita.operations.contacts.schemas import ConsentIn

MOST_CONSENTS = 100
# The clocks of those who send us consents are not all right.
_AHEAD = timedelta(minutes=5)


class TooManyConsents(Conflict):
    """The contact has as many consents as it may have; `limit` says how many."""

    code = "too_many_records"


class ConsentInFuture(Invalid):
    """A consent is given before it is written down."""

    code = "consent_in_future"


def add_consent(actor: Actor, contact_id: UUID, given: ConsentIn) -> Contact:
    """Write down that a contact agreed. It is never changed after."""
    contact = get_contact(contact_id, lock=True)
    if Consent.objects.filter(contact_id=contact.id).count() >= MOST_CONSENTS:
        raise TooManyConsents(limit=MOST_CONSENTS)
    at = given.given_at or now()
    if at > now() + _AHEAD or at.year < 1900:
        raise ConsentInFuture(field="given_at")
    consent = Consent.objects.create(
        organization_id=actor.organization_id,
        contact_id=contact.id,
        purpose=given.purpose,
        channel=given.channel,
        given_at=at,
        source=given.source,
        wording=given.wording,
        automated=given.automated,
        recorded_by=actor.user_id,
        recorded_by_name=actor.name,
    )
    _touch(contact)
    append(actor, contact.id, LeadUpdated(fields=["consents"]))
    record(
        actor,
        "contact_consent_add",
        contact.id,
        after={
            "consent": to_text("cns", consent.id),
            **given.model_dump(mode="json", exclude={"given_at"}),
            "given_at": at.isoformat(),
        },
    )
    return contact


def withdraw_consent(actor: Actor, contact_id: UUID, consent_id: UUID) -> Contact:
    """Write down that a contact took a consent back. The consent stays, as what was once given."""
    contact = get_contact(contact_id, lock=True)
    consent = Consent.objects.select_for_update().filter(contact_id=contact.id, id=consent_id).first()
    if consent is None:
        raise NotFound(kind="consent")
    if consent.withdrawn_at is not None:
        witness.nothing_changed()
        return contact
    consent.withdrawn_at = now()
    consent.withdrawn_by_name = actor.name
    consent.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    _touch(contact)
    append(actor, contact.id, LeadOptedOut(purpose=consent.purpose, channel=consent.channel))
    record(
        actor,
        "contact_consent_withdraw",
        contact.id,
        after={
            "consent": to_text("cns", consent.id),
            "purpose": consent.purpose,
            "channel": consent.channel,
        },
    )
    return contact


def _touch(contact: Contact) -> None:
    contact.active_at = now()
    contact.revision += 1
    contact.save(update_fields=["active_at", "revision"])
    keep_places(contact.organization_id, [contact.id])
