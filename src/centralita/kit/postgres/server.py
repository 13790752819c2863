"""How a running server is reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from centralita.kit.postgres.roles import DATABASE, Role

PORT = 5432  # names the socket; nothing listens on it


@dataclass(frozen=True)
class ServerInfo:
    """A running embedded server. Its passwords never show in `repr`."""

    socket_folder: Path
    passwords: Mapping[Role, str] = field(repr=False)

    def dsn(self, role: Role, database: str = DATABASE) -> str:
        """Address for this role, as psycopg, asyncpg and pg_dump read it."""
        host = quote(str(self.socket_folder), safe="")
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@/{quote(database, safe='')}?host={host}&port={PORT}"
