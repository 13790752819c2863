"""Reading an answer without trusting its size: what comes out is counted, packed or not."""

import zlib
from typing import Final

from centralita.kit.outbound.errors import OutboundAnswerTooLarge, OutboundFailed

# zlib's name for "find out yourself whether it is gzip or zlib".
_EITHER_HEADER: Final = zlib.MAX_WBITS | 32
_PLAIN: Final = ("", "identity")
_PACKED: Final = ("gzip", "x-gzip", "deflate")


class BodyReader:
    """Counts, and unpacks within the limit: a small packed answer can be a huge one."""

    def __init__(self, limit: int, content_encoding: str, host: str) -> None:
        encoding = content_encoding.strip().lower()
        if encoding not in _PLAIN + _PACKED:
            raise OutboundFailed(reason="encoding", host=host)
        self._left = limit
        self._limit = limit
        self._host = host
        self._unpack = zlib.decompressobj(_EITHER_HEADER) if encoding in _PACKED else None

    def read(self, chunk: bytes) -> bytes:
        """The plain bytes of this chunk. Raises OutboundAnswerTooLarge, OutboundFailed."""
        if self._unpack is not None:
            try:
                chunk = self._unpack.decompress(chunk, self._left + 1)
            except zlib.error:
                raise OutboundFailed(reason="encoding", host=self._host) from None
        self._left -= len(chunk)
        if self._left < 0:
            raise OutboundAnswerTooLarge(limit=self._limit)
        return chunk
