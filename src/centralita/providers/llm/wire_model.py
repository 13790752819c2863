"""A model behind a wire of its own: what stands between the vendor's bytes and the first word is kept thin."""

from collections.abc import AsyncGenerator, AsyncIterator
from functools import cached_property
from typing import Final

from centralita.kit.outbound import (
    Outbound,
    OutboundAnswerTooLarge,
    OutboundFailed,
    OutboundRefused,
    StreamedAnswer,
    Target,
)
from centralita.providers.llm.errors import MalformedReply, ModelError
from centralita.providers.llm.failures import LARGEST_ERROR, of_outbound, of_status, refused_setting
from centralita.providers.llm.model import ConnectionReport, ModelChunk, ModelRequest, TextDelta
from centralita.providers.llm.sse import EventReader
from centralita.providers.llm.streams import tested, within
from centralita.providers.llm.wire import Wire

_MOST_ATTEMPTS: Final = 4


class WireModel:
    """One model at one account. It keeps no connection: those are the outbound client's, shared by all."""

    def __init__(self, wire: Wire, model: str, outbound: Outbound) -> None:
        self._wire = wire
        self._model = model
        self._outbound = outbound
        self._omit: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self._model

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        return within(self._stream(request), request.timeouts, self._model)

    def test_connection(self) -> ConnectionReport:
        return tested(self, self._outbound)

    async def _stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        reader = self._wire.reader()
        try:
            answer = await self._ask(request)
            try:
                async for data in _events(answer, self._model):
                    text = reader.read(data)
                    if text:
                        yield TextDelta(text)
            finally:
                answer.close()
        except (OutboundFailed, OutboundRefused, OutboundAnswerTooLarge) as error:
            raise of_outbound(error, self._model) from None
        yield reader.reply()

    @cached_property
    def _target(self) -> Target:
        return self._outbound.target("POST", self._wire.url, self._wire.headers)

    async def _ask(self, request: ModelRequest) -> StreamedAnswer:
        """An answer that streams. Settings that the model refuses by name are left out from then on."""
        error: ModelError = MalformedReply(model=self._model)
        for _ in range(_MOST_ATTEMPTS):
            body = self._wire.encode(request, self._omit)
            # Waiting for the answer is bounded by the request's own deadlines.
            answer = await self._outbound.stream(self._target, body)
            if answer.status == 200:
                return answer
            told = await _told(answer)
            error = of_status(answer.status, answer.headers, told, self._model)
            refused = refused_setting(answer.status, told, body)
            if refused is None:
                break
            self._omit |= {refused}
        raise error


async def _events(answer: StreamedAnswer, model: str) -> AsyncIterator[bytes]:
    if "json" in answer.headers.get("content-type", ""):
        # A gateway that does not stream answers all at once.
        yield b"".join([chunk async for chunk in answer])
        return
    events = EventReader(model)
    async for chunk in answer:
        for data in events.feed(chunk):
            yield data
    for data in events.finish():
        yield data


async def _told(answer: StreamedAnswer) -> bytes:
    told = b""
    try:
        async for chunk in answer:
            told += chunk
            if len(told) > LARGEST_ERROR:
                break
    except (OutboundAnswerTooLarge, OutboundFailed):
        pass
    finally:
        answer.close()
    return told
