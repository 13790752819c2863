"""Making a contact."""

from typing import Any

from centralita.identity.access.actor import Actor
from centralita.kit.words import plain_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import LeadCreated
from centralita.operations.contacts.actions.describe import described
from centralita.operations.contacts.actions.telling import KEPT, record
from centralita.operations.contacts.domain.fields import shown_name
from centralita.operations.contacts.keys import claim, count_tags, index, tag_change
from centralita.operations.contacts.models import Contact
from centralita.operations.contacts.schemas import ContactIn


def create_contact(actor: Actor, new: ContactIn) -> Contact:
    """A new contact. Raises ContactExists when its number or address is another's."""
    fields: dict[str, Any] = described(actor, new.model_dump())
    fields["name"] = shown_name(new.name, new.company, fields["phones"], fields["emails"])
    contact = Contact(
        organization_id=actor.organization_id,
        created_by=actor.user_id,
        name_key=plain_text(fields["name"]),
        **fields,
    )
    contact.save(force_insert=True)
    claim(contact)
    index(actor.organization_id, [contact])
    count_tags(actor.organization_id, tag_change((), contact.tags))
    append(actor, contact.id, LeadCreated(name=contact.name, source=contact.source))
    record(
        actor,
        "contact_create",
        contact.id,
        after={
            name: getattr(contact, name) for name in KEPT if getattr(contact, name) not in ("", [], {}, None)
        },
    )
    contact.refresh_from_db()
    return contact
