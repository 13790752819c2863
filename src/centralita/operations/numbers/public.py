"""The door to phone numbers for other slices. Everything runs inside the organization's scope."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from centralita.engine.business import Business
from centralita.identity.organizations.models import Organization
from centralita.kit.ids import OrganizationId
from centralita.operations.numbers.models import PhoneNumber
from centralita.studio.business.domain.hours import read
from centralita.studio.business.public import current_snapshot

__all__ = ["Answering", "PhoneNumberFacts", "answering", "caller_ids", "number_for", "verified"]


@dataclass(frozen=True, slots=True)
class PhoneNumberFacts:
    """A number of an account. `remote_id` is the platform's id, `number` E.164, `country` ISO 3166 or ''.

    `inbound_agent` is the platform's id of what answers it; `verified_at` is when the account last listed it.
    """

    id: UUID
    account_id: UUID
    remote_id: str
    number: str
    country: str
    label: str
    agent_id: UUID | None
    inbound_agent: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """Who takes a call to a number at a moment: our agent, unless it is `closed`; then `fallback` (E.164 or '')."""

    number_id: UUID
    agent_id: UUID | None
    closed: bool
    fallback: str


def caller_ids(account_id: UUID) -> tuple[PhoneNumberFacts, ...]:
    """The numbers that may be shown to those whom this account calls: its own, listed by the platform."""
    return tuple(_facts(row) for row in _own(account_id).order_by("number", "id"))


def number_for(account_id: UUID, to_country: str) -> PhoneNumberFacts | None:
    """The number to call somebody in a country from: one of the same country where there is one, else the first."""
    own = caller_ids(account_id)
    return next((each for each in own if each.country == to_country.upper()), own[0] if own else None)


def verified(account_id: UUID, e164: str) -> bool:
    """Whether a number is shown to be the tenant's: the account itself lists it, and calls from it."""
    return _own(account_id).filter(number=e164).exists()


def answering(account_id: UUID, e164: str, at: datetime) -> Answering | None:
    """Who takes a call that comes in at `at` (aware); None for a number that we do not know."""
    rows = PhoneNumber.objects.filter(account_id=account_id, number=e164, removed_at__isnull=True)
    row = rows.order_by("id").first()
    if row is None:
        return None
    return Answering(row.id, row.agent_id, not _is_open(row, at), row.fallback)


def _own(account_id: UUID) -> QuerySet[PhoneNumber]:
    return PhoneNumber.objects.filter(
        account_id=account_id, removed_at__isnull=True, verified_at__isnull=False, can_call=True
    )


def _is_open(row: PhoneNumber, at: datetime) -> bool:
    organization_id = OrganizationId(row.organization_id)
    if row.answers == "always":
        return True
    snapshot = current_snapshot(organization_id)
    if row.answers == "business":
        return snapshot is None or snapshot.business().is_open(at)
    zone = Organization.objects.filter(id=organization_id).values_list("time_zone", flat=True).first()
    # No hours at all are hours at no time here; the business's would mean that none were given.
    return bool(row.hours) and Business(time_zone=zone or "UTC", hours=read(row.hours)).is_open(at)


def _facts(row: PhoneNumber) -> PhoneNumberFacts:
    return PhoneNumberFacts(
        id=row.id,
        account_id=row.account_id,
        remote_id=row.remote_id,
        number=row.number,
        country=row.country,
        label=row.label or row.remote_label,
        agent_id=row.agent_id,
        inbound_agent=row.inbound_agent,
        verified_at=row.verified_at,
    )
