"""Starting, sharing, killing and recovering a real server."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from centralita.kit.postgres import EmbeddedPostgres, Role, ServerInfo, WrongMajor
from centralita.kit.postgres.processes import identity

pytestmark = pytest.mark.database

_NEIGHBOUR = """
import sys
from pathlib import Path
from centralita.kit.postgres import EmbeddedPostgres, Role
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.start().dsn(Role.APPLICATION), flush=True)
sys.stdin.read()
server.release()
"""


@contextmanager
def neighbour(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the same home until its input is closed."""
    command = [sys.executable, "-c", _NEIGHBOUR, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql://")
        yield process
        process.kill()


def postmaster_pid(home: Path) -> int:
    return int((home / "postgres/18/postmaster.pid").read_text().splitlines()[0])


def answers(info: ServerInfo) -> bool:
    try:
        with psycopg.connect(info.dsn(Role.APPLICATION)) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_starting_again_joins_what_runs(home: Path, server: EmbeddedPostgres) -> None:
    first = server.start()
    pid = postmaster_pid(home)
    assert server.start() == first
    with EmbeddedPostgres(home) as second:
        assert second == first
    assert postmaster_pid(home) == pid
    assert answers(first)


def test_a_home_reached_by_a_link_is_the_same_home(
    folder: Path, home: Path, server: EmbeddedPostgres
) -> None:
    server.start()
    pid = postmaster_pid(home)
    (folder / "link").symlink_to(home)
    with EmbeddedPostgres(folder / "link") as info:
        assert answers(info)
        assert postmaster_pid(home) == pid


def test_the_last_to_leave_stops_it(home: Path, server: EmbeddedPostgres) -> None:
    info = server.start()
    with neighbour(home) as other:
        server.release()
        assert answers(info)
        other.communicate()
        assert other.returncode == 0
    assert not answers(info)
    assert not (home / "postgres/18/postmaster.pid").exists()


def test_many_may_start_it_at_once(home: Path) -> None:
    servers = [EmbeddedPostgres(home) for _ in range(6)]
    threads = [threading.Thread(target=server.start) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(server.is_running() for server in servers)
    for server in servers[1:]:
        server.release()
    assert servers[0].is_running()
    servers[0].release()
    assert not servers[0].is_running()


def test_a_killed_user_is_forgotten(home: Path, server: EmbeddedPostgres) -> None:
    with neighbour(home) as other:
        other.kill()
        other.wait()
    info = server.start()
    assert len(list((home / "postgres/users").iterdir())) == 1
    server.release()
    assert not answers(info)


def test_a_pid_used_again_by_another_process_is_not_mistaken(home: Path, server: EmbeddedPostgres) -> None:
    server.start()
    forged = home / "postgres/users/forged.json"
    forged.write_text(json.dumps({"pid": os.getpid(), "identity": "another boot:1"}))
    server.release()
    assert not server.is_running()
    assert not forged.exists()


def test_a_forked_child_does_not_leave_for_its_parent(server: EmbeddedPostgres) -> None:
    info = server.start()
    child = os.fork()
    if child == 0:
        server.release()
        os._exit(0)
    os.waitpid(child, 0)
    assert answers(info)


def test_no_acknowledged_row_is_lost_when_the_postmaster_is_killed(
    home: Path, server: EmbeddedPostgres
) -> None:
    info = server.start()
    with psycopg.connect(info.dsn(Role.OWNER)) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept (writer int, n int)")
    acknowledged = [0, 0, 0]

    def write(writer: int) -> None:
        try:
            with psycopg.connect(info.dsn(Role.APPLICATION), autocommit=True) as connection:
                for n in range(1_000_000):
                    connection.execute("INSERT INTO kept VALUES (%s, %s)", [writer, n])
                    acknowledged[writer] = n + 1
        except psycopg.OperationalError:
            pass

    writers = [threading.Thread(target=write, args=[writer]) for writer in range(len(acknowledged))]
    for thread in writers:
        thread.start()
    while min(acknowledged) < 100:
        time.sleep(0.01)
    os.kill(postmaster_pid(home), signal.SIGKILL)
    again = server.start()
    for thread in writers:
        thread.join()
    with psycopg.connect(again.dsn(Role.APPLICATION)) as connection:
        rows = connection.execute(
            "SELECT writer, count(*) FROM kept GROUP BY writer ORDER BY writer"
        ).fetchall()
    assert [writer for writer, _ in rows] == [0, 1, 2]
    assert all(kept >= told for (_, kept), told in zip(rows, acknowledged, strict=True))


def test_a_busy_backend_does_not_keep_a_killed_server_down(home: Path, server: EmbeddedPostgres) -> None:
    info = server.start()
    busy = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$"

    def spin() -> None:
        with psycopg.connect(info.dsn(Role.APPLICATION), autocommit=True) as connection:
            connection.execute(busy)

    def spin_until_killed() -> None:
        with suppress(psycopg.OperationalError):
            spin()

    thread = threading.Thread(target=spin_until_killed)
    thread.start()
    time.sleep(0.3)
    os.kill(postmaster_pid(home), signal.SIGKILL)
    assert answers(server.start())
    thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a process that adopts orphans")
def test_a_zombie_postmaster_is_replaced(home: Path) -> None:
    script = """
import ctypes, os, signal, sys
from pathlib import Path
from centralita.kit.postgres import EmbeddedPostgres
from centralita.kit.postgres.processes import identity
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER, and never reap: as a careless PID 1
home = Path(sys.argv[1])
server = EmbeddedPostgres(home)
server.start()
pid = int((home / "postgres/18/postmaster.pid").read_text().splitlines()[0])
os.kill(pid, signal.SIGKILL)
while identity(pid) is not None:
    pass
os.kill(pid, 0)  # a zombie still counts as a process
server.start()
again = int((home / "postgres/18/postmaster.pid").read_text().splitlines()[0])
server.release()
print(again != pid, server.is_running())
"""
    found = subprocess.run(
        [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=False
    )
    assert found.stdout.split() == ["True", "False"], found.stderr


def test_a_stale_pid_file_that_names_a_living_stranger(home: Path, server: EmbeddedPostgres) -> None:
    server.start()
    pid_file = home / "postgres/18/postmaster.pid"
    os.kill(postmaster_pid(home), signal.SIGKILL)
    while identity(postmaster_pid(home)) is not None:
        time.sleep(0.01)
    rest = pid_file.read_text().splitlines()[1:]
    pid_file.write_text("\n".join([str(os.getpid()), *rest]) + "\n")
    assert answers(server.start())


def test_a_server_whose_socket_was_removed_is_started_anew(server: EmbeddedPostgres) -> None:
    info = server.start()
    for entry in info.socket_folder.iterdir():
        entry.unlink()
    assert answers(server.start())


def test_it_is_kept_running_when_asked(home: Path, server: EmbeddedPostgres) -> None:
    info = server.start()
    restarted = threading.Event()
    server.keep_running(every=0.05, on_restart=restarted.set)
    os.kill(postmaster_pid(home), signal.SIGKILL)
    assert restarted.wait(20)
    assert answers(info)
    server.release()
    assert not answers(info)


def test_lost_passwords_are_made_anew(home: Path, server: EmbeddedPostgres) -> None:
    before = server.start()
    (home / "postgres/passwords.json").unlink()
    after = server.start()
    assert answers(after)
    assert not answers(before)


def test_data_of_another_major_version_is_refused(folder: Path) -> None:
    other = folder / "other"
    (other / "postgres/17").mkdir(parents=True)
    (other / "postgres/17/PG_VERSION").write_text("17\n")
    with pytest.raises(WrongMajor) as caught:
        EmbeddedPostgres(other).start()
    assert caught.value.data == {"path": str(other / "postgres/17"), "found": "17", "needed": 18}
    assert "pg_dump" in str(caught.value)
    assert not list((other / "postgres").glob("users/*"))


def test_a_data_folder_whose_content_is_of_another_major_is_refused(folder: Path) -> None:
    other = folder / "renamed"
    (other / "postgres/18").mkdir(parents=True)
    (other / "postgres/18/PG_VERSION").write_text("16\n")
    if os.geteuid() == 0:
        os.chown(other / "postgres/18", 65534, 65534)
    with pytest.raises(WrongMajor):
        EmbeddedPostgres(other).start()


@pytest.mark.parametrize(
    "name", ['a\'b "c" $HOME, é', "x" * 120], ids=["odd characters", "longer than a socket's path may be"]
)
def test_any_path_will_do(folder: Path, name: str) -> None:
    shelter = folder / "shelter"
    server = EmbeddedPostgres(folder / name / "home", shelter=shelter)
    (folder / name).mkdir()
    (folder / name).chmod(0o711)
    info = server.start()
    assert answers(info)
    server.release()
    if not info.socket_folder.is_relative_to(folder):
        shutil.rmtree(info.socket_folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes users")
def test_root_with_a_closed_home_keeps_the_data_where_the_server_can_reach_it(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    shelter = folder / "shelter"
    with EmbeddedPostgres(closed / "home", shelter=shelter) as info:
        assert answers(info)
        assert closed.stat().st_mode & 0o777 == 0o700
        place = Path((closed / "home/postgres/location").read_text().strip())
        assert place.is_relative_to(shelter)
        assert (place / "18/PG_VERSION").exists()
        assert place.stat().st_mode & 0o777 == 0o711
        assert (place / "18").stat().st_uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes users")
def test_removing_leaves_nothing_in_the_shelter(folder: Path) -> None:
    closed, shelter = folder / "to be removed", folder / "its shelter"
    closed.mkdir(mode=0o700)
    server = EmbeddedPostgres(closed, shelter=shelter)
    server.start()
    pid = server.pid
    server.remove()
    assert pid is not None
    assert identity(pid) is None
    assert not list(closed.iterdir())
    assert [path.name for path in shelter.iterdir() if path.name != "programs"] == []
