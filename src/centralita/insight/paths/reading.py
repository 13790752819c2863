"""Reading where conversations came by, out of their journals. Plain SQL: few columns of many rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import connection

from centralita.insight.paths.domain.trail import Step

MOST_ENTRIES: Final = 2_000
# Only entries in which a node acted carry this, as the engine writes them.
_ACTED: Final = b'"name":"node"'
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that counts."""

    version_id: UUID
    started_at: datetime


def read_talks(ids: Iterable[UUID]) -> dict[UUID, Talk]:
    """Those of these conversations that run on a published version; tests and those that are gone left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, version_id, started_at FROM conversation"
            " WHERE id = ANY(%s) AND NOT test AND version_id IS NOT NULL",
            [list(ids)],
        )
        return {row[0]: Talk(row[1], row[2]) for row in cursor.fetchall()}


class _Effect(msgspec.Struct):
    kind: str
    name: str = ""
    node_id: str | None = None
    data: msgspec.Raw = msgspec.Raw(b"{}")


class _Node(msgspec.Struct, rename={"source": "from"}):
    flow: str = ""
    source: str = ""
    port: str = ""


_effects = msgspec.json.Decoder(list[_Effect])
_node = msgspec.json.Decoder(_Node)


@dataclass(slots=True)
class Read:
    """What a journal told: the last entry that was looked at, whether there are more, and the steps in order."""

    turn: int = 0
    more: bool = False
    steps: list[Step] = field(default_factory=list)


def read_steps(since: Mapping[UUID, int]) -> dict[UUID, Read]:
    """The steps of these conversations after the entry that was read last; a bounded number of each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.id, entry.turn, entry.effects FROM unnest(%s::uuid[], %s::int[]) AS wanted (id, turn)"
            " CROSS JOIN LATERAL (SELECT j.turn, j.effects FROM journal_entry j WHERE j.conversation_id = wanted.id"
            "  AND j.organization_id = NULLIF(current_setting('app.organization_id', true), '')::uuid"
            "  AND j.turn > wanted.turn AND position(%s IN j.effects) > 0 ORDER BY j.turn LIMIT %s) AS entry"
            " ORDER BY wanted.id, entry.turn",
            [list(since), list(since.values()), _ACTED, MOST_ENTRIES],
        )
        rows: list[tuple[UUID, int, Any]] = cursor.fetchall()
    found: defaultdict[UUID, Read] = defaultdict(Read)
    counts: defaultdict[UUID, int] = defaultdict(int)
    for identifier, turn, effects in rows:
        read = found[identifier]
        counts[identifier] += 1
        read.turn, read.more = turn, counts[identifier] >= MOST_ENTRIES
        read.steps += steps_in(bytes(effects))
    return dict(found)


def steps_in(effects: bytes) -> list[Step]:
    """The nodes that acted, as one journal entry tells; none where it cannot be read."""
    try:
        acted = [
            effect for effect in _effects.decode(effects) if effect.kind == "trace" and effect.name == "node"
        ]
        told = [(effect.node_id or "", _node.decode(effect.data)) for effect in acted]
    except msgspec.MsgspecError:
        return []
    return [
        Step(node.flow, node_id, node.source, node.port)
        for node_id, node in told
        if node.flow and node_id and all(map(_storable, (node.flow, node_id, node.source, node.port)))
    ]


def _storable(identifier: str) -> bool:
    """PostgreSQL keeps no NUL, and no id is longer than its column."""
    return len(identifier) <= _LONGEST and "\0" not in identifier
