"""The migration operations that make a table a tenant's.

Adding these in the migration that creates a table is all a slice does for isolation; the catalogue test refuses
a table without them.
"""

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CURRENT_ORGANIZATION = "NULLIF(current_setting('app.organization_id', true), '')::uuid"
CURRENT_USER = "NULLIF(current_setting('app.user_id', true), '')::uuid"


def protect_statements(table: str, *, seen_by_user: str | None = None) -> list[str]:
    """Row-level security for one table, with the policy of its organization.

    `seen_by_user` names a column: a person reads the rows that carry their own id in any organization (how one
    finds out where one is a member).
    """
    condition = f"organization_id = {CURRENT_ORGANIZATION}"
    statements = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant ON "{table}" USING ({condition}) WITH CHECK ({condition})',
    ]
    if seen_by_user:
        statements.append(_own_rows(table, seen_by_user))
    return statements


def _own_rows(table: str, column: str) -> str:
    return f'CREATE POLICY own_rows ON "{table}" FOR SELECT USING ("{column}" = {CURRENT_USER})'


class _Statements(Operation):
    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The ORM's picture of the table does not change."""

    def forwards(self) -> list[str]:
        raise NotImplementedError

    def backwards(self) -> list[str]:
        raise NotImplementedError

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.forwards():
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.backwards():
            schema_editor.execute(statement)


class TenantTable(_Statements):
    """Keys led by the organization, row-level security on and forced, and its policy."""

    def __init__(self, table: str, *, seen_by_user: str | None = None) -> None:
        self.table = table
        self.seen_by_user = seen_by_user

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        named = {"seen_by_user": self.seen_by_user} if self.seen_by_user else {}
        return self.__class__.__qualname__, [self.table], named

    def describe(self) -> str:
        return f"Make {self.table} a tenant's table"

    def forwards(self) -> list[str]:
        return [
            f'ALTER TABLE "{self.table}" DROP CONSTRAINT "{self.table}_pkey"',
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.table}_pkey" PRIMARY KEY (organization_id, id)',
            *protect_statements(self.table, seen_by_user=self.seen_by_user),
        ]

    def backwards(self) -> list[str]:
        return [
            f'DROP POLICY tenant ON "{self.table}"',
            f'DROP POLICY IF EXISTS own_rows ON "{self.table}"',
            f'ALTER TABLE "{self.table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{self.table}" DISABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{self.table}" DROP CONSTRAINT "{self.table}_pkey"',
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.table}_pkey" PRIMARY KEY (id)',
        ]


class SeenByUser(_Statements):
    """Let a person read their own rows of a tenant's table in any organization."""

    def __init__(self, table: str, *, column: str = "user_id") -> None:
        self.table = table
        self.column = column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.table], {"column": self.column}

    def describe(self) -> str:
        return f"Let each person read their own rows of {self.table}"

    def forwards(self) -> list[str]:
        return [_own_rows(self.table, self.column)]

    def backwards(self) -> list[str]:
        return [f'DROP POLICY own_rows ON "{self.table}"']


class OwnTable(_Statements):
    """Row-level security for a table whose rows are one person's, across organizations."""

    def __init__(self, table: str, *, column: str = "user_id") -> None:
        self.table = table
        self.column = column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.table], {"column": self.column}

    def describe(self) -> str:
        return f"Keep each person's rows of {self.table} to themselves"

    def forwards(self) -> list[str]:
        condition = f'"{self.column}" = {CURRENT_USER}'
        return [
            f'ALTER TABLE "{self.table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{self.table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY own ON "{self.table}" USING ({condition}) WITH CHECK ({condition})',
        ]

    def backwards(self) -> list[str]:
        return [
            f'DROP POLICY own ON "{self.table}"',
            f'ALTER TABLE "{self.table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{self.table}" DISABLE ROW LEVEL SECURITY',
        ]


class AppendOnly(_Statements):
    """What is written stays: nobody but the table's owner may change or delete rows.

    Deleting an organization still takes its rows along, since foreign keys act as the owner.
    """

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.table], {}

    def describe(self) -> str:
        return f"Let rows of {self.table} be added only"

    def forwards(self) -> list[str]:
        # The role that the app connects as has a name of the operator's choosing.
        statement = (
            "DO $$ DECLARE role_name text; BEGIN FOR role_name IN"  # noqa: S608  # the table's name is ours
            " SELECT DISTINCT grantee FROM information_schema.role_table_grants"
            f" WHERE table_schema = current_schema() AND table_name = '{self.table}'"
            " AND privilege_type IN ('UPDATE', 'DELETE') AND grantee <> current_user"
            f""" LOOP EXECUTE 'REVOKE UPDATE, DELETE ON "{self.table}" FROM ' || quote_ident(role_name);"""
            " END LOOP; END $$"
        )
        return [statement]

    def backwards(self) -> list[str]:
        return []


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key inside one organization: (organization_id, column) to (organization_id, id).

    With `clear`, deleting the target empties the column; otherwise the row goes with it, unless `restrict`.
    """

    table: str
    column: str
    target: str
    on_delete: str = "CASCADE"

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_ref"[:63]

    def add(self) -> str:
        action = f"SET NULL ({self.column})" if self.on_delete == "SET NULL" else self.on_delete
        return (
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.name}" '
            f'FOREIGN KEY (organization_id, "{self.column}") REFERENCES "{self.target}" (organization_id, id) '
            f"ON DELETE {action}"
        )


@dataclass(frozen=True, slots=True)
class GlobalReference:
    """A foreign key from any table to one that all tenants share (organizations, users)."""

    table: str
    column: str
    target: str
    on_delete: str = "CASCADE"

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_ref"[:63]

    def add(self) -> str:
        return (
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.name}" FOREIGN KEY ("{self.column}") '
            f'REFERENCES "{self.target}" (id) ON DELETE {self.on_delete}'
        )


class AddReferences(_Statements):
    """Foreign keys, parents before children, in the one place that Citus can run after distributing."""

    def __init__(self, references: list[Reference | GlobalReference]) -> None:
        self.references = references

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.references], {}

    def describe(self) -> str:
        return f"Add {len(self.references)} references"

    def forwards(self) -> list[str]:
        return [reference.add() for reference in self.references]

    def backwards(self) -> list[str]:
        return [
            f'ALTER TABLE "{reference.table}" DROP CONSTRAINT "{reference.name}"'
            for reference in reversed(self.references)
        ]
