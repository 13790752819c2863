"""Editing the texts of a language, and which languages an agent has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.studio.agents.public import change_draft, lock_draft
from centralita.studio.languages import MOST_LANGUAGES
from centralita.studio.translation.actions.remember import Memory, forget, remember
from centralita.studio.translation.domain.texts import DraftText, index, put, texts_of
from centralita.studio.translation.queries import require_language


class TooManyLanguages(Conflict):
    """An agent has as many languages as it may. Data: `limit`."""

    code = "too_many_languages"


class MainLanguageStays(Conflict):
    """The language that the others are translated from cannot be taken away."""

    code = "main_language_stays"


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for a text. `before` is what the editor saw there; None does not ask."""

    key: str
    words: str
    before: str | None = None


def edit_texts(actor: Actor, agent_id: UUID, language: str, edits: Sequence[Edit]) -> None:
    """Write words of a language, and count them as true to their sources of now.

    Raises NotFound for a text that is not there, Stale when somebody else has worded one since.
    """
    blueprint = lock_draft(actor, agent_id)
    require_language(blueprint, language)
    texts = index(texts_of(blueprint))
    chosen: list[tuple[DraftText, str]] = []
    for edit in edits:
        text = texts.get(edit.key)
        if text is None:
            raise NotFound(kind="text")
        if edit.before is not None and edit.before != text.in_language(language):
            raise Stale(actual=text.in_language(language)[:200], seen=edit.before[:200])
        chosen.append((text, edit.words))
    write_words(actor, agent_id, language, chosen)
    remember(
        actor.organization_id,
        agent_id,
        language,
        [
            Memory(text.key, text.source(blueprint.main_language), words, by=actor.user_id)
            for text, words in chosen
            if words.strip()
        ],
    )
    trail.record(
        actor,
        action="agent_texts_edit",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"language": language, "texts": [text.key for text, _ in chosen][:20], "count": len(chosen)},
    )


def write_words(actor: Actor, agent_id: UUID, language: str, words: Sequence[tuple[DraftText, str]]) -> None:
    """Put words of a language into the draft. The draft is locked by the caller since the texts were read."""

    def change(content: dict[str, Any]) -> Mapping[str, Any]:
        for text, written in words:
            put(content, text, language, written)
        return content

    change_draft(actor, agent_id, change)


def add_language(actor: Actor, agent_id: UUID, language: str) -> None:
    """Let the agent speak one more language. Texts that it has not got yet are said in the main one."""
    blueprint = lock_draft(actor, agent_id)
    if language in blueprint.languages:
        raise Conflict(field="language")
    if len(blueprint.languages) >= MOST_LANGUAGES:
        raise TooManyLanguages(limit=MOST_LANGUAGES)
    change_draft(
        actor,
        agent_id,
        lambda content: {
            **content,
            "languages": [*blueprint.languages, language],
            # The first is the main one unless another is named: naming it keeps what is so now.
            "default_language": blueprint.main_language,
        },
    )
    _told(actor, agent_id, "agent_language_add", language)


def remove_language(actor: Actor, agent_id: UUID, language: str) -> None:
    """Take a language away from the agent with all its texts. Published versions keep theirs."""
    blueprint = lock_draft(actor, agent_id)
    if language == blueprint.main_language:
        raise MainLanguageStays
    require_language(blueprint, language)

    def change(content: dict[str, Any]) -> Mapping[str, Any]:
        for text in texts_of(blueprint):
            if text.in_language(language):
                put(content, text, language, "")
        return {**content, "languages": [each for each in blueprint.languages if each != language]}

    change_draft(actor, agent_id, change)
    forget(agent_id, language)
    _told(actor, agent_id, "agent_language_remove", language)


def _told(actor: Actor, agent_id: UUID, action: str, language: str) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"language": language},
    )


def languages_of(blueprint: engine.Blueprint) -> list[str]:
    """The languages that are translated into."""
    return [each for each in blueprint.languages if each != blueprint.main_language]
