"""Files of numbers, line by line: whatever they are, never more of them in memory than one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from centralita.kit.phone import PhoneInvalid, read_phone

LONGEST_LINE = 4_096
_CELLS = re.compile(r"[,;\t|]")
_DIGIT = re.compile(r"\d")
_MOST_CELLS = 12


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line: the number on it (E.164), or none. `end` is where the next begins; `blank` says nothing at all."""

    number: str
    blank: bool
    end: int


def read_lines(file: BinaryIO, region: str, begin: int = 0) -> Iterator[ReadLine]:
    """The numbers of a file from byte `begin` on; those without a country code are of `region`."""
    file.seek(begin)
    while raw := file.readline(LONGEST_LINE):
        whole = raw.endswith(b"\n") or len(raw) < LONGEST_LINE
        while not whole:
            rest = file.readline(LONGEST_LINE)
            whole = not rest or rest.endswith(b"\n")
            raw = b"0"
        yield _read(raw, region, file.tell(), first=begin == 0)
        begin = 1


def _read(raw: bytes, region: str, end: int, *, first: bool) -> ReadLine:
    text = raw.decode("utf-8-sig", "replace").replace("\0", "").strip()
    # A head line has names and no numbers.
    if not text or (first and not _DIGIT.search(text)):
        return ReadLine("", blank=True, end=end)
    cells = [cell.strip(" \"'") for cell in _CELLS.split(text, maxsplit=_MOST_CELLS)][:_MOST_CELLS]
    # Some registers give the area and the number apart.
    for written in (*cells, "".join(cells[:2])):
        if _DIGIT.search(written):
            try:
                return ReadLine(read_phone(written, region).e164, blank=False, end=end)
            except PhoneInvalid:
                continue
    return ReadLine("", blank=False, end=end)
