"""Reading translations: a draft's texts with what is remembered of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.studio.agents.public import agent_begin, require_agent
from centralita.studio.business.public import names_of_business
from centralita.studio.translation.domain.keeping import Terms, terms_of
from centralita.studio.translation.domain.progress import Kept
from centralita.studio.translation.domain.texts import DraftText, texts_of
from centralita.studio.translation.models import (
    GlossaryTerm,
    ParityResult,
    ParityRun,
    TextTranslation,
    TranslationRun,
    TranslatorAccount,
)


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


SHOWN_RUNS = 20


def list_runs(actor: Actor, agent_id: UUID) -> list[TranslationRun]:
    """An agent's last runs, newest first."""
    require_agent(actor, agent_id)
    return list(TranslationRun.objects.filter(agent_id=agent_id).order_by("-id")[:SHOWN_RUNS])


def get_run(actor: Actor, run_id: UUID) -> TranslationRun:
    """One run of an agent that is the actor's to see."""
    run = TranslationRun.objects.filter(id=run_id).first()
    if run is None or not actor.reaches(run.agent_id):
        raise NotFound(kind="translation_run")
    return run


def list_translators() -> list[TranslatorAccount]:
    """The connected services, by label."""
    return list(TranslatorAccount.objects.order_by("label", "id"))


def list_parity_runs(actor: Actor, agent_id: UUID) -> list[ParityRun]:
    """An agent's last parity runs, newest first."""
    require_agent(actor, agent_id)
    return list(ParityRun.objects.filter(agent_id=agent_id).order_by("-id")[:SHOWN_RUNS])


def get_parity_run(actor: Actor, run_id: UUID) -> ParityRun:
    """One run of an agent that is the actor's to see."""
    run = ParityRun.objects.filter(id=run_id).first()
    if run is None or not actor.reaches(run.agent_id):
        raise NotFound(kind="parity_run")
    return run


def parity_counts(run_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many results of each run were the same, and how many were not."""
    rows = (
        ParityResult.objects.filter(run_id__in=list(run_ids))
        .values("run_id")
        .annotate(alike=Count("id", filter=Q(same=True)), apart=Count("id", filter=Q(same=False)))
    )
    return {row["run_id"]: (row["alike"], row["apart"]) for row in rows}


def parity_results(run: ParityRun) -> list[ParityResult]:
    """A run's results in order, without the talks."""
    return list(ParityResult.objects.filter(run_id=run.id).defer("talks", "script").order_by("position"))


def parity_result(run: ParityRun, result_id: UUID) -> ParityResult:
    """One result with its talks."""
    row = ParityResult.objects.filter(run_id=run.id, id=result_id).first()
    if row is None:
        raise NotFound(kind="parity_result")
    return row
