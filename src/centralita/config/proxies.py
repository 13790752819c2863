"""Tells every request of an ASGI application who asks and how, past the proxies in front."""

from starlette.types import ASGIApp, Receive, Scope, Send

from centralita.kit.proxies import visitor_address


class BehindProxies:
    """Puts the visitor's address and scheme in the place of the proxy's; without proxies it changes nothing."""

    def __init__(self, app: ASGIApp, proxies: int) -> None:
        self.app = app
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.proxies and scope["type"] in ("http", "websocket"):
            said: dict[bytes, list[str]] = {b"x-forwarded-for": [], b"x-forwarded-proto": []}
            for name, value in scope["headers"]:
                if name in said:
                    said[name].append(value.decode("latin-1"))
            host, port = scope.get("client") or ("", 0)
            address = visitor_address(host, said[b"x-forwarded-for"], self.proxies)
            scope = {**scope, "client": (address, port)}
            if said[b"x-forwarded-proto"]:
                secure = said[b"x-forwarded-proto"][0].partition(",")[0].strip() == "https"
                scheme = "http" if scope["type"] == "http" else "ws"
                scope["scheme"] = scheme + "s" * secure
        await self.app(scope, receive, send)
