"""Moving, tagging, indexing again and deleting several documents.

What stands against one of them does not keep the others: each is refused before anything of it is written.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.studio.knowledge.actions.documents import (
    AlreadyUploaded,
    delete_document,
    reindex_document,
    update_document,
)
from centralita.studio.knowledge.actions.sources import SourceAutomatic, editable_source
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSource
from centralita.studio.knowledge.several.outcome import Left, Outcome
from centralita.studio.knowledge.tags import MOST_TAGS, tags_after

Doing = Callable[[KnowledgeDocument], bool]


class _ManyTags(Exception):
    """It would have more tags than a document may have."""


def update_documents(
    actor: Actor,
    ids: Sequence[UUID],
    *,
    source_id: UUID | None,
    add_tags: Sequence[str],
    remove_tags: Sequence[str],
) -> Outcome:
    """Put documents into a folder, add tags to them and take tags away. NotFound where the folder is no one of files.

    Pages of a site stay with their site; their tags can be changed.
    """
    if source_id is not None:
        _lock_folders(ids, source_id)

    def change(document: KnowledgeDocument) -> bool:
        tags = tags_after(document.tags, add=add_tags, remove=remove_tags)
        if len(tags) > MOST_TAGS:
            raise _ManyTags
        moves = source_id is not None and source_id != document.source_id
        if not moves and tags == document.tags:
            return False
        update_document(actor, document.id, title=None, language=None, tags=tags, source_id=source_id)
        return True

    return _each(ids, change, moves=source_id is not None)


def reindex_documents(actor: Actor, ids: Sequence[UUID]) -> Outcome:
    """Read several again. What is known of them stays until the new readings are complete."""

    def again(document: KnowledgeDocument) -> bool:
        reindex_document(actor, document.id)
        return True

    return _each(ids, again)


def delete_documents(actor: Actor, ids: Sequence[UUID]) -> Outcome:
    """Remove several with their passages and their files."""

    def remove(document: KnowledgeDocument) -> bool:
        delete_document(actor, document.id)
        return True

    return _each(ids, remove)


def _lock_folders(ids: Sequence[UUID], into: UUID) -> None:
    """All folders that are touched, in the order of their keys and before the documents: two such moves never wait for each other."""
    editable = KnowledgeSource.objects.filter(kind="upload")
    from_where = KnowledgeDocument.objects.filter(id__in=ids).values_list("source_id", flat=True)
    list(editable.filter(id__in={into, *from_where}).order_by("id").select_for_update())
    editable_source(into, "upload")


def _each(ids: Sequence[UUID], do: Doing, *, moves: bool = False) -> Outcome:
    witness.nothing_changed()
    rows = KnowledgeDocument.objects.select_for_update().filter(id__in=ids).order_by("id")
    documents = {row.id: row for row in rows}
    outcome = Outcome()
    for each in dict.fromkeys(ids):
        document = documents.get(each)
        if document is None:
            outcome.left.append(Left(each, "", "gone"))
            continue
        if moves and document.address:
            outcome.left.append(Left(each, document.title, "page"))
            continue
        try:
            outcome.changed += do(document)
        except SourceAutomatic:
            outcome.left.append(Left(each, document.title, "automatic"))
        except _ManyTags:
            outcome.left.append(Left(each, document.title, "tags"))
        except AlreadyUploaded as twin:
            outcome.left.append(Left(each, document.title, "exists", str(twin.data["title"])))
    return outcome
