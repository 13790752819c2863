"""The tables of vectors, which only a database with pgvector can have.

They are made by `centralita migrate` after the migrations, each time that the extension is there and they are not:
a server may get pgvector later, and a backup may be restored on one that lacks it. Without them all else works.

No index of pgvector's is used. One graph (HNSW) over all organizations would hold vectors of one length only, would mix
models that have nothing to do with each other, and would be walked through other tenants' passages, which row-level
security then throws away. Instead, a large space of vectors is cut into cells, each with its centre; a search looks
at the cells nearest to the question, by a plain index that is led by the organization.
"""

from typing import Any, Final

from centralita.identity.tenancy.operations import protect_statements

VECTOR: Final = "knowledge_vector"
CELL: Final = "knowledge_cell"
# Vectors of two bytes a number came with pgvector 0.7.
_HAS_TYPE: Final = "SELECT to_regtype('halfvec') IS NOT NULL"
_HAS_TABLES: Final = f"SELECT to_regclass('{VECTOR}') IS NOT NULL AND to_regclass('{CELL}') IS NOT NULL"
_MAKE: Final = (
    f"""CREATE TABLE IF NOT EXISTS {VECTOR} (
        id uuid NOT NULL,
        organization_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        space_id uuid NOT NULL,
        passage_id uuid NOT NULL,
        source_id uuid NOT NULL,
        fingerprint uuid NOT NULL,
        cell integer NOT NULL DEFAULT 0,
        embedding halfvec NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, passage_id, space_id),
        FOREIGN KEY (organization_id, space_id) REFERENCES knowledge_space (organization_id, id) ON DELETE CASCADE,
        FOREIGN KEY (organization_id, passage_id)
            REFERENCES knowledge_passage (organization_id, id) ON DELETE CASCADE
    )""",
    # Beside the row: what is kept elsewhere costs a look of its own for each vector.
    f"ALTER TABLE {VECTOR} ALTER COLUMN embedding SET STORAGE PLAIN",
    f"CREATE INDEX IF NOT EXISTS knowledge_vector_cell ON {VECTOR} (organization_id, space_id, cell)",
    f"""CREATE TABLE IF NOT EXISTS {CELL} (
        id uuid NOT NULL,
        organization_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        space_id uuid NOT NULL,
        number integer NOT NULL,
        center halfvec NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, space_id, number),
        FOREIGN KEY (organization_id, space_id) REFERENCES knowledge_space (organization_id, id) ON DELETE CASCADE
    )""",
    f"ALTER TABLE {CELL} ALTER COLUMN center SET STORAGE PLAIN",
)


def ensure_vectors() -> bool:
    """Make the tables where the database has pgvector; whether they are there now. As the owner, no transaction open."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if have_vectors(cursor):
            return True
        if not know_vectors(cursor):
            return False
        for statement in _MAKE:
            cursor.execute(statement)
        for table in (VECTOR, CELL):
            cursor.execute("SELECT count(*) FROM pg_policy WHERE polrelid = to_regclass(%s)", [table])
            if not cursor.fetchone()[0]:
                for statement in protect_statements(table):
                    cursor.execute(statement)
    return True


def have_vectors(cursor: Any) -> bool:
    """Whether this database can keep vectors."""
    cursor.execute(_HAS_TABLES)
    return bool(cursor.fetchone()[0])


def know_vectors(cursor: Any) -> bool:
    """Whether this database has a pgvector that is new enough."""
    cursor.execute(_HAS_TYPE)
    return bool(cursor.fetchone()[0])
