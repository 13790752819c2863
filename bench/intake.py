"""Figure: how many signed webhooks a second the live plane keeps, and how long a platform waits for its 200.

Events of 4 kB, each new and signed as Retell signs, over connections that are kept; the database commits to the disk.
The bare limit is the same server with nothing but one INSERT of the same bytes before its 200, in the same run.

    python -m bench.intake [--seconds 10] [--users 160] [--workers 1]
"""

import argparse
import asyncio
import contextlib
import json
import os
import time
import uuid
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.load import Figures, drive
from bench.stage import Stage, cpu_seconds, free_port, process, stage
from bench.table import Figure, show
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.signatures import signed

AIM_PER_SECOND = 4_000
AIM_MS = 60.0
AIM_RATIO = 0.7
SIZE = 4_096
SECRET = "key_of_the_bench_1234567890"
# More than either server takes; their signatures hold for five minutes.
_AHEAD_PER_SECOND = 6_000
_MARK = "00000000-0000-0000-0000-000000000000"
_SCHEMA = "CREATE TABLE IF NOT EXISTS bare_event (id uuid PRIMARY KEY, body bytea NOT NULL, at timestamptz DEFAULT now())"


def application() -> Starlette:
    """The live plane as it is served."""
    from centralita.config.live import live_only

    return live_only()


def bare() -> Starlette:
    """A server that keeps the bytes and says 200."""
    import asyncpg

    async def keep(request: Request) -> Response:
        await request.app.state.pool.execute(
            "INSERT INTO bare_event (id, body) VALUES ($1, $2)", uuid.uuid4(), await request.body()
        )
        return Response(status_code=200)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        app.state.pool = await asyncpg.create_pool(
            os.environ["DATABASE_OWNER_URL"], min_size=4, max_size=16, reset=_nothing
        )
        yield
        await app.state.pool.close()

    return Starlette(routes=[Route("/{path:path}", keep, methods=["POST"])], lifespan=lifespan)


async def _nothing(_connection: object) -> None: ...


def make_hook() -> str:
    """The path of an account's hook."""
    import django
    import httpx

    django.setup()
    from tests.people import make_member

    from centralita.kit.logs import set_up

    set_up(production=True, level="ERROR")
    made = make_member().api.post(
        "/voice-accounts", {"kind": "retell", "label": "Bench", "credentials": {"api_key": SECRET}}
    )
    if made.status_code >= 300:
        raise RuntimeError(f"{made.status_code} {made.content[:300]!r}")
    return httpx.URL(made.json()["webhook_url"]).path


def template() -> bytes:
    """An event of the size that is told, with a mark where its call's id belongs."""
    call: dict[str, Any] = {"call_id": _MARK, "call_status": "ended", "transcript": ""}
    event = {"event": "call_ended", "call": call}
    call["transcript"] = "¿Qué tal? " * (
        (SIZE - len(json.dumps(event))) // len(json.dumps("¿Qué tal? ")[1:-1])
    )
    return json.dumps(event).encode()


class Sender:
    """Signed requests, each new. Most are made before anything is timed: a platform signs on machines of its own."""

    def __init__(self, path: str, users: int, ahead: int) -> None:
        self._path = path
        self._body, self._mark = template(), _MARK.encode()
        self._ready = [
            [self._made(user, number) for number in range(ahead // users)] for user in range(users)
        ]

    def __call__(self, user: int, number: int) -> bytes:
        """The request of a user with this number."""
        ready = self._ready[user]
        return ready[number] if number < len(ready) else self._made(user, number)

    def _made(self, user: int, number: int) -> bytes:
        raw = self._body.replace(self._mark, f"{user:08x}-0000-7000-8000-{number:012x}".encode())
        headers = signed(VoicePlatform.RETELL, raw, SECRET, datetime.now(UTC))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}Content-Length: {len(raw)}\r\n\r\n"
        return head.encode() + raw


def _served(
    on: Stage, what: str, sender: Sender, users: int, seconds: float, workers: int
) -> tuple[Figures, float]:
    """The figures, and the microseconds of the server's processor for each event: a busy machine changes them least."""
    port = free_port()
    arguments = ["-m", "uvicorn", f"bench.intake:{what}", "--factory", "--port", str(port), "--no-access-log"]
    arguments += ["--log-level", "error", "--workers", str(workers)]
    environment = {
        **on.environment,
        "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")]),
    }
    with process(arguments, environment, port, "/") as server:
        time.sleep(2)
        before = cpu_seconds(server.pid)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            figures = runner.run(drive("127.0.0.1", port, users, seconds, sender))
        spent = cpu_seconds(server.pid) - before
        # One second more than is counted: it warms.
        return figures, spent / max(figures.per_second * (seconds + 1), 1) * 1_000_000


def measure(seconds: float = 10, users: int = 160, workers: int = 1) -> list[Figure]:
    """Kept events a second, the wait, and both against the bare limit."""
    import asyncpg

    async def prepare() -> None:
        connection = await asyncpg.connect(on.owner_dsn)
        await connection.execute(_SCHEMA)
        await connection.close()

    with stage() as on:
        asyncio.run(prepare())
        sender = Sender(make_hook(), users, int(_AHEAD_PER_SECOND * (seconds + 1)))
        limit, bare_cpu = _served(on, "bare", sender, users, seconds, workers)
        ours, our_cpu = _served(on, "application", sender, users, seconds, workers)
        again, _ = _served(on, "bare", sender, users, seconds / 2, workers)
    # The machine is not the same all the time: the limit is what it was around our run.
    bare_rate = (limit.per_second + again.per_second) / 2
    ratio = ours.per_second / bare_rate
    told = (
        f"bare: {limit.per_second:.0f}/s and {again.per_second:.0f}/s, p99 {limit.p99_ms:.0f} ms;"
        f" {ours.requests} events, {ours.errors} refused"
    )
    if workers == 1:
        told += f"; CPU an event: ours {our_cpu:.0f} µs, bare {bare_cpu:.0f} µs"
    rate = ours.per_second if not ours.errors else 0.0
    return [
        Figure(
            f"signed webhooks of 4 kB a second, {users} connections",
            f"{rate:.0f}/s",
            f">= {AIM_PER_SECOND}/s",
            rate >= AIM_PER_SECOND,
            told,
        ),
        Figure(
            "a webhook's wait for its 200",
            f"p99 {ours.p99_ms:.1f} ms",
            f"< {AIM_MS:.0f} ms",
            ours.p99_ms < AIM_MS,
        ),
        Figure(
            "of the bare limit", f"{ratio:.2f}", f">= {AIM_RATIO}", ratio >= AIM_RATIO and not ours.errors
        ),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--users", type=int, default=160)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    show(measure(asked.seconds, asked.users, asked.workers))


if __name__ == "__main__":
    main()
