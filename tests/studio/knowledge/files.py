"""Small files made for the tests: PDFs with text, DOCX with headings and tables, and broken ones."""

import io
import zipfile

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from pypdf import PdfReader, PdfWriter


def pdf(*pages: str) -> bytes:
    """A PDF whose pages say these texts, a line of text for each line."""
    objects: list[bytes] = []
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for index, text in enumerate(pages):
        lines = "".join(f"({_escaped(line)}) Tj T* " for line in text.split("\n"))
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {lines} ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    body, offsets = io.BytesIO(b""), []
    body.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        offsets.append(body.tell())
        body.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = body.tell()
    body.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        body.write(b"%010d 00000 n \n" % offset)
    body.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return body.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def locked_pdf(text: str, password: str) -> bytes:
    """A PDF that opens with a password only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(text))))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    """A DOCX with two headings and a table of prices."""
    document = docx.Document()
    document.add_heading("Clínica Sol", 1)
    document.add_paragraph("Atendemos a pacientes de todas las edades en el centro de la ciudad.")
    document.add_heading("Tarifas", 2)
    table = document.add_table(rows=0, cols=2)
    for name, price in (("Limpieza dental", "55 €"), ("Implante", "990 €")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, price
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def wrapped_word(*, kind: str = "") -> bytes:
    """A DOCX whose text stands in what Word wraps around text: changes, fields, boxes, tables in tables, a note.

    `kind` is another content type of the document, such as that of one with macros.
    """
    document = docx.Document()
    document.add_heading("Tarifas", 1)
    space = nsdecls("w")
    changed = document.add_paragraph("Corte: ")._p
    changed.append(_run(f'<w:ins {space} w:id="1" w:author="a">', "25 €", "</w:ins>"))
    changed.append(parse_xml(f'<w:del {space} w:id="2"><w:r><w:delText>20 €</w:delText></w:r></w:del>'))
    changed.append(_run(f'<w:moveFrom {space} w:id="3">', "19 €", "</w:moveFrom>"))
    changed.append(_run(f"<w:sdt {space}><w:sdtContent>", " con lavado", "</w:sdtContent></w:sdt>"))
    field = f"<w:sdt {space}><w:sdtContent><w:p>"
    document.element.body.insert(2, _run(field, "Los lunes se cierra.", "</w:p></w:sdtContent></w:sdt>"))
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "Color"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Tinte", "60 €"
    choices = (
        f'<w:r {space} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        "{}</mc:AlternateContent></w:r>"
    )
    box = (
        "<mc:{0}><w:txbxContent><w:p><w:r><w:t>El wifi es gratis.</w:t></w:r></w:p></w:txbxContent></mc:{0}>"
    )
    document.add_paragraph("En la sala")._p.append(
        parse_xml(choices.format(box.format("Choice") + box.format("Fallback")))
    )
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    note = f"<w:footnotes {space}><w:footnote><w:p><w:r><w:t>IVA incluido.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    document.part.relate_to(
        Part(PackURI("/word/footnotes.xml"), f"{office}.footnotes+xml", note.encode(), document.part.package),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
    )
    out = io.BytesIO()
    document.save(out)
    return _retyped(out.getvalue(), kind) if kind else out.getvalue()


def _run(before: str, text: str, after: str) -> BaseOxmlElement:
    return parse_xml(f'{before}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{after}')


def _retyped(content: bytes, kind: str) -> bytes:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(plain.encode(), kind.encode()))
    return out.getvalue()


def word_bomb() -> bytes:
    """A small DOCX whose text unpacks to 120 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 120_000_000 + b"</a>")
    return out.getvalue()
