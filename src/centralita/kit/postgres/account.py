"""The operating system's user that the server runs as.

PostgreSQL refuses to run as root. An ordinary user runs it as themselves; root runs it as a system user of its own,
made on first use, and keeps everything but the data, the log and the socket.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from centralita.kit.postgres.errors import NoAccount

NAME = "centralita"
_SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Account:
    """Whom the server runs as; `name` is what peer authentication sees."""

    uid: int
    gid: int
    name: str

    @property
    def is_me(self) -> bool:
        """Whether no change of user is needed."""
        return self.uid == os.geteuid()

    def run(
        self,
        command: Sequence[str | Path],
        *,
        cwd: Path = Path("/"),
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
        output: IO[bytes] | int = subprocess.DEVNULL,
    ) -> int:
        """Run a program as this user in a clean environment; answer its exit code.

        The output goes nowhere or to a file, never to a pipe: a server that inherits a pipe keeps it open for ever.
        """
        process = subprocess.run(  # noqa: S603
            [str(part) for part in command],
            cwd=cwd,
            env={"PATH": _SEARCH_PATH, "LC_ALL": "C", "TZ": "UTC", **(env or {})},
            input=None if stdin is None else stdin.encode(),
            stdin=subprocess.DEVNULL if stdin is None else None,
            stdout=output,
            stderr=output,
            check=False,
            start_new_session=True,
            umask=0o077,
            user=None if self.is_me else self.uid,
            group=None if self.is_me else self.gid,
            extra_groups=None if self.is_me else [],
        )
        return process.returncode

    def can_enter(self, folder: Path) -> bool:
        """Whether this user reaches the folder; tried, since modes, lists and mounts all have a say."""
        return self.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]) == 0

    def own(self, folder: Path) -> None:
        """Make the folder if need be, for this user alone."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if not self.is_me:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)


def account_for(uid: int) -> Account:
    """The account with this number; it must have a name, for initdb and peer authentication ask for it."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise NoAccount(user=f"user number {uid}, which has no name here", wanted=NAME) from None
    return Account(uid=uid, gid=entry.pw_gid, name=entry.pw_name)


def default_account() -> Account:
    """Myself, or when I am root the system user kept for it, made now if missing."""
    if os.geteuid() != 0:
        return account_for(os.geteuid())
    return _existing(NAME) or _created() or _existing("postgres") or _refuse()


def _existing(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, name=name) if entry.pw_uid else None


def _created() -> Account | None:
    ways = (
        ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--user-group", NAME],
        ["adduser", "-S", "-D", "-H", NAME],  # BusyBox
    )
    for program, *arguments in ways:
        path = shutil.which(program, path=_SEARCH_PATH)
        if path is None:
            continue
        subprocess.run([path, *arguments], check=False, capture_output=True)  # noqa: S603
        # Another process may have made it in the same moment: what counts is that it is there.
        if (account := _existing(NAME)) is not None:
            return account
    return None


def _refuse() -> Account:
    raise NoAccount(user="root", wanted=NAME)
