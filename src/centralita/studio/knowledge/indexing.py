"""Indexing a document: read apart from the worker, then written in one transaction.

Each step opens its own tenant scope, and none is open while the file is read. Killed at any moment, the job runs
again and replaces what the first run may have written; a run that was overtaken by a newer one writes nothing.
"""

import shutil
import tempfile
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.kit.storage import Storage
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import KnowledgeFailed, KnowledgeIndexed
from centralita.studio.knowledge.models import KnowledgeDocument
from centralita.studio.knowledge.parsing.errors import DocumentBroken, DocumentError
from centralita.studio.knowledge.parsing.language import language_of
from centralita.studio.knowledge.parsing.pieces import Reading
from centralita.studio.knowledge.parsing.sandbox import read_apart
from centralita.studio.knowledge.passages import NewPassage, replace_passages

_PROGRESS_EVERY = 1.0

log = get_logger(__name__)


def index(organization_id: OrganizationId, document_id: UUID, *, attempt: int) -> Reading | None:
    """Read the document and replace its passages; what was read, None where that failed.

    Does nothing when the document is gone or was asked for again since.
    """
    with tenant_scope(organization_id):
        document = _current(document_id, attempt)
        if document is None or document.status in {"ready", "failed"}:
            return None
        document.status = "indexing"
        document.save(update_fields=["status", "updated_at"])
        changed(organization_id, "knowledge", document_id)
        key = document.storage_key
    try:
        reading = _read(organization_id, document_id, attempt, key)
    except DocumentError as error:
        _fail(organization_id, document_id, attempt, error)
        return None
    _keep(organization_id, document_id, attempt, reading)
    return reading


def _current(document_id: UUID, attempt: int) -> KnowledgeDocument | None:
    return KnowledgeDocument.objects.select_for_update().filter(id=document_id, attempt=attempt).first()


def _read(organization_id: OrganizationId, document_id: UUID, attempt: int, key: str) -> Reading:
    storage: Storage = settings.STORAGE
    told = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal told
        if done < total and time.monotonic() - told < _PROGRESS_EVERY:
            return
        told = time.monotonic()
        with tenant_scope(organization_id):
            KnowledgeDocument.objects.filter(id=document_id, attempt=attempt).update(
                pages_done=done, pages_total=total
            )
            changed(organization_id, "knowledge", document_id)

    with tempfile.TemporaryDirectory(prefix="centralita-") as folder:
        path = Path(folder, "document")
        try:
            with storage.get(key) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
        except NotFound:
            raise DocumentBroken from None
        return read_apart(path, progress)


def _keep(organization_id: OrganizationId, document_id: UUID, attempt: int, reading: Reading) -> None:
    pieces = reading.pieces
    with tenant_scope(organization_id):
        document = _current(document_id, attempt)
        if document is None:
            return
        if not document.language_chosen:
            document.language = language_of("\n".join(piece.text for piece in pieces[:60]))
        if document.address and reading.title and document.indexed_at is None:
            document.title = reading.title
        replace_passages(
            organization_id,
            document,
            [NewPassage(piece.text, piece.place, piece.heading, document.language) for piece in pieces],
        )
        document.status = "ready"
        document.passages = len(pieces)
        document.error_code, document.error_data = "", {}
        document.pages_total = max(document.pages_total, 1)
        document.pages_done = max(document.pages_total - reading.silent, 0)
        document.indexed_at = now()
        document.save()
        append(_indexer(organization_id), document_id, KnowledgeIndexed(passages=len(pieces)))


def _fail(organization_id: OrganizationId, document_id: UUID, attempt: int, error: DocumentError) -> None:
    log.info("document_failed", document=str(document_id), code=error.code)
    with tenant_scope(organization_id):
        document = _current(document_id, attempt)
        if document is None:
            return
        document.status = "failed"
        document.error_code = error.code
        document.error_data = {
            name: value for name, value in error.data.items() if isinstance(value, str | int | float)
        }
        document.save()
        append(_indexer(organization_id), document_id, KnowledgeFailed(code=error.code))


def _indexer(organization_id: OrganizationId) -> Actor:
    return system_actor(organization_id, "indexer")
