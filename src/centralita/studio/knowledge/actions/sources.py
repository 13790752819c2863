"""Making, naming and removing sources."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.organizations.tasks import forget_later
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSource

MOST_SOURCES = 200


class TooManySources(Conflict):
    """The organization has as many sources as it may have; `limit` says how many."""

    code = "too_many_records"


class SourceAutomatic(Conflict):
    """The business profile writes this source; it is changed there."""

    code = "knowledge_source_automatic"


def create_source(actor: Actor, *, kind: str, name: str) -> KnowledgeSource:
    """A new, empty source."""
    if KnowledgeSource.objects.count() >= MOST_SOURCES:
        raise TooManySources(limit=MOST_SOURCES)
    source = KnowledgeSource.objects.create(
        organization_id=actor.organization_id, kind=kind, name=name, created_by=actor.user_id
    )
    _tell(actor, source, "knowledge_source_create", None, {"kind": kind, "name": name})
    return source


def rename_source(actor: Actor, source_id: UUID, name: str, *, seen: int | None) -> KnowledgeSource:
    """Give a source another name. Citations of questions and answers carry it."""
    source = editable_source(source_id)
    if seen is not None and seen != source.revision:
        raise Stale(actual=source.revision, seen=seen)
    if source.name == name:
        witness.nothing_changed()
        return source
    before, source.name = source.name, name
    source.revision += 1
    source.save()
    KnowledgeDocument.objects.filter(source_id=source.id, format="faq").update(title=name)
    _tell(actor, source, "knowledge_source_update", {"name": before}, {"name": name})
    return source


def delete_source(actor: Actor, source_id: UUID) -> None:
    """Remove a source with its documents, their passages and their files."""
    source = editable_source(source_id)
    keys = list(
        KnowledgeDocument.objects.filter(source_id=source.id)
        .exclude(storage_key="")
        .values_list("storage_key", flat=True)
    )
    source.delete()
    forget_later(keys)
    _tell(
        actor, source, "knowledge_source_delete", {"name": source.name, "files": len(keys)}, None, source_id
    )


def editable_source(source_id: UUID, kind: str | None = None) -> KnowledgeSource:
    """The source, locked. NotFound for another kind than asked for, SourceAutomatic for the business's own."""
    source = KnowledgeSource.objects.select_for_update().filter(id=source_id).first()
    if source is None or (kind is not None and source.kind not in {kind, "business"}):
        raise NotFound(kind="knowledge_source")
    if source.kind == "business":
        raise SourceAutomatic
    return source


def source_for(actor: Actor, kind: str, source_id: UUID | None, name: str) -> KnowledgeSource:
    """The source asked for, or the first of this kind, made when there is none."""
    if source_id is not None:
        return editable_source(source_id, kind)
    first = KnowledgeSource.objects.select_for_update().filter(kind=kind).order_by("id").first()
    return first or create_source(actor, kind=kind, name=name)


def _tell(
    actor: Actor,
    source: KnowledgeSource,
    action: str,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    source_id: UUID | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="knowledge_source",
        subject_id=to_text("kno", source_id or source.id),
        before=before,
        after=after,
    )
