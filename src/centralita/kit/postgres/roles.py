"""The roles that Centralita uses, what each may do, and the statements that make it so.

The same on the embedded server and on one of the operator's (PostgreSQL 15 to 18). Every statement can be repeated.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import LiteralString

from psycopg import Connection, sql

DATABASE = "centralita"
SUPERVISOR = "centralita_supervisor"


class Role(StrEnum):
    """Who connects."""

    OWNER = "centralita_owner"
    APPLICATION = "centralita_app"
    BACKUP = "centralita_backup"


_ATTRIBUTES: Mapping[Role, LiteralString] = {
    # Owns the schema and migrates it; makes databases for tests.
    Role.OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE NOREPLICATION",
    # Serves requests: owns nothing, and row-level security holds for it.
    Role.APPLICATION: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
    # Reads everything, changes nothing: pg_dump fails under forced row-level security otherwise.
    Role.BACKUP: "LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
}


def stored_passwords(path: Path) -> dict[Role, str]:
    """Read the roles' passwords, or make new ones when there are none; the file is for its owner alone."""
    if path.exists():
        path.chmod(0o600)
        noted = json.loads(path.read_text())
        return {role: str(noted[role]) for role in Role}
    passwords = {role: secrets.token_urlsafe(32) for role in Role}
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(passwords, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    return passwords


def mark(passwords: Mapping[Role, str]) -> str:
    """What the finished database is labelled with: tells a half-made one, other passwords and an older layout."""
    secret = "\0".join(passwords[role] for role in Role)
    return f"centralita roles 2 {hashlib.sha256(secret.encode()).hexdigest()[:16]}"


def provision_roles(connection: Connection, passwords: Mapping[Role, str]) -> None:
    """Make the roles with their attributes and passwords. Needs a superuser."""
    with connection.transaction():
        # Two sessions that prepare one server at once would trip over each other's catalogue rows.
        connection.execute("SELECT pg_advisory_xact_lock(7215320119)")
        for role in Role:
            name = sql.Identifier(role)
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {}").format(name))
            connection.execute(
                sql.SQL("ALTER ROLE {} WITH {} PASSWORD {}").format(
                    name,
                    sql.SQL(_ATTRIBUTES[role]),
                    sql.Literal(passwords[role]),
                )
            )
            connection.execute(sql.SQL("ALTER ROLE {} SET search_path = public").format(name))
        # To drop a test's database while the application is still connected to it.
        connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(Role.OWNER)))
        backup = sql.Identifier(Role.BACKUP)
        connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(backup))
        connection.execute(sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(backup))


def provision_database(connection: Connection) -> None:
    """Give the roles their rights in the connected database, and pgvector where the server has it.

    Tables that the owner makes later are covered too: the application reads and writes rows, and never truncates,
    for TRUNCATE passes by row-level security.
    """
    names = {
        "database": sql.Identifier(connection.info.dbname),
        "owner": sql.Identifier(Role.OWNER),
        "app": sql.Identifier(Role.APPLICATION),
        "backup": sql.Identifier(Role.BACKUP),
    }
    statements = (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}, {backup}",
        "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}, {backup}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {app}",
    )
    with connection.transaction():
        for statement in statements:
            connection.execute(sql.SQL(statement).format(**names))
        if connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone():
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
