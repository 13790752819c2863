"""Keeps the daily roll-ups, each fact once.

Fed by `ledger.events.consumers.consume(CONSUMER, organization_id, handle)`, whose cursor moves in the same
transaction.
"""

from collections.abc import Sequence
from typing import Final

from centralita.insight.metrics.domain.tally import Tallies
from centralita.insight.metrics.reading import read_talks, zone_of
from centralita.insight.metrics.rollup import add
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.consumers import ReadEvent

CONSUMER: Final = "metrics"


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Count one batch of facts."""
    counted = {"conversation.started", "conversation.ended"}
    wanted = [event for event in events if event.kind in counted]
    if not wanted:
        return
    talks = read_talks({event.subject_id for event in wanted})
    tallies = Tallies(zone_of(organization_id))
    for event in wanted:
        talk = talks.get(event.subject_id)
        if talk is None:
            continue
        if event.kind == "conversation.started":
            tallies.begin(talk)
        else:
            tallies.end(talk)
    add(organization_id, tallies)
