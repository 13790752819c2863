"""Cells that show an error, such as `#N/A`: the reader of workbooks shows them as empty, and that would be a lie.

An empty cell under "do not call" means that they may be called; an error there means that nobody knows.
"""

import re
import zipfile
from collections.abc import Callable
from posixpath import join, normpath
from typing import Final
from xml.parsers import expat

ERROR: Final = "#ERROR!"
_CHUNK: Final = 1024 * 1024
_MARK: Final = re.compile(rb"""\bt\s*=\s*["']e["']""")
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST: Final = 200_000

Place = tuple[int, int]


def broken_cells(archive: zipfile.ZipFile, sheet: str) -> frozenset[Place]:
    """Where the sheet shows an error, as row and column counted from 0. Raises ExpatError, KeyError, BadZipFile."""
    path = _path_of(archive, sheet)
    if path is None or not _any(archive, path):
        return frozenset()
    found: set[Place] = set()

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "c" and attributes.get("t") == "e" and len(found) < _MOST:
            place = _PLACE.fullmatch(attributes.get("r", ""))
            if place:
                found.add((int(place[2]) - 1, _column(place[1])))

    _walk(archive, path, begin)
    return frozenset(found)


def _any(archive: zipfile.ZipFile, path: str) -> bool:
    tail = b""
    with archive.open(path) as file:
        while chunk := file.read(_CHUNK):
            if _MARK.search(tail + chunk):
                return True
            tail = chunk[-16:]
    return False


def _path_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    wanted: list[str] = []
    paths: dict[str, str] = {}

    def sheets(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet" and attributes.get("name") == sheet:
            wanted.extend(value for key, value in attributes.items() if key.rpartition(":")[2] == "id")

    def targets(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            paths[attributes.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            )

    _walk(archive, "xl/workbook.xml", sheets)
    _walk(archive, "xl/_rels/workbook.xml.rels", targets)
    return next((paths[each] for each in wanted if each in paths), None)


def _walk(archive: zipfile.ZipFile, path: str, begin: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    with archive.open(path) as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
