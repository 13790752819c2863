"""Prepare a PostgreSQL server of one's own: `python -m centralita.kit.postgres.provision postgresql://superuser@…`.

Makes the three roles with the passwords in CENTRALITA_OWNER_PASSWORD, CENTRALITA_APP_PASSWORD and
CENTRALITA_BACKUP_PASSWORD, and the database `centralita`, owned by the owner. Can be repeated: passwords are then
set anew and nothing else changes.
"""

import os
import sys

import psycopg
from psycopg import sql

from centralita.kit.postgres.roles import DATABASE, Role, provision_database, provision_roles

_PASSWORD_NAMES = {
    Role.OWNER: "CENTRALITA_OWNER_PASSWORD",
    Role.APPLICATION: "CENTRALITA_APP_PASSWORD",
    Role.BACKUP: "CENTRALITA_BACKUP_PASSWORD",
}


def provision(superuser_url: str, passwords: dict[Role, str], database: str = DATABASE) -> None:
    """Make roles and database on the server at this address, whose user must be a superuser."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        provision_roles(connection, passwords)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known is None:
            made = sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0")
            connection.execute(made.format(sql.Identifier(database), sql.Identifier(Role.OWNER)))
    with psycopg.connect(superuser_url, dbname=database, autocommit=True) as connection:
        provision_database(connection)


def main() -> None:
    """Read the address from the command line and the passwords from the environment."""
    missing = [name for name in _PASSWORD_NAMES.values() if not os.environ.get(name)]
    if len(sys.argv) != 2 or missing:
        sys.exit(f"{__doc__}\nMissing: {', '.join(missing) or 'the address of the server'}")
    provision(sys.argv[1], {role: os.environ[name] for role, name in _PASSWORD_NAMES.items()})


if __name__ == "__main__":
    main()
