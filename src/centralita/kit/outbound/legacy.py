"""The same guarded transport for the SDKs that still ask for httpx rather than its successor httpx2."""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

import httpcore
import httpx

from centralita.kit.outbound.bodies import BodyReader
from centralita.kit.outbound.dialling import dial
from centralita.kit.outbound.errors import OutboundFailed
from centralita.kit.outbound.guard import Guard
from centralita.kit.outbound.transports import KEPT_CONNECTIONS, KEPT_SECONDS, MOST_CONNECTIONS, body_reader

_FAILURES: Final = (httpcore.ConnectError, httpcore.ConnectTimeout)


class LegacyGuardedTransport(httpx.HTTPTransport):
    """For `httpx.Client`; see `GuardedTransport`. Its answers are bounded in time, too: SDKs read them whole."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext) -> None:
        # As there: the parent's own pool, which resolves names by itself, is never made.
        self._guard = guard
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=KEPT_CONNECTIONS,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=_Backend(guard),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = self._guard.check(str(request.url)).host
        end = time.monotonic() + self._guard.policy.limits.total
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        body = response.stream
        try:
            reader = body_reader(self._guard, response.headers, host)
        except BaseException:
            body.close()
            raise
        response.stream = _Body(body, reader, host, end)
        return response


class _Backend(httpcore.NetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        def connect(address: str, seconds: float) -> httpcore.NetworkStream:
            return self._sockets.connect_tcp(address, port, seconds, local_address, socket_options or ())

        return dial(self._guard, host, port, timeout=timeout, connect=connect, failures=_FAILURES)


class _Body(httpx.SyncByteStream):
    def __init__(self, body: httpx.SyncByteStream, reader: BodyReader, host: str, end: float) -> None:
        self._body = body
        self._reader = reader
        self._host = host
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._body:
            if time.monotonic() > self._end:
                raise OutboundFailed(reason="timed_out", host=self._host)
            yield self._reader.read(chunk)

    def close(self) -> None:
        self._body.close()
