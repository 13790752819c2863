"""Filling a space with vectors: a few passages at a time, the model asked between two transactions.

Killed at any moment, the job runs again and goes on with what has no vector yet. Nothing is asked for twice.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.usage.domain.allowance import AllowanceSpent
from centralita.providers.embeddings.embedder import MOST_TEXTS
from centralita.providers.llm.errors import ModelError, ModelUnavailable, RateLimited, TimedOut
from centralita.studio.knowledge.meaning import cells, floors, vectors
from centralita.studio.knowledge.meaning.embedders import SpaceAsker, asker_of
from centralita.studio.knowledge.meaning.later import fill_later
from centralita.studio.knowledge.models import KnowledgeSpace
from centralita.studio.language_models.asker import Usage

_SECONDS: Final = 120.0
_MOST_TRIES: Final = 8
_LONGEST_WAIT: Final = 3_600

log = get_logger(__name__)


class SpaceChanged(ModelError):
    """The model's vectors have another number of dimensions than before: it is not the same model any more."""

    code = "model_vectors_changed"


@dataclass
class _Run:
    organization_id: OrganizationId
    space_id: UUID
    attempt: int
    asker: SpaceAsker
    told: Usage = field(init=False)

    def __post_init__(self) -> None:
        self.told = self.asker.usage

    def space(self) -> KnowledgeSpace | None:
        """As it is now, locked; None when it is gone or somebody asked for another run."""
        rows = KnowledgeSpace.objects.select_for_update()
        return rows.filter(id=self.space_id, attempt=self.attempt).first()


def fill(organization_id: OrganizationId) -> None:
    """Give passages without a vector one, then let a whole space take the old one's place. Opens its own scopes."""
    with tenant_scope(organization_id):
        if not vectors.available():
            return
        space = _next()
        if space is None:
            return
        try:
            opening = asker_of(organization_id, space)
        except AppError as error:
            _fail(organization_id, space, error)
            return
    try:
        run = _Run(organization_id, space.id, space.attempt, opening())
        left = _work(run)
        if left is False:
            _measure(run)
    except AppError as error:
        with tenant_scope(organization_id):
            current = (
                KnowledgeSpace.objects.select_for_update().filter(id=space.id, attempt=space.attempt).first()
            )
            if current is not None:
                _fail(organization_id, current, error)
        return
    if left is None:
        return
    if not left:
        _finish(run)
    else:
        with tenant_scope(organization_id):
            fill_later(organization_id)


def _next() -> KnowledgeSpace | None:
    """The space to fill: the one that is to come, else the one in use; what failed waits for somebody."""
    return KnowledgeSpace.objects.exclude(status="failed").order_by("used").first()


def _work(run: _Run) -> bool | None:
    """Whether something is left when the time is over; None when the run was overtaken."""
    end = time.monotonic() + _SECONDS
    after = UUID(int=0)
    try:
        while True:
            with tenant_scope(run.organization_id):
                space = run.space()
                if space is None:
                    return None
                batch = vectors.missing(space, after, MOST_TEXTS)
            if not batch:
                return False
            if time.monotonic() > end:
                return True
            found = run.asker.ask([one.text.strip() or "-" for one in batch], "passage")
            with tenant_scope(run.organization_id):
                space = run.space()
                if space is None:
                    return None
                if space.dimensions not in {0, found.dimensions}:
                    raise SpaceChanged(model=space.model)
                space.dimensions = found.dimensions
                space.tries = 0
                space.status, space.error_code = "filling", ""
                space.save()
                vectors.write(space, batch, found.vectors)
            after = batch[-1].id
    finally:
        _account(run)


def _measure(run: _Run) -> None:
    """Find out how near is near enough, where nobody did for about as many passages as there are."""
    with tenant_scope(run.organization_id):
        space = run.space()
        held = 0 if space is None else vectors.count(space)
    if space is None or not floors.needs_measuring(space, held):
        return
    try:
        asked = {
            language: run.asker.ask(texts, "question").vectors for language, texts in floors.strays().items()
        }
    except AppError as error:
        # It goes without, or with what was measured before; the next run tries again.
        log.info("space_not_measured", space=str(run.space_id), code=error.code)
        return
    finally:
        _account(run)
    with tenant_scope(run.organization_id):
        space = run.space()
        if space is not None:
            space.floors, space.measured_at = floors.measure(space, asked), held
            space.save(update_fields=["floors", "measured_at", "updated_at"])


def _account(run: _Run) -> None:
    """Tell the ledger what was used since it was told last."""
    used = run.asker.usage.since(run.told)
    if not used.tokens:
        return
    run.told = run.asker.usage
    with tenant_scope(run.organization_id):
        space = KnowledgeSpace.objects.select_for_update().filter(id=run.space_id).first()
        if space is not None:
            space.tokens += used.tokens
            if used.cost_micros is not None:
                space.cost_micros = (space.cost_micros or 0) + used.cost_micros
                space.currency = used.currency
            space.save()
        append(system_actor(run.organization_id, "indexer"), run.space_id, used.fact(None))


def _finish(run: _Run) -> None:
    """Everything has a vector: cut a large space into cells, and let it take the old one's place."""
    with tenant_scope(run.organization_id):
        space = run.space()
        if space is None:
            return
        held = vectors.count(space)
    if cells.needs_cutting(space, held):
        cells.cut(run.organization_id, space, held)
    with tenant_scope(run.organization_id):
        space = run.space()
        if space is None:
            return
        if not space.used:
            KnowledgeSpace.objects.filter(used=True).delete()
        space.used, space.status, space.error_code, space.tries = True, "ready", "", 0
        space.save()
        changed(run.organization_id, "knowledge", space.id)


def _fail(organization_id: OrganizationId, space: KnowledgeSpace, error: AppError) -> None:
    """Say what went wrong; what passes by itself is tried again."""
    log.info("space_failed", space=str(space.id), code=error.code)
    space.error_code = error.code
    wait = _wait(space, error)
    space.status = "failed" if wait is None else "waiting"
    space.tries += 1
    space.save()
    if wait is not None:
        fill_later(organization_id, seconds=wait)


def _wait(space: KnowledgeSpace, error: AppError) -> int | None:
    """Seconds until it is worth another try; None when somebody must do something first."""
    if isinstance(error, AllowanceSpent):
        tomorrow = (now() + timedelta(days=1)).astimezone(UTC).date()
        return int((datetime.combine(tomorrow, datetime.min.time(), UTC) - now()).total_seconds()) + 60
    if not isinstance(error, RateLimited | ModelUnavailable | TimedOut) or space.tries + 1 >= _MOST_TRIES:
        return None
    asked = error.data.get("retry_after")
    least = int(asked) if isinstance(asked, int | float) else 0
    doubled: int = 15 * 2**space.tries
    return min(_LONGEST_WAIT, max(least, doubled))
