"""Telling whether a process that was written down earlier is still the same and alive."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_BOOT = _PROC / "sys/kernel/random/boot_id"


def identity(pid: int) -> str | None:
    """Name a running process so that a later one with the same pid is told apart.

    None when there is no such process or only its zombie: neither does any work.
    """
    if not _BOOT.exists():
        return _identity_from_ps(pid)
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    # The command may hold blanks and parentheses; what follows the last one is regular (proc(5)).
    fields = stat.rpartition(")")[2].split()
    state, started = fields[0], fields[19]
    return None if state in "ZXx" else f"{_BOOT.read_text().strip()}:{started}"


def own_identity() -> str:
    """Name this very process."""
    found = identity(os.getpid())
    if found is None:
        raise RuntimeError("a running process has no identity")
    return found


def works_in(pid: int, folder: Path) -> bool:
    """Tell whether the living process has this folder as its working directory, as PostgreSQL's have their data."""
    if identity(pid) is None:
        return False
    if not _BOOT.exists():
        return str(folder) in _ps(pid, "command=")
    try:
        return (_PROC / str(pid) / "cwd").samefile(folder)
    except OSError:
        return False


def working_in(folder: Path) -> Iterator[int]:
    """Find the living processes whose working directory is this folder (Linux; elsewhere none)."""
    for entry in _PROC.glob("[0-9]*"):
        if works_in(int(entry.name), folder):
            yield int(entry.name)


def _identity_from_ps(pid: int) -> str | None:
    state, _, started = _ps(pid, "state=,lstart=").partition(" ")
    return None if not state or state.startswith("Z") else started.strip()


def _ps(pid: int, columns: str) -> str:
    command = ["/bin/ps", "-o", columns, "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
