"""Writing passages with what a search reads. All in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from centralita.kit.ids import OrganizationId, new_id
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage, KnowledgePosting
from centralita.studio.knowledge.search import CONFIGURATIONS
from centralita.studio.knowledge.wording import fold

# Multi-row VALUES, never INSERT … SELECT: a sharded PostgreSQL refuses that under row-level security.
_ROWS_AT_ONCE = 200
_INSERT = (
    "INSERT INTO knowledge_passage (id, organization_id, source_id, document_id, position, place, heading, text,"
    " language, search, revision, created_at, updated_at) VALUES "
)
_ROW = (
    "(%s, %s, %s, %s, %s, %s, %s, %s, %s,"
    " setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'D'),"
    " 1, now(), now())"
)


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be written. `language` is the one that it is in; `id` is given for what people edit."""

    text: str
    place: str = ""
    heading: str = ""
    language: str = ""
    id: UUID | None = None


def configuration(language: str) -> str:
    """The text configuration for a language; `simple` where there is none."""
    return CONFIGURATIONS.get(language, "simple")


def replace_passages(
    organization_id: OrganizationId, document: KnowledgeDocument, passages: Sequence[NewPassage]
) -> None:
    """Have the document hold exactly these, in this order."""
    KnowledgePassage.objects.filter(document_id=document.id).delete()
    write_passages(organization_id, document, passages, begin=0)
    rebuild_postings(organization_id, document)


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
            values: list[str | int | UUID] = []
            batch = passages[start : start + _ROWS_AT_ONCE]
            for offset, passage in enumerate(batch, start):
                text_configuration = configuration(passage.language)
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
                    text_configuration,
                    fold(passage.heading),
                    text_configuration,
                    fold(passage.text),
                ]
            cursor.execute(
                _INSERT + ", ".join([_ROW] * len(batch)),
                values,
            )
    return ids


def set_search(passage: KnowledgePassage) -> None:
    """Have the search read what the passage says now. The postings must be rebuilt afterwards."""
    text_configuration = configuration(passage.language)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_passage SET search = setweight(to_tsvector(%s::regconfig, %s), 'A')"
            " || setweight(to_tsvector(%s::regconfig, %s), 'D') WHERE organization_id = %s AND id = %s",
            [
                text_configuration,
                fold(passage.heading),
                text_configuration,
                fold(passage.text),
                passage.organization_id,
                passage.id,
            ],
        )


def rebuild_postings(organization_id: OrganizationId, document: KnowledgeDocument) -> None:
    """Have the postings say in which passages of this document each lexeme stands."""
    KnowledgePosting.objects.filter(document_id=document.id).delete()
    places: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, tsvector_to_array(search) FROM knowledge_passage"
            " WHERE organization_id = %s AND document_id = %s ORDER BY position",
            [organization_id, document.id],
        )
        for position, lexemes in cursor.fetchall():
            for lexeme in lexemes:
                places.setdefault(lexeme, []).append(position)
    KnowledgePosting.objects.bulk_create(
        (
            KnowledgePosting(
                organization_id=organization_id,
                lexeme=lexeme,
                document_id=document.id,
                source_id=document.source_id,
                positions=positions,
            )
            for lexeme, positions in places.items()
        ),
        batch_size=1_000,
    )
