"""Follows conversations as they go on, each journal entry once.

Fed by `ledger.events.consumers.consume(CONSUMER, organization_id, handle)`, whose cursor moves in the same
transaction. A fact only says whose journal has news; what happened is in the journal, from where it was read last.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from centralita.insight.metrics.reading import zone_of
from centralita.insight.paths import rollup
from centralita.insight.paths.domain.trail import Sums, Trail
from centralita.insight.paths.reading import read_steps, read_talks
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.consumers import ReadEvent

CONSUMER: Final = "paths"
_NEWS: Final = frozenset({"conversation.started", "message.received", "message.sent", "conversation.ended"})
_AT_ONCE: Final = 50


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Follow the conversations of one batch of facts."""
    wanted = list(dict.fromkeys(event.subject_id for event in events if event.kind in _NEWS))
    if not wanted:
        return
    zone = zone_of(organization_id)
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        talks = read_talks(chunk)
        trails = rollup.known_trails(talks)
        for identifier, talk in talks.items():
            trails.setdefault(identifier, Trail(talk.version_id, talk.started_at.astimezone(zone).date()))
        _follow(organization_id, trails)


def _follow(organization_id: OrganizationId, trails: dict[UUID, Trail]) -> None:
    sums: defaultdict[rollup.Day, Sums] = defaultdict(Sums)
    since = {identifier: trail.turn for identifier, trail in trails.items()}
    moved: dict[UUID, Trail] = {}
    while since:
        read = read_steps(since)
        for identifier, told in read.items():
            trail = trails[identifier]
            trail.follow(told.steps, sums[trail.version_id, trail.day])
            trail.turn = told.turn
            moved[identifier] = trail
        since = {identifier: told.turn for identifier, told in read.items() if told.more}
    rollup.keep_trails(organization_id, moved)
    rollup.add(organization_id, sums)
