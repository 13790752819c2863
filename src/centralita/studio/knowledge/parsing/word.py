"""DOCX: headings, paragraphs and tables in their order."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from centralita.studio.knowledge.parsing.errors import DocumentBroken, DocumentTooMuch
from centralita.studio.knowledge.parsing.pieces import Block, Page

MOST_UNPACKED = 300 * 1024 * 1024
MOST_XML = 80 * 1024 * 1024
MOST_PARTS = 5_000
_HEADING_NAME = re.compile(r"(?:heading|t[ií]tulo|encabezado|title)\s*([1-6])?", re.IGNORECASE)


def read(content: bytes) -> Iterator[Page]:
    """One page with all blocks. Raises DocumentBroken or DocumentTooMuch."""
    _refuse_bombs(content)
    try:
        document: Document = docx.Document(io.BytesIO(content))
        blocks = tuple(_blocks(document))
    except MemoryError:
        raise DocumentTooMuch from None
    except Exception:  # noqa: BLE001 - a parser of hostile files fails in many ways; all mean that it is damaged
        raise DocumentBroken from None
    yield Page(1, 1, blocks)


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise DocumentBroken from None
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MOST_PARTS or xml > MOST_XML or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DocumentTooMuch(limit=MOST_UNPACKED)


def _blocks(document: Document) -> Iterator[Block]:
    for element in document.iter_inner_content():
        if isinstance(element, Table):
            yield from _rows(element)
        else:
            text = element.text.strip()
            if text:
                yield Block(text, _level(element))


def _level(paragraph: Paragraph) -> int:
    style = paragraph.style
    if style is None:
        return 0
    outline = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if outline is not None:
        value = str(outline.get(qn("w:val"), "9"))
        return int(value) + 1 if value.isdigit() and int(value) < 6 else 0
    match = _HEADING_NAME.fullmatch((style.name or "").strip())
    return int(match.group(1) or 1) if match else 0


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            # A merged cell comes once for each column that it spans.
            if text and (not cells or cells[-1] != text):
                cells.append(text)
        if cells:
            yield Block(": ".join(cells) if len(cells) == 2 else " · ".join(cells))
