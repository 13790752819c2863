"""DOCX: headings, paragraphs and tables in their order, with all that Word shows of them.

That is more than what stands directly in the text: fields of a form, what somebody wrote while changes were tracked,
boxes, tables in tables, notes. What was struck out is left out. Documents with macros and templates are read alike;
nothing in them is run.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from centralita.studio.knowledge.parsing.errors import DocumentBroken, DocumentTooMuch
from centralita.studio.knowledge.parsing.pieces import Block, Page

MOST_UNPACKED = 300 * 1024 * 1024
MOST_XML = 80 * 1024 * 1024
MOST_PARTS = 5_000
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIELD, _CHOICES, _BOX = qn("w:sdt"), f"{_MC}AlternateContent", qn("w:txbxContent")
# What stands around text without being any, and what is there no more.
_AROUND = (qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"), qn("w:customXml"))
_STRUCK = (qn("w:del"), qn("w:moveFrom"))
_NOTES = ("/footnotes", "/endnotes")
for _kind in (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
):
    PartFactory.part_type_for[_kind] = DocumentPart
_HEADING_NAME = re.compile(r"(?:heading|t[ií]tulo|encabezado|title)\s*([1-6])?", re.IGNORECASE)


def read(content: bytes) -> Iterator[Page]:
    """One page with all blocks. Raises DocumentBroken or DocumentTooMuch."""
    _refuse_bombs(content)
    try:
        blocks = tuple(_all(Package.open(io.BytesIO(content)).main_document_part))
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


def _all(part: Any) -> Iterator[Block]:
    document: Document = part.document
    _unwrap(document.element.body)
    yield from _blocks(document.iter_inner_content())
    for relation in part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            notes = parse_xml(relation.target_part.blob)
            _unwrap(notes)
            for paragraph in notes.iter(qn("w:p")):
                yield from _paragraph(Paragraph(paragraph, part))


def _unwrap(root: Any) -> None:
    """Leave the text that is shown standing where it would without its wrappings."""
    for element in list(root.iter(_FIELD, _CHOICES, *_AROUND, *_STRUCK)):
        parent = element.getparent()
        if parent is None:
            continue
        inside: Any = element
        if element.tag == _FIELD:
            inside = element.find(qn("w:sdtContent"))
        elif element.tag == _CHOICES:
            # The same for newer and older programs: one of them is enough.
            inside = element.find(f"{_MC}Choice")
        place = parent.index(element)
        kept = [] if inside is None or element.tag in _STRUCK else list(inside)
        parent[place : place + 1] = kept


def _blocks(elements: Iterable[Paragraph | Table]) -> Iterator[Block]:
    for element in elements:
        yield from _rows(element) if isinstance(element, Table) else _paragraph(element)


def _paragraph(paragraph: Paragraph) -> Iterator[Block]:
    text = paragraph.text.strip()
    if text:
        yield Block(text, _level(paragraph))
    for box in paragraph._p.iter(_BOX):  # noqa: SLF001 - the library knows no boxes
        for inner in box.findall(qn("w:p")):
            # A box in a box comes with the paragraph that it stands in.
            if next(inner.iterancestors(qn("w:p")), None) is paragraph._p:  # noqa: SLF001
                yield from _paragraph(Paragraph(inner, paragraph._parent))  # noqa: SLF001


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
        inner: list[Table] = []
        for cell in row.cells:
            text = " ".join(_said(cell).split())
            # A merged cell comes once for each column that it spans.
            if text and (not cells or cells[-1] != text):
                cells.append(text)
            # One merged with a cell of an earlier row has been read there.
            if cell._tc.getparent() is row._tr:  # noqa: SLF001
                inner += [one for one in cell.tables if all(one._tbl is not known._tbl for known in inner)]  # noqa: SLF001
        if cells:
            yield Block(": ".join(cells) if len(cells) == 2 else " · ".join(cells))
        for one in inner:
            yield from _rows(one)


def _said(cell: _Cell) -> str:
    return " ".join(block.text for paragraph in cell.paragraphs for block in _paragraph(paragraph))
