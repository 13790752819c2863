"""Turns one sheet of a workbook into CSV, in a process of its own, with little memory and time.

`python -m centralita.operations.contacts.imports.workbook FILE [SHEET]` writes the rows to the standard output and one
line of JSON to the standard error: `{"sheets": […], "sheet": name}` or `{"error": code}`.
"""

import csv
import json
import logging
import resource
import sys
import zipfile
from pathlib import Path
from typing import Final, TextIO
from xml.parsers.expat import ExpatError

MEMORY: Final = 1536 * 1024 * 1024
CPU_SECONDS: Final = 60
MOST_UNPACKED: Final = 600 * 1024 * 1024
MOST_ENTRIES: Final = 2_000
MOST_ROWS: Final = 200_001
MOST_COLUMNS: Final = 100
MOST_SHEETS: Final = 50
LONGEST_CELL: Final = 32_767
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class Refused(Exception):
    """The workbook cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main(path: Path, wanted: str, out: TextIO) -> dict[str, object]:
    """Write the rows of the wanted sheet, or of the first one that has any."""
    archive = opened(path)
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    from centralita.operations.contacts.imports.workbook.broken_cells import ERROR, broken_cells
    from centralita.operations.contacts.imports.workbook.cells import text_of

    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            names = [
                each.name
                for each in book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
            ][:MOST_SHEETS]
            for name in [wanted] if wanted else names:
                sheet = book.get_sheet_by_name(name)
                if sheet.start is None or sheet.end is None:
                    continue
                left = sheet.start[1]
                if sheet.end[0] >= MOST_ROWS or sheet.end[1] - left >= MOST_COLUMNS:
                    raise Refused("import_too_many_rows")
                broken = broken_cells(archive, name)
                writer = csv.writer(out)
                for number, row in enumerate(sheet.iter_rows()):
                    cells = [text_of(cell)[:LONGEST_CELL] for cell in row]
                    if broken:
                        cells = [
                            ERROR if (number, left + at) in broken else cell for at, cell in enumerate(cells)
                        ]
                    # An empty line keeps its number: rows are told by the numbers that they have in the workbook.
                    writer.writerow(cells if any(cells) else [])
                return {"sheets": names, "sheet": name}
    except (CalamineError, ExpatError, KeyError, OSError, zipfile.BadZipFile, ValueError) as error:
        raise Refused("import_workbook_broken") from error
    raise Refused("import_workbook_empty")


def opened(path: Path) -> zipfile.ZipFile:
    """The archive that a workbook is, with no more in it than it may have. Raises Refused."""
    head = path.read_bytes()
    if head.startswith(_OLE):
        # With a password, a workbook is wrapped into the old container.
        raise Refused("import_workbook_locked" if _ENCRYPTED in head else "import_workbook_kind")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("import_workbook_broken") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("import_workbook_heavy")
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise Refused("import_workbook_kind")
    return archive


def run(arguments: list[str]) -> int:
    """Limit what this process may take, do the work, and tell how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    # What cannot be written as UTF-8 is no character.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")  # type: ignore[union-attr]  # a text stream
    try:
        told = main(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "", sys.stdout)
        sys.stdout.flush()
    except Refused as refused:
        told = {"error": refused.code}
    except MemoryError:
        told = {"error": "import_workbook_heavy"}
    sys.stderr.write("\n" + json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
