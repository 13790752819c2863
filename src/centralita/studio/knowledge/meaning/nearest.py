"""The passages nearest to a question in a space of vectors, over its floor: one query in SQL, run by both planes."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from centralita.studio.knowledge.search import Found

MOST: Final = 40
# Cells that are looked into, each of some 200 passages; and what is not in any cell yet.
PROBED: Final = 16

# $1 vector as text · $2 uuid organization · $3 uuid space · $4 uuid[] sources or null · $5 text language · $6 int limit
NEAREST_SQL: Final = f"""
WITH asked AS MATERIALIZED (
    SELECT $1::text::halfvec AS vector
), floor AS MATERIALIZED (
    -- In a language that nothing was measured for, and while there is little, everything is near enough.
    SELECT coalesce((space.floors->>$5::text)::float8, 0) AS least FROM knowledge_space AS space
    WHERE space.organization_id = $2 AND space.id = $3
), probed AS MATERIALIZED (
    SELECT cell.number FROM knowledge_cell AS cell
    WHERE cell.organization_id = $2 AND cell.space_id = $3
    ORDER BY cell.center <=> (SELECT vector FROM asked)
    LIMIT {PROBED}
), near AS MATERIALIZED (
    SELECT held.passage_id, held.embedding <=> (SELECT vector FROM asked) AS distance
    FROM knowledge_vector AS held
    WHERE held.organization_id = $2 AND held.space_id = $3
        AND held.cell = ANY (ARRAY(SELECT number FROM probed) || 0)
        AND ($4::uuid[] IS NULL OR held.source_id = ANY ($4::uuid[]))
    ORDER BY distance
    LIMIT 80
)
SELECT passage.id, passage.document_id, document.title, passage.place, passage.heading, passage.text,
    passage.source_id, greatest(0, 1 - near.distance)::float8 AS similarity
FROM near
JOIN knowledge_passage AS passage ON passage.organization_id = $2 AND passage.id = near.passage_id
JOIN knowledge_document AS document ON document.organization_id = $2 AND document.id = passage.document_id
WHERE NOT ($5::text = ANY (document.hidden_in)) AND 1 - near.distance >= coalesce((SELECT least FROM floor), 0)
ORDER BY near.distance, passage.id
LIMIT $6
"""  # noqa: S608 - constants of this file


def near(row: Sequence[Any]) -> Found:
    """A row of `NEAREST_SQL`; its score is how near it is, 1 for the same direction."""
    identifier, document_id, title, place, heading, text, source_id, similarity = row
    return Found(
        id=UUID(str(identifier)),
        document_id=UUID(str(document_id)),
        title=str(title),
        place=str(place),
        text=f"{heading}\n{text}" if heading else str(text),
        score=float(similarity),
        source_id=UUID(str(source_id)),
        similarity=float(similarity),
    )


def as_text(vector: Sequence[float]) -> str:
    """A vector as PostgreSQL reads it; five figures are more than it keeps."""
    return "[" + ",".join(f"{number:.5g}" for number in vector) + "]"
