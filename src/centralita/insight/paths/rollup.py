"""Writing trails and the sums of their days. One writer for each organization: the holder of the consumer's cursor."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.insight.paths.domain.trail import Sums, Trail
from centralita.insight.paths.models import PathTrail
from centralita.kit.ids import OrganizationId, new_id

_CHUNK = 500

Day = tuple[UUID, date]


def known_trails(ids: Iterable[UUID]) -> dict[UUID, Trail]:
    """How far these conversations were followed already."""
    return {
        row.id: Trail(row.version_id, row.day, row.turn, (row.flow_id, row.node_id), set(row.seen))
        for row in PathTrail.objects.filter(id__in=list(ids))
    }


def keep_trails(organization_id: OrganizationId, trails: Mapping[UUID, Trail]) -> None:
    """Remember how far these conversations were followed."""
    _insert(
        "path_trail",
        ("id", "organization_id", "version_id", "day", "turn", "flow_id", "node_id", "seen"),
        [
            [
                identifier,
                organization_id,
                trail.version_id,
                trail.day,
                trail.turn,
                *trail.at,
                sorted(trail.seen),
            ]
            for identifier, trail in trails.items()
        ],
        "ON CONFLICT (organization_id, id) DO UPDATE SET turn = EXCLUDED.turn, flow_id = EXCLUDED.flow_id,"
        " node_id = EXCLUDED.node_id, seen = EXCLUDED.seen",
    )


def add(organization_id: OrganizationId, sums: Mapping[Day, Sums]) -> None:
    """Add to what is there, in the caller's transaction."""
    nodes = [
        [new_id(), organization_id, version, day, *node, one.visited[node], one.stopped[node]]
        for (version, day), one in sums.items()
        for node in one.visited.keys() | one.stopped.keys()
    ]
    _insert(
        "path_node",
        ("id", "organization_id", "version_id", "day", "flow_id", "node_id", "visited", "stopped"),
        nodes,
        "ON CONFLICT (organization_id, version_id, day, flow_id, node_id) DO UPDATE SET"
        " visited = path_node.visited + EXCLUDED.visited, stopped = path_node.stopped + EXCLUDED.stopped",
    )
    ways = [
        [new_id(), organization_id, version, day, *way, count]
        for (version, day), one in sums.items()
        for way, count in one.passed.items()
    ]
    _insert(
        "path_way",
        ("id", "organization_id", "version_id", "day", "flow_id", "source", "port", "target", "passed"),
        ways,
        "ON CONFLICT (organization_id, version_id, day, flow_id, source, port, target)"
        " DO UPDATE SET passed = path_way.passed + EXCLUDED.passed",
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
