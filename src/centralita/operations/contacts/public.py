"""What other slices may know of contacts: values, never rows. Inside the organization's scope."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.kit.words import plain_text
from centralita.operations.contacts.domain.filter import ContactFilter
from centralita.operations.contacts.keys import keep_places
from centralita.operations.contacts.models import Consent, Contact, ContactImport, ContactKey, ContactView
from centralita.operations.contacts.queries import contact_ids
from centralita.operations.contacts.views.queries import filter_of, get_view

__all__ = [
    "ConsentFacts",
    "ContactFacts",
    "ContactFilter",
    "contact_facts",
    "contact_names",
    "contacts_named",
    "contacts_with_phone",
    "country_called",
    "find_contacts",
    "import_name",
    "known_of_lead",
    "note_activity",
    "require_view",
    "view_contacts",
    "view_name",
]

_MOST_NAMED = 500


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


def contact_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What these contacts are called; unknown ones are left out."""
    return dict(Contact.objects.filter(id__in=set(ids)).values_list("id", "name"))


def contacts_named(organization_id: UUID, text: str) -> list[UUID]:
    """Contacts with this in their name, 500 at most."""
    rows = Contact.objects.filter(organization_id=organization_id, name_key__contains=plain_text(text))
    return list(rows.values_list("id", flat=True)[:_MOST_NAMED])


def country_called(contact_id: UUID, number: str) -> str:
    """The country (ISO 3166) of the number that a contact is called at, or ''."""
    row = Contact.objects.filter(id=contact_id).only("phones", "country").first()
    if row is None:
        return ""
    wanted = number or (row.phones[0] if row.phones else "")
    try:
        return read_phone(wanted, row.country).region
    except PhoneInvalid:
        return ""


def known_of_lead(contact_id: UUID) -> dict[str, str]:
    """What an agent is told of the contact that it calls."""
    row = Contact.objects.filter(id=contact_id).first()
    if row is None:
        return {}
    email = row.emails[0] if row.emails else ""
    return {"name": row.name, "company": row.company, "interest": row.interest, "email": email}


def note_activity(organization_id: UUID, contact_id: UUID, at: datetime) -> None:
    """Something happened with the contact at `at`. Its revision stays: whoever edits it loses nothing."""
    if Contact.objects.filter(id=contact_id, active_at__lt=at).update(active_at=at):
        keep_places(organization_id, [contact_id])


def find_contacts(
    organization_id: UUID, which: ContactFilter, *, after: UUID | None, limit: int
) -> tuple[UUID, ...]:
    """Those that match, in the order of their ids, at most `limit` of them after `after`. The filter's sort is unused."""
    return contact_ids(organization_id, which, after=after, limit=limit)


def view_contacts(
    organization_id: UUID, view_id: UUID, *, after: UUID | None, limit: int
) -> tuple[UUID, ...]:
    """The contacts of a saved view as they are now, page by page in the order of their ids. Raises NotFound."""
    view = ContactView.objects.filter(organization_id=organization_id, id=view_id).first()
    if view is None:
        raise NotFound(kind="contact_view")
    return contact_ids(organization_id, filter_of(view), after=after, limit=limit)


def require_view(actor: Actor, view_id: UUID) -> None:
    """Raises NotFound for a view that is not the actor's to see."""
    get_view(actor, view_id)


def view_name(organization_id: UUID, view_id: UUID) -> str:
    """What a saved view is called, or '' when it is gone."""
    rows = ContactView.objects.filter(organization_id=organization_id, id=view_id)
    return rows.values_list("name", flat=True).first() or ""


def import_name(organization_id: UUID, import_id: UUID) -> str:
    """The name of the file that was imported, or '' when nothing is known of it."""
    rows = ContactImport.objects.filter(organization_id=organization_id, id=import_id)
    return rows.values_list("file_name", flat=True).first() or ""
