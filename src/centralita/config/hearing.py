"""Hears a request out before refusing it."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A little more than a proxy in front lets through.
_LONGEST: Final = 64 * 1024 * 1024


class HearsOut:
    """Reads what is left of a body before an error is answered, and throws it away.

    Whoever sends the whole request before listening, as proxies do, takes an answer in the middle of it for a broken
    line: nginx tells of a bad gateway where the file was too large.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        left = True

        async def receive_and_watch() -> Message:
            nonlocal left
            message = await receive()
            left = message["type"] == "http.request" and bool(message.get("more_body"))
            return message

        async def send_after_the_rest(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                size = 0
                while left and size < _LONGEST:
                    size += len((await receive_and_watch()).get("body", b""))
            await send(message)

        await self.app(scope, receive_and_watch, send_after_the_rest)


def _has_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )
