"""Cutting a large space into cells, so that a search looks at a few hundred vectors of each near one, not at all.

Centres are drawn from the vectors and moved twice to the middle of what is nearest to them. New cells have new
numbers, and the old ones go when no vector is in them any more: a search at any moment finds every vector in a cell.
Vectors are written cell by cell, so that those of one lie side by side: a search that looks at five thousand of them
then reads a thousand pages of the table, not five.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, new_id
from centralita.studio.knowledge.models import KnowledgeSpace

CUT_FROM: Final = 5_000
EACH: Final = 200
_MOST_CELLS: Final = 1_000
_SAMPLED_EACH: Final = 12
_ROUNDS: Final = 2
_AT_ONCE: Final = 1_000

_DRAWN: Final = (
    "SELECT embedding::text FROM knowledge_vector WHERE organization_id = %s AND space_id = %s"
    " ORDER BY random() LIMIT %s"
)
_INSERT: Final = "INSERT INTO knowledge_cell (id, organization_id, space_id, number, center) VALUES "
_MIDDLES: Final = """
WITH sample AS MATERIALIZED (
    SELECT embedding FROM knowledge_vector WHERE organization_id = %(o)s AND space_id = %(s)s
    ORDER BY random() LIMIT %(n)s
), centers AS MATERIALIZED (
    SELECT number, center FROM knowledge_cell
    WHERE organization_id = %(o)s AND space_id = %(s)s AND number > %(last)s
)
SELECT nearest.number, avg(sample.embedding)::text
FROM sample
CROSS JOIN LATERAL (SELECT number FROM centers ORDER BY center <=> sample.embedding LIMIT 1) AS nearest
GROUP BY nearest.number
"""
_MOVE: Final = (
    "UPDATE knowledge_cell AS cell SET center = middle.center::halfvec"
    " FROM unnest(%s::int[], %s::text[]) AS middle (number, center)"
    " WHERE cell.organization_id = %s AND cell.space_id = %s AND cell.number = middle.number"
)
_NEAREST: Final = """
SELECT held.id, (
    SELECT number FROM knowledge_cell
    WHERE organization_id = %(o)s AND space_id = %(s)s AND number > %(last)s
    ORDER BY center <=> held.embedding LIMIT 1
)
FROM knowledge_vector AS held
WHERE held.organization_id = %(o)s AND held.space_id = %(s)s AND held.id > %(after)s
ORDER BY held.id LIMIT %(n)s
"""
_JOIN: Final = "UPDATE knowledge_vector SET cell = %s WHERE organization_id = %s AND id = ANY (%s)"


def needs_cutting(space: KnowledgeSpace, vectors: int) -> bool:
    """Whether so many vectors are too many for the cells that there are."""
    return vectors >= CUT_FROM and vectors > 2 * space.cut_at


def cut(organization_id: OrganizationId, space: KnowledgeSpace, vectors: int) -> None:
    """Cut the space anew. Opens its own transactions; safe to run again. One at a time for each space."""
    wanted = min(_MOST_CELLS, vectors // EACH)
    with tenant_scope(organization_id):
        last = _last(space)
        _draw(space, last, wanted)
    for _ in range(_ROUNDS):
        with tenant_scope(organization_id):
            _move(space, last, wanted * _SAMPLED_EACH)
    nearest = _nearest(space, last, UUID(int=0))
    while nearest:
        _join(organization_id, nearest)
        # Again for what was written meanwhile.
        nearest = _nearest(space, last, max(max(held) for held in nearest.values()))
    with tenant_scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM knowledge_cell WHERE organization_id = %s AND space_id = %s AND number <= %s",
            [organization_id, space.id, last],
        )
        KnowledgeSpace.objects.filter(id=space.id).update(cells=wanted, cut_at=vectors)


def _last(space: KnowledgeSpace) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(number), 0) FROM knowledge_cell WHERE organization_id = %s AND space_id = %s",
            [space.organization_id, space.id],
        )
        return int(cursor.fetchone()[0])


def _draw(space: KnowledgeSpace, last: int, wanted: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN, [space.organization_id, space.id, wanted])
        drawn = [row[0] for row in cursor.fetchall()]
        values: list[Any] = []
        for number, center in enumerate(drawn, last + 1):
            values += [new_id(), space.organization_id, space.id, number, center]
        cursor.execute(
            _INSERT + ", ".join(["(%s, %s, %s, %s, %s::halfvec)"] * len(drawn)),
            values,
        )


def _move(space: KnowledgeSpace, last: int, sampled: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MIDDLES, {"o": space.organization_id, "s": space.id, "n": sampled, "last": last})
        middles = cursor.fetchall()
        numbers, centers = [row[0] for row in middles], [row[1] for row in middles]
        cursor.execute(_MOVE, [numbers, centers, space.organization_id, space.id])


def _nearest(space: KnowledgeSpace, last: int, after: UUID) -> dict[int, list[UUID]]:
    """The vectors with ids after the one given by the number of the new cell that each is nearest to."""
    cells: defaultdict[int, list[UUID]] = defaultdict(list)
    while True:
        with tenant_scope(space.organization_id), connection.cursor() as cursor:
            cursor.execute(
                _NEAREST,
                {"o": space.organization_id, "s": space.id, "last": last, "after": after, "n": _AT_ONCE},
            )
            rows = cursor.fetchall()
        if not rows:
            return cells
        for identifier, number in rows:
            cells[number].append(identifier)
        after = rows[-1][0]


def _join(organization_id: OrganizationId, cells: Mapping[int, Sequence[UUID]]) -> None:
    for number, held in sorted(cells.items()):
        with tenant_scope(organization_id), connection.cursor() as cursor:
            cursor.execute(_JOIN, [number, organization_id, list(held)])
