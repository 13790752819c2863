"""Writing passages with what a search reads. All in the caller's transaction."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from centralita.kit.ids import OrganizationId, new_id
from centralita.studio.knowledge.meaning.later import fill_later
from centralita.studio.knowledge.meaning.tables import have_vectors
from centralita.studio.knowledge.meaning.vectors import forget, hand_over
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgePosting
from centralita.studio.knowledge.search import CONFIGURATIONS, TITLE_POSITION
from centralita.studio.knowledge.wording import fold

# Multi-row VALUES, never INSERT … SELECT: a sharded PostgreSQL refuses that under row-level security.
_ROWS_AT_ONCE = 200
_INSERT = (
    "INSERT INTO knowledge_passage (id, organization_id, source_id, document_id, position, place, heading, text,"
    " language, search, tags, revision, created_at, updated_at) VALUES "
)
_ROW = (
    "(%s, %s, %s, %s, %s, %s, %s, %s, %s,"
    " setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'B')"
    " || setweight(to_tsvector(%s::regconfig, %s), 'D'), %s::varchar[], 1, now(), now())"
)
_INSERT_POSTINGS = (
    "INSERT INTO knowledge_posting (id, organization_id, document_id, source_id, lexeme, positions, headings, trails)"
    " VALUES "
)
_POSTING_ROW = "(%s, %s, %s, %s, %s, %s::int[], %s::int[], %s::int[])"
# A place that is only counted ("p. 3", "#12") says nothing about the text.
_COUNTED = re.compile(r"(?:p\.|#) ?\d+")


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be written. `language` is the one that it is in; `id` is given for what people edit."""

    text: str
    place: str = ""
    heading: str = ""
    language: str = ""
    id: UUID | None = None
    tags: tuple[str, ...] = ()


def configuration(language: str) -> str:
    """The text configuration for a language; `simple` where there is none."""
    return CONFIGURATIONS.get(language, "simple")


def replace_passages(
    organization_id: OrganizationId, document: KnowledgeDocument, passages: Sequence[NewPassage]
) -> None:
    """Have the document hold exactly these, in this order."""
    before = list(KnowledgePassage.objects.filter(document_id=document.id).values_list("id", flat=True))
    after = write_passages(organization_id, document, passages, begin=0)
    hand_over(organization_id, before, after)
    KnowledgePassage.objects.filter(document_id=document.id).exclude(id__in=after).delete()
    rebuild_postings(organization_id, document)
    fill_later(organization_id)


def write_passages(
    organization_id: OrganizationId,
    document: KnowledgeDocument,
    passages: Sequence[NewPassage],
    *,
    begin: int,
) -> list[UUID]:
    """Add passages at the positions from `begin`; their ids. The postings must be rebuilt afterwards."""
    ids = [passage.id or new_id() for passage in passages]
    with connection.cursor() as cursor:
        for start in range(0, len(passages), _ROWS_AT_ONCE):
            values: list[str | int | UUID | list[str]] = []
            batch = passages[start : start + _ROWS_AT_ONCE]
            for offset, passage in enumerate(batch, start):
                values += [
                    ids[offset],
                    organization_id,
                    document.source_id,
                    document.id,
                    begin + offset,
                    passage.place,
                    passage.heading,
                    passage.text,
                    passage.language,
                    *_searched(passage.language, passage.heading, passage.place, passage.text),
                    list(passage.tags),
                ]
            cursor.execute(
                _INSERT + ", ".join([_ROW] * len(batch)),
                values,
            )
    return ids


def set_search(passage: KnowledgePassage) -> None:
    """Have the search read what the passage says now. The postings must be rebuilt afterwards."""
    forget(passage)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_passage SET search = setweight(to_tsvector(%s::regconfig, %s), 'A')"
            " || setweight(to_tsvector(%s::regconfig, %s), 'B') || setweight(to_tsvector(%s::regconfig, %s), 'D')"
            " WHERE organization_id = %s AND id = %s",
            [
                *_searched(passage.language, passage.heading, passage.place, passage.text),
                passage.organization_id,
                passage.id,
            ],
        )


def _searched(language: str, heading: str, place: str, text: str) -> tuple[str, ...]:
    """The three texts that a search reads, each after its configuration: heading, headings over it, text."""
    known = configuration(language)
    own = heading[: len(place)]
    trail = "" if _COUNTED.fullmatch(place) or place == own else place.removesuffix(heading)
    return known, fold(heading), known, fold(trail), known, fold(text)


def rebuild_postings(organization_id: OrganizationId, document: KnowledgeDocument) -> None:
    """Have the postings say in which passages of this document each lexeme stands."""
    KnowledgePosting.objects.filter(document_id=document.id).delete()
    held: defaultdict[str, _Places] = defaultdict(_Places)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, tsvector_to_array(ts_filter(search, '{a,d}')),"
            " tsvector_to_array(ts_filter(search, '{a}')), tsvector_to_array(ts_filter(search, '{b}'))"
            " FROM knowledge_passage WHERE organization_id = %s AND document_id = %s ORDER BY position",
            [organization_id, document.id],
        )
        for position, lexemes, headings, trails in cursor.fetchall():
            for lexeme in lexemes:
                held[lexeme].positions.append(position)
            for lexeme in headings:
                held[lexeme].headings.append(position)
            for lexeme in set(trails).difference(lexemes):
                held[lexeme].trails.append(position)
    for lexeme in _title_lexemes(document):
        held[lexeme].positions.append(TITLE_POSITION)
    _write_postings(organization_id, document, list(held.items()))


def move_passages(document: KnowledgeDocument) -> None:
    """Have what is known of a document be found in the folder that it is in now."""
    KnowledgePassage.objects.filter(document_id=document.id).update(source_id=document.source_id)
    KnowledgePosting.objects.filter(document_id=document.id).update(source_id=document.source_id)
    move_vectors(document)


def move_vectors(document: KnowledgeDocument) -> None:
    """Have the vectors of a document's passages be found in the folder that it is in."""
    with connection.cursor() as cursor:
        if have_vectors(cursor):
            cursor.execute(
                "UPDATE knowledge_vector AS held SET source_id = %s FROM knowledge_passage AS passage"
                " WHERE held.organization_id = %s AND passage.organization_id = held.organization_id"
                " AND passage.id = held.passage_id AND passage.document_id = %s",
                [document.source_id, document.organization_id, document.id],
            )


@dataclass(slots=True)
class _Places:
    """The positions of the passages in which a lexeme stands."""

    positions: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    trails: list[int] = field(default_factory=list)


def _write_postings(
    organization_id: OrganizationId, document: KnowledgeDocument, held: Sequence[tuple[str, _Places]]
) -> None:
    """Plain SQL: a long document has tens of thousands of words, and model objects take far longer."""
    constant = (organization_id, document.id, document.source_id)
    with connection.cursor() as cursor:
        for start in range(0, len(held), _ROWS_AT_ONCE):
            batch = held[start : start + _ROWS_AT_ONCE]
            values: list[UUID | str] = []
            for lexeme, places in batch:
                arrays = map(_array, (places.positions, places.headings, places.trails))
                values += [new_id(), *constant, lexeme, *arrays]
            cursor.execute(_INSERT_POSTINGS + ", ".join([_POSTING_ROW] * len(batch)), values)


def _array(numbers: Sequence[int]) -> str:
    """As PostgreSQL writes an array."""
    return f"{{{','.join(map(str, numbers))}}}"


def _title_lexemes(document: KnowledgeDocument) -> list[str]:
    """The words of a title that somebody gave; those of questions and facts are the same everywhere."""
    if not document.storage_key:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(to_tsvector(%s::regconfig, %s))",
            [configuration(document.language), fold(re.sub(r"[-_.]+", " ", document.title))],
        )
        return list(cursor.fetchone()[0])
