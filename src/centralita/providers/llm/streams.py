"""What is done with any model's stream: hold it to its time, or read it whole."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from centralita.kit.outbound import Outbound
from centralita.providers.llm.errors import MalformedReply, TimedOut
from centralita.providers.llm.model import (
    ConnectionReport,
    LanguageModel,
    Message,
    ModelChunk,
    ModelReply,
    ModelRequest,
    Timeouts,
)

_GREETING: Final = ModelRequest(
    messages=(Message("user", "Answer with the word: ready"),), max_tokens=64, timeouts=Timeouts(20.0, 30.0)
)


async def within(
    chunks: AsyncGenerator[ModelChunk], timeouts: Timeouts, model: str
) -> AsyncGenerator[ModelChunk]:
    """The same chunks; raises TimedOut instead of waiting longer.

    Only waiting is under a deadline, never the reader between two chunks: a cancellation must not strike there.
    """
    now = asyncio.get_running_loop().time()
    end = now + timeouts.total
    phase, until = (
        ("first_token", now + timeouts.first_token)
        if timeouts.first_token < timeouts.total
        else ("total", end)
    )
    try:
        while True:
            try:
                async with asyncio.timeout_at(until):
                    chunk = await anext(chunks)
            except TimeoutError:
                raise TimedOut(model=model, phase=phase) from None
            except StopAsyncIteration:
                return
            phase, until = "total", end
            yield chunk
    finally:
        await chunks.aclose()


async def whole(chunks: AsyncGenerator[ModelChunk]) -> ModelReply:
    """Read a stream to its end, for whoever needs the reply only. Raises what the stream raises."""
    async with aclosing(chunks):
        async for chunk in chunks:
            if isinstance(chunk, ModelReply):
                return chunk
    raise MalformedReply(model="")


def tested(model: LanguageModel, outbound: Outbound) -> ConnectionReport:
    """Ask for a word on a loop of its own, and close what it opened. Raises a ModelError."""

    async def ask() -> ConnectionReport:
        began = time.monotonic()
        first: float | None = None
        try:
            async with aclosing(model.stream(_GREETING)) as chunks:
                async for chunk in chunks:
                    first = first or time.monotonic() - began
                    if isinstance(chunk, ModelReply):
                        return ConnectionReport(chunk.model, first)
        finally:
            await outbound.aclose_of_loop()
        raise MalformedReply(model=model.name)

    return asyncio.run(ask())
