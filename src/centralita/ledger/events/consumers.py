"""Reading facts with a cursor: each fact once, none skipped, in one order.

Only facts of transactions older than the oldest one still running are read, so that a slow transaction cannot
slip a fact behind a cursor that has passed. That boundary is fetched first, as a value of its own: inside a query
on a distributed table it would be worked out elsewhere. The cursor moves in the transaction of the consumer's own
write, which makes it exactly once inside PostgreSQL.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, new_id

BATCH = 500


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """A fact as a consumer gets it."""

    id: UUID
    kind: str
    subject_id: UUID
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    data: dict[str, object]


Handler = Callable[[OrganizationId, Sequence[ReadEvent]], None]


def consume(consumer: str, organization_id: OrganizationId, handler: Handler, *, batch: int = BATCH) -> int:
    """Hand the next facts of one organization to the handler; how many there were.

    Two workers on one organization and consumer wait for each other on the cursor's row.
    """
    with tenant_scope(organization_id):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_cursor (id, organization_id, consumer, transaction_id, sequence, updated_at)"
                " VALUES (%s, %s, %s, 0, 0, now()) ON CONFLICT DO NOTHING",
                [new_id(), organization_id, consumer],
            )
            cursor.execute(
                "SELECT id, transaction_id, sequence FROM ledger_cursor WHERE consumer = %s FOR UPDATE",
                [consumer],
            )
            cursor_id, transaction_id, sequence = cursor.fetchone()
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            (boundary,) = cursor.fetchone()
            cursor.execute(
                "SELECT id, kind, subject_id, at, actor_kind, actor_id, data, transaction_id, sequence"
                " FROM ledger_event WHERE (transaction_id, sequence) > (%s, %s) AND transaction_id < %s"
                " ORDER BY transaction_id, sequence LIMIT %s",
                [transaction_id, sequence, boundary, batch],
            )
            rows = cursor.fetchall()
        if not rows:
            return 0
        handler(organization_id, [_event(row) for row in rows])
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_cursor SET transaction_id = %s, sequence = %s, updated_at = now() WHERE id = %s",
                [rows[-1][7], rows[-1][8], cursor_id],
            )
    return len(rows)


def _event(row: tuple[Any, ...]) -> ReadEvent:
    identifier, kind, subject_id, at, actor_kind, actor_id, data = row[:7]
    return ReadEvent(
        id=identifier,
        kind=kind,
        subject_id=subject_id,
        at=at,
        actor_kind=actor_kind,
        actor_id=actor_id,
        data=json.loads(data) if isinstance(data, str) else data,
    )
