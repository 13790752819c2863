"""Archives taken apart in memory, bounded in entries and in bytes however small they were packed. Pure."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from centralita.studio.imports.domain.faults import Fault, Unreadable

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 30_000_000
_READ: Final = (".json", ".jsonc", ".json5", ".yml", ".yaml", ".vf", ".vfr", ".md", ".markdown", ".mdx")
_PACKED: Final = (".zip", ".tgz", ".gz")
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


class Room:
    """What may still be unpacked, of all archives of an upload together."""

    def __init__(self) -> None:
        self.entries, self.bytes = MOST_ENTRIES, MOST_UNPACKED

    def entered(self, name: str, count: int = 1) -> None:
        """Count entries of an archive. Raises Unreadable when there are too many."""
        self.entries -= count
        if self.entries < 0:
            raise Unreadable(Fault("archive_too_many", name, {"limit": str(MOST_ENTRIES)}))

    def read(self, name: str, size: int) -> None:
        """Count bytes that were unpacked. Raises Unreadable when there are too many."""
        self.bytes -= size
        if self.bytes < 0:
            raise Unreadable(Fault("archive_too_large", name, {"limit": f"{MOST_UNPACKED // 1_000_000} MB"}))


def is_archive(content: bytes) -> bool:
    """Whether these bytes are a zip, or something packed by gzip."""
    return content.startswith((_ZIP, _GZIP))


def opened(name: str, content: bytes, room: Room) -> Iterator[tuple[str, bytes]]:
    """The files in it that may be read, each by its path. Nothing is written anywhere. Raises Unreadable.

    Where there are only further archives in it, as somebody packs bots that are archives each, those are opened.
    """
    alone = True
    for found in _unpacked(name, content, room, _wanted):
        alone = False
        yield found
    if alone and content.startswith(_ZIP):
        for path, inner in _unpacked(name, content, room, _is_packed):
            if is_archive(inner):
                for inside, found_inside in _unpacked(path, inner, room, _wanted):
                    yield f"{path}/{inside}", found_inside


def _unpacked(
    name: str, content: bytes, room: Room, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    try:
        yield from (_zip if content.startswith(_ZIP) else _gzip)(name, content, room, wanted)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError):
        raise Unreadable(Fault("archive_broken", name)) from None
    except (RuntimeError, ValueError):  # a password; a number that no archive has
        raise Unreadable(Fault("archive_locked", name)) from None


def _zip(name: str, content: bytes, room: Room, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        room.entered(name, len(entries))
        for entry in entries:
            if entry.is_dir() or not wanted(entry.filename):
                continue
            with archive.open(entry) as file:
                read = file.read(room.bytes + 1)
            room.read(name, len(read))
            yield entry.filename, read


def _gzip(
    name: str, content: bytes, room: Room, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(content, room.bytes + 1)
    room.read(name, len(plain))
    if plain[257:262] != b"ustar":
        yield name.removesuffix(".gz"), plain
        return
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
        for entry in archive:
            room.entered(name)
            if not entry.isreg() or not wanted(entry.name) or entry.size > len(plain):
                continue
            file = archive.extractfile(entry)
            if file is not None:
                yield entry.name, file.read()


def readable(path: str) -> bool:
    """Whether a file of this name may be one that is read: by its ending, or as it has none."""
    plain = path.rpartition("/")[2]
    return path.lower().endswith(_READ) or "." not in plain.strip(".")


def _wanted(path: str) -> bool:
    plain = path.rpartition("/")[2]
    return path.lower().endswith(_READ) and not plain.startswith("._") and "__MACOSX" not in path


def _is_packed(path: str) -> bool:
    return path.lower().endswith(_PACKED) and "__MACOSX" not in path
