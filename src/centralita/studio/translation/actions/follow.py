"""Following the draft: a translation that stays while its source changes is out of date, one that is typed is edited."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.agents.public import read_content
from centralita.studio.translation.actions.remember import Memory, remember
from centralita.studio.translation.domain.texts import digest, index, texts_of
from centralita.studio.translation.models import TextTranslation


def follow_draft(actor: Actor, agent_id: UUID, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Remember what this edit did to the other languages' texts."""
    if len(after.get("languages") or ()) < 2:
        return
    then, now = read_content(before), read_content(after)
    old = index(texts_of(then))
    texts = texts_of(now)
    for language in now.languages:
        if language == now.main_language:
            continue
        known = dict(
            TextTranslation.objects.filter(agent_id=agent_id, language=language).values_list(
                "key", "text_digest"
            )
        )
        memories: list[Memory] = []
        for text in texts:
            earlier = old.get(text.key)
            if earlier is None:
                continue
            source, source_then = text.source(now.main_language), earlier.source(then.main_language)
            words, words_then = text.in_language(language), earlier.in_language(language)
            if words and words != words_then:
                memories.append(Memory(text.key, source, words, by=actor.user_id))
            elif words and source != source_then and known.get(text.key) != digest(words):
                # Nobody has remembered it yet: it was written for the source as it was.
                memories.append(Memory(text.key, source_then, words, by=actor.user_id))
        remember(actor.organization_id, agent_id, language, memories)
