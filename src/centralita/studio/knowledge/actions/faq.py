"""Questions with answers. Each is one passage, changed as people change it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Max

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.kit.languages import reading_language
from centralita.studio.knowledge.actions.sources import source_for
from centralita.studio.knowledge.meaning.later import fill_later
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgeSource
from centralita.studio.knowledge.parsing.language import language_of
from centralita.studio.knowledge.passages import (
    NewPassage,
    move_vectors,
    rebuild_postings,
    set_search,
    write_passages,
)
from centralita.studio.knowledge.tags import MOST_TAGS, tags_after

FAQ_NAMES = {"es": "Preguntas frecuentes", "en": "Frequent questions", "pt": "Perguntas frequentes"}
MOST_ENTRIES = 1_000


class TooManyEntries(Conflict):
    """The source has as many questions as it may have; `limit` says how many."""

    code = "too_many_records"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer. An empty language means: find out; no `tags`: those that it has stay."""

    question: str
    answer: str
    language: str = ""
    tags: Sequence[str] | None = None

    def passage(self) -> NewPassage:
        """The passage that is searched."""
        language = self.language or language_of(f"{self.question} {self.answer}")
        tags = tuple(dict.fromkeys(self.tags or ()))
        return NewPassage(self.answer, self.question[:200], self.question, language, tags=tags)


@dataclass(frozen=True, slots=True)
class Moved:
    """Which questions are in another collection now, and which stay because it is full."""

    moved: list[KnowledgePassage]
    kept: list[KnowledgePassage]


@dataclass(slots=True)
class Tagged:
    """How many questions have other tags now, and which could not take that many."""

    changed: int = 0
    full: list[KnowledgePassage] = field(default_factory=list)


def add_entries(actor: Actor, entries: Sequence[Entry], *, source_id: UUID | None) -> list[KnowledgePassage]:
    """Add questions to a source, the first FAQ when none is named."""
    source = source_for(actor, "faq", source_id, FAQ_NAMES[reading_language(actor.language)])
    document = _document(actor, source)
    last = KnowledgePassage.objects.filter(document_id=document.id).aggregate(last=Max("position"))["last"]
    begin = 0 if last is None else int(last) + 1
    if document.passages + len(entries) > MOST_ENTRIES:
        raise TooManyEntries(limit=MOST_ENTRIES)
    ids = write_passages(actor.organization_id, document, [entry.passage() for entry in entries], begin=begin)
    _settle(actor, document)
    added = list(KnowledgePassage.objects.filter(id__in=ids).order_by("position"))
    for row in added:
        _tell(actor, row.id, "knowledge_faq_create", None, _told(row))
    return added


def change_entry(actor: Actor, entry_id: UUID, entry: Entry, *, seen: int | None) -> KnowledgePassage:
    """Replace a question and its answer. Stale when it has moved on from revision `seen`."""
    document, row = _locked(entry_id)
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    new = entry.passage()
    same = (row.heading, row.text, row.language) == (new.heading, new.text, new.language)
    tags = row.tags if entry.tags is None else list(new.tags)
    if same and tags == row.tags:
        witness.nothing_changed()
        return row
    before = _told(row)
    row.heading, row.text, row.language, row.place = new.heading, new.text, new.language, new.place
    row.tags = tags
    row.revision += 1
    row.save(update_fields=["heading", "text", "language", "place", "tags", "revision", "updated_at"])
    # A tag is not searched for: what is found, and its vectors, stay.
    if not same:
        set_search(row)
        _settle(actor, document)
    _tell(actor, row.id, "knowledge_faq_update", before, _told(row))
    return row


def remove_entry(actor: Actor, entry_id: UUID) -> None:
    """Remove a question for good."""
    document, row = _locked(entry_id)
    before = _told(row)
    row.delete()
    _settle(actor, document)
    _tell(actor, entry_id, "knowledge_faq_delete", before, None)


def move_entries(actor: Actor, source_id: UUID, ids: Sequence[UUID]) -> Moved:
    """Put questions into another collection of questions, at its end; what does not fit there stays.

    NotFound where the collection holds no questions.
    """
    into = _document(actor, source_for(actor, "faq", source_id, ""))
    rows = _known(ids, leaving=into)
    room = max(0, MOST_ENTRIES - into.passages)
    moved, kept = rows[:room], rows[room:]
    _rehouse(actor, moved, into)
    return Moved(moved, kept)


def remove_entries(actor: Actor, ids: Sequence[UUID]) -> list[KnowledgePassage]:
    """Remove several questions for good; which."""
    rows = _known(ids)
    KnowledgePassage.objects.filter(id__in=[row.id for row in rows]).delete()
    _settle_all(actor, {row.document_id for row in rows})
    for row in rows:
        _tell(actor, row.id, "knowledge_faq_delete", _told(row), None)
    return rows


def tag_entries(actor: Actor, ids: Sequence[UUID], *, add: Sequence[str], remove: Sequence[str]) -> Tagged:
    """Take tags from questions and give them others; who would have more than `MOST_TAGS` keeps what they have."""
    tagged = Tagged()
    for row in _known(ids):
        tags = tags_after(row.tags, add=add, remove=remove)
        if len(tags) > MOST_TAGS:
            tagged.full.append(row)
        elif tags != row.tags:
            before, row.tags = row.tags, tags
            row.revision += 1
            row.save(update_fields=["tags", "revision", "updated_at"])
            _tell(actor, row.id, "knowledge_faq_update", {"tags": before}, {"tags": tags})
            tagged.changed += 1
    return tagged


def _known(ids: Sequence[UUID], leaving: KnowledgeDocument | None = None) -> list[KnowledgePassage]:
    """Those of them that are questions, in their order, with what they are in locked."""
    rows = KnowledgePassage.objects.filter(id__in=ids).values_list("document_id", flat=True)
    documents = KnowledgeDocument.objects.select_for_update().filter(id__in=set(rows), format="faq")
    held = {row.id for row in documents.order_by("id")} - ({leaving.id} if leaving else set())
    known = KnowledgePassage.objects.defer("search").filter(id__in=ids, document_id__in=held)
    return list(known.order_by("document_id", "position"))


def _rehouse(actor: Actor, rows: Sequence[KnowledgePassage], into: KnowledgeDocument) -> None:
    last = KnowledgePassage.objects.filter(document_id=into.id).aggregate(last=Max("position"))["last"]
    before = {row.document_id for row in rows}
    for position, row in enumerate(rows, 0 if last is None else int(last) + 1):
        was = to_text("kno", row.source_id)
        row.document_id, row.source_id, row.position = into.id, into.source_id, position
        row.save(update_fields=["document_id", "source_id", "position", "updated_at"])
        _tell(
            actor, row.id, "knowledge_faq_update", {"source": was}, {"source": to_text("kno", row.source_id)}
        )
    if rows:
        move_vectors(into)
        _settle_all(actor, {*before, into.id})


def _settle_all(actor: Actor, documents: Collection[UUID]) -> None:
    for document in KnowledgeDocument.objects.filter(id__in=documents).order_by("id"):
        _settle(actor, document)


def _locked(entry_id: UUID) -> tuple[KnowledgeDocument, KnowledgePassage]:
    found = KnowledgePassage.objects.filter(id=entry_id).values_list("document_id", flat=True).first()
    document = (
        KnowledgeDocument.objects.select_for_update().filter(id=found, format="faq").first()
        if found
        else None
    )
    row = KnowledgePassage.objects.filter(id=entry_id).first()
    if document is None or row is None:
        raise NotFound(kind="knowledge_faq")
    return document, row


def _document(actor: Actor, source: KnowledgeSource) -> KnowledgeDocument:
    """The document that the source's questions are in. The source is locked, so that there is one."""
    document = KnowledgeDocument.objects.select_for_update().filter(source_id=source.id, format="faq").first()
    return document or KnowledgeDocument.objects.create(
        organization_id=actor.organization_id,
        source_id=source.id,
        title=source.name,
        format="faq",
        status="ready",
        uploaded_by=actor.user_id,
        uploaded_by_name=actor.name,
    )


def _settle(actor: Actor, document: KnowledgeDocument) -> None:
    rebuild_postings(actor.organization_id, document)
    fill_later(actor.organization_id)
    document.passages = KnowledgePassage.objects.filter(document_id=document.id).count()
    document.indexed_at = now()
    document.save()


def _told(row: KnowledgePassage) -> dict[str, object]:
    return {"question": row.heading, "answer": row.text, **({"tags": row.tags} if row.tags else {})}


def _tell(
    actor: Actor,
    entry_id: UUID,
    action: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="knowledge_faq",
        subject_id=to_text("faq", entry_id),
        before=before,
        after=after,
    )
