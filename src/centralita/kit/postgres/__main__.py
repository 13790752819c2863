"""Run a program of PostgreSQL on the embedded server: `python -m centralita.kit.postgres --as backup pg_dump …`.

The programs are those of the server itself (psql, pg_dump, pg_restore …), so their version fits. The server is that of
CENTRALITA_HOME; it is started when it does not run.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from centralita.kit.postgres.account import default_account
from centralita.kit.postgres.binaries import find_binaries
from centralita.kit.postgres.errors import PostgresError
from centralita.kit.postgres.layout import SHELTER
from centralita.kit.postgres.roles import DATABASE, SUPERVISOR, Role
from centralita.kit.postgres.server import PORT
from centralita.kit.postgres.supervisor import EmbeddedPostgres

_ROLES = {
    "app": Role.APPLICATION,
    "owner": Role.OWNER,
    "backup": Role.BACKUP,
    "supervisor": None,  # let in by who they are on this machine: the data's owner and root
}


def main() -> int:
    """Connect as the role asked for, by way of libpq's environment variables, and run the program."""
    parser = argparse.ArgumentParser(prog="python -m centralita.kit.postgres", description=__doc__)
    parser.add_argument("--as", dest="role", choices=_ROLES, default="app", help="who to connect as (app)")
    parser.add_argument("program", help="psql, pg_dump, pg_restore …")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    role = _ROLES[asked.role]
    home = Path(os.environ.get("CENTRALITA_HOME") or ".centralita")
    try:
        with EmbeddedPostgres(home) as info:
            environment = os.environ | {
                "PGHOST": str(info.socket_folder),
                "PGPORT": str(PORT),
                "PGDATABASE": DATABASE,
                "PGUSER": role or SUPERVISOR,
                "PGPASSWORD": info.passwords[role] if role else "",
            }
            program = find_binaries(default_account(), SHELTER).program(asked.program)
            return subprocess.run([program, *asked.arguments], env=environment, check=False).returncode  # noqa: S603
    except PostgresError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's own voice
        return 1


if __name__ == "__main__":
    sys.exit(main())
