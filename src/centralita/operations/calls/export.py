"""Calls as a CSV file. Rows are read a page at a time, each page in a transaction of its own."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.cells import safe_cell
from centralita.operations.calls import presentation, queries
from centralita.operations.calls.domain.filter import CallFilter
from centralita.operations.calls.schemas import CallOut

_PAGE: Final = 500
COLUMNS: Final = (
    *("id", "created_at", "direction", "kind", "status", "outcome", "ending", "contact", "agent", "account"),
    *("platform", "from_number", "to_number", "ringing_at", "answered_at", "ended_at", "duration_seconds"),
    *("cost", "currency", "cost_final", "summary", "sentiment", "notes", "next_action", "error", "evidence"),
)


def export(actor: Actor, which: CallFilter) -> Iterator[bytes]:
    """The file, piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    # The mark tells spreadsheets that this is UTF-8.
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    cursor: str | None = None
    while True:
        with tenant_scope(actor.organization_id):
            page = queries.list_calls(queries.filtered(actor, which), cursor=cursor, limit=_PAGE)
            shown = presentation.calls(actor, page.items)
        for each in shown:
            writer.writerow([safe_cell(cell) for cell in _cells(each)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        cursor = page.next_cursor
        if cursor is None:
            return


def _cells(call: CallOut) -> Iterator[object]:
    plain = call.model_dump(mode="json")
    cost = call.cost
    values: dict[str, object] = {
        "contact": call.contact.name if call.contact else "",
        "agent": call.agent.name if call.agent else "",
        "account": call.account.label,
        "platform": call.account.platform,
        "cost": "" if cost is None else f"{cost.micros / 1_000_000:.6f}",
        "currency": "" if cost is None else cost.currency,
        "cost_final": "" if cost is None else "yes" if cost.final else "no",
    }
    for name in COLUMNS:
        value = values[name] if name in values else plain[name]
        yield "" if value is None else value
