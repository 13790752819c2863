"""Where a browser joins a web call of the sandbox: a socket that takes text and gives text."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Final

import asyncpg
import msgspec
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from centralita.kit.errors import AppError, Limited
from centralita.kit.logs import get_logger
from centralita.kit.signing import Signer
from centralita.live.database import LOST
from centralita.live.limits import Limiter, Rates
from centralita.live.sandbox.browser import Word
from centralita.live.sandbox.runner import Runner
from centralita.studio.sandbox.joining import ADDRESS, read_join_token

_JOIN_SECONDS: Final = 10.0
_LONGEST: Final = 20_000
_REFUSED: Final = 1008
_BROKEN: Final = 1011
_GONE: Final = Word("gone")

log = get_logger(__name__)
_encoder = msgspec.json.Encoder()


class _Message(msgspec.Struct):
    type: str = ""
    token: str = ""
    text: str = ""
    heard: str | None = None


_decoder = msgspec.json.Decoder(_Message)


class WebCalls:
    """The sockets of all web calls of this process."""

    def __init__(self, runner: Runner, signer: Signer, limiter: Limiter, rates: Rates) -> None:
        self._runner = runner
        self._signer = signer
        self._limiter = limiter
        self._rates = rates

    def routes(self) -> list[WebSocketRoute]:
        """The one route."""
        return [WebSocketRoute(ADDRESS, self.connect)]

    async def connect(self, socket: WebSocket) -> None:
        """One socket, from opening to closing. The first message has the token."""
        await socket.accept()
        browser = Browser(socket, self._limiter, self._rates)
        try:
            async with asyncio.timeout(_JOIN_SECONDS):
                first = await browser.receive()
            if first is None or first.type != "join":
                await _close(socket, _REFUSED)
                return
            organization_id, call_id = read_join_token(self._signer, first.token)
            browser.call = call_id
            joined = await self._runner.host(organization_id, call_id, browser)
        except (TimeoutError, AppError):
            await _close(socket, _REFUSED)
            return
        except (asyncpg.PostgresError, *LOST) as error:
            log.warning("web_call_failed", error=repr(error))
            await _close(socket, _BROKEN)
            return
        await _close(socket, 1000 if joined else _REFUSED)


class Browser:
    """Guest over a socket."""

    def __init__(self, socket: WebSocket, limiter: Limiter, rates: Rates) -> None:
        self._socket = socket
        self._limiter = limiter
        self._rates = rates
        self.call: object = None

    async def tell(self, message: Mapping[str, object]) -> None:
        """As JSON."""
        with contextlib.suppress(RuntimeError, OSError, WebSocketDisconnect):
            await self._socket.send_text(_encoder.encode(message).decode())

    async def next(self) -> Word:
        """The next word; what is none is let pass."""
        while True:
            try:
                message = await self.receive()
            except (RuntimeError, WebSocketDisconnect):
                return _GONE
            if message is None:
                return _GONE
            match message.type:
                case "say" | "keys":
                    if await self._allowed():
                        kind: Any = message.type
                        return Word(kind, message.text, message.heard)
                case "typing":
                    return Word("typing")
                case "hang_up":
                    return Word("hang_up")
                case _:
                    pass

    async def receive(self) -> _Message | None:
        """The next message; None when the line is closed, or should be."""
        while True:
            frame = await self._socket.receive()
            if frame["type"] == "websocket.disconnect":
                return None
            text = frame.get("text") or ""
            if len(text) > _LONGEST:
                return None
            try:
                return _decoder.decode(text)
            except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
                continue

    async def _allowed(self) -> bool:
        try:
            self._limiter.take("messages_of_conversation", self.call, self._rates.messages_of_conversation)
        except Limited as limited:
            await self.tell({"type": "slow", "retry_after": limited.data.get("retry_after")})
            return False
        return True


async def _close(socket: WebSocket, code: int) -> None:
    with contextlib.suppress(RuntimeError, OSError, WebSocketDisconnect):
        await socket.close(code)
