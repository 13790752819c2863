"""A load of its own process: many keep-alive connections, each sending one request after another.

Raw sockets, because a driver that costs more than the server measures itself.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


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
    status = int(head[9:12])
    at = head.lower().find(b"content-length:")
    if at < 0:
        return status, b""
    length = int(head[at + 15 : head.index(b"\r\n", at)])
    return status, await reader.readexactly(length)


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


async def drive(
    host: str, port: int, users: int, seconds: float, build: Build, *, warm: float = 1.0, pause: float = 0.0
) -> Figures:
    """`users` connections for `seconds`; `build(user, n)` gives the n-th request of a user."""
    took: list[float] = []
    errors = 0
    began = time.perf_counter()
    counting_from = began + warm
    until = counting_from + seconds

    async def one(user: int) -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection(host, port)
        if pause:
            await asyncio.sleep(pause * user / users)
        number = 0
        while True:
            start = time.perf_counter()
            if start >= until:
                break
            writer.write(build(user, number))
            status, _body = await _read(reader)
            done = time.perf_counter()
            number += 1
            if start >= counting_from:
                if status >= 300:
                    errors += 1
                took.append(done - start)
            if pause:
                await asyncio.sleep(max(0.0, pause - (done - start)))
        writer.close()

    await asyncio.gather(*(one(user) for user in range(users)))
    ordered = sorted(took)
    return Figures(
        per_second=len(ordered) / seconds,
        p50_ms=statistics.median(ordered) * 1000,
        p99_ms=ordered[int(len(ordered) * 0.99)] * 1000,
        requests=len(ordered),
        errors=errors,
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
