"""A model behind a wire of its own: what stands between the vendor's bytes and the first word is kept thin."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Final

import httpx2

from centralita.kit.outbound import Outbound, OutboundAnswerTooLarge, OutboundFailed, OutboundRefused, failure
from centralita.providers.llm.errors import MalformedReply, ModelError, ModelUnavailable
from centralita.providers.llm.failures import LARGEST_ERROR, of_outbound, of_status, refused_setting
from centralita.providers.llm.model import ConnectionReport, ModelChunk, ModelRequest, TextDelta
from centralita.providers.llm.sse import EventReader
from centralita.providers.llm.streams import tested, within
from centralita.providers.llm.wire import Wire

# Waiting for the answer is bounded by the request's own deadlines.
_TIMEOUT: Final = httpx2.Timeout(None, connect=5.0, write=30.0, pool=5.0)
_MOST_ATTEMPTS: Final = 4


class WireModel:
    """One model at one account. It keeps no connection: those are the outbound client's, shared by all."""

    def __init__(self, wire: Wire, model: str, outbound: Outbound) -> None:
        self._wire = wire
        self._model = model
        self._outbound = outbound
        self._url = httpx2.URL(wire.url)
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
            response = await self._ask(request)
            try:
                async for data in _events(response, self._model):
                    text = reader.read(data)
                    if text:
                        yield TextDelta(text)
            finally:
                await response.aclose()
        except (OutboundFailed, OutboundRefused, OutboundAnswerTooLarge) as error:
            raise of_outbound(error, self._model) from None
        except (httpx2.HTTPError, httpx2.StreamError) as error:
            raise ModelUnavailable(model=self._model, cause=str(failure(error, "").data["reason"])) from None
        yield reader.reply()

    async def _ask(self, request: ModelRequest) -> httpx2.Response:
        """An answer that streams. Settings that the model refuses by name are left out from then on."""
        client = self._outbound.shared_async_client()
        error: ModelError = MalformedReply(model=self._model)
        for _ in range(_MOST_ATTEMPTS):
            body = self._wire.encode(request, self._omit)
            asked = client.build_request(
                "POST", self._url, content=body, headers=self._wire.headers, timeout=_TIMEOUT
            )
            response = await client.send(asked, stream=True)
            if response.status_code == 200:
                return response
            told = await _told(response)
            error = of_status(response.status_code, response.headers, told, self._model)
            refused = refused_setting(response.status_code, told, body)
            if refused is None:
                break
            self._omit |= {refused}
        raise error


async def _events(response: httpx2.Response, model: str) -> AsyncIterator[bytes]:
    if "json" in response.headers.get("content-type", ""):
        # A gateway that does not stream answers all at once.
        yield b"".join([chunk async for chunk in response.aiter_raw()])
        return
    events = EventReader(model)
    async for chunk in response.aiter_raw():
        for data in events.feed(chunk):
            yield data
    for data in events.finish():
        yield data


async def _told(response: httpx2.Response) -> bytes:
    told = b""
    try:
        async for chunk in response.aiter_raw():
            told += chunk
            if len(told) > LARGEST_ERROR:
                break
    except (httpx2.HTTPError, OutboundAnswerTooLarge, OutboundFailed):
        pass
    finally:
        await response.aclose()
    return told
