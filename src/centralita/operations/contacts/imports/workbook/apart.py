"""Having a workbook read by another process: whatever the file does, ours goes on."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final

import centralita
from centralita.kit.errors import Invalid
from centralita.operations.contacts.imports.reading import MOST_ROWS, FileUnreadable, TooManyRows

MOST_TABLE_BYTES: Final = 200 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_WALL_SECONDS: Final = 90.0
_PACKAGES: Final = str(Path(centralita.__file__).parents[1])
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class WorkbookLocked(Invalid):
    """It opens with a password only."""

    code = "import_workbook_locked"


class WorkbookKind(Invalid):
    """Another kind of workbook: an old .xls, .xlsb, .ods, or no workbook at all."""

    code = "import_workbook_kind"


class WorkbookBroken(Invalid):
    """An archive that is no whole workbook."""

    code = "import_workbook_broken"


class WorkbookEmpty(Invalid):
    """No visible sheet has anything in it."""

    code = "import_workbook_empty"


class WorkbookHeavy(Invalid):
    """Unpacked it is larger than we take, or reading it took too long."""

    code = "import_workbook_heavy"


_BY_CODE: Final[dict[str, type[Invalid]]] = {
    each.code: each for each in (WorkbookLocked, WorkbookKind, WorkbookBroken, WorkbookEmpty, WorkbookHeavy)
}


@dataclass(frozen=True, slots=True)
class Sheets:
    """The names of the sheets that may be chosen, and the one that was read."""

    names: list[str]
    chosen: str


def is_workbook(file: BinaryIO) -> bool:
    """Whether a file begins as workbooks do, of whatever kind."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    return head.startswith((_ZIP, _OLE))


def read_sheet(file: BinaryIO, wanted: str, keep: Callable[[Iterable[bytes]], object]) -> Sheets:
    """Hand the rows of a sheet over as CSV in UTF-8, a piece at a time. Raises what _BY_CODE holds, and TooManyRows.

    `wanted` is a sheet's name; with another one the first sheet that has anything is read.
    """
    with tempfile.NamedTemporaryFile(prefix="workbook-", suffix=".xlsx") as copy:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        return _read(copy.name, wanted, keep)


def _read(path: str, wanted: str, keep: Callable[[Iterable[bytes]], object]) -> Sheets:
    # An environment of its own: nothing of ours, such as addresses and keys, is there to be read.
    process = subprocess.Popen(  # noqa: S603 - our own module, the rest are arguments
        [sys.executable, "-P", "-s", "-m", "centralita.operations.contacts.imports.workbook", path, wanted],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": _PACKAGES},
        start_new_session=True,
    )
    timer = threading.Timer(_WALL_SECONDS, process.kill)
    timer.daemon = True
    timer.start()
    with process:
        try:
            assert process.stdout, "it is a pipe"
            assert process.stderr, "it is a pipe"
            keep(_pieces(process.stdout))
            # A few lines at most: what waits in the pipe stops nobody.
            told = process.stderr.read(_CHUNK)
            return _outcome(process.wait(), told)
        finally:
            timer.cancel()
            with contextlib.suppress(ProcessLookupError):
                process.kill()


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _outcome(code: int, told: bytes) -> Sheets:
    if code:
        # Out of memory or of time; the allocator ends the process itself.
        heavy = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV}
        raise WorkbookHeavy(field="file") if code in heavy else WorkbookBroken(field="file")
    try:
        last = json.loads(told.strip().splitlines()[-1])
    except (ValueError, IndexError):
        raise WorkbookBroken(field="file") from None
    if last.get("error") == "import_too_many_rows":
        raise TooManyRows(field="file", limit=MOST_ROWS)
    if "error" in last:
        raise _BY_CODE.get(last["error"], FileUnreadable)(field="file")
    return Sheets([str(name) for name in last["sheets"]], str(last["sheet"]))
