"""Asking for texts to be translated or scored, and stopping it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from procrastinate.contrib.django import app

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Category, Conflict, NotFound
from centralita.kit.ids import to_text
from centralita.studio.language_models.public import has_model
from centralita.studio.translation.domain.choosing import to_score, to_translate
from centralita.studio.translation.models import TranslationRun, TranslatorAccount
from centralita.studio.translation.queries import draft_of, kept_of, require_language
from centralita.studio.translation.translators import TranslatorMissing

MOST_GOING = 4

Purpose = Literal["translate", "score"]


class NothingToTranslate(Conflict):
    """There is no text that is missing or out of date."""

    code = "nothing_to_translate"


class TooManyTranslationRuns(AppError):
    """As many go on as an organization may have. Data: `limit`."""

    code = "too_many_translation_runs"
    category = Category.LIMITED


class RunEnded(Conflict):
    """It has ended already."""

    code = "run_is_over"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done. `keys` empty is all that need it; `overwrite` also replaces what a person wrote."""

    language: str
    purpose: Purpose = "translate"
    account_id: UUID | None = None
    keys: Sequence[str] = ()
    overwrite: bool = False


def start_run(actor: Actor, agent_id: UUID, order: Order) -> TranslationRun:
    """Have a worker do it. Raises NothingToTranslate, TranslatorMissing, TooManyTranslationRuns."""
    draft = draft_of(actor, agent_id)
    require_language(draft.blueprint, order.language)
    translator = require_translator(actor, order.account_id)
    kept = kept_of(agent_id, [order.language])[order.language]
    choose = to_translate if order.purpose == "translate" else to_score
    chosen = choose(draft.texts, draft.main, order.language, kept, only=order.keys, overwrite=order.overwrite)
    if not chosen:
        raise NothingToTranslate
    if TranslationRun.objects.filter(state__in=("queued", "running")).count() >= MOST_GOING:
        raise TooManyTranslationRuns(limit=MOST_GOING)
    run = TranslationRun.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        language=order.language,
        purpose=order.purpose,
        account_id=order.account_id,
        translator=translator,
        keys=[text.key for text in chosen],
        overwrite=order.overwrite,
        total=len(chosen),
        started_by=actor.user_id,
        started_by_name=actor.name,
    )
    trail.record(
        actor,
        action=f"agent_{order.purpose}",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"language": order.language, "texts": len(chosen), "overwrite": order.overwrite},
    )
    job = app.configure_task("translation.run")
    job.defer(organization_id=str(actor.organization_id), run_id=str(run.id))
    return run


def require_translator(actor: Actor, account_id: UUID | None) -> str:
    """What a run's translator is called: a service's kind, or '' for the language model, whose name is known later."""
    if account_id is None:
        if not has_model(actor.organization_id):
            raise TranslatorMissing
        return ""
    kind = TranslatorAccount.objects.filter(id=account_id).values_list("kind", flat=True).first()
    if kind is None:
        raise NotFound(kind="translator")
    return kind


def cancel_run(actor: Actor, run_id: UUID) -> TranslationRun:
    """Translate no more; what was translated stays."""
    run = TranslationRun.objects.select_for_update().filter(id=run_id).first()
    if run is None or not actor.reaches(run.agent_id):
        raise NotFound(kind="translation_run")
    if run.state not in ("queued", "running"):
        raise RunEnded
    run.state, run.ended_at = "cancelled", now()
    run.save()
    trail.record(
        actor,
        action="agent_translate_cancel",
        subject_kind="agent",
        subject_id=to_text("agt", run.agent_id),
        after={"run": to_text("trn", run.id)},
    )
    return run
