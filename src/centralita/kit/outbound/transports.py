"""httpx2 transports whose every connection goes to a checked address and whose every answer is bounded."""

import ssl
from collections.abc import AsyncIterator, Iterable, Iterator, MutableMapping
from typing import Any, Final

import httpcore2
import httpx2

from centralita.kit.outbound.bodies import BodyReader
from centralita.kit.outbound.dialling import dial, dial_async
from centralita.kit.outbound.gathering import GatheringStream
from centralita.kit.outbound.guard import Guard

KEPT_CONNECTIONS: Final = 100
MOST_CONNECTIONS: Final = 1000
KEPT_SECONDS: Final = 60.0
# A request's extension: how long its answer may be, where that is not the policy's limit.
ANSWER_BYTES: Final = "answer_bytes"

_FAILURES: Final = (httpcore2.ConnectError, httpcore2.ConnectTimeout)


class GuardedTransport(httpx2.HTTPTransport):
    """For `httpx2.Client`. It takes neither proxies nor certificates from the environment."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext) -> None:
        # Not the parent's set-up: that would make a pool which resolves names by itself. Should the parent
        # ever look for its pool elsewhere, requests fail; none gets out unguarded.
        self._guard = guard
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=KEPT_CONNECTIONS,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=_Backend(guard),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        host = self._guard.check(str(request.url)).host
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        body = response.stream
        try:
            reader = body_reader(self._guard, response.headers, host, request.extensions.get(ANSWER_BYTES))
        except BaseException:
            body.close()
            raise
        response.stream = _Body(body, reader)
        return response


class AsyncGuardedTransport(httpx2.AsyncHTTPTransport):
    """For `httpx2.AsyncClient`, under the same rules."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext) -> None:
        # As above: the parent's own pool is never made.
        self._guard = guard
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=KEPT_CONNECTIONS,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=_AsyncBackend(guard),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host = self._guard.check(str(request.url)).host
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        body = response.stream
        try:
            reader = body_reader(self._guard, response.headers, host)
        except BaseException:
            await body.aclose()
            raise
        response.stream = _AsyncBody(body, reader)
        return response


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        def connect(address: str, seconds: float) -> httpcore2.NetworkStream:
            return self._sockets.connect_tcp(address, port, seconds, local_address, socket_options or ())

        return dial(self._guard, host, port, timeout=timeout, connect=connect, failures=_FAILURES)


class _AsyncBackend(httpcore2.AsyncNetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sockets = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        async def connect(address: str, seconds: float) -> httpcore2.AsyncNetworkStream:
            return await self._sockets.connect_tcp(
                address, port, seconds, local_address, socket_options or ()
            )

        return GatheringStream(
            await dial_async(self._guard, host, port, timeout=timeout, connect=connect, failures=_FAILURES)
        )


class _Body(httpx2.SyncByteStream):
    def __init__(self, body: httpx2.SyncByteStream, reader: BodyReader) -> None:
        self._body = body
        self._reader = reader

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._body:
            yield self._reader.read(chunk)

    def close(self) -> None:
        self._body.close()


class _AsyncBody(httpx2.AsyncByteStream):
    def __init__(self, body: httpx2.AsyncByteStream, reader: BodyReader) -> None:
        self._body = body
        self._reader = reader

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._body:
            yield self._reader.read(chunk)

    async def aclose(self) -> None:
        await self._body.aclose()


def body_reader(
    guard: Guard, headers: MutableMapping[str, str], host: str, limit: int | None = None
) -> BodyReader:
    """A reader for an answer with these headers.

    The body leaves it unpacked, so the headers must not promise that it is still packed: they are changed.
    """
    encoding = headers.pop("content-encoding", "")
    if encoding:
        headers.pop("content-length", None)
    return BodyReader(limit or guard.policy.limits.answer_bytes, encoding, host)
