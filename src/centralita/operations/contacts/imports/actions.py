"""Uploading a file of contacts, saying how it is read, starting it and taking it back."""

import secrets
from collections.abc import Iterable
from pathlib import PurePath
from uuid import UUID

from django.conf import settings

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.tasks import forget_later
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid, NotFound
from centralita.kit.ids import new_id
from centralita.kit.languages import reading_language
from centralita.kit.storage import Storage
from centralita.operations.contacts.actions.consents import ConsentInFuture
from centralita.operations.contacts.imports.mapping import REPEATED, guess, looks_like_header
from centralita.operations.contacts.imports.reading import (
    MOST_BYTES,
    Shape,
    count_rows,
    header_names,
    shape_of,
)
from centralita.operations.contacts.imports.schemas import ImportChange
from centralita.operations.contacts.imports.tasks import carry_out_import, undo_import
from centralita.operations.contacts.imports.telling import keys_of, record_import
from centralita.operations.contacts.imports.workbook.apart import (
    MOST_TABLE_BYTES,
    WorkbookEmpty,
    is_workbook,
    read_sheet,
)
from centralita.operations.contacts.models import ContactImport

MOST_DRAFTS = 20
_SAMPLE_LENGTH = 100
_CONFIRMED = {
    "es": "Importado de {file}; lo confirma {name}",
    "en": "Imported from {file}; confirmed by {name}",
    "pt": "Importado de {file}; confirmado por {name}",
}


class TooManyDrafts(Conflict):
    """So many files wait to be imported; `limit` says how many may."""

    code = "too_many_records"


class ImportStarted(Conflict):
    """It is not a draft any more: how it is read cannot be changed."""

    code = "import_started"


class ImportNotUndoable(Conflict):
    """Only an import that has ended can be taken back, and only once."""

    code = "import_not_undoable"


class SheetUnknown(Invalid):
    """The workbook has no such sheet."""

    code = "import_sheet_unknown"


class ConsentUnconfirmed(Invalid):
    """A column holds consents, and nobody has said to which words, or stands for it."""

    code = "import_consent_unconfirmed"


class MappingMalformed(Invalid):
    """There is not one target for each column, or two columns hold what there can be only one of."""

    code = "import_mapping"


def upload(actor: Actor, *, file_name: str, chunks: Iterable[bytes]) -> ContactImport:
    """Keep a file and tell how it would be read. Raises FileUnreadable, TooManyRows, TooLarge, Workbook…"""
    if ContactImport.objects.filter(status="draft").count() >= MOST_DRAFTS:
        raise TooManyDrafts(limit=MOST_DRAFTS)
    import_id = new_id()
    key = f"contacts/{actor.organization_id}/{import_id}"
    stored = _storage().put(key, chunks, limit=MOST_BYTES)
    job = ContactImport(
        id=import_id,
        organization_id=actor.organization_id,
        file_name=safe_name(file_name),
        size=stored.size,
        storage_key=key,
        created_by=actor.user_id,
        created_by_name=actor.name,
    )
    job.source = job.file_name[:80]
    try:
        with _storage().get(key) as file:
            workbook = is_workbook(file)
        if workbook:
            job.workbook_key = key
            _take_sheet(job, "")
        _take_shape(job)
        job.save(force_insert=True)
        job.refresh_from_db()
        record_import(actor, job, "contact_import_create", {"size": stored.size, "sha256": stored.sha256})
    except BaseException:
        for each in {key, job.storage_key}:
            _storage().delete(each)
        raise
    return job


def _storage() -> Storage:
    storage: Storage = settings.STORAGE
    return storage


def _take_sheet(job: ContactImport, wanted: str) -> None:
    """Have the rows of a sheet beside the workbook, under a key of their own."""
    key = f"{job.workbook_key}-{secrets.token_hex(8)}"
    job.storage_key = key
    with _storage().get(job.workbook_key) as file:
        sheets = read_sheet(file, wanted, lambda pieces: _storage().put(key, pieces, limit=MOST_TABLE_BYTES))
    if wanted and sheets.chosen != wanted:
        raise WorkbookEmpty(field="sheet")
    job.sheets, job.sheet = sheets.names, sheets.chosen


def _take_shape(job: ContactImport) -> None:
    """Look at the rows: how they are written, how many there are, what stands in the first of them."""
    with _storage().get(job.storage_key) as file:
        shape = Shape("utf-8", ",") if job.workbook_key else shape_of(file)
        counted = count_rows(file, shape)
    job.encoding, job.separator = shape.encoding, shape.separator
    job.has_header = looks_like_header(counted.first[0])
    job.columns = [[cell[:_SAMPLE_LENGTH] for cell in row] for row in counted.first]
    job.first_row = counted.first_number
    job.mapping = list(guess(counted.first, job.has_header))
    job.rows_total = counted.total


def safe_name(name: str) -> str:
    """The name of a file without folders and without what cannot be shown."""
    plain = "".join(each for each in PurePath(name.replace("\\", "/")).name if each.isprintable())
    return plain.strip()[:255] or "contacts.csv"


def change(actor: Actor, import_id: UUID, wanted: ImportChange) -> ContactImport:
    """Say how a draft is read. Another sheet, or whether there is a header, has the columns guessed anew."""
    job = _locked(import_id)
    if job.status != "draft":
        raise ImportStarted
    fields = wanted.model_dump(exclude_unset=True, exclude_none=True, mode="json")
    sheet = fields.pop("sheet", job.sheet)
    if sheet != job.sheet:
        return _change_sheet(actor, job, sheet)
    if "has_header" in fields and fields["has_header"] != job.has_header and "mapping" not in fields:
        fields["mapping"] = guess(job.columns, fields["has_header"])
    if "mapping" in fields:
        _check(fields["mapping"], len(header_names(job.columns, False)))
    if "consent" in fields and (fields["consent"].get("given_on") or "") > now().date().isoformat():
        raise ConsentInFuture(field="consent.given_on")
    changed = {name: value for name, value in fields.items() if getattr(job, name) != value}
    if not changed:
        witness.nothing_changed()
        return job
    for name, value in changed.items():
        setattr(job, name, value)
    job.save(update_fields=list(changed))
    record_import(actor, job, "contact_import_update", changed)
    return job


def _change_sheet(actor: Actor, job: ContactImport, sheet: str) -> ContactImport:
    if sheet not in job.sheets:
        raise SheetUnknown(field="sheet")
    before = job.storage_key
    try:
        _take_sheet(job, sheet)
        _take_shape(job)
        job.save()
    except BaseException:
        _storage().delete(job.storage_key)
        raise
    forget_later([before])
    record_import(actor, job, "contact_import_update", {"sheet": sheet})
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
    if "consent" in job.mapping:
        if not (job.consent.get("confirmed") and job.consent.get("wording")):
            raise ConsentUnconfirmed(field="consent")
        # Their proof says where it comes from and who answers for it, in the words of that person's language.
        says = _CONFIRMED[reading_language(actor.language)]
        job.consent["source"] = says.format(file=job.file_name[:100], name=actor.name[:60])[:200]
    job.status = "waiting"
    job.save(update_fields=["status", "consent"])
    carry_out_import.defer(organization_id=str(actor.organization_id), import_id=str(job.id))
    record_import(
        actor, job, "contact_import_start", {"rows": job.rows_total, "mode": job.mode, "consent": job.consent}
    )
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
    forget_later(keys_of(job))
    job.delete()


def _locked(import_id: UUID) -> ContactImport:
    job = ContactImport.objects.select_for_update().filter(id=import_id).first()
    if job is None:
        raise NotFound(kind="contact_import")
    return job
