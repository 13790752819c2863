"""CSV: each row is a passage that says its headers, so that it can be understood by itself."""

import csv
import io
from collections.abc import Iterator, Sequence

from centralita.studio.knowledge.parsing.errors import DocumentBroken, DocumentTooMuch
from centralita.studio.knowledge.parsing.pieces import Block, Page

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_000
_LONGEST_HEADER = 80
_DELIMITERS = (";", "\t", ",", "|")
_LOOKED_AT = 40
# Two columns by commas may as well be two lines of a letter.
_LEAST_ROWS = {2: 3}


def delimiter_of(text: str) -> str | None:
    """What parts the cells, when this is a table: short, different headers over rows of as many cells."""
    sample = text[:200_000]
    whole = len(sample) == len(text)
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in _some(sample, delimiter) if row]
        except csv.Error:
            continue
        if not whole and len(rows) < _LOOKED_AT:
            continue
        width = len(rows[0]) if rows else 0
        if width < 2 or width > MOST_COLUMNS or len(rows) < _LEAST_ROWS.get(width, 2):
            continue
        if all(len(row) == width for row in rows) and _are_headers(rows[0]):
            return delimiter
    return None


def _some(text: str, delimiter: str) -> Iterator[list[str]]:
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        if number >= _LOOKED_AT:
            return
        yield row


def _are_headers(cells: Sequence[str]) -> bool:
    named = [cell.strip().casefold() for cell in cells]
    return all(
        0 < len(name) <= _LONGEST_HEADER and not name.endswith((".", "?", "!")) for name in named
    ) and len(set(named)) == len(named)


def read_rows(text: str) -> Iterator[Page]:
    """A page for each row: its first cell is the heading. Raises DocumentBroken, DocumentTooMuch."""
    delimiter = delimiter_of(text)
    if delimiter is None:
        raise DocumentBroken
    try:
        rows = [row for row in _bounded(text, delimiter) if any(cell.strip() for cell in row)]
    except csv.Error:
        raise DocumentBroken from None
    headers = [" ".join(cell.split()) for cell in rows[0]]
    total = len(rows) - 1
    for number, row in enumerate(rows[1:], 1):
        cells = [" ".join(cell[:LONGEST_CELL].split()) for cell in row]
        said = [f"{header}: {cell}" for header, cell in zip(headers, cells, strict=False) if cell]
        heading = next((cell for cell in cells if cell), "")
        yield Page(number, total, (Block(heading, 1), Block("\n".join(said))), f"#{number}")


def _bounded(text: str, delimiter: str) -> Iterator[list[str]]:
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        if number > MOST_ROWS:
            raise DocumentTooMuch(limit=MOST_ROWS)
        yield row[:MOST_COLUMNS]
