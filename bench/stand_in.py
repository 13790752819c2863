"""A language model that is not one: answers at once (or after `BENCH_THINKS` seconds), in pieces, in OpenAI's shape. Loopback only."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

WORDS = [
    "Abrimos",
    "de",
    "lunes",
    "a",
    "viernes",
    "de",
    "nueve",
    "a",
    "ocho",
    "y",
    "los",
    "sábados",
    "hasta",
    "las",
    "dos.",
]


def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
    """One server-sent piece."""
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    body = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "stand-in",
        "choices": choices,
    }
    return b"data: " + json.dumps({**body, **more}).encode() + b"\n\n"


async def complete(request: Request) -> StreamingResponse:
    """Stream the sentence, word by word."""
    await request.body()
    await asyncio.sleep(float(os.environ.get("BENCH_THINKS", "0")))

    async def pieces() -> AsyncIterator[bytes]:
        yield chunk({"role": "assistant", "content": WORDS[0]})
        for word in WORDS[1:]:
            yield chunk({"content": f" {word}"})
        usage = {"prompt_tokens": 50, "completion_tokens": len(WORDS), "total_tokens": 50 + len(WORDS)}
        yield chunk({}, "stop", usage=usage)
        yield b"data: [DONE]\n\n"

    return StreamingResponse(pieces(), media_type="text/event-stream")


async def alive(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


app = Starlette(
    routes=[Route("/v1/chat/completions", complete, methods=["POST"]), Route("/", alive)],
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=False, log_level="error")
