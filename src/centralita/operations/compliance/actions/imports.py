"""Taking in a file of numbers that are not to be called."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.organizations.tasks import forget_later
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid, NotFound
from centralita.kit.ids import new_id, to_text
from centralita.kit.storage import Storage
from centralita.operations.compliance import house
from centralita.operations.compliance.models import RegisterImport
from centralita.operations.compliance.tasks import read_register
from centralita.studio.business.public import home_country

MOST_BYTES = 50 * 1024 * 1024
MOST_WAITING = 5


class CopyFromTheFuture(Invalid):
    """The copy cannot have been taken later than now."""

    code = "register_from_the_future"


class TooManyImports(Conflict):
    """Several files are still being read; `limit` says how many at once."""

    code = "register_imports_waiting"


def import_register(
    actor: Actor,
    kind: str,
    *,
    file_name: str,
    chunks: Iterable[bytes],
    taken_at: datetime | None,
    part: str = "",
) -> RegisterImport:
    """Keep the file and have it read. Once that is done it takes the place of the earlier copy of its kind and part.

    Raises CopyFromTheFuture, TooManyImports, TooLarge.
    """
    moment = now()
    if taken_at is not None and taken_at > moment:
        raise CopyFromTheFuture(field="taken_at")
    if RegisterImport.objects.filter(status__in=["waiting", "running"]).count() >= MOST_WAITING:
        raise TooManyImports(limit=MOST_WAITING)
    house.ensured_rules(actor.organization_id)
    import_id = new_id()
    key = f"compliance/{actor.organization_id}/{import_id}"
    storage: Storage = settings.STORAGE
    stored = storage.put(key, chunks, limit=MOST_BYTES)
    try:
        row = RegisterImport.objects.create(
            id=import_id,
            organization_id=actor.organization_id,
            kind=kind,
            part=part,
            file_name=_safe_name(file_name),
            size=stored.size,
            storage_key=key,
            taken_at=taken_at or moment,
            region=home_country(actor.organization_id),
            created_by=actor.user_id,
            created_by_name=actor.name,
        )
        read_register.defer(organization_id=str(actor.organization_id), import_id=str(import_id))
        trail.record(
            actor,
            action="register_import",
            subject_kind="register_import",
            subject_id=to_text("rgi", row.id),
            after={
                "kind": kind,
                "part": part,
                "file": row.file_name,
                "size": stored.size,
                "sha256": stored.sha256,
            },
        )
    except BaseException:
        storage.delete(key)
        raise
    return row


def forget_register(actor: Actor, import_id: UUID) -> None:
    """Take a file away, with the numbers of a register that it brought. Raises NotFound."""
    row = RegisterImport.objects.select_for_update().filter(id=import_id).first()
    if row is None:
        raise NotFound(kind="register_import")
    forget_later([row.storage_key] if row.storage_key else [])
    row.delete()
    trail.record(
        actor,
        action="register_import_delete",
        subject_kind="register_import",
        subject_id=to_text("rgi", import_id),
        before={"kind": row.kind, "part": row.part, "file": row.file_name, "numbers": row.numbers},
    )


def _safe_name(name: str) -> str:
    plain = "".join(each for each in PurePath(name.replace("\\", "/")).name if each.isprintable())
    return plain.strip()[:255] or "numbers"
