"""PDF, page by page."""

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from centralita.studio.knowledge.parsing.errors import DocumentBroken, DocumentEncrypted, DocumentTooMuch
from centralita.studio.knowledge.parsing.pieces import Block, Page

MOST_PAGES = 3_000
_ENDS = re.compile(r"[.!?:;…)»”\"]$")


def read(content: bytes) -> Iterator[Page]:
    """The pages. Raises DocumentEncrypted, DocumentBroken or DocumentTooMuch."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        # Many are only protected against changes: they open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentEncrypted
        total = len(reader.pages)
    except (FileNotDecryptedError, DependencyError):
        raise DocumentEncrypted from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        raise DocumentBroken from None
    if total == 0:
        raise DocumentBroken
    if total > MOST_PAGES:
        raise DocumentTooMuch(limit=MOST_PAGES)
    broken = 0
    for index in range(total):
        try:
            text = reader.pages[index].extract_text()
        except (MemoryError, DocumentTooMuch):
            raise DocumentTooMuch from None
        except Exception:  # noqa: BLE001 - a parser of hostile files fails in many ways; the page is lost, not the rest
            broken += 1
            text = ""
        yield Page(index + 1, total, tuple(Block(part) for part in paragraphs(text)), f"p. {index + 1}")
    if broken == total:
        raise DocumentBroken


def paragraphs(text: str) -> list[str]:
    """Lines of a page put together where they run on; lines of lists and price tables stay apart."""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    widest = max((len(line) for line in lines), default=0)
    found: list[str] = []
    begin = True
    for line in lines:
        if not line:
            begin = True
            continue
        if begin or not found or not _runs_on(found[-1], line, widest):
            found.append(line)
        elif found[-1].endswith("-") and line[0].islower():
            found[-1] = found[-1][:-1] + line
        else:
            found[-1] = f"{found[-1]} {line}"
        begin = False
    return found


def _runs_on(before: str, line: str, widest: int) -> bool:
    last = before.rsplit("\n", 1)[-1]
    if line[0].islower() or last.endswith((",", "-")):
        return True
    return widest >= 60 and len(last) % max(widest, 1) > widest * 0.75 and not _ENDS.search(last)
