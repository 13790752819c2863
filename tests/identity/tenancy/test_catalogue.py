"""The database keeps tenants apart: every table by the catalogue, and as the role that the app runs as."""

import psycopg
import pytest

from centralita.kit.postgres.testing import TestDatabase

pytestmark = pytest.mark.database

# Tables that all tenants share, each with its reason.
SHARED = {
    "organization": "what tenants are; read through memberships",
    "dialling_stop": "the platform's word that an organization, or nobody, may call; read before each dial",
    "account": "people belong to several organizations",
    "security_entry": "a person's own account history; row-level security by person",
    "security_head": "the last link of it; row-level security by person",
    "platform_entry": "acts of super admins across organizations, read through their own door",
    "platform_head": "the last link of them",
    "developer_mail": "mail kept in development only",
    "pending_effect": "a queue of ids: which conversation of which organization has effects under way",
    "sandbox_line": "a queue of ids: which simulated call of which organization is not over",
    "gallery_waiting": "ids of what organizations handed in and nobody has looked at yet; read through the platform's door",
    "gallery_template": "templates that were approved for everybody here; whose they are is told to nobody else",
    "gallery_release": "their approved versions, without what was their author's own; added only",
    "gallery_rating": "stars and words about them, without who gave them",
    "cache_entry": "cache with hashed keys, nothing of a tenant",
    "django_migrations": "schema",
    "django_content_type": "schema",
    "django_session": "sessions of people",
    "auth_group": "framework",
    "auth_group_permissions": "framework",
    "auth_permission": "framework",
}
SHARED_PREFIXES = ("account_", "mfa_", "socialaccount_", "usersessions_", "procrastinate_")


def tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1"
    ).fetchall()
    return [name for (name,) in rows]


def tenant_tables(connection: psycopg.Connection) -> list[str]:
    return [
        name for name in tables(connection) if name not in SHARED and not name.startswith(SHARED_PREFIXES)
    ]


def test_every_table_is_a_tenants_or_shared_for_a_reason(database: TestDatabase) -> None:
    with psycopg.connect(database.app_dsn) as connection:
        names = tenant_tables(connection)
        assert len(names) > 10
        for name in names:
            secured, forced = connection.execute(
                "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [name]
            ).fetchone()
            policies = connection.execute(
                "SELECT qual, with_check FROM pg_policies WHERE tablename = %s AND policyname = 'tenant'",
                [name],
            ).fetchall()
            assert (secured, forced) == (True, True), name
            assert len(policies) == 1, name
            assert all("app.organization_id" in text for text in policies[0]), name


def test_keys_of_tenant_tables_begin_with_the_organization(database: TestDatabase) -> None:
    with psycopg.connect(database.app_dsn) as connection:
        for name in tenant_tables(connection):
            rows = connection.execute(
                "SELECT i.indexrelid::regclass::text, a.attname FROM pg_index i"
                " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                " WHERE i.indrelid = %s::regclass AND (i.indisunique OR i.indisprimary)",
                [name],
            ).fetchall()
            assert rows, name
            assert {column for _, column in rows} == {"organization_id"}, (name, rows)


def test_foreign_keys_between_tenant_tables_carry_the_organization(database: TestDatabase) -> None:
    with psycopg.connect(database.app_dsn) as connection:
        names = set(tenant_tables(connection))
        rows = connection.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, conname, "
            " (SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey))"
            " FROM pg_constraint WHERE contype = 'f'"
        ).fetchall()
    between = [row for row in rows if row[0] in names and row[1] in names]
    assert between
    for table, target, name, columns in between:
        assert "organization_id" in columns, (table, target, name)


def test_the_app_may_not_step_round_the_policies(database: TestDatabase) -> None:
    with psycopg.connect(database.app_dsn) as connection:
        superuser, bypass = connection.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        owned = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE tableowner = current_user"
        ).fetchone()[0]
        assert (superuser, bypass, owned) == (False, False, 0)
        for name in tables(connection):
            allowed = connection.execute("SELECT has_table_privilege(%s, 'TRUNCATE')", [name]).fetchone()[0]
            assert not allowed, name


def test_without_an_organization_nothing_is_seen_and_after_one_nothing_is_left(
    database: TestDatabase,
) -> None:
    with psycopg.connect(database.app_dsn, autocommit=True) as connection:
        names = tenant_tables(connection)
        with connection.transaction():
            connection.execute("SET LOCAL app.organization_id = '018f0000-0000-7000-8000-000000000001'")
        for name in names:
            assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (0,), name
