"""What other slices may know of contacts: values, never rows. Inside the organization's scope."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from centralita.identity.access.actor import system_actor
from centralita.kit.ids import OrganizationId
from centralita.operations.contacts import queries
from centralita.operations.contacts.domain.filter import ContactFilter
from centralita.operations.contacts.models import Consent, Contact, ContactKey

__all__ = [
    "ConsentFacts",
    "ContactFacts",
    "ContactFilter",
    "contact_facts",
    "contacts_with_phone",
    "find_contacts",
]


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What a contact agreed to. Moments are aware UTC; `automated` covers calls by an artificial voice."""

    purpose: str
    channel: str
    given_at: datetime
    source: str
    wording: str
    automated: bool
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact. Empty language, zone, country and region are unknown; phones are E.164, the main one first."""

    id: UUID
    name: str
    language: str
    time_zone: str
    country: str
    region: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    do_not_call: bool
    consents: tuple[ConsentFacts, ...]


def contact_facts(organization_id: UUID, ids: Sequence[UUID]) -> dict[UUID, ContactFacts]:
    """What is known of these contacts; unknown ids are left out."""
    agreed: defaultdict[UUID, list[ConsentFacts]] = defaultdict(list)
    consents = Consent.objects.filter(organization_id=organization_id, contact_id__in=ids)
    for row in consents.order_by("given_at", "id"):
        agreed[row.contact_id].append(
            ConsentFacts(
                purpose=row.purpose,
                channel=row.channel,
                given_at=row.given_at,
                source=row.source,
                wording=row.wording,
                automated=row.automated,
                withdrawn_at=row.withdrawn_at,
            )
        )
    return {
        contact.id: ContactFacts(
            id=contact.id,
            name=contact.name,
            language=contact.language,
            time_zone=contact.time_zone,
            country=contact.country,
            region=contact.region,
            phones=tuple(contact.phones),
            emails=tuple(contact.emails),
            do_not_call=contact.do_not_call,
            consents=tuple(agreed[contact.id]),
        )
        for contact in Contact.objects.filter(organization_id=organization_id, id__in=ids)
    }


def contacts_with_phone(organization_id: UUID, e164: str) -> tuple[UUID, ...]:
    """The contacts that have this number: one or none."""
    rows = ContactKey.objects.filter(organization_id=organization_id, kind="phone", value=e164)
    return tuple(rows.values_list("contact_id", flat=True))


def find_contacts(
    organization_id: UUID, which: ContactFilter, *, after: UUID | None, limit: int
) -> tuple[UUID, ...]:
    """The ids of the contacts that match, in order of id, beginning after one of them."""
    rows = queries.filtered(system_actor(OrganizationId(organization_id), "contacts"), which)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(rows.order_by("id").values_list("id", flat=True)[:limit])
