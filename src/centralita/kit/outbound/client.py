"""The one outbound HTTP client: `fetch` for a whole answer, clients for the vendors' SDKs."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final
from weakref import WeakKeyDictionary

import httpcore2
import httpx
import httpx2

from centralita.kit.outbound.errors import OutboundFailed, OutboundRefused
from centralita.kit.outbound.guard import Guard, Resolver
from centralita.kit.outbound.legacy import LegacyGuardedTransport
from centralita.kit.outbound.policy import OutboundPolicy
from centralita.kit.outbound.streaming import StreamedAnswer, Streams, Target
from centralita.kit.outbound.transports import ANSWER_BYTES, AsyncGuardedTransport, GuardedTransport

# Ours to set: with these a caller's header could change where a request leads or how it is framed.
_OURS: Final = frozenset({"connection", "content-length", "host", "te", "transfer-encoding", "upgrade"})
# All else, a tool's API key for one, is for the host that it was given for.
_KEPT_ACROSS_HOSTS: Final = frozenset({"accept", "accept-language", "user-agent"})
_BASE_HEADERS: Final = {"accept-encoding": "identity", "user-agent": "Centralita"}


ResponseHook = Callable[[httpx2.Response], Awaitable[None]]
_Clients = dict["ResponseHook | None", httpx2.AsyncClient]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `headers` have lower-case names; `url` is where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None


class Outbound:
    """Makes guarded clients. One for the process is enough: it keeps the connections.

    `ssl_context` is for tests and for operators with certificates of their own.
    """

    def __init__(
        self,
        policy: OutboundPolicy | None = None,
        *,
        resolver: Resolver | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.guard = Guard(policy or OutboundPolicy(), resolver)
        self._given_context = ssl_context
        self._async_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, _Clients] = WeakKeyDictionary()
        self._streams: WeakKeyDictionary[asyncio.AbstractEventLoop, Streams] = WeakKeyDictionary()

    def fetch(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        redirects: int = 0,
    ) -> Answer:
        """Ask, and read the whole answer, whatever its status, within the policy's limits.

        A redirect is followed at most `redirects` times, each hop checked like the first. Raises OutboundRefused,
        OutboundFailed, OutboundAnswerTooLarge.
        """
        end = time.monotonic() + self.guard.policy.limits.total
        asked = _Asked(method, url, _checked_headers(headers), content)
        for _ in range(redirects + 1):
            host = self.guard.check(asked.url).host
            try:
                with self._client.stream(
                    asked.method, asked.url, headers=asked.headers, content=asked.content
                ) as response:
                    body = bytearray()
                    for chunk in response.iter_raw():
                        body += chunk
                        if time.monotonic() > end:
                            raise OutboundFailed(reason="timed_out", host=host)
            except (httpx2.HTTPError, httpx2.StreamError, ValueError) as error:
                raise failure(error, host) from None
            if not redirects or response.next_request is None:
                return _answer(response, bytes(body))
            asked = _next(asked, response.next_request)
        raise OutboundFailed(reason="redirects", host=host)

    async def fetch_async(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        redirects: int = 0,
        enough: Callable[[str, bytes], bool] | None = None,
    ) -> Answer:
        """As `fetch`, on the running loop. An answer that goes on is read until it is `enough`, which is asked with its
        content type and what has come of it.
        """
        asked = _Asked(method, url, _checked_headers(headers), content)
        host = self.guard.check(asked.url).host
        try:
            async with asyncio.timeout(self.guard.policy.limits.total):
                for _ in range(redirects + 1):
                    host = self.guard.check(asked.url).host
                    async with self.shared_async_client().stream(
                        asked.method, asked.url, headers=asked.headers, content=asked.content
                    ) as response:
                        body = await _read(response, enough)
                    if not redirects or response.next_request is None:
                        return _answer(response, body)
                    asked = _next(asked, response.next_request)
        except TimeoutError:
            raise OutboundFailed(reason="timed_out", host=host) from None
        except (httpx2.HTTPError, httpx2.StreamError, ValueError) as error:
            raise failure(error, host) from None
        raise OutboundFailed(reason="redirects", host=host)

    def target(self, method: str, url: str, headers: Mapping[str, str] | None = None) -> Target:
        """An address that `stream` is to ask, checked once: to keep, where it is asked often. Raises OutboundRefused.

        What its name leads to is checked with each connection.
        """
        given = {name.lower(): value for name, value in _checked_headers(headers).items()}
        return Target.of(self.guard, method, url, {**_BASE_HEADERS, "accept": "*/*", **given})

    async def stream(
        self, target: Target, content: bytes = b"", *, seconds: float | None = None
    ) -> StreamedAnswer:
        """An answer as it comes, whatever its status: the shortest way to its first piece. It must be closed.

        `seconds` is how long each piece may take; None leaves it to whoever reads. Raises OutboundRefused,
        OutboundFailed, and while it is read OutboundAnswerTooLarge.
        """
        loop = asyncio.get_running_loop()
        streams = self._streams.get(loop)
        if streams is None:
            streams = self._streams[loop] = Streams(self.guard, self._ssl_context)
        return await streams.ask(target, content, seconds)

    def download(
        self, url: str, *, headers: Mapping[str, str] | None = None, limit: int, seconds: float
    ) -> Iterator[bytes]:
        """The body of a file in pieces, at most `limit` bytes in at most `seconds`, however large it is.

        Raises as `fetch` does, and OutboundFailed with the reason `status` and a `status` where it is not 200.
        """
        end = time.monotonic() + seconds
        host = self.guard.check(url).host
        try:
            with self._client.stream(
                "GET", url, headers=_checked_headers(headers), extensions={ANSWER_BYTES: limit}
            ) as response:
                if response.status_code != 200:
                    raise OutboundFailed(reason="status", host=host, status=response.status_code)
                for chunk in response.iter_raw():
                    if time.monotonic() > end:
                        raise OutboundFailed(reason="timed_out", host=host)
                    yield chunk
        except (httpx2.HTTPError, httpx2.StreamError, ValueError) as error:
            raise failure(error, host) from None

    def legacy_client(self, on_response: Callable[[httpx.Response], None] | None = None) -> httpx.Client:
        """A guarded client for an SDK that asks for httpx. All of them share their connections: do not close it.

        `on_response` sees every answer before its body is read.
        """
        limits = self.guard.policy.limits
        return httpx.Client(
            transport=self._legacy_transport,
            timeout=httpx.Timeout(limits.read, connect=limits.connect, write=limits.write),
            headers=_BASE_HEADERS,
            cookies=_no_cookies(),
            trust_env=False,
            event_hooks={"response": [on_response] if on_response else []},
        )

    def client(self, *, timeout: float | None = None) -> httpx2.Client:
        """A guarded client for an SDK. It follows no redirect, keeps no cookie and reads no environment."""
        return httpx2.Client(
            transport=GuardedTransport(self.guard, self._ssl_context),
            timeout=self._timeout(timeout),
            headers=_BASE_HEADERS,
            cookies=_no_cookies(),
            trust_env=False,
        )

    def async_client(self, *, timeout: float | None = None) -> httpx2.AsyncClient:
        """As `client`, for asynchronous SDKs. It belongs to the loop that first uses it."""
        return httpx2.AsyncClient(
            transport=AsyncGuardedTransport(self.guard, self._ssl_context),
            timeout=self._timeout(timeout),
            headers=_BASE_HEADERS,
            cookies=_no_cookies(),
            trust_env=False,
        )

    def shared_async_client(self, on_response: ResponseHook | None = None) -> httpx2.AsyncClient:
        """The client that all on the running loop share, with its connections. Do not close it: `aclose` does.

        There is one for each `on_response`, which sees every answer before its body is read.
        """
        clients = self._async_clients.setdefault(asyncio.get_running_loop(), {})
        client = clients.get(on_response)
        if client is None:
            client = clients[on_response] = self.async_client()
            if on_response is not None:
                client.event_hooks = {"response": [on_response]}
        return client

    async def aclose_of_loop(self) -> None:
        """Close the connections of the running loop."""
        streams = self._streams.pop(asyncio.get_running_loop(), None)
        if streams is not None:
            streams.close()
        for client in self._async_clients.pop(asyncio.get_running_loop(), {}).values():
            await client.aclose()

    async def aclose(self) -> None:
        """Close the connections of the running loop, and those of the synchronous `fetch`."""
        await self.aclose_of_loop()
        self.close()

    def close(self) -> None:
        """Close the connections that the synchronous `fetch` and the clients for SDKs keep."""
        for name in ("_client", "_legacy_transport"):
            kept = self.__dict__.pop(name, None)
            if kept is not None:
                kept.close()

    @cached_property
    def _client(self) -> httpx2.Client:
        return self.client()

    @cached_property
    def _legacy_transport(self) -> LegacyGuardedTransport:
        return LegacyGuardedTransport(self.guard, self._ssl_context)

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        return self._given_context or _system_certificates()

    def _timeout(self, read: float | None) -> httpx2.Timeout:
        limits = self.guard.policy.limits
        return httpx2.Timeout(read or limits.read, connect=limits.connect, write=limits.write)


async def _read(response: httpx2.Response, enough: Callable[[str, bytes], bool] | None) -> bytes:
    if enough is None:
        return b"".join([chunk async for chunk in response.aiter_raw()])
    kind, body = response.headers.get("content-type", ""), bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if enough(kind, bytes(body)):
            break
    return bytes(body)


def failure(error: Exception, host: str) -> OutboundFailed:
    """What an exception of the HTTP library means, with none of its text, which may quote a URL."""
    if isinstance(error, httpx2.TimeoutException):
        return OutboundFailed(reason="timed_out", host=host)
    if isinstance(error, httpx2.ConnectError):
        certificate = "CERTIFICATE_VERIFY_FAILED" in str(error)
        return OutboundFailed(reason="certificate" if certificate else "connection", host=host)
    if isinstance(error, httpx2.NetworkError):
        return OutboundFailed(reason="connection", host=host)
    return OutboundFailed(reason="protocol", host=host)


@lru_cache(maxsize=1)
def _system_certificates() -> ssl.SSLContext:
    """Reading them takes tens of milliseconds, and they are the same for all."""
    return httpcore2.default_ssl_context()


def _no_cookies() -> CookieJar:
    """Clients are shared by tenants, so nothing one answer sets may travel with another's request."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


def _checked_headers(headers: Mapping[str, str] | None) -> Mapping[str, str]:
    for name, value in (headers or {}).items():
        if (
            name.strip().lower() in _OURS
            or not name.isascii()
            or "\n" in name + value
            or "\r" in name + value
        ):
            raise OutboundRefused(reason="header", host="")
    return headers or {}


def _next(asked: _Asked, request: httpx2.Request) -> _Asked:
    here, there = httpx2.URL(asked.url), request.url
    headers = asked.headers
    content = asked.content if request.method == asked.method else None
    if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
        if content:
            raise OutboundRefused(reason="redirect", host=there.host)
        headers = {name: value for name, value in headers.items() if name.lower() in _KEPT_ACROSS_HOSTS}
    if content is None:
        headers = {name: value for name, value in headers.items() if name.lower() != "content-type"}
    return _Asked(request.method, str(there), headers, content)


def _answer(response: httpx2.Response, body: bytes) -> Answer:
    return Answer(response.status_code, dict(response.headers), body, str(response.url))
