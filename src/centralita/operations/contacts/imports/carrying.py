"""Carrying an import out, and taking it back: a batch to a transaction, each counted in its own.

Killed at any moment, the job goes on after the last batch that is there for good.
"""

import contextlib
import gc
import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.organizations.tasks import forget_later
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.storage import Storage
from centralita.ledger.events.hints import changed
from centralita.operations.contacts.imports.batch import Batch, Raced
from centralita.operations.contacts.imports.making import Made, Maker
from centralita.operations.contacts.imports.planning import Plan, draft
from centralita.operations.contacts.imports.reading import Row, Shape, header_names, rows
from centralita.operations.contacts.imports.telling import actor_of, keys_of, record_import
from centralita.operations.contacts.keys import ContactExists
from centralita.operations.contacts.models import ContactImport
from centralita.studio.business.public import home_country

BATCH: Final = 1_000
_TRIES: Final = 5
_SELDOM: Final = 50_000
_USUAL_THRESHOLDS: Final = gc.get_threshold()
# After so many batches of this run; and rows are few where there are so many times as many.
_LOOKED_AFTER: Final = frozenset({1, 8, 64})
_FEW_OF: Final = 200
_LOOK_AT_SIZES: Final = (
    "SELECT look_at_contacts() FROM pg_class WHERE oid = 'contact'::regclass AND reltuples < %s"
)
_Batch = tuple[list[Made], int]


def plan_of(job: ContactImport) -> Plan:
    """How this import reads rows."""
    return Plan(
        mapping=job.mapping,
        names=header_names(job.columns, job.has_header),
        country=home_country(OrganizationId(job.organization_id)),
        source=job.source,
        tags=tuple(job.tags),
        agreed_on=date.fromisoformat(job.consent["given_on"]) if job.consent.get("given_on") else None,
    )


def carry_out(organization_id: OrganizationId, import_id: UUID) -> None:
    """Do what is left of an import. Does nothing when it is gone, done or undone."""
    with tenant_scope(organization_id):
        job = ContactImport.objects.select_for_update().filter(id=import_id).first()
        if job is None or job.status not in {"waiting", "running"}:
            return
        job.status = "running"
        job.save(update_fields=["status"])
        plan, maker = plan_of(job), Maker.of(job)
    storage: Storage = settings.STORAGE
    try:
        with _few_collections(), storage.get(job.storage_key) as file:
            shape = Shape(job.encoding, job.separator)
            remaining = itertools.islice(rows(file, shape), job.rows_done, None)
            header = job.first_row if job.has_header else 0
            for number, (made, done) in enumerate(_ahead(_batches(remaining, plan, maker, header)), start=1):
                if not _write(organization_id, import_id, made, done):
                    return
                if number in _LOOKED_AFTER:
                    _look_at_sizes(done)
    except AppError as error:
        _finish(organization_id, import_id, error.code)
        return
    _finish(organization_id, import_id, "")


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """What a row becomes is gone a moment later, and none of it in a ring: looking for rings among all that the
    process holds, again and again, took a quarter of an import's time.
    """
    gc.freeze()
    gc.set_threshold(_SELDOM, *_USUAL_THRESHOLDS[1:])
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL_THRESHOLDS)
        gc.unfreeze()


def _batches(remaining: Iterator[Row], plan: Plan, maker: Maker, header: int) -> Iterator[_Batch]:
    """What the rows describe, batch by batch, and the number of the last row of each."""
    while batch := list(itertools.islice(remaining, BATCH)):
        told = ((number, cells) for number, cells in batch if any(cells) and number != header)
        yield maker.make([draft(number, cells, plan) for number, cells in told]), batch[-1][0]


def _ahead(items: Iterator[_Batch]) -> Iterator[_Batch]:
    """The same, each read while the one before is used: a batch is read while the database writes another."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(next, items, None)
        while (one := coming.result()) is not None:
            coming = reader.submit(next, items, None)
            yield one


def _write(organization_id: OrganizationId, import_id: UUID, made: Sequence[Made], done: int) -> bool:
    """Write one batch; False when the import is not to go on."""
    for attempt in range(_TRIES):
        try:
            with tenant_scope(organization_id):
                job = ContactImport.objects.select_for_update().filter(id=import_id).first()
                if job is None or job.status != "running":
                    return False
                if done > job.rows_done:
                    Batch(job).write(made)
                    job.rows_done = done
                    job.save()
                    changed(organization_id, "contact_import", import_id)
        except (Raced, ContactExists):
            if attempt == _TRIES - 1:
                raise
        else:
            return True
    return False


def _look_at_sizes(done: int) -> None:
    """Have the database look at its tables, where these rows are many of theirs, as it else does within minutes.

    It takes an organization that it has not met for a small one. Until it knows better it reads all of its keys to find
    some, and all of its contacts to check a reference: a batch took longer the more there were before it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_AT_SIZES, [done * _FEW_OF])


def _finish(organization_id: OrganizationId, import_id: UUID, code: str) -> None:
    with tenant_scope(organization_id):
        job = ContactImport.objects.select_for_update().filter(id=import_id).first()
        if job is None or job.status != "running":
            return
        job.status = "failed" if code else "done"
        job.error_code = code
        job.finished_at = now()
        forget_later(keys_of(job))
        job.storage_key = job.workbook_key = ""
        job.save()
        record_import(actor_of(job), job, "contact_import_finish", counts_of(job))


def counts_of(job: ContactImport) -> dict[str, Any]:
    """What came of an import."""
    return {
        "created": job.created_count,
        "updated": job.updated_count,
        "skipped": job.skipped_count,
        "refused": job.refused_count,
    }
