"""Real conversations as they are held again to prove a draft."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Q

from centralita import engine
from centralita.kit.clock import now
from centralita.operations.conversations.models import Conversation, JournalEntry, Message, TurnRating
from centralita.studio.proof.public import BadTurn, Drawable, Happened, Recorded, SaidLine

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
            journal=[happened for _, happened in _journal(row.id)],
        )

    def up_to(self, conversation_id: UUID, message_id: UUID) -> Recorded | None:
        """The same up to an answer of the agent, as its `turn`; None when that is gone, or was no answer of it."""
        said = Message.objects.filter(id=message_id, conversation_id=conversation_id, role="agent").first()
        whole = None if said is None else self.recorded(conversation_id)
        if said is None or whole is None:
            return None
        rating = TurnRating.objects.filter(message_id=said.id).first()
        return replace(
            whole,
            outcome="",
            handed_off=False,
            over=False,
            lines=whole.lines[: said.sequence],
            journal=_journal_to(_journal(conversation_id), said.sequence),
            turn=BadTurn(said.text, rating.remark if rating else ""),
        )


def _state(kept: bytes) -> engine.State | None:
    try:
        return engine.decode_state(kept)
    except msgspec.MsgspecError:
        return None


def _journal(conversation_id: UUID) -> list[tuple[int, Happened]]:
    """What happened, in order, with the last message of then. One that this version cannot read is told by its
    messages alone."""
    entries = JournalEntry.objects.filter(conversation_id=conversation_id).order_by("turn")
    try:
        return [
            (sequence, (engine.decode_event(bytes(event)), engine.decode_effects(bytes(effects))))
            for sequence, event, effects in entries.values_list("sequence", "event", "effects")[
                :_MOST_ENTRIES
            ]
        ]
    except msgspec.MsgspecError:
        return []


def _journal_to(entries: Sequence[tuple[int, Happened]], message: int) -> list[Happened]:
    """Up to the entry that said the message of this number."""
    last = next((place for place, (sequence, _) in enumerate(entries) if sequence >= message), len(entries))
    return [happened for _, happened in entries[: last + 1]]
