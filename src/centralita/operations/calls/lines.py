"""Lines of a voice account: each unfinished call holds one, taken and given back in the call's own transaction."""

from typing import Final
from uuid import UUID

from django.db import connection

from centralita.kit.ids import OrganizationId, new_id
from centralita.operations.calls.models import Call, CallTraffic

USUAL_LINES: Final = 10
_ENSURE: Final = (
    "INSERT INTO call_traffic (id, organization_id, account_id, lines, failures)"
    " VALUES (%s, %s, %s, 0, 0) ON CONFLICT (organization_id, account_id) DO NOTHING"
)
# The one statement that decides: however many ask at once, no more get a line than there are.
_TAKE: Final = "UPDATE call_traffic SET lines = lines + 1 WHERE account_id = %s AND lines < %s"
_TAKE_ANYWAY: Final = "UPDATE call_traffic SET lines = lines + 1 WHERE account_id = %s"
_GIVE: Final = "UPDATE call_traffic SET lines = greatest(lines - 1, 0) WHERE account_id = %s"
_RECOUNT: Final = (
    "UPDATE call_traffic t SET lines = held.count FROM (SELECT count(*) AS count FROM call"
    " WHERE account_id = %s AND holds_line) AS held WHERE t.account_id = %s AND t.lines <> held.count"
)


def ensure_traffic(organization_id: OrganizationId, account_id: UUID) -> None:
    """See to it that the account is counted."""
    with connection.cursor() as cursor:
        cursor.execute(_ENSURE, [new_id(), organization_id, account_id])


def take_line(organization_id: OrganizationId, account_id: UUID, at_most: int | None) -> bool:
    """Take a line, if one is free."""
    ensure_traffic(organization_id, account_id)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [account_id, USUAL_LINES if at_most is None else at_most])
        return bool(cursor.rowcount == 1)


def count_line(organization_id: OrganizationId, account_id: UUID) -> None:
    """Count the line of a call that began without asking us."""
    ensure_traffic(organization_id, account_id)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ANYWAY, [account_id])


def give_line(call: Call) -> None:
    """Give back the line of a call that is over; the caller saves the call."""
    if not call.holds_line:
        return
    call.holds_line = False
    if call.account_id is not None:
        with connection.cursor() as cursor:
            cursor.execute(_GIVE, [call.account_id])


def lines_in_use() -> dict[UUID, int]:
    """How many lines each account has in use."""
    return dict(CallTraffic.objects.values_list("account_id", "lines"))


def recount_lines(account_id: UUID) -> bool:
    """Count the lines anew from the calls that hold one; whether the count was wrong."""
    with connection.cursor() as cursor:
        # Nobody takes or gives meanwhile, so that what is counted is what is written.
        cursor.execute("SELECT 1 FROM call_traffic WHERE account_id = %s FOR UPDATE", [account_id])
        cursor.execute(_RECOUNT, [account_id, account_id])
        return bool(cursor.rowcount == 1)
