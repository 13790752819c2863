"""Files by key. The rows that own them keep key, size and hash; here are only the bytes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, Final, Protocol

from centralita.kit.errors import AppError, Category, TooLarge

_LONGEST_KEY: Final = 512
# Lower case, so that two keys are never one file where the file system ignores case.
_KEY: Final = re.compile(
    r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*(?:/[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*){0,9}"
)


class MalformedKey(AppError):
    """Not a key: small letters, digits, `-`, `_`, inner dots, at most ten parts between slashes."""

    code = "storage_key_malformed"
    category = Category.INVALID


class StorageAway(AppError):
    """The place for files does not answer, or lets us do nothing."""

    code = "storage_away"
    category = Category.UNAVAILABLE


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
    """A place for files. All methods block: from a loop, call them in a thread. Each raises MalformedKey, and
    StorageAway where files are kept by another machine.
    """

    def put(self, key: str, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """Write a file, whole or not at all, replacing what was there.

        Raises TooLarge (data: `limit`) as soon as it passes `limit` bytes.
        """
        ...

    def get(self, key: str) -> BinaryIO:
        """Open a file to read and to seek in; the caller closes it. Raises NotFound."""
        ...

    def stat(self, key: str) -> Stat:
        """Raises NotFound."""
        ...

    def files_in(self, folder: str) -> Iterator[Stat]:
        """Every file whose key begins with `folder/`, in no order; none where there is no such folder."""
        ...

    def delete(self, key: str) -> None:
        """Remove a file; one that is not there is as good as removed."""
        ...

    def delete_folder(self, folder: str) -> None:
        """Remove every file whose key begins with `folder/`; where there is none, nothing happens."""
        ...


def checked(key: str) -> str:
    """The key itself. Raises MalformedKey."""
    parts = key.split("/")
    if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key) or any(len(part) > 200 for part in parts):
        raise MalformedKey(key=key[:80])
    return key


class Measure:
    """Counts and hashes what is written, up to a limit in bytes."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._size = 0
        self._hash = sha256()

    def add(self, chunk: bytes) -> None:
        """Raises TooLarge."""
        self._size += len(chunk)
        if self._limit is not None and self._size > self._limit:
            raise TooLarge(limit=self._limit)
        self._hash.update(chunk)

    def stored(self, key: str) -> Stored:
        """What was written."""
        return Stored(key, self._size, self._hash.hexdigest())
