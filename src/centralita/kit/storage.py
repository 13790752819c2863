"""Files by key. The rows that own them keep key, size and hash; here are only the bytes."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import AppError, Category, NotFound, TooLarge

_LONGEST_KEY: Final = 512
# Lower case, so that two keys are never one file where the file system ignores case.
_KEY: Final = re.compile(
    r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*(?:/[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*){0,9}"
)
# No key begins with a dot, so nothing half written can be read as a file.
_INCOMING: Final = ".incoming"


class MalformedKey(AppError):
    """Not a key: small letters, digits, `-`, `_`, inner dots, at most ten parts between slashes."""

    code = "storage_key_malformed"
    category = Category.INVALID


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: size in bytes, and the SHA-256 of the content in hexadecimal."""

    key: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Stat:
    """What is there: size in bytes, and when it was put."""

    key: str
    size: int
    modified_at: datetime


class Storage(Protocol):
    """A place for files. All methods block: from a loop, call them in a thread. Each raises MalformedKey."""

    def put(self, key: str, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """Write a file, whole or not at all, replacing what was there.

        Raises TooLarge (data: `limit`) as soon as it passes `limit` bytes.
        """
        ...

    def get(self, key: str) -> BinaryIO:
        """Open a file to read; the caller closes it. Raises NotFound."""
        ...

    def stat(self, key: str) -> Stat:
        """Raises NotFound."""
        ...

    def delete(self, key: str) -> None:
        """Remove a file; one that is not there is as good as removed."""
        ...

    def delete_folder(self, folder: str) -> None:
        """Remove every file whose key begins with `folder/`; where there is none, nothing happens."""
        ...


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
            measured = _Measure(limit)
            for chunk in chunks:
                measured.add(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        return measured.stored(key)


class MemoryStorage:
    """Files in memory, for tests and trials."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._files: dict[str, tuple[bytes, datetime]] = {}
        self._clock = clock

    def put(self, key: str, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        checked(key)
        measured, content = _Measure(limit), bytearray()
        for chunk in chunks:
            measured.add(chunk)
            content += chunk
        self._files[key] = (bytes(content), self._clock.now())
        return measured.stored(key)

    def get(self, key: str) -> BinaryIO:
        return BytesIO(self._found(key)[0])

    def stat(self, key: str) -> Stat:
        content, at = self._found(key)
        return Stat(key, len(content), at)

    def delete(self, key: str) -> None:
        self._files.pop(checked(key), None)

    def delete_folder(self, folder: str) -> None:
        inside = f"{checked(folder)}/"
        for key in [key for key in self._files if key.startswith(inside)]:
            self._files.pop(key, None)

    def _found(self, key: str) -> tuple[bytes, datetime]:
        found = self._files.get(checked(key))
        if found is None:
            raise NotFound(key=key)
        return found


def checked(key: str) -> str:
    """The key itself. Raises MalformedKey."""
    parts = key.split("/")
    if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key) or any(len(part) > 200 for part in parts):
        raise MalformedKey(key=key[:80])
    return key


class _Measure:
    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._size = 0
        self._hash = sha256()

    def add(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._limit is not None and self._size > self._limit:
            raise TooLarge(limit=self._limit)
        self._hash.update(chunk)

    def stored(self, key: str) -> Stored:
        return Stored(key, self._size, self._hash.hexdigest())


def _settle(folder: Path) -> None:
    """Have the folder's entry reach the disk too, or a power cut could take the rename back."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
