"""Reading and writing vectors. All in the caller's tenant scope; none of it where the database has no pgvector."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from django.db import connection

from centralita.kit.ids import OrganizationId, new_id
from centralita.studio.knowledge.meaning.nearest import as_text
from centralita.studio.knowledge.meaning.tables import have_vectors
from centralita.studio.knowledge.models import KnowledgePassage, KnowledgeSpace

_MISSING: Final = (
    "SELECT passage.id, passage.source_id, passage.heading, passage.text FROM knowledge_passage AS passage"
    " WHERE passage.organization_id = %s AND passage.id > %s AND NOT EXISTS (SELECT 1 FROM knowledge_vector AS held"
    " WHERE held.organization_id = passage.organization_id AND held.passage_id = passage.id AND held.space_id = %s)"
    " ORDER BY passage.id LIMIT %s"
)
_INSERT: Final = (
    "INSERT INTO knowledge_vector (id, organization_id, space_id, passage_id, source_id, fingerprint, cell, embedding)"
    " VALUES "
)
# A vector joins the cell that it is nearest to; 0 while nothing is cut into cells.
_ROW: Final = (
    "(%s, %s, %s, %s, %s, %s, coalesce((SELECT number FROM knowledge_cell WHERE organization_id = %s AND space_id = %s"
    " ORDER BY center <=> %s::halfvec LIMIT 1), 0), %s::halfvec)"
)


@dataclass(frozen=True, slots=True)
class Wordless:
    """A passage without a vector yet; `text` is what its vector is made of."""

    id: UUID
    source_id: UUID
    text: str

    @property
    def fingerprint(self) -> UUID:
        """The same for the same text."""
        return fingerprint(self.text)


def fingerprint(text: str) -> UUID:
    """Sixteen bytes that stand for a text."""
    return UUID(bytes=blake2b(text.encode(), digest_size=16).digest())


def told(heading: str, text: str) -> str:
    """What is made a vector of: what a search shows."""
    return f"{heading}\n{text}" if heading else text


def available() -> bool:
    """Whether this database can keep vectors."""
    with connection.cursor() as cursor:
        return have_vectors(cursor)


def missing(space: KnowledgeSpace, after: UUID, most: int) -> list[Wordless]:
    """Passages without a vector in this space, with ids after the one given, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [space.organization_id, after, space.id, most])
        return [
            Wordless(identifier, source_id, told(heading, text))
            for identifier, source_id, heading, text in cursor.fetchall()
        ]


def count(space: KnowledgeSpace) -> int:
    """How many passages have a vector in this space."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM knowledge_vector WHERE organization_id = %s AND space_id = %s",
            [space.organization_id, space.id],
        )
        return int(cursor.fetchone()[0])


def write(space: KnowledgeSpace, passages: Sequence[Wordless], vectors: Sequence[Sequence[float]]) -> int:
    """Keep the vectors of those passages that are still there and still say the same; how many."""
    rows = KnowledgePassage.objects.select_for_update(no_key=True).filter(id__in=[one.id for one in passages])
    there = {
        identifier: fingerprint(told(heading, text))
        for identifier, heading, text in rows.values_list("id", "heading", "text")
    }
    kept = [
        (one, as_text(vector))
        for one, vector in zip(passages, vectors, strict=True)
        if there.get(one.id) == one.fingerprint
    ]
    if not kept:
        return 0
    values: list[Any] = []
    for one, vector in kept:
        values += [new_id(), space.organization_id, space.id, one.id, one.source_id, one.fingerprint]
        values += [space.organization_id, space.id, vector, vector]
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT
            + ", ".join([_ROW] * len(kept))
            + " ON CONFLICT (organization_id, passage_id, space_id) DO NOTHING",
            values,
        )
    return len(kept)


def hand_over(organization_id: OrganizationId, before: Sequence[UUID], after: Sequence[UUID]) -> None:
    """Let the passages `after` have the vectors of those `before` that say the very same, so that none is paid twice."""
    if not before or not after or not KnowledgeSpace.objects.exists() or not available():
        return
    heirs: dict[UUID, list[UUID]] = {}
    rows = KnowledgePassage.objects.filter(id__in=after)
    for identifier, heading, text in rows.values_list("id", "heading", "text"):
        heirs.setdefault(fingerprint(told(heading, text)), []).append(identifier)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, space_id, fingerprint FROM knowledge_vector"
            " WHERE organization_id = %s AND passage_id = ANY (%s)",
            [organization_id, list(before)],
        )
        left: dict[tuple[UUID, UUID], list[UUID]] = {}
        moved: list[tuple[UUID, UUID]] = []
        for vector_id, space_id, mark in cursor.fetchall():
            wanted = left.setdefault((space_id, mark), list(heirs.get(mark, ())))
            if wanted:
                moved.append((vector_id, wanted.pop()))
        if moved:
            cursor.execute(
                "UPDATE knowledge_vector AS held SET passage_id = heir.passage_id"
                " FROM unnest(%s::uuid[], %s::uuid[]) AS heir (id, passage_id)"
                " WHERE held.organization_id = %s AND held.id = heir.id",
                [[one for one, _ in moved], [heir for _, heir in moved], organization_id],
            )


def forget(passage: KnowledgePassage) -> None:
    """The passage says something else now: its vectors are wrong."""
    if KnowledgeSpace.objects.exists() and available():
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM knowledge_vector WHERE organization_id = %s AND passage_id = %s",
                [passage.organization_id, passage.id],
            )
