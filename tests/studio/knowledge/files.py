"""Small files made for the tests: PDFs with text, DOCX with headings and tables, and broken ones."""

import io
import zipfile

import docx
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


def word_bomb() -> bytes:
    """A small DOCX whose text unpacks to 120 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 120_000_000 + b"</a>")
    return out.getvalue()
