"""Questions whose answers stream, over kept connections: for those that somebody waits for word by word.

The rules are the same as everywhere on the way out; what is left out is all that a general client does besides. No
redirect is followed, no cookie kept, nothing read from the environment.
"""

import asyncio
import contextlib
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Final

import httpx2

from centralita.kit.outbound.bodies import BodyReader
from centralita.kit.outbound.dialling import dial_async
from centralita.kit.outbound.errors import OutboundFailed, OutboundRefused
from centralita.kit.outbound.guard import Destination, Guard
from centralita.kit.outbound.lines import Line
from centralita.kit.outbound.transports import KEPT_CONNECTIONS, KEPT_SECONDS, MOST_CONNECTIONS, body_reader

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_FAILURES: Final = (OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Target:
    """Where to ask and how: a checked address, and the head of a request but for its body's length."""

    destination: Destination
    head: bytes

    @classmethod
    def of(cls, guard: Guard, method: str, url: str, headers: Mapping[str, str]) -> "Target":
        """Names of `headers` in lower case. Raises OutboundRefused."""
        destination = guard.check(url)
        name = f"[{destination.host}]" if ":" in destination.host else destination.host
        if destination.port != _DEFAULT_PORTS[destination.scheme]:
            name = f"{name}:{destination.port}"
        lines = [f"{method} {httpx2.URL(url).raw_path.decode('ascii')} HTTP/1.1", f"Host: {name}"]
        lines += [f"{key}: {value}" for key, value in headers.items()]
        try:
            head = "\r\n".join([*lines, "content-length: "]).encode("ascii")
        except UnicodeEncodeError:
            raise OutboundRefused(reason="header", host="") from None
        return cls(destination, head)

    def request(self, content: bytes) -> bytes:
        """The whole request."""
        return b"%b%d\r\n\r\n%b" % (self.head, len(content), content)


class StreamedAnswer:
    """An answer as it comes; read it to its end, or close it: both give the connection back."""

    def __init__(self, streams: "Streams", line: Line, reader: BodyReader, seconds: float | None) -> None:
        self.status = line.status
        self.headers: Mapping[str, str] = line.headers
        self._streams = streams
        self._line: Line | None = line
        self._reader = reader
        self._seconds = seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body in pieces, unpacked. Raises OutboundFailed, OutboundAnswerTooLarge."""
        try:
            while self._line is not None:
                async with _in_time(self._seconds, self._line.host):
                    read = await self._line.read()
                if not read:
                    return
                yield self._reader.read(read)
        finally:
            self.close()

    def close(self) -> None:
        """Stop reading."""
        line, self._line = self._line, None
        if line is not None:
            self._streams.release(line)


class Streams:
    """The connections of one loop."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext) -> None:
        self._guard = guard
        self._ssl_context = ssl_context
        self._clock = asyncio.get_running_loop().time
        self._kept: OrderedDict[Line, Destination] = OrderedDict()
        self._room = asyncio.Semaphore(MOST_CONNECTIONS)
        self._busy: dict[Line, Destination] = {}

    async def ask(self, target: Target, content: bytes, seconds: float | None) -> StreamedAnswer:
        """The answer, once its head is there. Raises OutboundRefused, OutboundFailed."""
        host, connect = target.destination.host, self._guard.policy.limits.connect
        async with _in_time(connect, host):
            await self._room.acquire()
        line: Line | None = None
        try:
            line = self._take(target.destination) or await self._dial(target.destination, connect)
            self._busy[line] = target.destination
            line.ask(target.request(content))
            async with _in_time(seconds, host):
                await line.head()
            return StreamedAnswer(self, line, body_reader(self._guard, line.headers, host), seconds)
        except BaseException:
            if line is not None:
                line.close()
                self._busy.pop(line, None)
            self._room.release()
            raise

    def release(self, line: Line) -> None:
        """Keep the line for the next one, if it can be."""
        destination = self._busy.pop(line)
        self._room.release()
        if not line.reusable:
            line.close()
            return
        line.kept_at = self._clock()
        self._kept[line] = destination
        if len(self._kept) > KEPT_CONNECTIONS:
            self._kept.popitem(last=False)[0].close()

    def close(self) -> None:
        """Hang up everywhere."""
        for line in (*self._kept, *self._busy):
            line.close()
        self._kept.clear()

    def _take(self, destination: Destination) -> Line | None:
        """The line there that was used last, and still stands."""
        oldest = self._clock() - KEPT_SECONDS
        for line in [line for line in reversed(self._kept) if self._kept[line] == destination]:
            del self._kept[line]
            if line.kept_at >= oldest and line.silent:
                return line
            line.close()
        return None

    async def _dial(self, destination: Destination, seconds: float) -> Line:
        host, port = destination.host, destination.port
        context = self._ssl_context if destination.scheme == "https" else None

        async def connect(address: str, left: float) -> Line:
            try:
                async with asyncio.timeout(left):
                    return await open_line(host, address, port, context)
            except ssl.SSLError as error:
                # Somebody is there, and not whom we look for: another address makes it no better.
                wrong = isinstance(error, ssl.SSLCertVerificationError)
                raise OutboundFailed(reason="certificate" if wrong else "connection", host=host) from None

        try:
            return await dial_async(
                self._guard, host, port, timeout=seconds, connect=connect, failures=_FAILURES
            )
        except TimeoutError:
            raise OutboundFailed(reason="timed_out", host=host) from None
        except OSError:
            raise OutboundFailed(reason="connection", host=host) from None


async def open_line(host: str, address: str, port: int, context: ssl.SSLContext | None) -> Line:
    """Connect to the address; over TLS the name is greeted and verified."""
    _, line = await asyncio.get_running_loop().create_connection(
        lambda: Line(host), address, port, ssl=context, server_hostname=host if context else None
    )
    return line


@contextlib.asynccontextmanager
async def _in_time(seconds: float | None, host: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise OutboundFailed(reason="timed_out", host=host) from None
