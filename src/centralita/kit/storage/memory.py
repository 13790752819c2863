"""Files in memory."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import NotFound
from centralita.kit.storage.files import Measure, Stat, Stored, checked


class MemoryStorage:
    """Files in memory, for tests and trials."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._files: dict[str, tuple[bytes, datetime]] = {}
        self._clock = clock

    def put(self, key: str, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        checked(key)
        measured, content = Measure(limit), bytearray()
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

    def files_in(self, folder: str) -> Iterator[Stat]:
        inside = f"{checked(folder)}/"
        return (
            Stat(key, len(content), at)
            for key, (content, at) in list(self._files.items())
            if key.startswith(inside)
        )

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
