"""A load of its own process: many keep-alive connections, each sending one request after another.

Raw sockets, because a driver that costs more than the server measures itself.
"""

import asyncio
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Figures:
    """What a run gave: requests a second, and milliseconds at the percentiles."""

    per_second: float
    p50_ms: float
    p99_ms: float
    requests: int
    errors: int


Build = Callable[[int, int], bytes]


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    return int(head[9:12]), await reader.readexactly(_body_length(head[:-4]))


def _body_length(head: bytes) -> int:
    """How many bytes come after the head of an answer."""
    found = _LENGTH.search(head)
    return int(found[1]) if found else 0


class Connection:
    """A connection that is kept, as a browser keeps it; one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, host: str, port: int) -> "Connection":
        """Connect."""
        return cls(*await asyncio.open_connection(host, port))

    async def request(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        self._writer.write(request)
        return await _read(self._reader)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def request_once(host: str, port: int, request: bytes) -> tuple[int, bytes]:
    """One request on a connection of its own."""
    connection = await Connection.open(host, port)
    try:
        return await connection.request(request)
    finally:
        connection.close()


class _User(asyncio.Protocol):
    """One connection that sends a request, waits for the whole answer, and sends the next until the time is over.

    A protocol and no streams: they cost the driver three times as much for each request, which the server then lacks.
    """

    def __init__(self, run: "_Run", user: int) -> None:
        self._run = run
        self._user = user
        self._number = 0
        self._begun = 0.0
        self._answer = b""
        self._needed = 0
        self._transport: asyncio.Transport
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # of a connection over TCP
        asyncio.get_running_loop().call_later(self._run.pause * self._user / self._run.users, self._send)

    def _send(self) -> None:
        if time.perf_counter() >= self._run.until:
            self._transport.close()
            return
        request = self._run.build(self._user, self._number)
        self._number += 1
        self._begun = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not self._needed:
            head = self._answer.find(b"\r\n\r\n")
            if head < 0:
                return
            self._needed = head + 4 + _body_length(self._answer[:head])
        if len(self._answer) < self._needed:
            return
        status, took = int(self._answer[9:12]), time.perf_counter() - self._begun
        self._answer, self._needed = b"", 0
        self._run.count(self._begun, took, status)
        if self._run.pause:
            asyncio.get_running_loop().call_later(max(0.0, self._run.pause - took), self._send)
        else:
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.over.done():
            return
        if exc is not None:
            self.over.set_exception(exc)
        elif time.perf_counter() < self._run.until:
            self.over.set_exception(ConnectionError("the server hung up"))
        else:
            self.over.set_result(None)


@dataclass
class _Run:
    """What the users of a run share."""

    users: int
    build: Build
    counting_from: float
    until: float
    pause: float
    took: list[float] = field(default_factory=list)
    errors: int = 0

    def count(self, begun: float, took: float, status: int) -> None:
        """An answer came; those to what was sent while all was still cold do not count."""
        if begun >= self.counting_from:
            self.errors += status >= 300
            self.took.append(took)


async def drive(
    host: str, port: int, users: int, seconds: float, build: Build, *, warm: float = 1.0, pause: float = 0.0
) -> Figures:
    """`users` connections for `seconds`; `build(user, n)` gives the n-th request of a user."""
    loop = asyncio.get_running_loop()
    counting_from = time.perf_counter() + warm
    run = _Run(users, build, counting_from, counting_from + seconds, pause)
    made = [await loop.create_connection(partial(_User, run, user), host, port) for user in range(users)]
    await asyncio.gather(*(user.over for _, user in made))
    ordered = sorted(run.took)
    return Figures(
        per_second=len(ordered) / seconds,
        p50_ms=statistics.median(ordered) * 1000,
        p99_ms=ordered[int(len(ordered) * 0.99)] * 1000,
        requests=len(ordered),
        errors=run.errors,
    )


def post(host: str, path: str, body: bytes, token: str = "") -> bytes:
    """A POST with JSON on a connection that stays open."""
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\n{authorization}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def main() -> None:
    """Read a plan from standard input, drive it, print the figures: how benchmarks use this as a process."""
    plan = json.loads(sys.stdin.read())
    host, port = plan["host"], plan["port"]
    targets = plan["targets"]
    bodies = plan["bodies"]
    unique = plan.get("unique")

    def build(user: int, number: int) -> bytes:
        path, token = targets[user % len(targets)]
        body = bodies[number % len(bodies)]
        if unique:
            body = body.replace(unique, f"{user:08x}-0000-7000-8000-{number:012x}")
        return post(host, path, body.encode(), token)

    figures = asyncio.run(
        drive(host, port, plan["users"], plan["seconds"], build, pause=plan.get("pause", 0.0))
    )
    print(json.dumps(asdict(figures)))


if __name__ == "__main__":
    main()
