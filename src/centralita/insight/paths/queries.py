"""What the roll-ups tell of one version in a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from centralita.insight.metrics.domain.period import Period
from centralita.insight.paths.domain.trail import TOTAL, Node, Way

# More than the largest flow that the canvas is made for has, several times over.
MOST_ROWS: Final = 5_000
RUNNING_FOR: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Passage:
    """A step: how many came by, for how many it was the last one, and how many of those are there just now."""

    node: Node
    visited: int
    stopped: int
    here: int


@dataclass(frozen=True, slots=True)
class Traffic:
    """The ways of a version's conversations."""

    conversations: int
    running: int
    nodes: tuple[Passage, ...]
    ways: tuple[tuple[Way, int], ...]


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def read_traffic(version_id: UUID, period: Period, moment: datetime) -> Traffic:
    """What happened to the conversations that began in the period. Whoever still talks has not stopped anywhere."""
    span = [version_id, period.first, period.today]
    here = _here(version_id, period, moment)
    nodes = _rows(
        "SELECT flow_id, node_id, sum(visited)::int, sum(stopped)::int FROM path_node"
        " WHERE version_id = %s AND day BETWEEN %s AND %s GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT %s",
        [*span, MOST_ROWS],
    )
    ways = _rows(
        "SELECT flow_id, source, port, target, sum(passed)::int FROM path_way"
        " WHERE version_id = %s AND day BETWEEN %s AND %s GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT %s",
        [*span, MOST_ROWS],
    )
    passages = []
    total = 0
    for flow, node, visited, stopped in nodes:
        if (flow, node) == TOTAL:
            total = visited
            continue
        now_here = min(here.get((flow, node), 0), max(0, stopped))
        passages.append(Passage((flow, node), visited, max(0, stopped - now_here), now_here))
    return Traffic(
        conversations=total,
        running=sum(here.values()),
        nodes=tuple(passages),
        ways=tuple(((row[0], row[1], row[2], row[3]), row[4]) for row in ways),
    )


def _here(version_id: UUID, period: Period, moment: datetime) -> dict[Node, int]:
    """Where those stand that had something said in the last half hour and have not ended. Few: an index knows them."""
    rows = _rows(
        "SELECT t.flow_id, t.node_id, count(*)::int FROM conversation c JOIN path_trail t"
        " ON t.organization_id = c.organization_id AND t.id = c.id"
        " WHERE c.status IN ('active', 'handed_off') AND NOT c.test AND c.active_at >= %s AND c.last_at >= %s"
        " AND c.version_id = %s AND t.day BETWEEN %s AND %s GROUP BY 1, 2 LIMIT %s",
        [
            *(moment - RUNNING_FOR - timedelta(minutes=1), moment - RUNNING_FOR),
            *(version_id, period.first, period.today, MOST_ROWS),
        ],
    )
    return {(row[0], row[1]): row[2] for row in rows}
