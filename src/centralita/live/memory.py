"""Where conversations stand, as this process left them: a turn need not look up what it wrote itself.

Nothing rests on it. What is written names the turn that it began from, so a conversation that moved on elsewhere is
noticed, looked up and locked; hints from other processes only make that rare.
"""

from collections import OrderedDict
from dataclasses import replace
from typing import Final
from uuid import UUID

from centralita.kit.ids import OrganizationId
from centralita.live.transcript import Kept

_REMEMBERED: Final = 2_000


class Memory:
    """The conversations used last."""

    def __init__(self, room: int = _REMEMBERED) -> None:
        self._room = room
        self._kept: OrderedDict[UUID, Kept] = OrderedDict()

    def recall(self, organization_id: OrganizationId, conversation_id: UUID) -> Kept | None:
        """Where the conversation stood when this process last wrote to it."""
        kept = self._kept.get(conversation_id)
        return kept if kept is not None and kept.organization_id == organization_id else None

    def keep(self, kept: Kept) -> None:
        """Remember where it stands, unless something newer is known."""
        known = self._kept.get(kept.id)
        if known is not None and (known.turn, known.sequence) > (kept.turn, kept.sequence):
            return
        self._kept[kept.id] = kept if kept.said_before is None else replace(kept, said_before=None)
        self._kept.move_to_end(kept.id)
        if len(self._kept) > self._room:
            self._kept.popitem(last=False)

    def forget(self, conversation_id: UUID) -> None:
        """It went on elsewhere."""
        self._kept.pop(conversation_id, None)
