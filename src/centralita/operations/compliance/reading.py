"""Reading a file of numbers: in batches, each a transaction of its own that also says how far it came.

Killed at any moment, the job goes on after the last batch. The earlier copy of a register is looked at until the
new one is complete, and a file without a single number never takes its place.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.access.actor import system_actor
from centralita.identity.audit import trail
from centralita.identity.organizations.tasks import forget_later
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.storage import Storage
from centralita.operations.compliance import hashing, house
from centralita.operations.compliance.domain.lines import ReadLine, read_lines
from centralita.operations.compliance.domain.question import OWN_LIST
from centralita.operations.compliance.models import RegisterImport

BATCH = 2_000
MOST_LINES = 3_000_000
_INTO_REGISTER = (
    "INSERT INTO register_number (id, organization_id, import_id, number_hash)"
    " SELECT gen_random_uuid(), %s, %s, hash FROM unnest(%s::bytea[]) AS hash ON CONFLICT DO NOTHING"
)
_INTO_LIST = (
    "INSERT INTO suppression (id, organization_id, number, number_hash, topic, source, reason, import_id,"
    " created_by_name, created_at, lifted_by_name, lifted_reason)"
    " SELECT gen_random_uuid(), %s, number, hash, '', 'import', '', %s, %s, now(), '', ''"
    " FROM unnest(%s::text[], %s::bytea[]) AS given (number, hash) ON CONFLICT DO NOTHING"
)


def read(organization_id: OrganizationId, import_id: UUID) -> None:
    """Read the file to its end. Does nothing when the import is gone or done."""
    with tenant_scope(organization_id):
        row = _running(import_id)
        if row is None:
            return
        row.status = "running"
        row.save(update_fields=["status"])
        key, begin, region = row.storage_key, row.bytes_done, row.region
    storage: Storage = settings.STORAGE
    try:
        with storage.get(key) as file:
            lines = read_lines(file, region, begin)
            while batch := list(islice(lines, BATCH)):
                if not _keep(organization_id, import_id, batch):
                    return
    except NotFound:
        _fail(organization_id, import_id, "register_file_gone")
        return
    _finish(organization_id, import_id)


def _running(import_id: UUID) -> RegisterImport | None:
    rows = RegisterImport.objects.select_for_update().filter(id=import_id, status__in=["waiting", "running"])
    return rows.first()


def _keep(organization_id: OrganizationId, import_id: UUID, batch: Sequence[ReadLine]) -> bool:
    with tenant_scope(organization_id):
        row = _running(import_id)
        if row is None or row.bytes_done >= batch[-1].end:
            return False
        told = [each for each in batch if not each.blank]
        numbers = list(dict.fromkeys(each.number for each in told if each.number))
        row.numbers += _insert(organization_id, row, numbers)
        row.lines += len(told)
        row.refused += sum(not each.number for each in told)
        row.bytes_done = batch[-1].end
        row.save()
        too_long = row.lines > MOST_LINES
    if too_long:
        _fail(organization_id, import_id, "register_too_long")
    return not too_long


def _insert(organization_id: OrganizationId, row: RegisterImport, numbers: Sequence[str]) -> int:
    key = hashing.open_key(house.ensured_rules(organization_id))
    hashes = [hashing.number_hash(key, number) for number in numbers]
    with connection.cursor() as cursor:
        if row.kind == OWN_LIST:
            cursor.execute(_INTO_LIST, [organization_id, row.id, row.created_by_name, list(numbers), hashes])
            return len(numbers)
        cursor.execute(_INTO_REGISTER, [organization_id, row.id, hashes])
        inserted: int = cursor.rowcount
        return inserted


def _finish(organization_id: OrganizationId, import_id: UUID) -> None:
    with tenant_scope(organization_id):
        row = _running(import_id)
        if row is None:
            return
        if row.numbers == 0:
            _settle(row, "failed", "register_empty")
            return
        if row.kind != OWN_LIST:
            # What was looked at so far is out of date, and its numbers go with it.
            older = RegisterImport.objects.filter(kind=row.kind, part=row.part, status="ready").exclude(
                id=row.id
            )
            forget_later(_keys(older))
            older.delete()
        _settle(row, "ready", "")


def _fail(organization_id: OrganizationId, import_id: UUID, code: str) -> None:
    with tenant_scope(organization_id):
        row = _running(import_id)
        if row is not None:
            _settle(row, "failed", code)


def _settle(row: RegisterImport, status: str, code: str) -> None:
    forget_later([row.storage_key])
    row.status, row.error_code, row.finished_at, row.storage_key = status, code, now(), ""
    row.save()
    if status == "failed" and row.kind != OWN_LIST:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM register_number WHERE import_id = %s", [row.id])
    trail.record(
        system_actor(OrganizationId(row.organization_id), "import"),
        action="register_import_end",
        subject_kind="register_import",
        subject_id=to_text("rgi", row.id),
        after={"status": status, "numbers": row.numbers, "refused": row.refused, "error": code},
    )


def _keys(rows: Iterable[RegisterImport]) -> list[str]:
    return [row.storage_key for row in rows if row.storage_key]
