"""Searching much by meaning: made-up vectors, as a model of 768 dimensions gives them, in cells and in one tenant's scope.

The vectors of the large organization are drawn round 300 topics, since those of texts are never spread evenly. A share
of the ten nearest by the cells, held against all of them compared, says what the cells lose.
"""

import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from centralita.kit.ids import OrganizationId

DIMENSIONS = 768
_TOPICS, _NOISES = 300, 1_500
# How far a passage is from its topic, where 1 is as far as the topic is from the middle of all.
_NOISE = 0.9
_MADE = """
CREATE TEMP TABLE topic AS SELECT n, ARRAY(
    SELECT random() - 0.5 + 0 * n FROM generate_series(1, {dimensions})
)::vector AS v FROM generate_series(1, {topics}) AS n;
CREATE TEMP TABLE noise AS SELECT n, ARRAY(
    SELECT {noise} * (random() - 0.5) + 0 * n FROM generate_series(1, {dimensions})
)::vector AS v FROM generate_series(1, {noises}) AS n;
INSERT INTO knowledge_vector (id, organization_id, space_id, passage_id, source_id, fingerprint, embedding)
SELECT gen_random_uuid(), organization_id, '{space}', id, source_id, id, (topic.v + noise.v)::halfvec
FROM (
    SELECT *, 1 + (random() * {topics})::int % {topics} AS t, 1 + (random() * {noises})::int % {noises} AS s
    FROM knowledge_passage WHERE organization_id = '{organization}' OFFSET 0
) AS passage
JOIN topic ON topic.n = passage.t JOIN noise ON noise.n = passage.s
"""
_ASKED = "SELECT (topic.v + noise.v)::text FROM topic JOIN noise ON noise.n = topic.n * 3 LIMIT 200"
_EXACT = (
    "SELECT passage_id FROM knowledge_vector WHERE organization_id = %s AND space_id = %s"
    " ORDER BY embedding <=> %s::halfvec LIMIT 10"
)


def fill(owner_dsn: str, organization: OrganizationId) -> tuple[float, list[str]]:
    """Give every passage of the organization a vector and cut them into cells: seconds of the cutting, questions."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.meaning import cells, vectors
    from centralita.studio.knowledge.models import KnowledgeSpace

    with tenant_scope(organization):
        space = KnowledgeSpace.objects.create(
            organization_id=organization, kind="local", model="bench", dimensions=DIMENSIONS, used=True
        )
    statement = _MADE.format(
        dimensions=DIMENSIONS,
        topics=_TOPICS,
        noises=_NOISES,
        noise=_NOISE,
        space=space.id,
        organization=organization,
    )
    with psycopg.connect(owner_dsn, autocommit=True) as owner:
        owner.execute(f"SET app.organization_id = '{organization}'")
        owner.execute(statement)
        questions = [row[0] for row in owner.execute(_ASKED)]
        owner.execute("VACUUM ANALYZE knowledge_vector")
    with tenant_scope(organization):
        held = vectors.count(space)
    began = time.perf_counter()
    cells.cut(organization, space, held)
    took = time.perf_counter() - began
    with psycopg.connect(owner_dsn, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE knowledge_vector, knowledge_cell")
    return took, questions


def times(
    organization: OrganizationId, asked: Sequence[str], vectors: Sequence[str]
) -> tuple[list[float], float]:
    """Milliseconds of each search by words and meaning together, once much was read already; and the share of the
    nearest ten that is found.
    """
    from django.db import connection

    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.meaning.questions import Meant
    from centralita.studio.knowledge.models import KnowledgeSpace
    from centralita.studio.knowledge.queries import nearest, search

    chance = random.Random(3)
    took: list[float] = []
    shares: list[float] = []
    with tenant_scope(organization):
        space = KnowledgeSpace.objects.get(used=True)
        for question in (*asked, *asked):
            meant = Meant(space.id, chance.choice(vectors))
            began = time.perf_counter()
            search(organization, question, language="es", limit=5, meant=meant)
            took.append((time.perf_counter() - began) * 1000)
        for vector in vectors[:40]:
            with connection.cursor() as cursor:
                cursor.execute(_EXACT, [organization, space.id, vector])
                exact = {row[0] for row in cursor.fetchall()}
            found = nearest(organization, Meant(space.id, vector), language="es", sources=None)
            shares.append(len(exact & {one.id for one in found[:10]}) / 10)
    return took[len(asked) :], statistics.mean(shares)


def understood(organization: OrganizationId, folder: Path) -> float:
    """Seconds in which the model of this machine gives every passage of an organization its vector."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.meaning.filling import fill as fill_space
    from centralita.studio.knowledge.models import KnowledgeSpace

    with tenant_scope(organization):
        KnowledgeSpace.objects.create(organization_id=organization, kind="local", model=folder.name)
    began = time.perf_counter()
    fill_space(organization)
    with tenant_scope(organization):
        if not KnowledgeSpace.objects.filter(used=True).exists():
            raise RuntimeError(f"{folder} gave no vectors")
    return time.perf_counter() - began
