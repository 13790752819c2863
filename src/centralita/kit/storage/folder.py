"""Files in a folder."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from centralita.kit.errors import NotFound
from centralita.kit.storage.files import Measure, Stat, Stored, checked

# No key begins with a dot, so nothing half written can be read as a file.
_INCOMING: Final = ".incoming"


class FolderStorage:
    """Files in a folder of this machine, or of a network file system with atomic renames."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / _INCOMING

    def put(self, key: str, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        path = self._path(key)
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._incoming / secrets.token_hex(16)
        try:
            stored = self._write(draft, key, chunks, limit)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        _settle(path.parent)
        return stored

    def get(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotFound(key=key) from None

    def stat(self, key: str) -> Stat:
        path = self._path(key)
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise NotFound(key=key) from None
        if not path.is_file():
            raise NotFound(key=key)
        return Stat(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def files_in(self, folder: str) -> Iterator[Stat]:
        for path, _, names in os.walk(self._path(folder)):
            inside = Path(path).relative_to(self._root).as_posix()
            for name in names:
                # Gone since the folder was read, as other processes may have it.
                with contextlib.suppress(NotFound):
                    yield self.stat(f"{inside}/{name}")

    def delete(self, key: str) -> None:
        try:
            self._path(key).unlink()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
            if self._path(key).is_file():
                raise

    def delete_folder(self, folder: str) -> None:
        path = self._path(folder)
        if path.is_dir():
            shutil.rmtree(path)

    def _path(self, key: str) -> Path:
        return self._root / checked(key)

    @staticmethod
    def _write(draft: Path, key: str, chunks: Iterable[bytes], limit: int | None) -> Stored:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            measured = Measure(limit)
            for chunk in chunks:
                measured.add(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        return measured.stored(key)


def _settle(folder: Path) -> None:
    """Have the folder's entry reach the disk too, or a power cut could take the rename back."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
