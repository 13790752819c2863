"""Removing contacts."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import LeadDeleted
from centralita.operations.contacts.actions.telling import record
from centralita.operations.contacts.erasing import tell_erased
from centralita.operations.contacts.keys import count_tags, tag_change
from centralita.operations.contacts.models import Contact
from centralita.operations.contacts.queries import get_contact, lock_contacts


def delete_contact(actor: Actor, contact_id: UUID) -> None:
    """Remove a contact with its consents and notes, and what was said with it."""
    _delete(actor, [get_contact(contact_id, lock=True)])


def delete_contacts(actor: Actor, ids: Sequence[UUID]) -> int:
    """Remove several; how many there were."""
    contacts = lock_contacts(ids)
    _delete(actor, contacts)
    witness.nothing_changed()
    return len(contacts)


def _delete(actor: Actor, contacts: Sequence[Contact]) -> None:
    moved: Counter[str] = Counter()
    tell_erased(actor, [contact.id for contact in contacts])
    for contact in contacts:
        append(actor, contact.id, LeadDeleted(name=contact.name))
        record(
            actor,
            "contact_delete",
            contact.id,
            before={"name": contact.name, "phones": contact.phones, "emails": contact.emails},
        )
        moved.update(tag_change(contact.tags, ()))
    Contact.objects.filter(id__in=[contact.id for contact in contacts]).delete()
    count_tags(actor.organization_id, moved)
