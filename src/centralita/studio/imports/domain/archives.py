"""Archives taken apart in memory, bounded in entries and in bytes however small they were packed. Pure."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from centralita.studio.imports.domain.faults import Fault, Unreadable

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 30_000_000
_READ: Final = (".json", ".jsonc", ".json5", ".yml", ".yaml", ".vf", ".vfr", ".md", ".markdown", ".mdx")
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


def is_archive(content: bytes) -> bool:
    """Whether these bytes are a zip, or something packed by gzip."""
    return content.startswith((_ZIP, _GZIP))


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in it that may be read, each by its path. Nothing is written anywhere. Raises Unreadable."""
    try:
        yield from _zip(name, content) if content.startswith(_ZIP) else _gzip(name, content)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError):
        raise Unreadable(Fault("archive_broken", name)) from None
    except (RuntimeError, ValueError):  # a password; a number that no archive has
        raise Unreadable(Fault("archive_locked", name)) from None


def _zip(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Unreadable(Fault("archive_too_many", name, {"limit": str(MOST_ENTRIES)}))
        room = MOST_UNPACKED
        for entry in entries:
            if entry.is_dir() or not _wanted(entry.filename):
                continue
            with archive.open(entry) as file:
                read = file.read(room + 1)
            room -= len(read)
            if room < 0:
                raise _too_large(name)
            yield entry.filename, read


def _gzip(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(content, MOST_UNPACKED + 1)
    if len(plain) > MOST_UNPACKED:
        raise _too_large(name)
    if plain[257:262] != b"ustar":
        yield name.removesuffix(".gz"), plain
        return
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
        for number, entry in enumerate(archive):
            if number >= MOST_ENTRIES:
                raise Unreadable(Fault("archive_too_many", name, {"limit": str(MOST_ENTRIES)}))
            if not entry.isreg() or not _wanted(entry.name) or entry.size > len(plain):
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


def _too_large(name: str) -> Unreadable:
    return Unreadable(Fault("archive_too_large", name, {"limit": f"{MOST_UNPACKED // 1_000_000} MB"}))
