"""Reading knowledge."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.knowledge import search as searching
from centralita.studio.knowledge.meaning.hybrid import together
from centralita.studio.knowledge.meaning.nearest import MOST as MOST_NEAR
from centralita.studio.knowledge.meaning.nearest import NEAREST_SQL, near
from centralita.studio.knowledge.meaning.questions import Meant
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgeSource
from centralita.studio.knowledge.schemas import Tagged


# The statement names its parameters as asyncpg does; psycopg wants names of its own.
def _named(statement: str) -> str:
    return re.sub(r"\$(\d)", r"%(p\1)s", statement.replace("%", "%%"))


_WORDS_SQL, _NEAREST_SQL = _named(searching.SEARCH_SQL), _named(NEAREST_SQL)


def search(
    organization_id: OrganizationId,
    question: str,
    *,
    language: str,
    sources: Sequence[UUID] | None = None,
    limit: int = 5,
    meant: Meant | None = None,
) -> list[searching.Found]:
    """The best passages for a question, best first: by its words, and by its meaning where that is known."""
    by_meaning = meant is not None and bool(meant.vector)
    values = searching.arguments(
        organization_id,
        question,
        language=language,
        sources=sources,
        limit=searching.MOST if by_meaning else limit,
    )
    with connection.cursor() as cursor:
        cursor.execute(_WORDS_SQL, _numbered(values))
        words = [searching.found(row) for row in cursor.fetchall()]
    if meant is None or not meant.vector:
        return words
    alike = nearest(organization_id, meant, language=values[4], sources=values[2])
    return together(words, alike, max(1, min(limit, searching.MOST)))


def nearest(
    organization_id: OrganizationId, meant: Meant, *, language: str, sources: Sequence[UUID] | None
) -> list[searching.Found]:
    """The passages whose meaning is nearest, nearest first; `language` in two letters."""
    allowed = None if sources is None else list(sources)
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAREST_SQL,
            _numbered((meant.vector, organization_id, meant.space_id, allowed, language, MOST_NEAR)),
        )
        return [near(row) for row in cursor.fetchall()]


def _numbered(values: Sequence[Any]) -> dict[str, Any]:
    return {f"p{number}": value for number, value in enumerate(values, 1)}


def list_sources() -> list[tuple[KnowledgeSource, int, int]]:
    """Every source with how many documents and passages it has."""
    counts = {
        row["source_id"]: (row["documents"], row["held"])
        for row in KnowledgeDocument.objects.values("source_id").annotate(
            documents=Count("id"), held=Sum("passages")
        )
    }
    return [
        (source, *counts.get(source.id, (0, 0))) for source in KnowledgeSource.objects.order_by("kind", "id")
    ]


def list_documents(
    *, source_id: UUID | None, status: str, search_text: str, cursor: str | None, limit: int, tag: str = ""
) -> tuple[Page[KnowledgeDocument], int]:
    """One page of documents, newest first, and how many there are."""
    documents: QuerySet[KnowledgeDocument] = KnowledgeDocument.objects.all()
    if source_id is not None:
        documents = documents.filter(source_id=source_id)
    if status:
        documents = documents.filter(status=status)
    if tag:
        documents = documents.filter(tags__contains=[tag])
    if search_text.strip():
        documents = documents.filter(title__icontains=search_text.strip())
    total = documents.count()
    documents = documents.order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        documents = documents.filter(id__lt=_uuid(last))
    return paginate(list(documents[: limit + 1]), limit, lambda row: (str(row.id),)), total


def list_tags(of: Tagged = "") -> list[str]:
    """The tags that documents and questions have, or those of one of the two."""
    documents = KnowledgeDocument.objects.exclude(tags=[]).values_list("tags", flat=True)
    questions = _entries(None).exclude(tags=[]).values_list("tags", flat=True)
    rows = [*(documents if of != "questions" else ()), *(questions if of != "documents" else ())]
    return sorted({tag for tags in rows for tag in tags}, key=str.casefold)


def get_document(document_id: UUID) -> KnowledgeDocument:
    """One document."""
    document = KnowledgeDocument.objects.filter(id=document_id).first()
    if document is None:
        raise NotFound(kind="knowledge_document")
    return document


def list_passages(
    document_id: UUID, *, cursor: str | None, limit: int, at: UUID | None = None
) -> Page[KnowledgePassage]:
    """One page of a document's passages, in their order; the first begins with `at`, where that is one of them."""
    passages = KnowledgePassage.objects.filter(document_id=document_id).defer("search").order_by("position")
    if cursor:
        (position,) = decode_cursor(cursor, length=1)
        if not isinstance(position, int):
            raise MalformedCursor(field="cursor")
        passages = passages.filter(position__gt=position)
    elif at is not None:
        first = KnowledgePassage.objects.filter(document_id=document_id, id=at).values_list(
            "position", flat=True
        )
        passages = passages.filter(position__gte=first.first() or 0)
    return paginate(list(passages[: limit + 1]), limit, lambda row: (row.position,))


def list_entries(
    *, source_id: UUID | None, search_text: str, cursor: str | None, limit: int, tag: str = ""
) -> tuple[Page[KnowledgePassage], int]:
    """One page of questions with answers, in the order that they were added, and how many there are."""
    entries = _entries(source_id)
    if tag:
        entries = entries.filter(tags__contains=[tag])
    if search_text.strip():
        entries = entries.filter(heading__icontains=search_text.strip())
    total = entries.count()
    entries = entries.order_by("id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        entries = entries.filter(id__gt=_uuid(last))
    return paginate(list(entries[: limit + 1]), limit, lambda row: (str(row.id),)), total


def _entries(source_id: UUID | None) -> QuerySet[KnowledgePassage]:
    documents = KnowledgeDocument.objects.filter(format="faq")
    if source_id is not None:
        documents = documents.filter(source_id=source_id)
    held = list(documents.values_list("id", flat=True))
    return KnowledgePassage.objects.defer("search").filter(document_id__in=held)


def _uuid(part: str | int | None) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
