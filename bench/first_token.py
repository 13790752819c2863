"""Figure: how long the platform makes a visitor wait for a model's first words, beyond the model's own time.

A hundred conversations, each with its stream open and a turn every ten seconds, against a stand-in for a model that
answers at once; then the stand-in alone under the same load. Told is the time from sending the message to the first
`delta` on the stream, less the stand-in's own time from request to first piece.

    python -m bench.first_token [--chats 100] [--seconds 40]
"""

import argparse
import asyncio
import json
import os
import statistics
import uuid
from collections.abc import Awaitable, Callable

from bench.load import Connection, post
from bench.product import Chat, Listener, key_of_agent, open_chats, product
from bench.stage import free_port, process, stage
from bench.table import Figure, show

EVERY = 10.0
AIM_MS = 8.0


def blueprint() -> dict[str, object]:
    """An agent whose model answers whatever is said, without looking anything up."""
    nodes = [
        {
            "id": "answer",
            "kind": "ai_answer",
            "data": {"prompt": "Answer the caller.", "opening": {"es": "Hola"}, "use_knowledge": False},
        }
    ]
    return {
        "name": "Bench",
        "languages": ["es"],
        "guardrails": {"max_turns": 10_000},
        "flows": [{"id": "main", "name": "Main", "entry": "answer", "nodes": nodes, "edges": []}],
    }


async def paced(count: int, seconds: float, once: Callable[[int], Awaitable[float]]) -> list[float]:
    """Seconds that `once(n)` took, for each of `count` at every tenth second, spread evenly. The first round warms."""
    clock = asyncio.get_running_loop().time
    began = clock()
    took: list[float] = []

    async def one(number: int) -> None:
        turn = 0
        while (at := began + EVERY * (turn + number / count)) < began + seconds:
            await asyncio.sleep(max(0.0, at - clock()))
            spent = await once(number)
            if turn:
                took.append(spent)
            turn += 1

    await asyncio.gather(*(one(number) for number in range(count)))
    return sorted(took)


async def through_us(port: int, chats: list[Chat], seconds: float) -> list[float]:
    """From the message to the first words on the stream."""
    clock = asyncio.get_running_loop().time
    listeners = [Listener(port, chat) for chat in chats]
    for listener in listeners:
        await listener.open()

    async def once(number: int) -> float:
        chat, heard = chats[number], listeners[number].lines
        while not heard.empty():
            heard.get_nowait()
        body = json.dumps({"client_id": str(uuid.uuid4()), "text": "¿Cuándo abren?"}).encode()
        connection = await Connection.open("127.0.0.1", port)
        sent = clock()
        asking = asyncio.create_task(
            connection.request(post("127.0.0.1", chat.path("messages"), body, chat.token))
        )
        async with asyncio.timeout(EVERY):
            at, kind = await heard.get()
            while kind != b"delta":
                at, kind = await heard.get()
        await asking
        connection.close()
        return at - sent

    try:
        return await paced(len(chats), seconds, once)
    finally:
        for listener in listeners:
            await listener.close()


async def alone(port: int, count: int, seconds: float) -> list[float]:
    """From the request to the first piece of the stand-in."""
    clock = asyncio.get_running_loop().time
    body = json.dumps({"model": "stand-in", "stream": True, "messages": [{"role": "user", "content": "?"}]})

    async def once(_number: int) -> float:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        sent = clock()
        writer.write(post("127.0.0.1", "/v1/chat/completions", body.encode()))
        await reader.readuntil(b"data: ")
        spent = clock() - sent
        writer.close()
        return spent

    return await paced(count, seconds, once)


def percentiles(took: list[float]) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    return statistics.median(took) * 1000, took[min(len(took) - 1, int(len(took) * 0.99))] * 1000


def measure(chats: int = 100, seconds: float = 40) -> list[Figure]:
    """The added time."""
    model_port = free_port()
    os.environ["CENTRALITA_ALLOW_PRIVATE_HOSTS"] = f"127.0.0.1:{model_port}"
    with (
        process(["-m", "bench.stand_in"], dict(os.environ), model_port, "/"),
        stage() as on,
    ):
        account = {
            "kind": "openai_compatible",
            "label": "Stand-in",
            "credentials": {"base_url": f"http://127.0.0.1:{model_port}/v1", "api_key": "none"},
            "default_model": "stand-in",
        }
        key = key_of_agent(blueprint(), account)
        with product(on) as (port, _server):
            opened = asyncio.run(open_chats(port, key, chats))
            bare_p50, bare_p99 = percentiles(asyncio.run(alone(model_port, chats, seconds / 2)))
            p50, p99 = percentiles(asyncio.run(through_us(port, opened, seconds)))
    added = p99 - bare_p99
    return [
        Figure(
            f"time added before a model's first token, {chats} chats, a turn every {EVERY:.0f} s",
            f"p99 {added:.1f} ms (p50 {p50 - bare_p50:.1f} ms)",
            f"p99 < {AIM_MS:.0f} ms",
            added < AIM_MS,
            f"stand-in alone: p50 {bare_p50:.1f}, p99 {bare_p99:.1f} ms",
        )
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    show(measure(asked.chats, asked.seconds))


if __name__ == "__main__":
    main()
