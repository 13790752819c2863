"""How near a passage must be to a question to be told at all, in each language: nearer than chance brings them.

Any passage has some nearness to any question, and how much is the model's own: with one unrelated texts are at 0.0, with
another at 0.6, and in a language that it does not know everything is near everything. So questions that no business
answers are held against the organization's own passages, and what is no nearer than those are is not found. Without
a floor a question about anything at all would find as many passages as there is room for.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from django.db import connection

from centralita.studio.knowledge.meaning.nearest import as_text
from centralita.studio.knowledge.models import KnowledgeSpace

# Fewer say too little; so few fit into what an agent is given anyway.
LEAST: Final = 20
# Standard deviations over the middle: measured with `bench.floor`, where from 2.5 to 3.5 is about the same.
DEVIATIONS: Final = 3.0
_SAMPLED: Final = 400

# The fingerprint is as good as drawn by chance, and the same each time.
_STRAYING: Final = """
WITH sample AS MATERIALIZED (
    SELECT held.embedding FROM knowledge_vector AS held
    JOIN knowledge_passage AS passage
        ON passage.organization_id = held.organization_id AND passage.id = held.passage_id
    WHERE held.organization_id = %(o)s AND held.space_id = %(s)s AND (%(l)s = '' OR passage.language = %(l)s)
    ORDER BY held.fingerprint LIMIT %(n)s
), near AS (
    SELECT 1 - (sample.embedding <=> stray.vector::halfvec) AS likeness
    FROM sample CROSS JOIN unnest(%(v)s::text[]) AS stray (vector)
)
SELECT count(DISTINCT sample.embedding), (SELECT avg(likeness) + %(d)s * stddev_samp(likeness) FROM near) FROM sample
"""


@cache
def strays() -> Mapping[str, Sequence[str]]:
    """Questions that no business answers, by language in two letters."""
    file = resources.files("centralita.studio.knowledge").joinpath("data/strays.json")
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def needs_measuring(space: KnowledgeSpace, held: int) -> bool:
    """Whether what was measured, over `measured_at` passages, says nothing about as many as there are now."""
    return held >= LEAST and not (space.measured_at <= 2 * held < 4 * space.measured_at)


def measure(space: KnowledgeSpace, asked: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, float]:
    """The floor in each language, by the vectors of its strays. Inside the scope."""
    return {language: _floor(space, language, vectors) for language, vectors in asked.items()}


def _floor(space: KnowledgeSpace, language: str, vectors: Sequence[Sequence[float]]) -> float:
    """Over the passages in this language; over all where those are few."""
    values: dict[str, Any] = {
        "o": space.organization_id,
        "s": space.id,
        "n": _SAMPLED,
        "v": [as_text(vector) for vector in vectors],
        "d": DEVIATIONS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STRAYING, {**values, "l": language})
        different, floor = cursor.fetchone()
        if different < LEAST:
            cursor.execute(_STRAYING, {**values, "l": ""})
            _, floor = cursor.fetchone()
    # Whatever is measured, what means the very same is found.
    return round(min(float(floor or 0.0), 0.98), 4)
