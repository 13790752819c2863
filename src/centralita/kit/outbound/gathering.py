"""A network stream that sends in few pieces."""

import ssl
from typing import Any, Final

import httpcore2

_MOST: Final = 64 * 1024


class GatheringStream(httpcore2.AsyncNetworkStream):
    """Keeps what is written until the other side is to be heard, so that a request's head and body leave as one.

    The HTTP library writes them one by one, and each sending costs more than a small request's making.
    """

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self._waiting = b""

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore2's
    ) -> bytes:
        if self._waiting:
            await self._send(timeout)
        return await self._stream.read(max_bytes, timeout)

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore2's
    ) -> None:
        self._waiting += buffer
        if len(self._waiting) > _MOST:
            await self._send(timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore2's
    ) -> httpcore2.AsyncNetworkStream:
        return GatheringStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    async def _send(self, seconds: float | None) -> None:
        waiting, self._waiting = self._waiting, b""
        await self._stream.write(waiting, seconds)
