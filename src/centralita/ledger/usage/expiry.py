"""Reservations that nobody closed in time.

Money that is held is never freed by hope: whoever holds it is asked, and only their word frees it. An act whose owner
does not answer, or says that it goes on, stays held.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import Clock, system_clock
from centralita.kit.ids import OrganizationId
from centralita.ledger.usage.actions.settle import void
from centralita.ledger.usage.models import Reservation

_ASK_AGAIN: Final = timedelta(minutes=15)
_AT_ONCE: Final = 200


class Word(StrEnum):
    """What the owner of an act says of it. Who knows the cost settles by themselves and then says `KEEP`."""

    KEEP = "keep"
    FREE = "free"


OnExpired = Callable[[OrganizationId, UUID], Word]
_OWNERS: Final[dict[str, OnExpired]] = {}


def on_expired(source: str, ask: OnExpired) -> None:
    """Name who is asked about the reservations of a source. Called outside of any transaction."""
    _OWNERS[source] = ask


def expired(organization_id: UUID, clock: Clock = system_clock) -> list[tuple[str, UUID]]:
    """What is held beyond its time, the longest first, inside the organization's scope."""
    late = Reservation.objects.filter(
        organization_id=organization_id, status="pending", expires_at__lte=clock.now()
    )
    return list(late.order_by("expires_at").values_list("source", "source_id")[:_AT_ONCE])


def ask_owners(organization_id: OrganizationId, clock: Clock = system_clock) -> int:
    """Ask about everything that is late in one organization, and free what its owner gives up; how much was freed."""
    with tenant_scope(organization_id):
        late = expired(organization_id, clock)
    freed = 0
    for source, source_id in late:
        ask = _OWNERS.get(source)
        word = Word.KEEP if ask is None else ask(organization_id, source_id)
        with tenant_scope(organization_id):
            if word is Word.FREE:
                void(organization_id, source=source, source_id=source_id, clock=clock)
                freed += 1
            else:
                Reservation.objects.filter(
                    organization_id=organization_id, source=source, source_id=source_id, status="pending"
                ).update(expires_at=clock.now() + _ASK_AGAIN)
    return freed


def ask_everybody() -> int:
    """The same for every organization."""
    ids = Organization.objects.values_list("id", flat=True)
    return sum(ask_owners(OrganizationId(each)) for each in ids)
