"""One embedded server, shared by the processes of one home."""

import atexit
import fcntl
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import psycopg
from psycopg import Connection, sql

from centralita.kit.postgres.binaries import find_binaries
from centralita.kit.postgres.control import Control, Postmaster
from centralita.kit.postgres.errors import ForeignData, ServerFailed
from centralita.kit.postgres.layout import SHELTER, lay_out, make_base
from centralita.kit.postgres.registry import Registry
from centralita.kit.postgres.roles import (
    DATABASE,
    SUPERVISOR,
    Role,
    mark,
    provision_database,
    provision_roles,
    stored_passwords,
)
from centralita.kit.postgres.server import PORT, ServerInfo

_ANSWER_SECONDS = 60


class EmbeddedPostgres:
    """The server of one home: started by the first who needs it, stopped by the last who leaves.

    Any number of processes, and of objects in one process, may share a home. A process that is killed is forgotten
    at the next start or release of another. `shelter` is where root keeps data that the server's own user could not
    reach below `home`. Without `durable`, commits are not flushed to disk: for tests.
    """

    def __init__(self, home: Path, *, durable: bool = True, shelter: Path = SHELTER) -> None:
        self._home = home.absolute()
        self._shelter = shelter
        self._durable = durable
        self._guard = threading.RLock()
        self._control: Control | None = None
        self._receipt: Path | None = None
        self._pid = os.getpid()
        self._leaving = threading.Event()
        self._watch: threading.Thread | None = None

    def __enter__(self) -> ServerInfo:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def start(self) -> ServerInfo:
        """Make sure that the server runs and answers; say how it is reached. Can be repeated at any time.

        Raises a PostgresError that says what to do when it cannot.
        """
        with self._guard, self._locked() as base:
            registry = Registry(base / "users")
            layout = lay_out(self._home, self._shelter)
            control = Control(layout, find_binaries(layout.account, self._shelter))
            added = self._receipt is None
            if self._receipt is None:
                registry.in_use()  # forgets the dead before the list grows
                self._receipt = registry.add()
                self._pid = os.getpid()
                atexit.register(self.release)
            self._control = control
            try:
                passwords = stored_passwords(base / "passwords.json")
                if not layout.initialised:
                    control.initialise()
                postmaster = self._answering(control)
                self._provision(postmaster, passwords)
            except BaseException:
                if added:
                    self._leave(registry, control)
                raise
            return ServerInfo(socket_folder=postmaster.socket_folder, passwords=passwords)

    def release(self) -> None:
        """Leave; the last to leave stops the server. Without effect when already left, or in a forked child."""
        if self._pid != os.getpid():
            return
        self._leaving.set()
        if self._watch is not None and self._watch is not threading.current_thread():
            self._watch.join()
        with self._guard:
            if self._receipt is None or self._control is None:
                return
            with self._locked() as base:
                self._leave(Registry(base / "users"), self._control)

    def stop(self) -> None:
        """Stop the server now, whoever uses it. For maintenance: a process that watches it starts it again."""
        with self._guard, self._locked():
            layout = lay_out(self._home, self._shelter)
            Control(layout, find_binaries(layout.account, self._shelter)).stop()

    def remove(self) -> None:
        """Stop the server and delete it: data, log, passwords and all, also what lies in the shelter."""
        self.release()
        self.stop()
        with self._guard, self._locked() as base:
            place = lay_out(self._home, self._shelter).place
            shutil.rmtree(base)
            shutil.rmtree(place, ignore_errors=True)

    @property
    def pid(self) -> int | None:
        """The number of the server's main process while it lives."""
        postmaster = None if self._control is None else self._control.running()
        return None if postmaster is None else postmaster.pid

    def is_running(self) -> bool:
        """Whether the server's main process lives. Cheap: no connection is made."""
        return self.pid is not None

    def keep_running(self, *, every: float = 1.0, on_restart: Callable[[], None] = lambda: None) -> None:
        """Look every so many seconds whether the server lives, and start it again when it was killed.

        Done in a thread of its own until `release`. Connections made before are lost; pools must reconnect.
        """
        if self._watch is not None:
            return

        def watch() -> None:
            while not self._leaving.wait(every):
                if not self.is_running():
                    self.start()
                    on_restart()

        self._leaving.clear()
        self._watch = threading.Thread(target=watch, name="postgres-watch", daemon=True)
        self._watch.start()

    def _leave(self, registry: Registry, control: Control) -> None:
        if self._receipt is not None:
            registry.remove(self._receipt)
        self._receipt = None
        self._watch = None
        atexit.unregister(self.release)
        if not registry.in_use():
            control.stop()

    def _answering(self, control: Control) -> Postmaster:
        """A server that answers: the running one, or one started now when it does not."""
        postmaster = control.running()
        if postmaster is not None and _answers(control, postmaster):
            return postmaster
        control.stop()
        postmaster = control.start(durable=self._durable)
        if not _answers(control, postmaster):
            raise ServerFailed(program="connecting to the server", path=str(control.layout.log), log="")
        return postmaster

    def _provision(self, postmaster: Postmaster, passwords: dict[Role, str]) -> None:
        wanted = mark(passwords)
        with _as_supervisor(postmaster, "postgres") as connection:
            found = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if found == (wanted,):
                return
            provision_roles(connection, passwords)
            if found is None:
                made = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(made.format(sql.Identifier(DATABASE), sql.Identifier(Role.OWNER)))
            # Databases that the owner makes later, for tests, are copies of template1.
            for database in ("template1", DATABASE):
                with _as_supervisor(postmaster, database) as there:
                    provision_database(there)
            everyone = sql.SQL(", ").join([sql.SQL("PUBLIC"), *map(sql.Identifier, Role)])
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE postgres, template1 FROM {}").format(everyone))
            label = sql.SQL("COMMENT ON DATABASE {} IS {}")
            connection.execute(label.format(sql.Identifier(DATABASE), sql.Literal(wanted)))

    @contextmanager
    def _locked(self) -> Iterator[Path]:
        """Hold the home's lock against other processes; freed by the system when this one dies."""
        try:
            base = make_base(self._home)
            descriptor = os.open(base / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise ForeignData(path=str(error.filename), owner="another user") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield base
        finally:
            os.close(descriptor)


def _as_supervisor(postmaster: Postmaster, database: str) -> Connection:
    return psycopg.connect(
        host=str(postmaster.socket_folder),
        port=PORT,
        user=SUPERVISOR,
        dbname=database,
        connect_timeout=10,
        autocommit=True,
        application_name="centralita supervisor",
    )


def _answers(control: Control, postmaster: Postmaster) -> bool:
    """Whether a connection is accepted; waits while the server recovers or goes down."""
    deadline = time.monotonic() + _ANSWER_SECONDS
    while control.running() == postmaster:
        try:
            with _as_supervisor(postmaster, "postgres") as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError as error:
            busy = "starting up" in str(error) or "shutting down" in str(error) or "recovery" in str(error)
            if not busy or time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            return True
    return False
