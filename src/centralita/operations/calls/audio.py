"""A kept file as the answer to a request, whole or the part that was asked for (RFC 9110, one range)."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from centralita.kit.storage import Storage

_PIECE: Final = 256 * 1024
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def audio(storage: Storage, key: str, content_type: str, asked: str) -> HttpResponseBase:
    """The file. `asked` is the Range header; what is no single range of bytes is answered with all of it.

    Raises NotFound when the file is gone.
    """
    size = storage.stat(key).size
    span = part_of(asked, size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span
    partial = (first, last) != (0, size - 1)
    response = StreamingHttpResponse(
        _pieces(storage.get(key), first, last - first + 1),
        content_type=content_type,
        status=206 if partial else 200,
    )
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(last - first + 1)
    response["Cache-Control"] = "private, max-age=0, no-store"
    if partial:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of what is asked for; None when the file has no such bytes."""
    found = _RANGE.fullmatch(asked.strip().replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return 0, size - 1
    start, end = found.groups()
    if not start:
        length = int(end)
        return (max(0, size - length), size - 1) if length else None
    first = int(start)
    last = min(int(end), size - 1) if end else size - 1
    if end and int(end) < first:
        return 0, size - 1
    return (first, last) if first < size else None


def _pieces(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0:
            piece = file.read(min(_PIECE, length))
            if not piece:
                return
            length -= len(piece)
            yield piece
