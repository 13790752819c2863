"""A fresh database for one run of the tests.

On the embedded server of the checkout (`.centralita/test`, kept between runs so that only the first initialises), or
on the server of TEST_DATABASE_URL, whose user must be a superuser.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from centralita.kit.postgres.processes import identity, own_identity
from centralita.kit.postgres.provision import provision
from centralita.kit.postgres.roles import Role
from centralita.kit.postgres.supervisor import EmbeddedPostgres

_PREFIX = "centralita_test"


@dataclass(frozen=True)
class TestDatabase:
    """An empty database with the roles' rights set; `drop` it at the end."""

    __test__: ClassVar[bool] = False  # not a test, says its name to pytest

    name: str
    owner_dsn: str = field(repr=False)
    app_dsn: str = field(repr=False)
    backup_dsn: str = field(repr=False)
    drop: Callable[[], None] = field(repr=False)


@contextmanager
def temporary_server(*, durable: bool = False) -> Iterator[EmbeddedPostgres]:
    """A server of its own, not started yet, for a test that kills it or looks into it; deleted afterwards.

    Its home lies where the server's user can reach it, also when root runs the test.
    """
    with tempfile.TemporaryDirectory(prefix="centralita-") as folder:
        Path(folder).chmod(0o711)
        server = EmbeddedPostgres(Path(folder) / "home", durable=durable)
        try:
            yield server
        finally:
            server.remove()


def prepare_test_database(home: Path | None = None) -> TestDatabase:
    """Make a database of its own for this run; several runs may go on at once.

    `home` defaults to CENTRALITA_TEST_HOME, then to `.centralita/test` below the working directory.
    """
    url = os.environ.get("TEST_DATABASE_URL")
    if url:
        return _on_given_server(url)
    return _on_embedded_server(home or Path(os.environ.get("CENTRALITA_TEST_HOME", ".centralita/test")))


def _on_embedded_server(home: Path) -> TestDatabase:
    server = EmbeddedPostgres(home, durable=False)
    info = server.start()
    name = _fresh_name()
    with psycopg.connect(info.dsn(Role.OWNER), autocommit=True) as connection:
        _drop_abandoned(connection)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        _label(connection, name)

    def drop() -> None:
        with psycopg.connect(info.dsn(Role.OWNER), autocommit=True) as connection:
            _drop(connection, [name])
        server.release()

    return TestDatabase(
        name=name,
        owner_dsn=info.dsn(Role.OWNER, name),
        app_dsn=info.dsn(Role.APPLICATION, name),
        backup_dsn=info.dsn(Role.BACKUP, name),
        drop=drop,
    )


def _on_given_server(url: str) -> TestDatabase:
    name = _fresh_name()
    passwords = _passwords_for(url)
    provision(url, passwords, database=name)
    with psycopg.connect(url, autocommit=True) as connection:
        _drop_abandoned(connection)
        _label(connection, name)
        host, port = connection.info.host, connection.info.port

    def dsn(role: Role) -> str:
        options = {key: str(value) for key, value in conninfo_to_dict(url).items() if key.startswith("ssl")}
        query = "".join(f"&{key}={value}" for key, value in options.items())
        return f"postgresql://{role}:{passwords[role]}@/{name}?host={host}&port={port}{query}"

    def drop() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            _drop(connection, [name])

    return TestDatabase(
        name=name,
        owner_dsn=dsn(Role.OWNER),
        app_dsn=dsn(Role.APPLICATION),
        backup_dsn=dsn(Role.BACKUP),
        drop=drop,
    )


def _passwords_for(url: str) -> dict[Role, str]:
    """The same in every run on that server: roles are shared by the runs that go on at once."""
    key = hashlib.sha256(url.encode()).digest()
    return {role: hmac.new(key, role.encode(), hashlib.sha256).hexdigest() for role in Role}


def _fresh_name() -> str:
    return f"{_PREFIX}_{os.getpid()}_{secrets.token_hex(4)}"


def _label(connection: Connection, name: str) -> None:
    label = sql.SQL("COMMENT ON DATABASE {} IS {}")
    connection.execute(label.format(sql.Identifier(name), sql.Literal(own_identity())))


def _drop_abandoned(connection: Connection) -> None:
    """Drop what runs that were killed on this machine have left."""
    rows = connection.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname ~ %s",
        [f"^{_PREFIX}_[0-9]+_[0-9a-f]+$"],
    ).fetchall()
    here = own_identity().rpartition(":")[0]
    abandoned = []
    for name, maker in rows:
        pid = int(name.removeprefix(f"{_PREFIX}_").partition("_")[0])
        if maker is not None and maker.rpartition(":")[0] == here and identity(pid) != maker:
            abandoned.append(name)
    _drop(connection, abandoned)


def _drop(connection: Connection, names: Iterable[str]) -> None:
    for name in names:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
