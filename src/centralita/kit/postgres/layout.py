"""Where the pieces of an embedded server lie.

`<home>/postgres` keeps the lock, the passwords and the list of users, and normally the rest too: the data in `18`,
the log in `log`, the socket in `run`. When root starts it for a system user that cannot reach the home (a home below
`/root`), these three lie in `/var/lib/centralita/<hash of home>`, and `<home>/postgres/location` says so. No folder
that was there before ever has its permissions changed.
"""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from centralita.kit.postgres.account import Account, account_for, default_account
from centralita.kit.postgres.binaries import MAJOR
from centralita.kit.postgres.errors import ForeignData, UnsafeFolder, WrongMajor

SHELTER = Path("/var/lib/centralita")
SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET = 107  # sockaddr_un's path, without its closing zero byte


@dataclass(frozen=True)
class Layout:
    """The folders of one server and the user that it runs as."""

    base: Path
    place: Path
    account: Account
    run: Path

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.place / str(MAJOR)

    @property
    def log(self) -> Path:
        """The folder of log files."""
        return self.place / "log"

    @property
    def initialised(self) -> bool:
        """Whether there is a whole data directory."""
        return (self.data / "PG_VERSION").is_file()


def lay_out(home: Path, shelter: Path) -> Layout:
    """Find or make the folders. Called under the home's lock."""
    base = home / "postgres"
    place = _noted_place(base) or base
    if (place / str(MAJOR)).exists():
        account = _owner_of(place / str(MAJOR))
    else:
        account = default_account()
        if not account.is_me and not account.can_enter(base):
            place = shelter / _digest(home)
            shelter.mkdir(mode=0o711, parents=True, exist_ok=True)
            place.mkdir(mode=0o711, exist_ok=True)
            (base / "location").write_text(f"{place}\n")
    _refuse_other_major(place)
    layout = Layout(
        base=base, place=place, account=account, run=_socket_folder(home, place, account, shelter)
    )
    account.own(layout.log)
    return layout


def make_base(home: Path) -> Path:
    """Make `<home>/postgres`; as root its parts can be passed through but not listed, since the server's user must."""
    mode = 0o711 if os.geteuid() == 0 else 0o700
    home.mkdir(mode=mode, parents=True, exist_ok=True)
    base = home / "postgres"
    base.mkdir(mode=mode, exist_ok=True)
    return base


def _noted_place(base: Path) -> Path | None:
    note = base / "location"
    return Path(note.read_text().strip()) if note.is_file() else None


def _owner_of(data: Path) -> Account:
    owner = data.stat().st_uid
    if owner == 0 or os.geteuid() not in (0, owner):
        raise ForeignData(path=str(data), owner="root" if owner == 0 else account_for(owner).name)
    return account_for(owner)


def _refuse_other_major(place: Path) -> None:
    mine = place / str(MAJOR)
    candidates = [mine] if mine.exists() else sorted(place.glob("[0-9]*"))
    for folder in candidates:
        # As root this reads below another user's folder; it is a short text or it is refused.
        noted = folder / "PG_VERSION"
        found = noted.read_text().strip() if noted.is_file() else ""
        if found and found != str(MAJOR):
            raise WrongMajor(path=str(folder), found=found, needed=MAJOR)


def _socket_folder(home: Path, place: Path, account: Account, shelter: Path) -> Path:
    near = place / "run"
    if _fits(near):
        account.own(near)
        return near
    if not account.is_me:
        away = shelter / _digest(home)
        shelter.mkdir(mode=0o711, parents=True, exist_ok=True)
        away.mkdir(mode=0o711, exist_ok=True)
        account.own(away / "run")
        return away / "run"
    away = Path(tempfile.gettempdir()) / f"centralita-{account.uid}-{_digest(home)}"
    if not _fits(away):
        away = Path("/tmp") / away.name  # noqa: S108  made 0700 and checked below
    _own_private(away, account)
    return away


def _fits(folder: Path) -> bool:
    """Whether a socket in this folder can be reached; a comma would split the address into two hosts."""
    return len(os.fsencode(folder / SOCKET_NAME)) <= _LONGEST_SOCKET and "," not in str(folder)


def _own_private(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise UnsafeFolder(path=str(folder), user=account.name)


def _digest(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
