"""A local server that plays a script over the wires of OpenAI (and those like it), Anthropic and Google.

For tests and benchmarks of what stands between a wire and us, and for trying the product with no account
anywhere: connect an "OpenAI compatible" provider to it. It gives vectors too, by `sense`. It listens on this machine
only.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from centralita.providers.llm.scripted import Script
from centralita.providers.llm.scripted_vectors import Sense, by_words, vectors_answer
from centralita.providers.llm.scripted_wires import Json, dialect_of

_LARGEST_REQUEST: Final = 4 * 1024 * 1024
_KEY_HEADERS: Final = ("authorization", "x-api-key", "api-key", "x-goog-api-key")
_WRONG_KEY: Final = b'{"error":{"message":"Incorrect API key provided","type":"authentication_error","code":"invalid_api_key"}}'


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a request, instead of an answer."""

    status: int = 200
    body: bytes = b""
    headers: tuple[str, ...] = ()
    hang: bool = False
    """Answer nothing and keep the connection."""
    cut_after: int | None = None
    """Break the connection off after so many pieces of the stream."""
    insert: bytes | None = None
    """Send these bytes amid the stream."""


@dataclass
class Received:
    """A request as it came: path, headers in lower case, and the body's JSON."""

    path: str
    headers: dict[str, str]
    body: Json = field(default_factory=dict)


class ScriptedServer:
    """Start with `async with`; then `url` is the base of the OpenAI wire and `root` of the others."""

    def __init__(
        self,
        script: Script,
        *,
        key: str | None = None,
        fault: Callable[[Received], Fault | None] | None = None,
        sense: Sense = by_words,
    ) -> None:
        self._script = script
        self._key = key
        self._fault = fault
        self._sense = sense
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()
        self.received: list[Received] = []
        self.connections = 0
        self.port = 0

    @property
    def open_connections(self) -> int:
        return len(self._talks)

    @property
    def root(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    async def __aenter__(self) -> "ScriptedServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_LARGEST_REQUEST)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            for talk in self._talks:
                talk.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)
            await self._server.wait_closed()

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        talk = asyncio.ensure_future(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (received := await _read(reader)) is not None:
                self.received.append(received)
                if not await self._answer(received, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _answer(
        self, received: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Whether the connection can take another request."""
        fault = self._fault(received) if self._fault else None
        if fault is not None and fault.hang:
            await reader.read(1)
            return False
        if fault is not None and fault.status != 200:
            return await _send(writer, fault.status, fault.body, fault.headers)
        presented = {received.headers.get(name, "").removeprefix("Bearer ") for name in _KEY_HEADERS}
        if self._key is not None and self._key not in presented:
            return await _send(writer, 401, _WRONG_KEY)
        dialect = dialect_of(received.path)
        if dialect is None:
            vectors = vectors_answer(received.path, received.body, self._sense)
            known = 404 if vectors is None else 200
            return await _send(writer, known, vectors or b'{"error":{"message":"not found"}}')
        line = self._script(dialect.request(received.body))
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        number = 0
        async for piece in dialect.pieces(line, received.path, received.body):
            if fault is not None and number == 2 and fault.insert is not None:
                _chunk(writer, fault.insert)
            if fault is not None and fault.cut_after is not None and number >= fault.cut_after:
                await writer.drain()
                return False
            _chunk(writer, piece)
            await writer.drain()
            number += 1
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True


async def _read(reader: asyncio.StreamReader) -> Received | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *rest = head.split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest) if name
    }
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    body = json.loads(raw) if raw else {}
    return Received(first.split(" ")[1].partition("?")[0], headers, body)


async def _send(
    writer: asyncio.StreamWriter, status: int, body: bytes, headers: tuple[str, ...] = ()
) -> bool:
    lines = (
        f"HTTP/1.1 {status} Fault",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *headers,
        "",
        "",
    )
    writer.write("\r\n".join(lines).encode() + body)
    await writer.drain()
    return True


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%b\r\n" % (len(data), data))
