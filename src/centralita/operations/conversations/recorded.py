"""Real conversations as they are held again to prove a draft."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Q

from centralita import engine
from centralita.kit.clock import now
from centralita.operations.conversations.models import Conversation, JournalEntry, Message
from centralita.studio.proof.public import Drawable, Happened, Recorded, SaidLine

# Whoever has not written for so long has left.
_LEFT_AFTER: Final = timedelta(hours=6)
_MOST_ENTRIES: Final = 2_000


class StoredRecords:
    """The conversations of this installation."""

    def drawable(self, agent_id: UUID, since: datetime, limit: int) -> Sequence[Drawable]:
        """The agent's last conversations in which a caller said something, no tests, none that still goes on."""
        moment = now()
        rows = (
            Conversation.objects.filter(
                Q(status="ended") | Q(active_at__lt=moment - _LEFT_AFTER),
                agent_id=agent_id,
                test=False,
                started_at__gte=since,
            )
            .exclude(preview="")
            .order_by("-started_at")
            .values_list("id", "channel", "language", "outcome", "sequence")
        )
        return [Drawable(*row) for row in rows[:limit]]

    def recorded(self, conversation_id: UUID) -> Recorded | None:
        """One of them with all that happened in it; None when it is gone."""
        row = Conversation.objects.filter(id=conversation_id).first()
        if row is None:
            return None
        state = _state(bytes(row.state))
        lines = Message.objects.filter(conversation_id=row.id).order_by("sequence")
        return Recorded(
            id=row.id,
            agent_id=row.agent_id,
            channel=row.channel,
            language=row.language,
            at=row.started_at.timestamp(),
            seed=state.seed if state else str(row.id),
            outcome=row.outcome,
            handed_off=row.handed_off_at is not None,
            over=row.status == "ended",
            lines=[SaidLine(*line) for line in lines.values_list("role", "text")[:_MOST_ENTRIES]],
            given=state.given if state else {},
            journal=_journal(row.id),
        )


def _state(kept: bytes) -> engine.State | None:
    try:
        return engine.decode_state(kept)
    except msgspec.MsgspecError:
        return None


def _journal(conversation_id: UUID) -> list[Happened]:
    """What happened, in order. One that this version cannot read is told by its messages alone."""
    entries = JournalEntry.objects.filter(conversation_id=conversation_id).order_by("turn")
    try:
        return [
            (engine.decode_event(bytes(event)), engine.decode_effects(bytes(effects)))
            for event, effects in entries.values_list("event", "effects")[:_MOST_ENTRIES]
        ]
    except msgspec.MsgspecError:
        return []
