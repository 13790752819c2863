"""What experiments do on facts: count the conversations that take part, and stop what is decided or does harm.

Fed by `ledger.events.consumers.consume(CONSUMER, organization_id, handle)`, whose cursor moves in the same
transaction.
"""

from collections.abc import Sequence
from typing import Final

from centralita.identity.access.actor import system_actor
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.consumers import ReadEvent
from centralita.studio.experiments.counting import COUNTED, take_in
from centralita.studio.experiments.models import Experiment

CONSUMER: Final = "experiments"
_CONCERNING: Final = COUNTED | {"conversation.started", "lead.merged", "lead.stage_changed", "tool.called"}


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Count one batch of facts."""
    wanted = [event for event in events if event.kind in _CONCERNING]
    if wanted and Experiment.objects.exclude(state="draft").exists():
        take_in(system_actor(organization_id, CONSUMER), wanted)
