"""A large library: words that most passages have, and what is read to find those that matter."""

from collections.abc import Sequence

import psycopg
import pytest
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.postgres.testing import TestDatabase
from centralita.studio.knowledge import queries, search
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSource
from centralita.studio.knowledge.passages import NewPassage, replace_passages
from tests.people import Member

pytestmark = pytest.mark.database


@pytest.fixture
def source(member: Member) -> KnowledgeSource:
    with tenant_scope(member.organization_id):
        return KnowledgeSource.objects.create(
            organization_id=member.organization_id, kind="upload", name="Todo"
        )


def write(member: Member, source: KnowledgeSource, title: str, passages: Sequence[NewPassage]) -> None:
    with tenant_scope(member.organization_id):
        document = KnowledgeDocument.objects.create(
            organization_id=member.organization_id,
            source_id=source.id,
            title=title,
            format="md",
            storage_key="-",
            status="ready",
            passages=len(passages),
        )
        replace_passages(member.organization_id, document, passages)


def found(member: Member, question: str) -> list[search.Found]:
    with tenant_scope(member.organization_id):
        return queries.search(member.organization_id, question, language="es", limit=5)


def test_the_rare_word_decides_where_everybody_has_the_common_one(
    member: Member, source: KnowledgeSource
) -> None:
    """More passages have the common word than are compared; those with the rare one are always among them."""
    write(
        member, source, "Antiguo", [NewPassage("La ortodoncia invisible tiene una garantía.", language="es")]
    )
    each = search.CANDIDATES // 4 + 1
    for number in range(5):
        common = [
            NewPassage(f"La garantía de la pieza {number * each + n}.", language="es") for n in range(each)
        ]
        write(member, source, f"Manual {number}", common)
    assert found(member, "¿qué garantía tiene la ortodoncia?")[0].title == "Antiguo"
    assert len(found(member, "¿hay garantía?")) == 5


def test_a_heading_counts_among_more_than_are_compared(member: Member, source: KnowledgeSource) -> None:
    about = NewPassage("Garantía\nDos años.", heading="Garantía", language="es")
    write(member, source, "Antiguo", [about])
    texts = [f"La garantía de la pieza {number}." for number in range(search.CANDIDATES + 100)]
    write(member, source, "Manual", [NewPassage(text, language="es") for text in texts])
    assert found(member, "¿hay garantía?")[0].title == "Antiguo"


def test_words_are_looked_up_and_never_read_through(
    member: Member, source: KnowledgeSource, database: TestDatabase
) -> None:
    """Under row-level security an index is asked only by what cannot leak: `||` in a condition reads a whole tenant."""
    texts = [" ".join(f"palabra{chr(97 + n)}{number}" for number in range(800)) for n in range(20)]
    write(member, source, "Manual", [NewPassage(text, language="es") for text in texts])
    with psycopg.connect(database.owner_dsn, autocommit=True) as owner:
        owner.execute("ANALYZE knowledge_posting")
    values = search.arguments(
        member.organization_id, "cepillarse los dientes", language="es", sources=None, limit=5
    )
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries._WORDS_SQL}", queries._numbered(values))
        plan = [row[0].strip() for row in cursor.fetchall()]
    asked = [line for line in plan if line.startswith("Index Cond") and "lexeme" in line]
    assert any("lexeme >= begun.letters" in line and "lexeme < begun.last" in line for line in asked), plan
