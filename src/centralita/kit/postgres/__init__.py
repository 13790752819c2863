"""The embedded PostgreSQL: one server per home, shared by every process that runs on it.

`EmbeddedPostgres(home).start()` initialises, starts, recovers or joins the server and answers how to reach it.
Nothing of this runs when the address of a real server is configured; `provision` prepares
such a server.
"""

from centralita.kit.postgres.errors import (
    BinariesMissing,
    ForeignData,
    NoAccount,
    PostgresError,
    ServerFailed,
    UnsafeFolder,
    WrongMajor,
)
from centralita.kit.postgres.roles import DATABASE, Role
from centralita.kit.postgres.server import ServerInfo
from centralita.kit.postgres.supervisor import EmbeddedPostgres

__all__ = [
    "DATABASE",
    "BinariesMissing",
    "EmbeddedPostgres",
    "ForeignData",
    "NoAccount",
    "PostgresError",
    "Role",
    "ServerFailed",
    "ServerInfo",
    "UnsafeFolder",
    "WrongMajor",
]
