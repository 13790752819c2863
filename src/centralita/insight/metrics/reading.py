"""Reading conversations in order to count them. Plain SQL: what is counted is a handful of columns of many rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from centralita.insight.metrics.domain.tally import Talk, response_times
from centralita.kit.ids import OrganizationId


def zone_of(organization_id: OrganizationId) -> ZoneInfo:
    """The time zone that the organization counts its days in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT time_zone FROM organization WHERE id = %s", [organization_id])
        row = cursor.fetchone()
    return ZoneInfo(row[0] if row else "UTC")


def read_talks(conversation_ids: Iterable[UUID]) -> dict[UUID, Talk]:
    """These conversations as they stand, tests and those that are gone left out."""
    ids = list(conversation_ids)
    if not ids:
        return {}
    said = _said(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, agent_id, started_at, outcome, handed_off_at, sequence, response_ms_total, response_count,"
            " cost_micros, tokens_in, tokens_out, language FROM conversation WHERE id = ANY(%s) AND NOT test",
            [ids],
        )
        rows = cursor.fetchall()
    return {
        row[0]: Talk(
            agent_id=row[1],
            started_at=row[2],
            outcome=row[3],
            handed_off=row[4] is not None,
            messages=row[5],
            response_ms_total=row[6],
            response_count=row[7],
            cost_micros=row[8],
            tokens_in=row[9],
            tokens_out=row[10],
            language=row[11],
            responses=response_times(said.get(row[0], ()), row[6], row[7]),
        )
        for row in rows
    }


def _said(ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, datetime]]]:
    found: defaultdict[UUID, list[tuple[str, datetime]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conversation_id, role, at FROM message WHERE conversation_id = ANY(%s)"
            " ORDER BY conversation_id, sequence",
            [list(ids)],
        )
        for conversation_id, role, at in cursor.fetchall():
            found[conversation_id].append((role, at))
    return found
