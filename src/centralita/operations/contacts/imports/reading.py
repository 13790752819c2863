"""Reading a file of rows, whatever it is written in: encoding, separator, quotes. A row at a time."""

import codecs
import csv
import io
import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from centralita.kit.errors import Invalid, TooLarge

MOST_BYTES: Final = 25 * 1024 * 1024
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 100
SEPARATORS: Final = (",", ";", "\t", "|")
_CHUNK: Final = 1024 * 1024
_LOOKED_AT: Final = 64 * 1024
_COMPARED_ROWS: Final = 50

Row = tuple[int, list[str]]


class FileUnreadable(Invalid):
    """The file is no table of text: `line` says where reading it ended."""

    code = "import_unreadable"


class TooManyRows(TooLarge):
    """More rows or columns than one import takes; `limit` says how many."""

    code = "import_too_many_rows"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is written: its encoding as Python names it, and what stands between two cells."""

    encoding: str
    separator: str


def shape_of(file: BinaryIO) -> Shape:
    """How a file is written, found by looking at it. Raises FileUnreadable."""
    encoding = _encoding_of(file)
    file.seek(0)
    head = io.TextIOWrapper(io.BufferedReader(_Kept(file)), encoding, errors="replace", newline="").read(
        _LOOKED_AT
    )
    if not head.strip():
        raise FileUnreadable(field="file", line=1)
    if (
        sum(unicodedata.category(each) == "Cc" and each not in "\t\r\n\f\v" for each in head)
        > len(head) // 20
    ):
        # A picture, an archive, a workbook.
        raise FileUnreadable(field="file", line=1)
    return Shape(encoding, _separator_of(head))


def _encoding_of(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 4:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if odd > len(head) // 5 and even < odd // 4:
            return "utf-16-le"
        if even > len(head) // 5 and odd < even // 4:
            return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # What Windows calls Latin-1.
        return "cp1252"
    return "utf-8"


def _separator_of(head: str) -> str:
    """The one that most rows agree about, and that makes the most cells."""
    best, chosen = (0.0, 0), SEPARATORS[0]
    for separator in SEPARATORS:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        try:
            widths = [len(row) for row in itertools.islice(reader, _COMPARED_ROWS) if any(row)]
        except csv.Error:
            continue
        if not widths:
            continue
        # The last row may be cut off in the middle.
        width, times = Counter(widths[:-1] or widths).most_common(1)[0]
        if width < 2:
            continue
        agreed = times / max(1, len(widths) - 1)
        if (min(agreed, 1.0), width) > best:
            best, chosen = (min(agreed, 1.0), width), separator
    return chosen


class _Kept(io.RawIOBase):
    """A file that is not closed with what reads it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # bytes-like as read here
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def rows(file: BinaryIO, shape: Shape) -> Iterator[Row]:
    """Every row with its number, counted from 1 as spreadsheets do; empty ones too. Raises FileUnreadable."""
    file.seek(0)
    text = io.TextIOWrapper(
        io.BufferedReader(_Kept(file), _CHUNK), encoding=shape.encoding, errors="replace", newline=""
    )
    reader = csv.reader(text, delimiter=shape.separator)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A quote that is never closed swallows the rest of the file.
            raise FileUnreadable(field="file", line=reader.line_num) from None
        number += 1
        yield number, [clean(cell) for cell in cells]


def clean(cell: str) -> str:
    """A cell as it was meant: without the apostrophe that keeps spreadsheets from computing it, and storable."""
    text = cell.replace("\0", "\ufffd").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" and len(text) > 1 else text


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a file has, the first ones that are not empty, and the number of the very first of them."""

    total: int
    first: list[list[str]]
    first_number: int


def count_rows(file: BinaryIO, shape: Shape) -> Counted:
    """Read the whole file once. Raises TooManyRows, FileUnreadable."""
    total, first_number = 0, 0
    first: list[list[str]] = []
    for number, cells in rows(file, shape):
        if number > MOST_ROWS + 1 or len(cells) > MOST_COLUMNS:
            raise TooManyRows(field="file", limit=MOST_ROWS if number > MOST_ROWS + 1 else MOST_COLUMNS)
        total = number
        if len(first) < 4 and any(cells):
            first_number = first_number or number
            first.append(cells)
    if not first:
        raise FileUnreadable(field="file", line=1)
    return Counted(total, first, first_number)


def header_names(first: Sequence[Sequence[str]], has_header: bool) -> list[str]:
    """What the columns are called; without a header, nothing."""
    width = max(len(row) for row in first)
    names = list(first[0]) if has_header else []
    return [*names, *[""] * (width - len(names))]
