"""Initialise, start and stop one server through PostgreSQL's own programs. Called under the home's lock."""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from centralita.kit.postgres.binaries import Binaries
from centralita.kit.postgres.errors import ServerFailed
from centralita.kit.postgres.layout import SOCKET_NAME, Layout
from centralita.kit.postgres.processes import working_in, works_in
from centralita.kit.postgres.roles import SUPERVISOR
from centralita.kit.postgres.settings import write_settings

_START_SECONDS = 300  # recovery after a crash replays up to max_wal_size
_STOP_SECONDS = 60
_ORPHANS_SECONDS = 10


@dataclass(frozen=True)
class Postmaster:
    """The server's main process, as it wrote itself down in postmaster.pid."""

    pid: int
    socket_folder: Path


@dataclass(frozen=True)
class Control:
    """The programs, pointed at one layout."""

    layout: Layout
    binaries: Binaries

    def initialise(self) -> None:
        """Make the data directory: beside its place first, so that a kill leaves no half of one behind."""
        half = self.layout.place / "initialising"
        self._as_server(["/bin/sh", "-c", 'rm -rf -- "$1"', "sh", half / "data"])
        self.layout.account.own(half)
        self._check(
            "initdb",
            self._as_server(
                [
                    self.binaries.program("initdb"),
                    "--no-sync",
                    f"--username={SUPERVISOR}",
                    "--auth=peer",
                    "--encoding=UTF8",
                    # The builtin provider sorts alike on every machine; the system's character classes are
                    # still needed, for full-text search finds the borders of words by them.
                    "--locale=C",
                    "--lc-ctype=C.UTF-8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions",
                    f"--pgdata={half / 'data'}",
                ]
            ),
        )
        os.sync()
        (half / "data").rename(self.layout.data)
        half.rmdir()

    def running(self) -> Postmaster | None:
        """The living postmaster of this data directory: neither a zombie nor another process under its old pid."""
        try:
            lines = (self.layout.data / "postmaster.pid").read_text().splitlines()
            noted = Postmaster(pid=abs(int(lines[0])), socket_folder=Path(lines[4]))
        except (OSError, ValueError, IndexError):
            return None
        return noted if works_in(noted.pid, self.layout.data) else None

    def start(self, *, durable: bool) -> Postmaster:
        """Start the server, with recovery when it was killed; returns once it answers."""
        write_settings(self.layout, durable=durable)
        deadline = time.monotonic() + _ORPHANS_SECONDS
        while True:
            self._disown_stale_pid()
            code = self._pg_ctl(
                "start",
                "-t",
                str(_START_SECONDS),
                "-l",
                "log/start.log",
                "-o",
                "-c config_file=postgresql.conf",
            )
            postmaster = self.running()
            if code == 0 and postmaster is not None:
                return postmaster
            # Backends outlive a killed postmaster for a moment, and hold its shared memory.
            if "shared memory block" not in self._log() or time.monotonic() > deadline:
                self._check("pg_ctl start", code or 1)
            for orphan in working_in(self.layout.data):
                with suppress(ProcessLookupError):
                    os.kill(orphan, signal.SIGQUIT)
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server, its connections with it, at once if it does not listen."""
        if self.running() is None:
            return
        for mode in ("fast", "immediate"):
            if self._pg_ctl("stop", "-m", mode, "-t", str(_STOP_SECONDS)) == 0 or self.running() is None:
                return
        self._check("pg_ctl stop", 1)

    def _disown_stale_pid(self) -> None:
        """Put the pid of a finished process into a postmaster.pid that no postmaster stands behind.

        PostgreSQL takes any process under that pid, a zombie too, for a running server. Removing the file instead
        would also remove the shared memory's key, by which it makes sure that no old backend still writes.
        """
        if self.running() is not None:
            return
        (self.layout.run / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
        path = self.layout.data / "postmaster.pid"
        if not path.exists():
            return
        rest = "\n".join(path.read_text().splitlines()[1:])
        command = '{ echo "$$"; cat; } > "$1"'  # $$ is the shell's own pid, soon nobody's
        self.layout.account.run(["/bin/sh", "-c", command, "sh", path], stdin=f"{rest}\n")

    def _pg_ctl(self, action: str, *arguments: str) -> int:
        # pg_ctl passes paths through a shell without quoting them: it gets the data by environment and the rest
        # relative to the working directory, which is ours to name.
        with suppress(FileNotFoundError):
            if action == "start":
                (self.layout.log / "start.log").unlink()
        return self._as_server([self.binaries.program("pg_ctl"), action, "-w", "-s", *arguments])

    def _as_server(self, command: list[str | Path]) -> int:
        environment = {"PGDATA": str(self.layout.data)}
        self.layout.account.own(self.layout.log)
        with (self.layout.log / "control.log").open("wb") as output:
            return self.layout.account.run(command, cwd=self.layout.place, env=environment, output=output)

    def _check(self, program: str, code: int) -> None:
        if code:
            raise ServerFailed(program=program, path=str(self.layout.log), log=self._log())

    def _log(self) -> str:
        """The last lines of what was written most recently."""
        lines: list[str] = []
        for name in ("control.log", "start.log"):
            with suppress(OSError):
                lines += (self.layout.log / name).read_text(errors="replace").splitlines()
        return "\n".join(lines[-20:])
