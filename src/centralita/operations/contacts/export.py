"""Contacts as a CSV file. Rows are read a page at a time, each page in a transaction of its own."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.cells import safe_cell
from centralita.kit.ids import to_text
from centralita.operations.contacts import queries
from centralita.operations.contacts.domain.filter import ContactFilter
from centralita.operations.contacts.models import Contact
from centralita.operations.contacts.queries import Owner

PAGE = 500
# A file that was exported can be imported: the names are those that an import understands.
COLUMNS = (
    *("id", "name", "company", "phone", "other_phones", "email", "other_emails", "language", "time_zone"),
    *("country", "region", "source", "stage", "score", "owner", "tags", "interest", "do_not_call"),
    *("custom", "created_at", "updated_at"),
)


def export(actor: Actor, which: ContactFilter) -> Iterator[bytes]:
    """The file, piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    # The mark tells spreadsheets that this is UTF-8.
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    cursor: str | None = None
    while True:
        with tenant_scope(actor.organization_id):
            matching = queries.filtered(actor.organization_id, which)
            page = queries.list_contacts(matching, "-created_at", cursor=cursor, limit=PAGE)
            owners = queries.owners(row.owner_id for row in page.items if row.owner_id)
        for row in page.items:
            writer.writerow([safe_cell(cell) for cell in _cells(row, owners)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        cursor = page.next_cursor
        if cursor is None:
            return


def _cells(row: Contact, owners: Mapping[UUID, Owner]) -> Iterator[object]:
    held = owners.get(row.owner_id) if row.owner_id else None
    values: dict[str, object] = {
        "id": to_text("con", row.id),
        "phone": row.phones[0] if row.phones else "",
        "other_phones": "; ".join(row.phones[1:]),
        "email": row.emails[0] if row.emails else "",
        "other_emails": "; ".join(row.emails[1:]),
        "owner": held.name if held else "",
        "tags": ", ".join(row.tags),
        "do_not_call": "yes" if row.do_not_call else "no",
        "custom": json.dumps(row.custom, ensure_ascii=False) if row.custom else "",
        "created_at": row.created_at.isoformat(timespec="seconds"),
        "updated_at": row.updated_at.isoformat(timespec="seconds"),
    }
    return (values[name] if name in values else getattr(row, name) for name in COLUMNS)
