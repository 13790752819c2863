"""Entries as the API and a spreadsheet show them."""

import csv
import io
import json
from collections.abc import Iterable

from centralita.identity.audit.chain import Verdict
from centralita.identity.audit.models import AuditEntry, PlatformEntry
from centralita.identity.audit.schemas import AuditEntryOut, VerdictOut
from centralita.kit.ids import to_text

COLUMNS = (
    "sequence",
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "address",
    "action",
    "subject_kind",
    "subject_id",
    "before",
    "after",
    "request_id",
)
# A cell that begins like this is a formula to a spreadsheet.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def entry(row: AuditEntry | PlatformEntry) -> AuditEntryOut:
    """An entry on the wire."""
    return AuditEntryOut(
        id=to_text("aud", row.id),
        sequence=row.sequence,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=to_text("usr", row.actor_id) if row.actor_id else None,
        actor_name=row.actor_name,
        address=row.address,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        before=row.before,
        after=row.after,
        request_id=row.request_id,
    )


def verdict(found: Verdict) -> VerdictOut:
    """What walking a chain found."""
    return VerdictOut(
        holds=found.holds, entries=found.entries, broken_at=found.broken_at, anchor=found.anchor.text
    )


def table(rows: Iterable[AuditEntry]) -> str:
    """Entries as CSV, with a mark that spreadsheets need to read UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        shown = entry(row)
        values = (
            shown.model_dump(mode="json")[column]
            if column not in {"before", "after"}
            else getattr(shown, column)
            for column in COLUMNS
        )
        writer.writerow([_cell(value) for value in values])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULAS) else text
