"""Asking whether an agent behaves alike in all its languages."""

from collections.abc import Sequence
from uuid import UUID

from procrastinate.contrib.django import app

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.studio.agents.public import candidate
from centralita.studio.scenarios.public import NoScenarios
from centralita.studio.translation.actions.edit import languages_of
from centralita.studio.translation.actions.run import (
    MOST_GOING,
    NothingToTranslate,
    RunEnded,
    TooManyTranslationRuns,
    require_translator,
)
from centralita.studio.translation.comparing import comparable
from centralita.studio.translation.models import ParityResult, ParityRun
from centralita.studio.translation.queries import draft_of, require_language


def start_parity(
    actor: Actor, agent_id: UUID, *, languages: Sequence[str] = (), account_id: UUID | None = None
) -> ParityRun:
    """Have the draft's scenarios held in these languages, or in all; beyond 100 scenarios the oldest are.

    Raises NoScenarios, NothingToTranslate without another language, TranslatorMissing, TooManyTranslationRuns.
    """
    draft = draft_of(actor, agent_id)
    wanted = list(dict.fromkeys(languages)) or languages_of(draft.blueprint)
    for language in wanted:
        require_language(draft.blueprint, language)
    if not wanted:
        raise NothingToTranslate
    require_translator(actor, account_id)
    scenarios = comparable(actor, agent_id, draft.main)
    if not scenarios:
        raise NoScenarios
    if ParityRun.objects.filter(state__in=("queued", "running")).count() >= MOST_GOING:
        raise TooManyTranslationRuns(limit=MOST_GOING)
    content = candidate(actor, agent_id)
    run = ParityRun.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        blueprint_id=content.blueprint_id,
        draft_revision=content.draft_revision,
        languages=wanted,
        account_id=account_id,
        total=len(scenarios) * len(wanted),
        started_by=actor.user_id,
        started_by_name=actor.name,
    )
    ParityResult.objects.bulk_create(
        ParityResult(
            organization_id=actor.organization_id,
            run_id=run.id,
            scenario_id=scenario.id,
            language=language,
            position=position,
            name=scenario.name,
            script=scenario.script.model_dump(mode="json"),
        )
        for position, (scenario, language) in enumerate(
            (scenario, language) for scenario in scenarios for language in wanted
        )
    )
    trail.record(
        actor,
        action="agent_languages_prove",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"run": to_text("prn", run.id), "languages": wanted, "scenarios": len(scenarios)},
    )
    job = app.configure_task("translation.prove")
    job.defer(organization_id=str(actor.organization_id), run_id=str(run.id))
    return run


def cancel_parity(actor: Actor, run_id: UUID) -> ParityRun:
    """Hold no more; what was found stays."""
    run = ParityRun.objects.select_for_update().filter(id=run_id).first()
    if run is None or not actor.reaches(run.agent_id):
        raise NotFound(kind="parity_run")
    if run.state not in ("queued", "running"):
        raise RunEnded
    run.state, run.ended_at = "cancelled", now()
    run.save()
    trail.record(
        actor,
        action="agent_languages_prove_cancel",
        subject_kind="agent",
        subject_id=to_text("agt", run.agent_id),
        after={"run": to_text("prn", run.id)},
    )
    return run
