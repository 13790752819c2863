"""What each role of the embedded server may do, tried by connecting as it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from centralita.kit.postgres import EmbeddedPostgres, Role, ServerInfo
from centralita.kit.postgres.account import account_for
from centralita.kit.postgres.binaries import find_binaries

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def info(home: Path) -> Iterator[ServerInfo]:
    with EmbeddedPostgres(home) as running:
        with psycopg.connect(running.dsn(Role.OWNER)) as connection:
            connection.execute(
                "CREATE TABLE visit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org int)"
            )
            connection.execute("ALTER TABLE visit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
            connection.execute(
                "CREATE POLICY own ON visit USING (org = nullif(current_setting('app.org', true), '')::int)"
            )
            connection.execute("CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql RETURN n * 2")
            connection.execute("CREATE SEQUENCE ticket")
        yield running


def test_application_works_with_its_own_rows_only(info: ServerInfo) -> None:
    with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
        connection.execute("SET LOCAL app.org = '1'")
        connection.execute("INSERT INTO visit (org) VALUES (1), (1)")
        connection.execute("UPDATE visit SET org = 1")
        connection.execute("DELETE FROM visit WHERE id = 1")
        assert connection.execute("SELECT count(*) FROM visit").fetchone() == (1,)
        assert connection.execute("SELECT twice(21), nextval('ticket')").fetchone() == (42, 1)
    with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
        connection.execute("SET LOCAL app.org = '2'")
        assert connection.execute("SELECT count(*) FROM visit").fetchone() == (0,)
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("INSERT INTO visit (org) VALUES (1)")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE visit",
        "DROP TABLE visit",
        "ALTER TABLE visit DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE other (id int)",
        "CREATE TEMPORARY TABLE other (id int)",
        "CREATE DATABASE other",
        "CREATE ROLE other",
        "SET ROLE centralita_owner",
        "ALTER ROLE centralita_app BYPASSRLS",
        "COPY visit TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_application_may_not(info: ServerInfo, statement: str) -> None:
    with (
        psycopg.connect(info.dsn(Role.APPLICATION), autocommit=True) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


@pytest.mark.parametrize("role", Role)
def test_no_role_is_superuser_and_only_backup_passes_by_row_security(info: ServerInfo, role: Role) -> None:
    with psycopg.connect(info.dsn(role)) as connection:
        found = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolreplication, rolcreatedb, rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()
    assert found == (False, False, False, role is Role.OWNER, role is Role.BACKUP)


def test_application_owns_nothing(info: ServerInfo) -> None:
    with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
        owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
        assert connection.execute(owned).fetchone() == (0,)


def test_backup_reads_every_row_and_writes_none(info: ServerInfo) -> None:
    with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
        connection.execute("SET LOCAL app.org = '7'")
        connection.execute("INSERT INTO visit (org) VALUES (7)")
    with psycopg.connect(info.dsn(Role.BACKUP)) as connection:
        found = connection.execute("SELECT count(*) FROM visit WHERE org = 7").fetchone()
        assert found == (1,)
    with psycopg.connect(info.dsn(Role.BACKUP)) as connection:
        connection.execute("SET TRANSACTION READ WRITE")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("DELETE FROM visit")


def test_backup_is_enough_for_pg_dump(info: ServerInfo, tmp_path: Path) -> None:
    program = find_binaries(account_for(os.geteuid()), tmp_path).program("pg_dump")
    dump = subprocess.run(
        [program, "--schema=public", info.dsn(Role.BACKUP)], capture_output=True, text=True, check=True
    )
    assert "COPY public.visit" in dump.stdout


def test_databases_made_by_the_owner_give_the_same_rights(info: ServerInfo) -> None:
    with psycopg.connect(info.dsn(Role.OWNER), autocommit=True) as connection:
        connection.execute("CREATE DATABASE copy")
    with psycopg.connect(info.dsn(Role.OWNER, "copy")) as connection:
        connection.execute("CREATE TABLE thing (place vector(3))")
    with psycopg.connect(info.dsn(Role.APPLICATION, "copy")) as connection:
        connection.execute("INSERT INTO thing VALUES ('[1,2,3]')")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("TRUNCATE thing")


@pytest.mark.parametrize("role", [*Role, "postgres", "root"])
def test_nobody_enters_without_their_password(info: ServerInfo, role: str) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(info.socket_folder), user=role, password="guess", dbname="centralita")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as somebody else")
def test_other_users_of_the_machine_do_not_reach_the_socket(info: ServerInfo) -> None:
    assert account_for(info.socket_folder.stat().st_uid).can_enter(info.socket_folder)
    assert not account_for(65534).can_enter(info.socket_folder)


def test_other_databases_are_closed_to_the_application(info: ServerInfo) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(info.dsn(Role.APPLICATION, database))


def test_the_server_is_set_up_as_promised(info: ServerInfo) -> None:
    wanted = {
        "listen_addresses": "",
        "jit": "off",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
        "max_connections": "200",
        "fsync": "on",
        "password_encryption": "scram-sha-256",
    }
    with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
        found = {name: connection.execute("SELECT current_setting(%s)", [name]).fetchone() for name in wanted}
        words = connection.execute("SELECT to_tsvector('spanish', '¿Dónde está el BAÑO?')::text").fetchone()
    assert found == {name: (value,) for name, value in wanted.items()}
    assert words == ("'bañ':4 'dond':1",)


def test_passwords_are_private_and_never_shown(info: ServerInfo, home: Path) -> None:
    assert (home / "postgres/passwords.json").stat().st_mode & 0o777 == 0o600
    assert info.socket_folder.stat().st_mode & 0o077 == 0
    assert info.passwords[Role.OWNER] not in repr(info)


def test_a_dump_brings_everything_back(info: ServerInfo, home: Path, folder: Path) -> None:
    def run(where: Path, *arguments: str | Path) -> str:
        command = [sys.executable, "-m", "centralita.kit.postgres", *arguments]
        environment = {**os.environ, "CENTRALITA_HOME": str(where)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
        connection.execute("SET LOCAL app.org = '9'")
        connection.execute("INSERT INTO visit (org) VALUES (9)")
    dump, elsewhere = folder / "all.dump", folder / "elsewhere"
    count = ["psql", "-Atc", "SELECT count(*) FROM visit WHERE org = 9"]
    run(home, "--as", "backup", "pg_dump", "--format=custom", f"--file={dump}")
    run(elsewhere, "--as", "supervisor", "pg_restore", "--clean", "--if-exists", "--dbname=centralita", dump)
    assert run(elsewhere, "--as", "backup", *count) == "1\n"
    assert run(elsewhere, *count) == "0\n"  # row-level security came along
