"""Uploading, re-indexing and removing documents."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.organizations.tasks import forget_later
from centralita.identity.plans.catalogue import Resource
from centralita.identity.plans.room import require_room
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import new_id, to_text
from centralita.kit.languages import reading_language
from centralita.kit.storage import Storage, Stored
from centralita.studio.knowledge.actions.sources import SourceAutomatic, editable_source, source_for
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSite
from centralita.studio.knowledge.parsing.formats import format_of
from centralita.studio.knowledge.passages import move_passages, rebuild_postings
from centralita.studio.knowledge.room import MOST_DOCUMENTS, TooManyDocuments

MOST_BYTES = 50 * 1024 * 1024
UPLOAD_NAMES = {"es": "Documentos", "en": "Documents", "pt": "Documentos"}


class AlreadyUploaded(Conflict):
    """The same bytes are there already; `title` says under which name."""

    code = "document_exists"


def upload_document(
    actor: Actor,
    *,
    file_name: str,
    chunks: Iterable[bytes],
    source_id: UUID | None,
    language: str,
    title: str = "",
) -> KnowledgeDocument:
    """Keep a file and have it indexed. What cannot be read at all is refused here; the rest shows on the document.

    Without a `title` it goes by the file's name.
    """
    source = source_for(actor, "upload", source_id, UPLOAD_NAMES[reading_language(actor.language)])
    if KnowledgeDocument.objects.count() >= MOST_DOCUMENTS:
        raise TooManyDocuments(limit=MOST_DOCUMENTS)
    document_id = new_id()
    key = f"knowledge/{actor.organization_id}/{document_id}"
    storage: Storage = settings.STORAGE
    stored = storage.put(key, chunks, limit=MOST_BYTES)
    try:
        return _add(actor, document_id, source.id, key, stored, _safe_name(file_name), language, title)
    except BaseException:
        storage.delete(key)
        raise


def _add(
    actor: Actor,
    document_id: UUID,
    source_id: UUID,
    key: str,
    stored: Stored,
    file_name: str,
    language: str,
    title: str,
) -> KnowledgeDocument:
    storage: Storage = settings.STORAGE
    twin = KnowledgeDocument.objects.filter(source_id=source_id, sha256=stored.sha256).first()
    if twin is not None:
        raise AlreadyUploaded(title=twin.title)
    require_room(actor, Resource.KNOWLEDGE_DOCUMENTS)
    require_room(actor, Resource.KNOWLEDGE_BYTES, more=stored.size)
    with storage.get(key) as file:
        kind = format_of(file.read())
    document = KnowledgeDocument.objects.create(
        id=document_id,
        organization_id=actor.organization_id,
        source_id=source_id,
        title=title[:200] or PurePath(file_name).stem[:200] or file_name[:200],
        format=kind,
        file_name=file_name,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=key,
        language=language,
        language_chosen=bool(language),
        uploaded_by=actor.user_id,
        uploaded_by_name=actor.name,
    )
    _ask_for_indexing(document)
    _tell(
        actor,
        document.id,
        "knowledge_document_create",
        None,
        {"title": document.title, "file": file_name, "size": stored.size, "sha256": stored.sha256},
    )
    return document


def _safe_name(name: str) -> str:
    plain = "".join(
        character for character in PurePath(name.replace("\\", "/")).name if character.isprintable()
    )
    return plain.strip()[:255] or "document"


def update_document(
    actor: Actor,
    document_id: UUID,
    *,
    title: str | None,
    language: str | None,
    tags: Sequence[str] | None = None,
    source_id: UUID | None = None,
) -> KnowledgeDocument:
    """Change the title that citations show, the tags, the folder, or the language.

    Another folder means that other agents find it, at once; another language means indexing again.
    """
    document = _locked(document_id)
    changed: dict[str, object] = {}
    if source_id is not None and source_id != document.source_id:
        changed["source"] = to_text("kno", _move(document, source_id))
    if title is not None and title != document.title:
        changed["title"] = title
        document.title = title
    if language is not None and (language != document.language or not document.language_chosen):
        changed["language"] = language
        document.language, document.language_chosen = language, bool(language)
    if tags is not None and list(dict.fromkeys(tags)) != document.tags:
        changed["tags"] = document.tags = list(dict.fromkeys(tags))
    if not changed:
        witness.nothing_changed()
        return document
    if "language" in changed:
        _start_over(document)
    document.save()
    if "title" in changed:
        rebuild_postings(actor.organization_id, document)
    _tell(actor, document.id, "knowledge_document_update", None, changed)
    return document


def _move(document: KnowledgeDocument, source_id: UUID) -> UUID:
    """Put an uploaded file into another folder of files. Raises AlreadyUploaded where the same bytes are there."""
    for folder in sorted((document.source_id, source_id)):
        editable_source(folder, "upload")
    twin = KnowledgeDocument.objects.filter(source_id=source_id, sha256=document.sha256).first()
    if twin is not None:
        raise AlreadyUploaded(title=twin.title)
    document.source_id = source_id
    move_passages(document)
    return source_id


def replace_content(
    actor: Actor, document_id: UUID, chunks: Iterable[bytes], *, file_name: str = ""
) -> KnowledgeDocument:
    """Have a document be what another file says, under its title and its tags; the file that was there goes.

    What is known of it stays until the new reading is complete. A page of a site has no file of its own: NotFound.
    """
    document = _locked(document_id)
    editable_source(document.source_id, "upload")
    before = document.storage_key
    key = f"knowledge/{actor.organization_id}/{new_id()}"
    storage: Storage = settings.STORAGE
    stored = storage.put(key, chunks, limit=MOST_BYTES)
    try:
        if stored.size > document.size:
            require_room(actor, Resource.KNOWLEDGE_BYTES, more=stored.size - document.size)
        with storage.get(key) as file:
            document.format = format_of(file.read())
        was = {"sha256": document.sha256, "size": document.size}
        document.storage_key, document.size, document.sha256 = key, stored.size, stored.sha256
        document.file_name = _safe_name(file_name) if file_name else document.file_name
        document.read_at = now()
        _start_over(document)
        document.save()
        forget_later([before])
        after: dict[str, object] = {"title": document.title, "sha256": stored.sha256, "size": stored.size}
        _tell(actor, document.id, "knowledge_document_update", was, after)
    except BaseException:
        storage.delete(key)
        raise
    return document


def reindex_document(actor: Actor, document_id: UUID) -> KnowledgeDocument:
    """Read the file again. What is known of it stays until the new reading is complete."""
    document = _locked(document_id)
    _start_over(document)
    document.save()
    _tell(actor, document.id, "knowledge_document_reindex", None, {"attempt": document.attempt})
    return document


def delete_document(actor: Actor, document_id: UUID) -> None:
    """Remove a document with its passages and its file."""
    document = _locked(document_id)
    before = {"title": document.title, "file": document.file_name, "passages": document.passages}
    document.delete()
    forget_later([document.storage_key])
    if document.address:
        _skip(document)
    _tell(actor, document_id, "knowledge_document_delete", before, None)


def _skip(document: KnowledgeDocument) -> None:
    """No visit of its site brings the page back."""
    site = KnowledgeSite.objects.select_for_update().filter(source_id=document.source_id).first()
    if site is not None:
        site.skipped = [*site.skipped, document.address][-MOST_DOCUMENTS:]
        site.save(update_fields=["skipped", "updated_at"])


def _locked(document_id: UUID) -> KnowledgeDocument:
    document = KnowledgeDocument.objects.select_for_update().filter(id=document_id).first()
    if document is None:
        raise NotFound(kind="knowledge_document")
    if not document.storage_key:
        raise SourceAutomatic
    return document


def _start_over(document: KnowledgeDocument) -> None:
    document.attempt += 1
    document.status = "waiting"
    document.error_code, document.error_data = "", {}
    document.pages_done = document.pages_total = 0
    _ask_for_indexing(document)


def _ask_for_indexing(document: KnowledgeDocument) -> None:
    app.configure_task("knowledge.index_document", queue="knowledge").defer(
        organization_id=str(document.organization_id), document_id=str(document.id), attempt=document.attempt
    )


def _tell(
    actor: Actor,
    document_id: UUID,
    action: str,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="knowledge_document",
        subject_id=to_text("doc", document_id),
        before=before,
        after=after,
    )
