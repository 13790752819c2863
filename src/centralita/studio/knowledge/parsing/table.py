"""CSV: each row is a passage that says its headers, so that it can be understood by itself."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from centralita.studio.knowledge.parsing.errors import DocumentBroken, DocumentTooMuch
from centralita.studio.knowledge.parsing.pieces import Block, Page

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_000
_LONGEST_HEADER = 80
_DELIMITERS = (";", "\t", ",", "|")
_SELDOM = (";", "\t")
_LOOKED_AT = 40
_MOST_TITLES = 3
# How some programs begin, so that others need not guess.
_TOLD = re.compile(r"\"?sep=(?P<delimiter>[;,|\t])\"?\r?\n", re.IGNORECASE)
# Two columns by commas may as well be two lines of a letter.
_LEAST_ROWS = {2: 3}


def delimiter_of(text: str) -> str | None:
    """What parts the cells, when this is a table: short, different headers over rows of cells."""
    layout = _layout_of(text)
    return None if layout is None else layout.delimiter


@dataclass(frozen=True, slots=True)
class _Layout:
    """What parts the cells, where the rows begin, and how many of them are titles over the headers."""

    delimiter: str
    begins: int
    titles: int


def _layout_of(text: str) -> _Layout | None:
    told = _TOLD.match(text)
    begins = told.end() if told else 0
    sample = text[begins : begins + 200_000]
    whole = begins + len(sample) == len(text)
    for delimiter in (told["delimiter"],) if told else _DELIMITERS:
        try:
            rows = [row for row in _some(sample, delimiter) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        if not whole and len(rows) < _LOOKED_AT:
            continue
        # Commas stand in any text, and bars in tables of Markdown: of these nothing but one in order counts.
        loose = delimiter in _SELDOM or told is not None
        titles = _titles(rows) if loose else 0
        framed = delimiter == "|" and any(not cell.strip() for row in rows[:1] for cell in row)
        if not framed and _is_table(rows[titles:], loose=loose):
            return _Layout(delimiter, begins, titles)
    return None


def _titles(rows: Sequence[Sequence[str]]) -> int:
    """How many rows with a single cell stand over the others."""
    return next((number for number, row in enumerate(rows[: _MOST_TITLES + 1]) if sum(map(bool, row)) > 1), 0)


def _is_table(rows: Sequence[Sequence[str]], *, loose: bool) -> bool:
    width = len(rows[0]) if rows else 0
    if width < 2 or width > MOST_COLUMNS or len(rows) < _LEAST_ROWS.get(width, 2):
        return False
    if loose:
        fits = all(len(row) <= width for row in rows) and sum(len(row) > 1 for row in rows) > 0.8 * len(rows)
    else:
        fits = all(len(row) == width for row in rows)
    return fits and _are_headers(rows[0])


def _some(text: str, delimiter: str) -> Iterator[list[str]]:
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        if number >= _LOOKED_AT:
            return
        yield row


def _are_headers(cells: Sequence[str]) -> bool:
    """Short names, each once. Some columns have none, such as that of the numbers of the rows."""
    named = [name for name in (cell.strip().casefold() for cell in cells) if name]
    short = all(len(name) <= _LONGEST_HEADER and not name.endswith((".", "?", "!")) for name in named)
    return short and len(named) > 1 and 2 * len(named) >= len(cells) and len(set(named)) == len(named)


def read_rows(text: str) -> Iterator[Page]:
    """A page for each row: its first cell is the heading. Raises DocumentBroken, DocumentTooMuch."""
    layout = _layout_of(text)
    if layout is None:
        raise DocumentBroken
    try:
        rows = [
            row
            for row in _bounded(text[layout.begins :], layout.delimiter)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        raise DocumentBroken from None
    titles = [" ".join("".join(row).split()) for row in rows[: layout.titles]]
    headers = [" ".join(cell.split()) for cell in rows[layout.titles]]
    below = rows[layout.titles + 1 :]
    for number, row in enumerate(below, 1):
        cells = [" ".join(cell[:LONGEST_CELL].split()) for cell in row]
        said = [
            f"{header}: {cell}" if header else cell
            for header, cell in zip_longest(headers, cells, fillvalue="")
            if cell
        ]
        heading = next((cell for cell in cells if cell), "")
        # By itself a row would not say what it is a row of.
        yield Page(number, len(below), (Block(heading, 1), Block("\n".join([*titles, *said]))), f"#{number}")


def _bounded(text: str, delimiter: str) -> Iterator[list[str]]:
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        if number > MOST_ROWS:
            raise DocumentTooMuch(limit=MOST_ROWS)
        yield row[:MOST_COLUMNS]
