"""Writing roll-ups. One writer for each organization: the holder of the consumer's cursor."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.insight.metrics.domain.tally import Key, Tallies, Tally
from centralita.insight.metrics.models import InsightDay, InsightResponse
from centralita.kit.ids import OrganizationId, new_id

SUMS = (
    *("started", "ended", "succeeded", "handed_off", "messages", "response_ms_total", "response_count"),
    *("cost_micros", "tokens_in", "tokens_out"),
)
_CHUNK = 500


def add(organization_id: OrganizationId, tallies: Tallies) -> None:
    """Add these sums to what is there, in the caller's transaction."""
    keys = list(tallies.by_key)
    for start in range(0, len(keys), _CHUNK):
        chunk = {key: tallies.by_key[key] for key in keys[start : start + _CHUNK]}
        _add_days(organization_id, chunk)
        _add_responses(organization_id, chunk)


def _add_days(organization_id: UUID, chunk: dict[Key, Tally]) -> None:
    days, agents = {day for day, _ in chunk}, {agent for _, agent in chunk}
    there = InsightDay.objects.filter(day__in=days, agent_id__in=agents)
    known = {
        (row.day, row.agent_id): (row.hours, row.languages)
        for row in there.only("day", "agent_id", "hours", "languages")
    }
    rows: list[Sequence[Any]] = []
    for (day, agent_id), tally in chunk.items():
        hours, languages = known.get((day, agent_id), ([], {}))
        total = [old + new for old, new in zip(hours or [0] * 24, tally.hours, strict=True)]
        spoken = json.dumps(Counter(languages) + tally.languages)
        sums = [getattr(tally, name) for name in SUMS]
        rows.append([new_id(), organization_id, day, agent_id, *sums, total, spoken])
    added = ", ".join(f"{name} = insight_day.{name} + EXCLUDED.{name}" for name in SUMS)
    _insert(
        "insight_day",
        ("id", "organization_id", "day", "agent_id", *SUMS, "hours", "languages"),
        rows,
        f"ON CONFLICT (organization_id, agent_id, day) DO UPDATE SET {added}, hours = EXCLUDED.hours,"
        " languages = EXCLUDED.languages",
    )


def _add_responses(organization_id: UUID, chunk: dict[Key, Tally]) -> None:
    rows = [
        [new_id(), organization_id, day, agent_id, bucket, count]
        for (day, agent_id), tally in chunk.items()
        for bucket, count in tally.buckets.items()
    ]
    _insert(
        "insight_response",
        ("id", "organization_id", "day", "agent_id", "bucket", "count"),
        rows,
        "ON CONFLICT (organization_id, agent_id, day, bucket)"
        " DO UPDATE SET count = insight_response.count + EXCLUDED.count",
    )


def _insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], conflict: str) -> None:
    line = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 - names of our own
                f" VALUES {', '.join([line] * len(part))} {conflict}",
                [value for row in part for value in row],
            )


def clear(days: Iterable[Any]) -> None:
    """Forget the roll-ups of these days, to write them anew."""
    wanted = list(days)
    InsightDay.objects.filter(day__in=wanted).delete()
    InsightResponse.objects.filter(day__in=wanted).delete()
