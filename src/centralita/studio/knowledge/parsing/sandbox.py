"""Reading a file in a process of its own: whatever the file does, the worker goes on."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import centralita
from centralita.studio.knowledge.parsing.errors import (
    BY_CODE,
    DocumentBroken,
    DocumentTimedOut,
)
from centralita.studio.knowledge.parsing.pieces import Piece, Reading

WALL_SECONDS = 180.0
# An isolated interpreter knows what is installed; the code that reads is the code that asked for it.
_ROOT = Path(centralita.__file__).parents[1]
_SCRIPT = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1));"
    " runpy.run_module('centralita.studio.knowledge.parsing', run_name='__main__', alter_sys=True)"
)
Progress = Callable[[int, int], None]


def read_apart(path: Path, progress: Progress, *, seconds: float = WALL_SECONDS) -> Reading:
    """What the file at `path` says; `progress(done, total)` is called for each page.

    Raises a DocumentError. Blocks for `seconds` at most.
    """
    # -I and an empty environment: nothing of ours, such as addresses and keys, is there to be read.
    process = subprocess.Popen(  # noqa: S603 - our own module, the path is an argument
        [sys.executable, "-I", "-c", _SCRIPT, str(_ROOT), str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    timed_out = threading.Event()

    def stop() -> None:
        timed_out.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        return _collect(process, progress, timed_out)
    finally:
        timer.cancel()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _collect(process: subprocess.Popen[bytes], progress: Progress, timed_out: threading.Event) -> Reading:
    pieces: list[Piece] = []
    silent = 0
    for raw in process.stdout or ():
        try:
            line = json.loads(raw)
        except ValueError:
            break
        if "error" in line:
            raise BY_CODE.get(line["error"], DocumentBroken)(**line.get("data", {}))
        if "done" in line:
            links = [str(link) for link in line.get("links", ())]
            return Reading(pieces, str(line.get("title", "")), links, silent)
        pieces += [Piece(*piece) for piece in line["pieces"]]
        silent += bool(line.get("silent"))
        progress(int(line["page"]), int(line["total"]))
    code = process.wait()
    if timed_out.is_set() or code == -signal.SIGXCPU:
        raise DocumentTimedOut
    raise DocumentBroken
