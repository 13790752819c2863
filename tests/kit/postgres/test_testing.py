"""The database that a run of the tests gets."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from centralita.kit.postgres import EmbeddedPostgres, Role
from centralita.kit.postgres.testing import prepare_test_database, temporary_server

pytestmark = pytest.mark.database


def test_a_run_gets_a_database_of_its_own_and_drops_it(home: Path) -> None:
    first, second = prepare_test_database(home), prepare_test_database(home)
    with psycopg.connect(first.owner_dsn) as owner:
        owner.execute("CREATE TABLE thing (id int)")
    with psycopg.connect(first.app_dsn) as application:
        application.execute("INSERT INTO thing VALUES (1)")
    with psycopg.connect(second.app_dsn) as application:
        assert application.execute("SELECT to_regclass('thing')").fetchone() == (None,)
    left_open = psycopg.connect(second.app_dsn)
    second.drop()
    left_open.close()
    with psycopg.connect(first.app_dsn) as application:
        assert application.execute("SELECT count(*) FROM thing").fetchone() == (1,)
    first.drop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.app_dsn)


@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="looks at the embedded server")
def test_what_a_killed_run_left_is_dropped_by_the_next(home: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from centralita.kit.postgres.testing import prepare_test_database;"
        "print(prepare_test_database(Path(sys.argv[1])).name, flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=False
    )
    assert killed.stdout.startswith("centralita_test_")
    prepare_test_database(home).drop()
    with EmbeddedPostgres(home) as info, psycopg.connect(info.dsn(Role.OWNER)) as connection:
        left = connection.execute(
            "SELECT datname FROM pg_database WHERE datname ~ 'centralita_test'"
        ).fetchall()
    assert left == []


def test_a_test_may_have_a_server_to_itself() -> None:
    with temporary_server() as server:
        first = server.start()
        with psycopg.connect(first.dsn(Role.OWNER)) as connection:
            assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("off",)
        assert first.socket_folder.exists()
    assert not first.socket_folder.exists()
    assert server.pid is None
