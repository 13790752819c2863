"""Whether anybody may be called at all: the switch above every other, in the hands of whoever runs the platform.

A dial asks in the transaction that claims the call and holds the switch as it is until that has ended; whoever turns
it waits for those under way. So after the answer to a stop no call is claimed any more.
"""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from centralita.identity.organizations.models import DiallingStop
from centralita.kit.errors import Conflict

_SWITCH = "dialling_switch"


class DiallingStopped(Conflict):
    """Whoever runs the platform has stopped all calls here. Data: `reason`."""

    code = "dialling_stopped"


def hold_switch(*, alone: bool = False) -> None:
    """Let nobody turn the switch until this transaction ends; or, `alone`, let nobody dial until then."""
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [_SWITCH])


def stop_of(organization_id: UUID | None) -> DiallingStop | None:
    """The stop that holds for an organization, its own or that of all; without one, that of all."""
    rows = DiallingStop.objects.filter(Q(organization_id__isnull=True) | Q(organization_id=organization_id))
    return rows.order_by("organization_id").first()


def require_dialling(organization_id: UUID) -> None:
    """Raises DiallingStopped."""
    stop = stop_of(organization_id)
    if stop is not None:
        raise DiallingStopped(reason=stop.reason)
