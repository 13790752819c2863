"""Imports as the API shows them, and their refused rows as a file."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.cells import safe_cell
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.kit.languages import reading_language
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.operations.contacts.imports.planning import RowProblem
from centralita.operations.contacts.imports.reading import header_names
from centralita.operations.contacts.imports.schemas import ColumnOut, ContactImportOut
from centralita.operations.contacts.imports.wording import sentence
from centralita.operations.contacts.models import ContactImport, RefusedRow
from centralita.operations.contacts.policy import allowed

_PAGE = 1_000
_WHY = {"es": ("Fila", "Motivo"), "en": ("Row", "Reason"), "pt": ("Linha", "Motivo")}


def get_import(import_id: UUID) -> ContactImport:
    """One import. Raises NotFound."""
    row = ContactImport.objects.filter(id=import_id).first()
    if row is None:
        raise NotFound(kind="contact_import")
    return row


def list_imports(*, cursor: str | None, limit: int) -> Page[ContactImport]:
    """One page of imports, the last first."""
    rows = ContactImport.objects.order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        try:
            rows = rows.filter(id__lt=UUID(str(last)))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def shown(actor: Actor, row: ContactImport) -> ContactImportOut:
    """An import as its page shows it."""
    names = header_names(row.columns, row.has_header)
    below = row.columns[1:] if row.has_header else row.columns
    return ContactImportOut.model_validate(
        {
            "id": to_text("imp", row.id),
            "file_name": row.file_name,
            "size": row.size,
            "status": row.status,
            "encoding": row.encoding,
            "separator": row.separator,
            "sheets": row.sheets,
            "sheet": row.sheet,
            "has_header": row.has_header,
            "columns": [
                ColumnOut.model_validate(
                    {
                        "name": names[at],
                        "samples": [cells[at] for cells in below if at < len(cells) and cells[at]],
                        "target": target,
                    }
                )
                for at, target in enumerate(row.mapping)
            ],
            "mode": row.mode,
            "source": row.source,
            "tags": row.tags,
            "consent": {name: value for name, value in row.consent.items() if name != "source"},
            "error": row.error_code,
            "rows_total": row.rows_total,
            "rows_done": row.rows_done,
            "created": row.created_count,
            "updated": row.updated_count,
            "skipped": row.skipped_count,
            "refused": row.refused_count,
            "removed": row.removed_count,
            "restored": row.restored_count,
            "kept": row.kept_count,
            "created_by": row.created_by_name,
            "created_at": row.created_at,
            "finished_at": row.finished_at,
            "can": allowed(actor),
        }
    )


def refused_rows(actor: Actor, row: ContactImport) -> Iterator[bytes]:
    """The refused rows as CSV: as they were, each with its number and what is wrong."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    number, why = _WHY[reading_language(actor.language)]
    names = header_names(row.columns, row.has_header)
    writer.writerow([*(safe_cell(name) for name in names), number, why])
    last = 0
    while True:
        with tenant_scope(actor.organization_id):
            page = list(RefusedRow.objects.filter(import_id=row.id, line__gt=last).order_by("line")[:_PAGE])
        for one in page:
            cells = [*one.cells, *[""] * (len(names) - len(one.cells))]
            reasons = "; ".join(sentence(RowProblem(*each), actor.language) for each in one.problems)
            writer.writerow([*(safe_cell(cell) for cell in cells), one.line, reasons])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        if len(page) < _PAGE:
            return
        last = page[-1].line
