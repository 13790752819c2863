"""The address and the scheme that the live plane counts by, with a proxy in front."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from centralita.config.proxies import BehindProxies


async def _who(request: Request) -> Response:
    return PlainTextResponse(f"{request.client.host if request.client else ''} {request.url.scheme}")


@pytest.mark.parametrize(
    ("proxies", "headers", "seen"),
    [
        (0, {"x-forwarded-for": "192.0.2.9", "x-forwarded-proto": "https"}, "172.18.0.5 http"),
        (1, {"x-forwarded-for": "6.6.6.6, 192.0.2.9", "x-forwarded-proto": "https"}, "192.0.2.9 https"),
        (1, {"x-forwarded-for": "192.0.2.9"}, "192.0.2.9 http"),
        (1, {}, "172.18.0.5 http"),
    ],
)
def test_a_proxy_is_believed_wherever_it_runs_if_it_is_ours(
    proxies: int, headers: dict[str, str], seen: str
) -> None:
    app = Starlette(routes=[Route("/", _who)])
    app.add_middleware(BehindProxies, proxies=proxies)
    with TestClient(app, client=("172.18.0.5", 4711)) as client:
        assert client.get("/", headers=headers).text == seen
