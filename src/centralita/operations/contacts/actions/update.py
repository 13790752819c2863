"""Changing a contact, alone or several at once."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import Stale
from centralita.kit.words import plain_text
from centralita.operations.contacts.actions.describe import described, owner_of
from centralita.operations.contacts.actions.telling import record, tell_change
from centralita.operations.contacts.domain.fields import MOST_TAGS, shown_name
from centralita.operations.contacts.keys import claim, count_tags, index, keep_places, tag_change
from centralita.operations.contacts.models import Contact
from centralita.operations.contacts.queries import get_contact, lock_contacts
from centralita.operations.contacts.schemas import BulkIn, ContactChange

# A search looks at these, so a change of them is written down there too.
SEARCHED = frozenset({"name", "company", "phones", "emails", "tags", "stage", "owner_id", "source"})
_EMPTIED_BY_NULL = frozenset({"score", "owner_id"})


def update_contact(actor: Actor, contact_id: UUID, change: ContactChange, *, seen: int | None) -> Contact:
    """Apply what the change names. Stale when the contact has moved on from revision `seen`."""
    contact = get_contact(contact_id, lock=True)
    if seen is not None and seen != contact.revision:
        raise Stale(actual=contact.revision, seen=seen)
    sent = {
        name: value
        for name, value in change.model_dump(exclude_unset=True).items()
        if value is not None or name in _EMPTIED_BY_NULL
    }
    before = apply(actor, contact, described(actor, sent, country=contact.country))
    if not before:
        witness.nothing_changed()
        return contact
    if SEARCHED & set(before):
        index(actor.organization_id, [contact])
    else:
        keep_places(actor.organization_id, [contact.id])
    count_tags(actor.organization_id, tag_change(before.get("tags", contact.tags), contact.tags))
    return contact


def apply(actor: Actor, contact: Contact, fields: dict[str, Any]) -> dict[str, Any]:
    """Write these fields and tell of it; what each changed one was before. Index and tags' counts are the caller's."""
    if "name" in fields:
        fields["name"] = shown_name(
            fields["name"],
            fields.get("company", contact.company),
            fields.get("phones", contact.phones),
            fields.get("emails", contact.emails),
        )
    before = {
        name: getattr(contact, name) for name, value in fields.items() if getattr(contact, name) != value
    }
    if not before:
        return before
    for name in before:
        setattr(contact, name, fields[name])
    contact.name_key = plain_text(contact.name)
    contact.revision += 1
    contact.updated_at = contact.active_at = now()
    contact.save()
    if before.keys() & {"phones", "emails"}:
        claim(contact)
    tell_change(actor, contact, before)
    record(actor, "contact_update", contact.id, before, {name: getattr(contact, name) for name in before})
    return before


def update_contacts(actor: Actor, ids: Sequence[UUID], change: BulkIn) -> int:
    """The same change for several; how many it changed."""
    owner = owner_of(change.owner_id) if change.owner_id is not None else None
    moved: Counter[str] = Counter()
    touched: list[Contact] = []
    for contact in lock_contacts(ids):
        fields: dict[str, Any] = {}
        if change.stage is not None:
            fields["stage"] = change.stage
        if change.owner_id is not None:
            fields["owner_id"] = owner
        if change.add_tags or change.remove_tags:
            kept = [tag for tag in contact.tags if tag not in change.remove_tags]
            fields["tags"] = list(dict.fromkeys([*kept, *change.add_tags]))[:MOST_TAGS]
        before = apply(actor, contact, fields)
        if before:
            touched.append(contact)
            moved.update(tag_change(before.get("tags", contact.tags), contact.tags))
    index(actor.organization_id, touched)
    count_tags(actor.organization_id, moved)
    witness.nothing_changed()
    return len(touched)
