"""Finding passages: one query in SQL, run by both planes inside a tenant's transaction.

A question becomes concepts (words that mean the same, see `wording`). A passage is found when it has one of them;
it ranks by what they are worth, rare ones more (BM25's measure of rareness), those in its heading more and those in
the headings over it or in the document's title less, then by how closely they stand together. Which passages have a
word is read from `knowledge_posting`, see there; the ends of a range are worked out before it is looked up, since
row-level security lets an index be asked only by what cannot leak, and `||` might.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.kit.ids import MalformedId, OrganizationId, from_text
from centralita.studio.knowledge.wording import beginning, concepts

CONFIGURATIONS = {"es": "spanish", "en": "english", "pt": "portuguese"}
ALL_SOURCES = "all"
MOST = 20

# How much a word counts by where it stands; in the text itself it counts once.
IN_HEADING = 1.5
IN_TRAIL = 0.5
IN_TITLE = 0.35
# "deliver" and "delivery" have different stems and one beginning: closer than nothing.
BY_BEGINNING = 0.6
TITLE_POSITION = -1
# So many passages are compared, those with the rarest of the words first: comparing all those that have a word which
# half of a large library has would take half a second, and order what hardly differs.
# (`IN … IS TRUE` is looked up in a hash; without, it becomes a join whose size is guessed wrongly.)
CANDIDATES = 1_200
# In how many passages a word stands is counted exactly up to so many; above, a passage with two words that mean the
# same counts twice.
EXACT = 1_000
# Where a word stands in the title, that position is the last.
_HAS_TITLE = f"coalesce(positions[cardinality(positions)] = {TITLE_POSITION}, false)"
# What the business says of itself comes before what a document says of it.
OF_BUSINESS = 1.1

# $1 text[] concepts · $2 text configuration · $3 uuid[] sources or null · $4 int limit · $5 text language
# · $6 uuid organization · $7 text[] beginnings, one for each concept, empty where only whole words count
SEARCH_SQL = f"""
WITH asked AS MATERIALIZED (
    SELECT DISTINCT question.n, found.lexeme
    FROM unnest($1::text[]) WITH ORDINALITY AS question(words, n)
    CROSS JOIN unnest(ARRAY[$2::text, 'simple', 'spanish', 'english', 'portuguese']) AS known(configuration)
    CROSS JOIN LATERAL unnest(to_tsvector(known.configuration::regconfig, question.words)) AS found
), begun AS MATERIALIZED (
    SELECT n, letters, letters || 'zzzz' AS last, length(letters) + 5 AS longest,
        ARRAY(SELECT asked.lexeme FROM asked WHERE asked.n = beginning.n) AS whole
    FROM unnest($7::text[]) WITH ORDINALITY AS beginning(letters, n)
    WHERE letters <> ''
), touched AS MATERIALIZED (
    SELECT asked.n, posting.document_id, posting.positions, posting.headings, posting.trails, 1.0::float8 AS worth
    FROM asked
    JOIN knowledge_posting AS posting ON posting.organization_id = $6 AND posting.lexeme = asked.lexeme
    WHERE $3::uuid[] IS NULL OR posting.source_id = ANY ($3::uuid[])
    UNION ALL
    SELECT begun.n, posting.document_id, posting.positions, posting.headings, posting.trails, {BY_BEGINNING}
    FROM begun
    JOIN knowledge_posting AS posting ON posting.organization_id = $6
        AND posting.lexeme >= begun.letters AND posting.lexeme < begun.last
        AND length(posting.lexeme) <= begun.longest AND posting.lexeme <> ALL (begun.whole)
    WHERE $3::uuid[] IS NULL OR posting.source_id = ANY ($3::uuid[])
), total AS MATERIALIZED (
    SELECT coalesce(sum(document.passages), 0) AS passages FROM knowledge_document AS document
    WHERE document.organization_id = $6 AND ($3::uuid[] IS NULL OR document.source_id = ANY ($3::uuid[]))
), counted AS MATERIALIZED (
    SELECT n, found, sum(found) OVER (ORDER BY found, n) - found AS rarer
    FROM (
        SELECT n, sum(cardinality(positions) + cardinality(trails) - {_HAS_TITLE}::int) AS most FROM touched GROUP BY n
    ) AS rough
    CROSS JOIN LATERAL (
        SELECT CASE WHEN most > {EXACT} THEN most ELSE (
            SELECT count(*) FROM (
                SELECT DISTINCT document_id, unnest(positions || trails) AS position FROM touched WHERE touched.n = rough.n
            ) AS place WHERE place.position >= 0
        ) END AS found
    ) AS exact
), weight AS MATERIALIZED (
    SELECT asked.n, ln(1 + (greatest(total.passages, seen.found) - seen.found + 0.5) / (seen.found + 0.5)) AS worth
    FROM (SELECT DISTINCT n FROM asked) AS asked
    CROSS JOIN total
    LEFT JOIN counted ON counted.n = asked.n
    CROSS JOIN LATERAL (SELECT coalesce(counted.found, 0) AS found) AS seen
), rarest AS MATERIALIZED (
    SELECT document_id, positions, headings, trails
    FROM touched JOIN counted ON counted.n = touched.n AND counted.rarer < {CANDIDATES}
    ORDER BY counted.rarer, document_id DESC
), candidate AS MATERIALIZED (
    SELECT document_id, position FROM (
        SELECT document_id, unnest(headings) AS position FROM rarest LIMIT {CANDIDATES}
    ) AS one
    UNION
    SELECT document_id, position FROM (
        SELECT document_id, unnest(positions || trails) AS position FROM rarest LIMIT {CANDIDATES}
    ) AS one WHERE position >= 0
), near AS MATERIALIZED (
    SELECT touched.* FROM touched WHERE (document_id IN (SELECT document_id FROM candidate)) IS TRUE
), held AS MATERIALIZED (
    SELECT n, document_id, position, max(strength) AS strength
    FROM (
        SELECT n, document_id, unnest(positions) AS position, worth AS strength FROM near
        UNION ALL SELECT n, document_id, unnest(headings), worth * {IN_HEADING} FROM near WHERE headings <> '{{}}'
        UNION ALL SELECT n, document_id, unnest(trails), worth * {IN_TRAIL} FROM near WHERE trails <> '{{}}'
    ) AS one
    WHERE ((document_id, position) IN (SELECT document_id, position FROM candidate)) IS TRUE
    GROUP BY n, document_id, position
), titled AS MATERIALIZED (
    SELECT one.document_id, {IN_TITLE} * sum(weight.worth) AS bonus, array_agg(one.n::int ORDER BY one.n) AS words
    FROM (SELECT DISTINCT n, document_id FROM touched WHERE {_HAS_TITLE}) AS one
    JOIN weight ON weight.n = one.n
    GROUP BY one.document_id
), first AS MATERIALIZED (
    SELECT held.document_id, held.position,
        (sum(weight.worth * held.strength) + coalesce(max(titled.bonus), 0))
            / (SELECT sum(worth) FROM weight) AS share
    FROM held
    JOIN weight ON weight.n = held.n
    LEFT JOIN titled ON titled.document_id = held.document_id
    GROUP BY held.document_id, held.position
    ORDER BY share DESC, held.document_id, held.position
    LIMIT 40
), best AS MATERIALIZED (
    SELECT first.document_id, first.position, first.share,
        array_agg(held.n::int ORDER BY held.n) AS words,
        array_agg(held.strength::float8 ORDER BY held.n) AS strengths,
        coalesce((SELECT words FROM titled WHERE titled.document_id = first.document_id), '{{}}') AS title_words
    FROM first JOIN held USING (document_id, position)
    GROUP BY first.document_id, first.position, first.share
), whole AS MATERIALIZED (
    SELECT string_agg(DISTINCT quote_literal(lexeme), ' | ')::tsquery AS query FROM asked
), ranked AS (
    SELECT passage.id, passage.document_id, document.title, passage.place, passage.heading, passage.text,
        passage.source_id, passage.position, best.share, best.words, best.strengths, best.title_words,
        ts_rank_cd('{{0.2, 0.3, 0.6, 1.0}}', passage.search, (SELECT query FROM whole), 33)
            * CASE WHEN passage.language = $5::text THEN 1 ELSE 0.8 END AS closeness,
        CASE WHEN document.format = 'facts' THEN {OF_BUSINESS} ELSE 1 END AS standing
    FROM best
    JOIN knowledge_passage AS passage ON passage.organization_id = $6
        AND passage.document_id = best.document_id AND passage.position = best.position
    JOIN knowledge_document AS document
        ON document.organization_id = $6 AND document.id = passage.document_id
    WHERE NOT ($5::text = ANY (document.hidden_in))
)
SELECT id, document_id, title, place, heading, text, source_id,
    round(least(1, (0.8 * share + 0.2 * closeness) * standing)::numeric, 4)::float8 AS score,
    least(1, share)::float8 AS share, closeness::float8, words, strengths, title_words
FROM ranked
ORDER BY (0.8 * share + 0.2 * closeness) * standing DESC, position, id
LIMIT $4
"""  # noqa: S608 - constants of this file


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as it was found. `score` is from 0 to 1; `text` begins with its heading where it has one.

    Why: `share` is how much of what was asked it has, `closeness` how near together; `words` counts the concepts
    of the question that it has, from 1, with how strongly each counted; `title_words` those in the title.
    `similarity` is how near its meaning is, None where meaning did not find it.
    """

    id: UUID
    document_id: UUID
    title: str
    place: str
    text: str
    score: float
    source_id: UUID
    share: float = 0.0
    closeness: float = 0.0
    words: tuple[tuple[int, float], ...] = ()
    title_words: tuple[int, ...] = ()
    similarity: float | None = None


def arguments(
    organization_id: OrganizationId,
    question: str,
    *,
    language: str,
    sources: Sequence[UUID] | None,
    limit: int,
) -> tuple[list[str], str, list[UUID] | None, int, str, UUID, list[str]]:
    """What `SEARCH_SQL` takes. `sources` None means all of the organization's."""
    short = language.partition("-")[0].lower()
    asked = concepts(question)
    return (
        asked,
        CONFIGURATIONS.get(short, "simple"),
        None if sources is None else list(sources),
        max(1, min(limit, MOST)),
        short,
        organization_id,
        [beginning(concept) for concept in asked],
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


def found(row: Sequence[Any]) -> Found:
    """A row of `SEARCH_SQL`."""
    identifier, document_id, title, place, heading, text, source_id, score = row[:8]
    share, closeness, words, strengths, title_words = row[8:]
    return Found(
        id=UUID(str(identifier)),
        document_id=UUID(str(document_id)),
        title=str(title),
        place=str(place),
        text=f"{heading}\n{text}" if heading else str(text),
        score=float(score),
        source_id=UUID(str(source_id)),
        share=float(share),
        closeness=float(closeness),
        words=tuple(zip(words, strengths, strict=True)),
        title_words=tuple(title_words),
    )
