"""Reading what the team says of single answers of an agent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.operations.conversations.models import Conversation, Message, TurnRating
from centralita.studio.agents.public import require_agent

_MOST_TOLD: Final = 50


@dataclass(frozen=True, slots=True)
class TurnToMend:
    """A bad answer of which there is no scenario yet, with what was said before it."""

    rating: TurnRating
    test: bool
    asked: str
    said: str


def ratings_of(message_ids: Iterable[UUID]) -> dict[UUID, TurnRating]:
    """What is said of each of these messages."""
    rows = TurnRating.objects.filter(message_id__in=list(message_ids))
    return {row.message_id: row for row in rows}


def get_answer(conversation: Conversation, message_id: UUID) -> Message:
    """An answer of the agent in a conversation; what others said is nobody's to rate."""
    row = Message.objects.filter(id=message_id, conversation_id=conversation.id, role="agent").first()
    if row is None:
        raise NotFound(kind="message")
    return row


def get_rating(conversation: Conversation, message_id: UUID) -> TurnRating:
    """What is said of a message, locked; not found when nobody said anything."""
    rows = TurnRating.objects.select_for_update()
    row = rows.filter(message_id=message_id, conversation_id=conversation.id).first()
    if row is None:
        raise NotFound(kind="rating")
    return row


def turns_to_mend(actor: Actor, agent_id: UUID) -> tuple[Sequence[TurnToMend], int]:
    """An agent's bad answers without a scenario, the last rated first, 50 at most; and how many there are."""
    require_agent(actor, agent_id)
    open_ones = TurnRating.objects.filter(agent_id=agent_id, good=False, aside=False, scenario_id=None)
    before = Message.objects.filter(
        conversation_id=OuterRef("conversation_id"), role="visitor", sequence__lt=OuterRef("sequence")
    )
    rows = open_ones.annotate(
        asked=Subquery(before.order_by("-sequence").values("text")[:1]),
        said=Subquery(Message.objects.filter(id=OuterRef("message_id")).values("text")[:1]),
        test=Subquery(Conversation.objects.filter(id=OuterRef("conversation_id")).values("test")[:1]),
    )
    found = [
        TurnToMend(row, bool(row.test), row.asked or "", row.said or "")
        for row in rows.order_by("-rated_at", "-id")[:_MOST_TOLD]
    ]
    return found, len(found) if len(found) < _MOST_TOLD else open_ones.count()
