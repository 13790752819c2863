"""Each transcript held against what the business said of itself that day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final
from uuid import UUID

from centralita.engine.promises import contradictions
from centralita.operations.conversations.models import Conversation
from centralita.studio.business.public import known_at

MOST_COUNTED: Final = 999


def check(said: Mapping[UUID, Sequence[str]]) -> None:
    """Count what agents said against the profile, of conversations whose every word of an agent is `said`.

    Only counts that changed are written. In the caller's transaction.
    """
    known = cache(known_at)
    rows = Conversation.objects.filter(id__in=said).values_list("id", "facts_id", "contradictions")
    for conversation_id, facts_id, before in rows:
        found = Counter(
            (one.kind, one.said)
            for text in said[conversation_id]
            for one in contradictions(text, known(facts_id))
        )
        count = min(len(found), MOST_COUNTED)
        if count != before:
            Conversation.objects.filter(id=conversation_id).update(contradictions=count)
