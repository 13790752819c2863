"""A run at work: a few texts at a time, each outside of any transaction, what came of them kept before the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.studio.agents.public import lock_draft
from centralita.studio.translation.actions.edit import write_words
from centralita.studio.translation.actions.remember import Memory, remember
from centralita.studio.translation.domain.keeping import Fault, Terms, faults
from centralita.studio.translation.domain.similarity import similarity
from centralita.studio.translation.domain.texts import DraftText, digest, index, lines_of, texts_of
from centralita.studio.translation.models import TextTranslation, TranslationRun
from centralita.studio.translation.queries import Draft, draft_of, terms
from centralita.studio.translation.translators import Translating, Used, Wish, translating

# What a model answers within its time, and what is lost when it does not.
_AT_ONCE: Final = 12
_LETTERS: Final = 3_000
_NO_TERMS: Final = Terms()

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    organization_id: OrganizationId
    run: TranslationRun
    draft: Draft
    terms: Terms

    @property
    def actor(self) -> Actor:
        return system_actor(self.organization_id, "translation")


def work_on(organization_id: OrganizationId, run_id: UUID) -> None:
    """Do what a run has left, then end it. Opens its own transactions; safe to run again."""
    job = _begin(organization_id, run_id)
    if job is None:
        return
    left = job.run.keys[job.run.done + len(job.run.refusals) :]
    texts = [text for key, text in index(job.draft.texts).items() if key in set(left)]
    try:
        with translating(organization_id, job.run.account_id) as translator:
            for batch in _batches(texts, job.draft.main):
                before = translator.used
                if job.run.purpose == "translate":
                    kept = _translate(job, translator, batch)
                else:
                    kept = _score(job, translator, batch)
                if not kept or not _count(job, translator, translator.used.since(before)):
                    return
    except AppError as error:
        log.warning("translation_failed", run=str(run_id), error=repr(error))
        _end(job, "failed", error.code)
        return
    _end(job, "done", "")


def _begin(organization_id: OrganizationId, run_id: UUID) -> _Job | None:
    with tenant_scope(organization_id):
        run = TranslationRun.objects.select_for_update().filter(id=run_id).first()
        if run is None or run.state not in ("queued", "running"):
            return None
        run.state = "running"
        run.save()
        changed(organization_id, "translation_run", run.id)
        draft = draft_of(system_actor(organization_id, "translation"), run.agent_id)
        return _Job(organization_id, run, draft, terms())


def _batches(texts: Sequence[DraftText], main: str) -> Iterator[list[DraftText]]:
    batch: list[DraftText] = []
    length = 0
    for text in texts:
        if batch and (len(batch) >= _AT_ONCE or length + len(text.source(main)) > _LETTERS):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text.source(main))
    if batch:
        yield batch


def _translate(job: _Job, translator: Translating, batch: Sequence[DraftText]) -> bool:
    main, language = job.draft.main, job.run.language
    told: dict[str, str] = {}
    broke: dict[str, tuple[Fault, ...]] = {text.key: () for text in batch}
    for _ in range(translator.tries):
        asked = [text for text in batch if text.key in broke]
        wishes = [
            Wish(text.source(main), job.terms, text.kind == "phrases", _where(text), broke[text.key])
            for text in asked
        ]
        answers = translator.translate(wishes, main, language)
        for text, words in zip(asked, answers, strict=True):
            told[text.key] = words.strip("\n") if text.kind == "text" else words
            found = _faults(text, main, words, job.terms, language)
            if found:
                broke[text.key] = found
            else:
                del broke[text.key]
        if not broke:
            break
    return _keep(job, translator, batch, told, broke)


def _faults(text: DraftText, main: str, words: str, terms: Terms, language: str) -> tuple[Fault, ...]:
    if text.kind == "phrases":
        return () if words.strip() else ("empty",)
    return faults(text.source(main), words, terms, language)


def _where(text: DraftText) -> str:
    return " · ".join(part for part in (text.place.flow, text.place.node, text.field) if part)[:200]


def _keep(
    job: _Job,
    translator: Translating,
    batch: Sequence[DraftText],
    told: dict[str, str],
    broke: dict[str, tuple[Fault, ...]],
) -> bool:
    """Write what keeps the rules into the draft as it is now; False when the run was stopped meanwhile."""
    main, language = job.draft.main, job.run.language
    with tenant_scope(job.organization_id):
        run = _going(job)
        if run is None:
            return False
        blueprint = lock_draft(job.actor, run.agent_id)
        if language not in blueprint.languages or blueprint.main_language != main:
            raise NotFound(kind="language")
        present = index(texts_of(blueprint))
        good: list[tuple[DraftText, str]] = []
        for text in batch:
            fresh = present.get(text.key)
            # What was typed while the translator thought is a person's, and goes before it.
            as_seen = (
                fresh is not None
                and fresh.source(main) == text.source(main)
                and fresh.in_language(language) == text.in_language(language)
            )
            if as_seen and fresh is not None and text.key not in broke:
                good.append((fresh, told[text.key]))
        if good:
            write_words(job.actor, run.agent_id, language, good)
            remember(
                job.organization_id,
                run.agent_id,
                language,
                [
                    Memory(
                        text.key,
                        text.source(main),
                        present_words(text, words),
                        machine=True,
                        translator=translator.name,
                    )
                    for text, words in good
                ],
            )
            changed(job.organization_id, "agent", run.agent_id)
        run.refusals = [
            *run.refusals,
            *(
                {"key": key, "faults": list(found), "words": told[key][:1_000]}
                for key, found in broke.items()
            ),
        ]
        run.done += len(batch) - len(broke)
        run.save()
    return True


def present_words(text: DraftText, words: str) -> str:
    """The words as the draft has them once they are in it."""
    return "\n".join(lines_of(words)) if text.kind == "phrases" else words


def _score(job: _Job, translator: Translating, batch: Sequence[DraftText]) -> bool:
    main, language = job.draft.main, job.run.language
    wishes = [Wish(text.in_language(language), _NO_TERMS, where=_where(text)) for text in batch]
    backs = translator.translate(wishes, language, main)
    moment = now()
    with tenant_scope(job.organization_id):
        run = _going(job)
        if run is None:
            return False
        rows = {
            row.key: row
            for row in TextTranslation.objects.filter(
                agent_id=run.agent_id, language=language, key__in=[text.key for text in batch]
            )
        }
        unknown = [text for text in batch if text.key not in rows]
        if unknown:
            # A person's words that nothing is remembered of: from now on their source is.
            remember(
                job.organization_id,
                run.agent_id,
                language,
                [Memory(text.key, text.source(main), text.in_language(language)) for text in unknown],
            )
        for text, back in zip(batch, backs, strict=True):
            source, words = text.source(main), text.in_language(language)
            TextTranslation.objects.filter(agent_id=run.agent_id, language=language, key=text.key).update(
                back=back,
                score=similarity(source, back) if back.strip() else 0.0,
                score_digest=digest(source) + digest(words),
                changed_at=rows[text.key].changed_at if text.key in rows else moment,
            )
        run.done += len(batch)
        run.save()
    return True


def _going(job: _Job) -> TranslationRun | None:
    return TranslationRun.objects.select_for_update().filter(id=job.run.id, state="running").first()


def _count(job: _Job, translator: Translating, used: Used) -> bool:
    """Write down what the batch used; whether the run goes on."""
    with tenant_scope(job.organization_id):
        run = _going(job)
        TranslationRun.objects.filter(id=job.run.id).update(
            translator=translator.name,
            tokens=translator.used.tokens.tokens + job.run.tokens,
            characters=translator.used.characters + job.run.characters,
            cost_micros=_cost(job.run, translator.used),
        )
        for fact in used.facts(job.run.agent_id):
            append(job.actor, job.run.id, fact)
        changed(job.organization_id, "translation_run", job.run.id)
    return run is not None


def _cost(before: TranslationRun, used: Used) -> int | None:
    """What the run cost with what an earlier worker had used of it; None while no price is known of either."""
    known = [cost for cost in (before.cost_micros, used.tokens.cost_micros) if cost is not None]
    return sum(known) if known else None


def _end(job: _Job, state: str, error: str) -> None:
    with tenant_scope(job.organization_id):
        TranslationRun.objects.filter(id=job.run.id, state="running").update(
            state=state, error=error[:60], ended_at=now()
        )
        changed(job.organization_id, "translation_run", job.run.id)
