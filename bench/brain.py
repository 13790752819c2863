"""Figure: how long the brain makes a caller wait for a model's first words, beyond the model's own time.

Two hundred phone calls at once, each a Retell socket with a turn every ten seconds, against a stand-in for a model that
answers at once; then the stand-in alone under the same load. Told is the time from asking for an answer to its first
words, less the stand-in's own time from request to first piece.

    python -m bench.brain [--calls 200] [--seconds 40]
"""

import argparse
import asyncio
import json
import os
import uuid
from typing import Any

import websockets
from starlette.applications import Starlette

from bench.first_token import EVERY, alone, blueprint, paced, percentiles
from bench.stage import Stage, free_port, process, stage
from bench.table import Figure, show

AIM_MS = 15.0
TOKEN = "brn_bench"


def application() -> Starlette:
    """The live plane with one agent behind one token; for uvicorn, which calls it."""
    from dataclasses import replace

    from centralita.config.live import live_settings
    from centralita.kit.ids import OrganizationId
    from centralita.live.app import create_app
    from centralita.live.brain.ports import Behind

    organization, agent = (uuid.UUID(text) for text in os.environ["BENCH_AGENT"].split())

    class One:
        async def by_token(self, token: str) -> Behind | None:
            return Behind(OrganizationId(organization), agent, agent) if token == TOKEN else None

    return create_app(replace(live_settings(), deployments=lambda _pool: One()))


def make_agent(account: dict[str, Any]) -> tuple[uuid.UUID, uuid.UUID]:
    """An organization with a model's account and a published agent; both ids."""
    import django

    django.setup()
    from tests.live.talk import published_agent
    from tests.people import make_member

    from centralita.kit.ids import from_text
    from centralita.kit.logs import set_up

    set_up(production=True, level="ERROR")
    member = make_member()
    connected = member.api.post("/model-accounts", account)
    if connected.status_code >= 300:
        raise RuntimeError(f"{connected.status_code} {connected.content[:300]!r}")
    return member.organization_id, from_text("agt", published_agent(member, blueprint()))


class Call:
    """One socket as Retell has it."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket
        self._transcript: list[dict[str, str]] = []
        self._asked = 0

    async def _send(self, kind: str, **more: object) -> None:
        await self._socket.send(json.dumps({"interaction_type": kind, **more}))

    async def _rest(self, number: int) -> str:
        words = ""
        while True:
            message = json.loads(await self._socket.recv())
            if message.get("response_id") == number:
                words += message["content"]
                if message["content_complete"]:
                    return words

    async def begin(self) -> None:
        """Until the agent has said its first words."""
        await self._send("call_details", call={"metadata": {"centralita_call": str(uuid.uuid4())}})
        await self._rest(0)

    async def turn(self) -> float:
        """Seconds until the first words of an answer; the rest of it is heard, too."""
        self._asked += 1
        self._transcript.append({"role": "user", "content": f"¿Cuándo abren? Pregunta {self._asked}."})
        clock = asyncio.get_running_loop().time
        sent = clock()
        await self._send("response_required", response_id=self._asked, transcript=self._transcript)
        words = ""
        while not words:
            message = json.loads(await self._socket.recv())
            if message.get("response_id") == self._asked:
                words = message["content"]
        spent = clock() - sent
        self._transcript.append({"role": "agent", "content": words + await self._rest(self._asked)})
        return spent


async def through_us(port: int, count: int, seconds: float) -> list[float]:
    """From asking to the first words, in all calls."""
    address = f"ws://127.0.0.1:{port}/brain/retell/{TOKEN}"
    sockets = [await websockets.connect(f"{address}/{uuid.uuid4()}") for _ in range(count)]
    try:
        calls = [Call(socket) for socket in sockets]
        for at in range(0, count, 20):
            await asyncio.gather(*(call.begin() for call in calls[at : at + 20]))
        return await paced(count, seconds, lambda number: calls[number].turn())
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets), return_exceptions=True)


def _measured(on: Stage, model_port: int, calls: int, seconds: float) -> list[list[float]]:
    account = {
        "kind": "openai_compatible",
        "label": "Stand-in",
        "credentials": {"base_url": f"http://127.0.0.1:{model_port}/v1", "api_key": "none"},
        "default_model": "stand-in",
    }
    organization, agent = make_agent(account)
    environment = {**on.environment, "BENCH_AGENT": f"{organization} {agent}"}
    port = free_port()
    arguments = ["-m", "uvicorn", "bench.brain:application", "--factory", "--port", str(port)]
    arguments += ["--ws-per-message-deflate", "false", "--no-access-log", "--log-level", "error"]
    with process(arguments, environment, port, "/brain/openai/x"):
        bare = asyncio.run(alone(model_port, calls, seconds / 2))
        return [bare, asyncio.run(through_us(port, calls, seconds))]


def measure(calls: int = 200, seconds: float = 40) -> list[Figure]:
    """The added time."""
    model_port = free_port()
    os.environ["CENTRALITA_ALLOW_PRIVATE_HOSTS"] = f"127.0.0.1:{model_port}"
    with process(["-m", "bench.stand_in"], dict(os.environ), model_port, "/"), stage() as on:
        bare, ours = _measured(on, model_port, calls, seconds)
    bare_p50, bare_p99 = percentiles(bare)
    p50, p99 = percentiles(ours)
    added = p99 - bare_p99
    return [
        Figure(
            f"time added before a model's first words, {calls} phone calls, a turn every {EVERY:.0f} s",
            f"p99 {added:.1f} ms (p50 {p50 - bare_p50:.1f} ms)",
            f"p99 < {AIM_MS:.0f} ms",
            added < AIM_MS,
            f"stand-in alone: p50 {bare_p50:.1f}, p99 {bare_p99:.1f} ms; {len(ours)} turns",
        )
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    show(measure(asked.calls, asked.seconds))


if __name__ == "__main__":
    main()
