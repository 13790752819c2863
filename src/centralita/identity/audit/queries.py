"""Reading trails."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from centralita.identity.audit.models import AuditEntry, PlatformEntry
from centralita.kit.pagination import Page, decode_cursor, paginate

Row = TypeVar("Row", AuditEntry, PlatformEntry)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which entries. An empty field does not filter; `until` is not included."""

    actor_id: UUID | None = None
    action: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def filtered(rows: QuerySet[Row], which: TrailFilter) -> QuerySet[Row]:
    """The entries that match, the newest first."""
    if which.actor_id:
        rows = rows.filter(actor_id=which.actor_id)
    if which.action:
        rows = rows.filter(action=which.action)
    if which.subject_kind:
        rows = rows.filter(subject_kind=which.subject_kind)
    if which.subject_id:
        rows = rows.filter(subject_id=which.subject_id)
    if which.since:
        rows = rows.filter(at__gte=which.since)
    if which.until:
        rows = rows.filter(at__lt=which.until)
    return rows.order_by("-sequence")


def page(rows: QuerySet[Row], which: TrailFilter, *, cursor: str | None, limit: int) -> Page[Row]:
    """One page of the entries that match."""
    found = filtered(rows, which)
    if cursor:
        (sequence,) = decode_cursor(cursor, length=1)
        found = found.filter(sequence__lt=sequence if isinstance(sequence, int) else 0)
    return paginate(list(found[: limit + 1]), limit, lambda entry: (entry.sequence,))


def every(rows: QuerySet[Row], which: TrailFilter) -> Iterator[Row]:
    """All entries that match, a few hundred in memory at a time."""
    return filtered(rows, which).iterator(chunk_size=500)
