"""Reading translations: a draft's texts with what is remembered of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.studio.agents.public import agent_begin
from centralita.studio.business.public import names_of_business
from centralita.studio.translation.domain.keeping import Terms, terms_of
from centralita.studio.translation.domain.progress import Kept
from centralita.studio.translation.domain.texts import DraftText, texts_of
from centralita.studio.translation.models import GlossaryTerm, TextTranslation


@dataclass(frozen=True, slots=True)
class Draft:
    """An agent's draft with its texts."""

    blueprint: engine.Blueprint
    texts: list[DraftText]

    @property
    def main(self) -> str:
        return self.blueprint.main_language


def draft_of(actor: Actor, agent_id: UUID) -> Draft:
    """An agent's draft. Raises NotFound when it is not the actor's to see."""
    blueprint = agent_begin(actor, agent_id).blueprint
    return Draft(blueprint, texts_of(blueprint))


def require_language(blueprint: engine.Blueprint, language: str) -> None:
    """Not found unless the agent has this language beside its main one."""
    if language not in blueprint.languages or language == blueprint.main_language:
        raise NotFound(kind="language")


def kept_of(agent_id: UUID, languages: Iterable[str]) -> dict[str, dict[str, Kept]]:
    """What is remembered, by language and key."""
    found: dict[str, dict[str, Kept]] = {language: {} for language in languages}
    for row in TextTranslation.objects.filter(agent_id=agent_id, language__in=list(found)):
        found[row.language][row.key] = kept(row)
    return found


def kept(row: TextTranslation) -> Kept:
    """What a row remembers."""
    return Kept(
        source_digest=bytes(row.source_digest),
        text_digest=bytes(row.text_digest),
        machine=row.machine,
        translator=row.translator,
        back=row.back,
        score=row.score,
        score_digest=bytes(row.score_digest),
    )


def list_terms() -> list[GlossaryTerm]:
    """The organization's own terms, by name."""
    return list(GlossaryTerm.objects.order_by("term_key"))


def terms() -> Terms:
    """All terms that hold for the organization: the business's names, and the people's own rules."""
    own = [(row.term, row.keep, row.wordings) for row in list_terms()]
    return terms_of(names_of_business(), own)
