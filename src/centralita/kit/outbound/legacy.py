"""The same guarded transport for the SDKs that still ask for httpx rather than its successor httpx2."""

import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final

import httpcore
import httpx

from centralita.kit.outbound.bodies import BodyReader
from centralita.kit.outbound.dialling import dial_async
from centralita.kit.outbound.guard import Guard
from centralita.kit.outbound.transports import KEPT_CONNECTIONS, KEPT_SECONDS, MOST_CONNECTIONS

_FAILURES: Final = (httpcore.ConnectError, httpcore.ConnectTimeout)


class LegacyAsyncGuardedTransport(httpx.AsyncHTTPTransport):
    """For `httpx.AsyncClient`; see `AsyncGuardedTransport`."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext) -> None:
        # As there: the parent's own pool, which resolves names by itself, is never made.
        self._guard = guard
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=KEPT_CONNECTIONS,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=_AsyncBackend(guard),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = self._guard.check(str(request.url)).host
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        body = response.stream
        encoding = response.headers.pop("content-encoding", "")
        if encoding:
            response.headers.pop("content-length", None)
        try:
            reader = BodyReader(self._guard.policy.limits.answer_bytes, encoding, host)
        except BaseException:
            await body.aclose()
            raise
        response.stream = _AsyncBody(body, reader)
        return response


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        async def connect(address: str, seconds: float) -> httpcore.AsyncNetworkStream:
            return await self._sockets.connect_tcp(
                address, port, seconds, local_address, socket_options or ()
            )

        return await dial_async(self._guard, host, port, timeout=timeout, connect=connect, failures=_FAILURES)


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, body: httpx.AsyncByteStream, reader: BodyReader) -> None:
        self._body = body
        self._reader = reader

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._body:
            yield self._reader.read(chunk)

    async def aclose(self) -> None:
        await self._body.aclose()
