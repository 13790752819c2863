"""What benchmarks run on: an embedded PostgreSQL of their own, the product on it, and an organization with an agent."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from centralita.kit.postgres import EmbeddedPostgres, Role


@dataclass(frozen=True)
class Stage:
    """A running database and the environment that reaches it."""

    environment: dict[str, str]
    owner_dsn: str


@contextlib.contextmanager
def stage() -> Iterator[Stage]:
    """A fresh, migrated database, thrown away afterwards. Durable as in production: commits reach the disk."""
    home = Path(tempfile.mkdtemp(prefix="centralita-bench-"))
    server = EmbeddedPostgres(home)
    info = server.start()
    environment = {
        **os.environ,
        "CENTRALITA_HOME": str(home),
        "DATABASE_URL": info.dsn(Role.APPLICATION),
        "DATABASE_OWNER_URL": info.dsn(Role.OWNER),
        "CENTRALITA_LOG_LEVEL": "ERROR",
        "CENTRALITA_UNLIMITED": "1",
        "CENTRALITA_ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "centralita.config.settings",
    }
    try:
        subprocess.run([sys.executable, "-m", "centralita.config.migrate"], check=True, env=environment)
        os.environ.update(environment)
        yield Stage(environment, info.dsn(Role.OWNER))
    finally:
        server.remove()
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def process(
    arguments: list[str], environment: dict[str, str], port: int, path: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, ready when it answers anything at `path`, ended afterwards."""
    running = subprocess.Popen([sys.executable, *arguments], env={**environment, "PORT": str(port)})
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield running
    finally:
        running.terminate()
        running.wait(timeout=15)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
