"""Each transcript held against what the business said of itself that day."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final
from uuid import UUID

from centralita.operations.conversations.domain.promises import asides_in, counted
from centralita.operations.conversations.models import Conversation, Message
from centralita.studio.business.public import known_at

MOST_COUNTED: Final = 999
MOST_MESSAGES: Final = 500


def check(said: Mapping[UUID, Sequence[str]]) -> None:
    """Count what agents said against the profile, of conversations whose every word of an agent is `said`.

    Only counts that changed are written, and what people put aside is not counted. In the caller's transaction.
    """
    known = cache(known_at)
    rows = Conversation.objects.filter(id__in=said)
    for row in rows.values_list("id", "facts_id", "contradictions", "promises_aside"):
        conversation_id, facts_id, before, aside = row
        found = counted(said[conversation_id], known(facts_id), asides_in(aside))
        count = min(found, MOST_COUNTED)
        if count != before:
            # Whoever put something aside meanwhile has counted by that.
            held = Conversation.objects.filter(id=conversation_id, promises_aside=aside)
            held.update(contradictions=count)


def said_by_agent(conversation_id: UUID) -> list[str]:
    """What the agent said in a conversation, as far as it is read."""
    said = Message.objects.filter(conversation_id=conversation_id, role="agent", sequence__lte=MOST_MESSAGES)
    return list(said.order_by("sequence").values_list("text", flat=True))
