"""Uploading a file of contacts, saying how it is read, starting it and taking it back."""

from collections.abc import Iterable
from pathlib import PurePath
from uuid import UUID

from django.conf import settings

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.tasks import forget_later
from centralita.kit.errors import Conflict, Invalid, NotFound
from centralita.kit.ids import new_id
from centralita.kit.storage import Storage
from centralita.operations.contacts.imports.mapping import REPEATED, guess, looks_like_header
from centralita.operations.contacts.imports.reading import MOST_BYTES, count_rows, header_names, shape_of
from centralita.operations.contacts.imports.schemas import ImportChange
from centralita.operations.contacts.imports.tasks import carry_out_import, undo_import
from centralita.operations.contacts.imports.telling import record_import
from centralita.operations.contacts.models import ContactImport

MOST_DRAFTS = 20
_SAMPLE_LENGTH = 100


class TooManyDrafts(Conflict):
    """So many files wait to be imported; `limit` says how many may."""

    code = "too_many_records"


class ImportStarted(Conflict):
    """It is not a draft any more: how it is read cannot be changed."""

    code = "import_started"


class ImportNotUndoable(Conflict):
    """Only an import that has ended can be taken back, and only once."""

    code = "import_not_undoable"


class MappingMalformed(Invalid):
    """There is not one target for each column, or two columns hold what there can be only one of."""

    code = "import_mapping"


def upload(actor: Actor, *, file_name: str, chunks: Iterable[bytes]) -> ContactImport:
    """Keep a file and tell how it would be read. Raises FileUnreadable, TooManyRows, TooLarge."""
    if ContactImport.objects.filter(status="draft").count() >= MOST_DRAFTS:
        raise TooManyDrafts(limit=MOST_DRAFTS)
    import_id = new_id()
    key = f"contacts/{actor.organization_id}/{import_id}"
    storage: Storage = settings.STORAGE
    stored = storage.put(key, chunks, limit=MOST_BYTES)
    try:
        with storage.get(key) as file:
            shape = shape_of(file)
            counted = count_rows(file, shape)
        has_header = looks_like_header(counted.first[0])
        job = ContactImport(
            id=import_id,
            organization_id=actor.organization_id,
            file_name=safe_name(file_name),
            size=stored.size,
            storage_key=key,
            encoding=shape.encoding,
            separator=shape.separator,
            has_header=has_header,
            columns=[[cell[:_SAMPLE_LENGTH] for cell in row] for row in counted.first],
            first_row=counted.first_number,
            mapping=guess(counted.first, has_header),
            rows_total=counted.total,
            created_by=actor.user_id,
            created_by_name=actor.name,
        )
        job.source = job.file_name[:80]
        job.save(force_insert=True)
        job.refresh_from_db()
        record_import(actor, job, "contact_import_create", {"size": stored.size, "sha256": stored.sha256})
    except BaseException:
        storage.delete(key)
        raise
    return job


def safe_name(name: str) -> str:
    """The name of a file without folders and without what cannot be shown."""
    plain = "".join(each for each in PurePath(name.replace("\\", "/")).name if each.isprintable())
    return plain.strip()[:255] or "contacts.csv"


def change(actor: Actor, import_id: UUID, wanted: ImportChange) -> ContactImport:
    """Say how a draft is read. Telling whether there is a header guesses the columns anew."""
    job = _locked(import_id)
    if job.status != "draft":
        raise ImportStarted
    fields = wanted.model_dump(exclude_unset=True, exclude_none=True)
    if "has_header" in fields and fields["has_header"] != job.has_header and "mapping" not in fields:
        fields["mapping"] = guess(job.columns, fields["has_header"])
    if "mapping" in fields:
        _check(fields["mapping"], len(header_names(job.columns, False)))
    changed = {name: value for name, value in fields.items() if getattr(job, name) != value}
    if not changed:
        witness.nothing_changed()
        return job
    for name, value in changed.items():
        setattr(job, name, value)
    job.save(update_fields=list(changed))
    record_import(actor, job, "contact_import_update", changed)
    return job


def _check(mapping: list[str], width: int) -> None:
    once = [target for target in mapping if target not in REPEATED]
    if len(mapping) != width or len(once) != len(set(once)):
        raise MappingMalformed(field="mapping")


def start(actor: Actor, import_id: UUID) -> ContactImport:
    """Have a draft carried out in the background."""
    job = _locked(import_id)
    if job.status != "draft":
        raise ImportStarted
    if not set(job.mapping) & {"name", "first_name", "last_name", "company", "phone", "email"}:
        raise MappingMalformed(field="mapping")
    job.status = "waiting"
    job.save(update_fields=["status"])
    carry_out_import.defer(organization_id=str(actor.organization_id), import_id=str(job.id))
    record_import(actor, job, "contact_import_start", {"rows": job.rows_total, "mode": job.mode})
    return job


def undo(actor: Actor, import_id: UUID) -> ContactImport:
    """Have an import taken back in the background."""
    job = _locked(import_id)
    if job.status not in {"done", "failed"}:
        raise ImportNotUndoable
    job.status = "undoing"
    job.save(update_fields=["status"])
    undo_import.defer(organization_id=str(actor.organization_id), import_id=str(job.id))
    record_import(actor, job, "contact_import_undo")
    return job


def discard(actor: Actor, import_id: UUID) -> None:
    """Forget a draft and its file."""
    job = _locked(import_id)
    if job.status != "draft":
        raise ImportStarted
    record_import(actor, job, "contact_import_delete")
    forget_later([job.storage_key])
    job.delete()


def _locked(import_id: UUID) -> ContactImport:
    job = ContactImport.objects.select_for_update().filter(id=import_id).first()
    if job is None:
        raise NotFound(kind="contact_import")
    return job
