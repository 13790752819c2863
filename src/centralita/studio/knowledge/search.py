"""Finding passages: one query in SQL, run by both planes inside a tenant's transaction.

A question becomes concepts (words that mean the same, see `wording`). A passage is found when it has one of them;
it ranks by the share of the concepts that it has, those that few passages have counting more, then by how closely
they stand together, headings before text. Which passages have a word is read from `knowledge_posting`, see there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from centralita.kit.ids import MalformedId, OrganizationId, from_text
from centralita.studio.knowledge.wording import concepts

CONFIGURATIONS = {"es": "spanish", "en": "english", "pt": "portuguese"}
ALL_SOURCES = "all"
MOST = 20

# $1 text[] concepts · $2 text configuration · $3 uuid[] sources or null · $4 int limit · $5 text language
# · $6 uuid organization
SEARCH_SQL = """
WITH asked AS MATERIALIZED (
    SELECT DISTINCT question.n, found.lexeme
    FROM unnest($1::text[]) WITH ORDINALITY AS question(words, n)
    CROSS JOIN unnest(ARRAY[$2::text, 'simple', 'spanish', 'english', 'portuguese']) AS known(configuration)
    CROSS JOIN LATERAL unnest(to_tsvector(known.configuration::regconfig, question.words)) AS found
), held AS MATERIALIZED (
    SELECT DISTINCT asked.n, posting.document_id, place.position
    FROM asked
    JOIN knowledge_posting AS posting ON posting.organization_id = $6 AND posting.lexeme = asked.lexeme
    CROSS JOIN LATERAL unnest(posting.positions) AS place(position)
    WHERE $3::uuid[] IS NULL OR posting.source_id = ANY ($3::uuid[])
), weight AS MATERIALIZED (
    SELECT asked.n, 1 / (1 + ln(1 + coalesce(max(held.found), 0))) AS worth
    FROM asked LEFT JOIN (SELECT n, count(*) AS found FROM held GROUP BY n) AS held ON held.n = asked.n
    GROUP BY asked.n
), best AS MATERIALIZED (
    SELECT held.document_id, held.position,
        sum(weight.worth) / (SELECT sum(worth) FROM weight) AS share
    FROM held JOIN weight ON weight.n = held.n
    GROUP BY held.document_id, held.position
    ORDER BY share DESC, held.document_id, held.position
    LIMIT 80
), whole AS MATERIALIZED (
    SELECT string_agg(DISTINCT quote_literal(lexeme), ' | ')::tsquery AS query FROM asked
)
SELECT passage.id, passage.document_id, document.title, passage.place, passage.heading, passage.text,
    passage.source_id,
    round((0.8 * best.share
        + 0.2 * ts_rank_cd('{0.2, 0.4, 0.6, 1.0}', passage.search, (SELECT query FROM whole), 33)
        * CASE WHEN passage.language = $5::text THEN 1 ELSE 0.8 END)::numeric, 4)::float8 AS score
FROM best
JOIN knowledge_passage AS passage ON passage.organization_id = $6
    AND passage.document_id = best.document_id AND passage.position = best.position
JOIN knowledge_document AS document
    ON document.organization_id = $6 AND document.id = passage.document_id
WHERE NOT ($5::text = ANY (document.hidden_in))
ORDER BY score DESC, passage.position, passage.id
LIMIT $4
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as it was found. `score` is from 0 to 1; `text` begins with its heading where it has one."""

    id: UUID
    document_id: UUID
    title: str
    place: str
    text: str
    score: float
    source_id: UUID


def arguments(
    organization_id: OrganizationId,
    question: str,
    *,
    language: str,
    sources: Sequence[UUID] | None,
    limit: int,
) -> tuple[list[str], str, list[UUID] | None, int, str, UUID]:
    """What `SEARCH_SQL` takes. `sources` None means all of the organization's."""
    short = language.partition("-")[0].lower()
    return (
        concepts(question),
        CONFIGURATIONS.get(short, "simple"),
        None if sources is None else list(sources),
        max(1, min(limit, MOST)),
        short,
        organization_id,
    )


def granted(sources: Sequence[str]) -> list[UUID] | None:
    """The ids of a blueprint's sources: None (all) for none or `all`; what is not an id finds nothing."""
    if not sources or ALL_SOURCES in sources:
        return None
    ids: list[UUID] = []
    for source in sources:
        try:
            ids.append(from_text("kno", source))
        except MalformedId:
            continue
    return ids


def found(row: Sequence[object]) -> Found:
    """A row of `SEARCH_SQL`."""
    identifier, document_id, title, place, heading, text, source_id, score = row
    return Found(
        id=UUID(str(identifier)),
        document_id=UUID(str(document_id)),
        title=str(title),
        place=str(place),
        text=f"{heading}\n{text}" if heading else str(text),
        score=float(str(score)),
        source_id=UUID(str(source_id)),
    )
