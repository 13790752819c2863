"""One connection over HTTP/1.1: a question goes out, its answer is parsed as it comes."""

import asyncio
import select
from typing import Final, cast

import httptools

from centralita.kit.outbound.errors import OutboundFailed

# So much may come that is no part of a body: heads, trailers, the seams between pieces.
_MOST_BESIDE: Final = 256 * 1024
_MOST_UNREAD: Final = 256 * 1024


class Line(asyncio.Protocol):
    """A connection that carries one exchange after the other, never two at once.

    Whatever breaks is raised as OutboundFailed, where the answer is read.
    """

    def __init__(self, host: str) -> None:
        self.host = host
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.kept_at = 0.0
        """When the last exchange ended, by the loop's clock."""
        self._begin()
        self._complete = True

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._error: str | None = None
        self._chunks: list[bytes] = []
        self._unread = self._beside = 0
        self._told = self._complete = self._keeps = self._paused = False
        self.status = 0
        self.headers: dict[str, str] = {}

    # What the exchange is driven by

    def ask(self, request: bytes) -> None:
        """Send a whole request. The exchange before has ended."""
        assert self._transport is not None
        self._begin()
        self._transport.write(request)

    async def head(self) -> None:
        """Wait until `status` and `headers`, with names in lower case, are there."""
        while not self._told:
            await self._more()

    async def read(self) -> bytes:
        """What has come of the body since, at least something; nothing at its end."""
        while not self._chunks:
            if self._complete:
                return b""
            await self._more()
        read = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
        self._chunks.clear()
        self._unread = 0
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        return read

    @property
    def reusable(self) -> bool:
        """Whether the exchange has ended well, was read, and the other side wants another one."""
        return self._complete and self._keeps and not self._paused and self._transport is not None

    @property
    def silent(self) -> bool:
        """Whether nothing waits to be read: on a kept line anything, its end too, says that it is of no use."""
        if self._transport is None or self._transport.is_closing():
            return False
        poll = select.poll()
        poll.register(self._transport.get_extra_info("socket").fileno(), select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        """Hang up at once."""
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()

    async def _more(self) -> None:
        if self._error is not None:
            raise OutboundFailed(reason=self._error, host=self.host)
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail(self, reason: str) -> None:
        self._keeps = False
        if not self._complete:
            self._error = self._error or reason
        self._wake()
        self.close()

    # What the loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._complete:
            # Said without being asked: it would be taken for the answer to the next question.
            self._fail("protocol")
            return
        self._beside += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail("protocol")
            return
        if self._beside > _MOST_BESIDE:
            self._fail("protocol")
            return
        if self._unread > _MOST_UNREAD and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._told and not self._complete and exc is None and self._ends_with_the_line():
            self._complete = True
        self._fail("protocol" if exc is None else "connection")

    # What the parser calls

    def on_message_begin(self) -> None:
        if self._complete:
            self._keeps = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._told:
            # A trailer, or an answer after the answer.
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        known = self.headers.get(key)
        self.headers[key] = text if known is None else f"{known}, {text}"

    def on_headers_complete(self) -> None:
        if self._told:
            return
        self.status = self._parser.get_status_code()
        if self.status < 200:
            # Only that it is under way.
            self.headers.clear()
            return
        self._told = True
        self._keeps = self._parser.should_keep_alive()

    def on_body(self, body: bytes) -> None:
        if self._complete:
            return
        self._beside = 0
        self._unread += len(body)
        self._chunks.append(body)

    def on_message_complete(self) -> None:
        if self._told:
            self._complete = True

    def _ends_with_the_line(self) -> bool:
        return "content-length" not in self.headers and "transfer-encoding" not in self.headers
