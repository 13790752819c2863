"""The product on a stage: served by a process of its own, with conversations opened as a visitor's program does."""

import asyncio
import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.load import post, request_once
from bench.stage import Stage, free_port, process


@dataclass(frozen=True)
class Chat:
    """An open conversation."""

    id: str
    token: str

    def path(self, what: str) -> str:
        """The address of something of it."""
        return f"/chat/v1/conversations/{self.id}/{what}"


@contextlib.contextmanager
def product(on: Stage) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The port and the process of the whole application."""
    port = free_port()
    arguments = ["-m", "uvicorn", "centralita.config.asgi:application", "--factory", "--port", str(port)]
    arguments += ["--no-access-log", "--log-level", "error"]
    with process(arguments, on.environment, port, "/healthz") as server:
        yield port, server


def key_of_agent(blueprint: dict[str, Any], account: dict[str, Any] | None = None) -> str:
    """The key of an API channel of a new, published agent; with a language model's account where one is given."""
    import django

    django.setup()
    from tests.live.talk import api_channel, published_agent
    from tests.people import make_member

    from centralita.kit.logs import set_up

    set_up(production=True, level="ERROR")
    member = make_member()
    if account is not None:
        connected = member.api.post("/model-accounts", account)
        if connected.status_code >= 300:
            raise RuntimeError(f"{connected.status_code} {connected.content[:300]!r}")
    return api_channel(member, published_agent(member, blueprint))


async def open_chats(port: int, key: str, count: int, at_once: int = 20) -> list[Chat]:
    """So many new conversations."""
    gate = asyncio.Semaphore(at_once)

    async def one() -> Chat:
        async with gate:
            status, body = await request_once(
                "127.0.0.1", port, post("127.0.0.1", "/chat/v1/conversations", b"{}", key)
            )
        if status != 201:
            raise RuntimeError(f"{status} {body[:300]!r}")
        started = json.loads(body)
        return Chat(started["conversation"]["id"], started["token"])

    return await asyncio.gather(*(one() for _ in range(count)))


class Listener:
    """One visitor's stream. `arrived` holds the moments at which an event of the awaited kind came first."""

    def __init__(self, port: int, chat: Chat) -> None:
        self._port = port
        self._chat = chat
        self._writer: asyncio.StreamWriter | None = None
        self.lines: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect, and wait until the stream has begun."""
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = (
            f"GET {self._chat.path('stream')} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {self._chat.token}\r\n\r\n"
        )
        self._writer.write(head.encode())
        status = await reader.readuntil(b"\r\n\r\n")
        if not status.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(status.decode(errors="replace"))
        await reader.readuntil(b"event: status\n")
        self._task = asyncio.create_task(self._read(reader))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        clock = asyncio.get_running_loop().time
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while line := await reader.readline():
                if line.startswith(b"event: "):
                    self.lines.put_nowait((clock(), line[7:].strip()))

    async def close(self) -> None:
        """Hang up."""
        if self._task is not None:
            self._task.cancel()
        if self._writer is not None:
            self._writer.close()
