"""Two contacts that are one person."""

from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import LeadMerged
from centralita.operations.contacts.actions.telling import KEPT, record
from centralita.operations.contacts.domain.fields import MOST_EMAILS, MOST_PHONES, MOST_TAGS, merged_custom
from centralita.operations.contacts.keys import count_tags, index, tag_change
from centralita.operations.contacts.models import Consent, Contact, ContactKey, ContactNote
from centralita.operations.contacts.queries import lock_contacts


class SameContact(Conflict):
    """A contact is not merged with itself."""

    code = "contact_same"


class TooMuchToMerge(Conflict):
    """Together they have more numbers or addresses than a contact may have; `limit` says how many."""

    code = "contact_merge_too_much"


def merge_contacts(actor: Actor, contact_id: UUID, other_id: UUID) -> Contact:
    """Put another contact into this one, which keeps its own where both have something. The other is gone then."""
    if contact_id == other_id:
        raise SameContact(field="other_id")
    found = {contact.id: contact for contact in lock_contacts([contact_id, other_id])}
    if contact_id not in found:
        raise NotFound(kind="contact")
    if other_id not in found:
        raise NotFound(kind="contact", field="other_id")
    contact, other = found[contact_id], found[other_id]
    gone = {name: getattr(other, name) for name in KEPT}
    before = {name: getattr(contact, name) for name in KEPT}
    tags = contact.tags
    _take_over(contact, other)
    for model in (Consent, ContactNote, ContactKey):
        model.objects.filter(contact_id=other.id).update(contact_id=contact.id)
    other.delete()
    contact.save()
    index(actor.organization_id, [contact])
    moved = tag_change(tags, contact.tags)
    moved.subtract(set(other.tags))
    count_tags(actor.organization_id, moved)
    append(actor, contact.id, LeadMerged(other_id=to_text("con", other_id)))
    changed = {name: getattr(contact, name) for name in KEPT if getattr(contact, name) != before[name]}
    record(
        actor,
        "contact_merge",
        contact.id,
        before={**{name: before[name] for name in changed}, "other": {n: _plain(v) for n, v in gone.items()}},
        after={**changed, "other": to_text("con", other_id)},
    )
    return contact


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _take_over(contact: Contact, other: Contact) -> None:
    for name in ("company", "language", "time_zone", "country", "region", "source"):
        if not getattr(contact, name):
            setattr(contact, name, getattr(other, name))
    if contact.owner_id is None:
        contact.owner_id = other.owner_id
    scores = [score for score in (contact.score, other.score) if score is not None]
    contact.score = max(scores) if scores else None
    contact.phones = _union(contact.phones, other.phones, MOST_PHONES)
    contact.emails = _union(contact.emails, other.emails, MOST_EMAILS)
    contact.tags = list(dict.fromkeys([*contact.tags, *other.tags]))[:MOST_TAGS]
    if other.interest and other.interest not in contact.interest:
        contact.interest = "\n".join(filter(None, [contact.interest, other.interest]))[:2_000]
    contact.custom = merged_custom(contact.custom, other.custom)
    # Who wanted no calls under one of their numbers wants none at all.
    contact.do_not_call = contact.do_not_call or other.do_not_call
    contact.merged_ids = [*contact.merged_ids, other.id, *other.merged_ids]
    contact.created_at = min(contact.created_at, other.created_at)
    contact.updated_at = contact.active_at = now()
    contact.revision += 1


def _union(own: list[str], others: list[str], limit: int) -> list[str]:
    both = list(dict.fromkeys([*own, *others]))
    if len(both) > limit:
        raise TooMuchToMerge(limit=limit)
    return both
