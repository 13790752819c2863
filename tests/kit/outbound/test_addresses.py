"""Where the outbound client's connections really go, and what they refuse to carry along."""

import asyncio

import httpx2
import pytest
from tests.kit.outbound.wires import HOST, PUBLIC, Names, doors, every_door

from centralita.kit.outbound import (
    Outbound,
    OutboundFailed,
    OutboundPolicy,
    OutboundRefused,
)


def test_fetches_from_the_address_that_was_checked(http, server, wire):
    answer = every_door(http, "GET", f"http://{HOST}/")
    assert (answer.status, answer.body, answer.url) == (200, b"hello", f"http://{HOST}/")
    assert wire.dialled == [(PUBLIC, 80)] * doors()
    assert {headers["Host"] for _, _, headers, _ in server.requests} == {HOST}


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_name_that_changes_its_mind_gains_nothing(kind, server, wire):
    names = Names(evil_example=[[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    wire.routes = {"127.0.0.1": server.port}
    outbound = Outbound(OutboundPolicy(plain_http=True), resolver=names)

    async def ask_async():
        async with outbound.async_client() as client:
            for _ in range(3):
                with pytest.raises((httpx2.ConnectError, OutboundRefused)):
                    await client.get("http://evil.example/")

    if kind == "sync":
        with outbound.client() as client:
            for _ in range(3):
                with pytest.raises((httpx2.ConnectError, OutboundRefused)):
                    client.get("http://evil.example/")
    else:
        asyncio.run(ask_async())
    assert names.asked == ["evil.example"] * 3
    assert wire.dialled == [(PUBLIC, 80)]
    assert server.connections == 0


def test_the_next_address_is_tried_when_one_does_not_answer(server, wire):
    wire.routes[PUBLIC] = server.port
    outbound = Outbound(OutboundPolicy(plain_http=True), resolver=Names(api_example_test=["8.8.8.8", PUBLIC]))
    assert every_door(outbound, "GET", f"http://{HOST}/").body == b"hello"
    assert [host for host, _ in wire.dialled] == ["8.8.8.8", PUBLIC] * doors()
    outbound.close()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://inside.example.test/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://0x7f.1/",
        "//127.0.0.1/",
    ],
)
@pytest.mark.parametrize("redirects", [0, 3])
def test_a_redirect_inward_goes_nowhere(http, server, wire, target, redirects):
    server.answers["/"] = (302, {"Location": target}, b"")
    wire.routes["127.0.0.1"] = server.port
    try:
        assert every_door(http, "GET", f"http://{HOST}/", redirects=redirects).status == 302
    except (OutboundRefused, OutboundFailed):
        assert redirects
    assert {host for host, _ in wire.dialled} == {PUBLIC}
    assert [path for _, path, _, _ in server.requests] == ["/"] * doors(redirects)


def test_redirects_are_followed_only_when_asked_and_only_so_far(http, server):
    server.answers["/"] = (302, {"Location": "/next"}, b"")
    server.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    assert every_door(http, "GET", f"http://{HOST}/").status == 302
    followed = every_door(http, "GET", f"http://{HOST}/", redirects=1)
    assert (followed.body, followed.url) == (b"hello", f"http://{HOST}/next")
    with pytest.raises(OutboundFailed) as caught:
        every_door(http, "GET", f"http://{HOST}/loop", redirects=4)
    assert caught.value.data["reason"] == "redirects"
    assert len([path for _, path, _, _ in server.requests if path == "/loop"]) == 2 * 5


def test_a_key_stays_with_its_host(http, server):
    server.answers["/"] = (302, {"Location": "http://other.example.test/there"}, b"")
    every_door(
        http,
        "GET",
        f"http://{HOST}/",
        headers={"X-Api-Key": "k", "Authorization": "b", "Accept": "a/b"},
        redirects=1,
    )
    there = [headers for _, path, headers, _ in server.requests if path == "/there"]
    assert len(there) == 2
    for headers in there:
        names = {name.lower() for name in headers}
        assert names.isdisjoint({"x-api-key", "authorization"})
        assert headers["Accept"] == "a/b"


def test_a_body_is_not_handed_to_another_host(http, server):
    server.answers["/"] = (307, {"Location": "http://other.example.test/there"}, b"")
    with pytest.raises(OutboundRefused):
        every_door(http, "POST", f"http://{HOST}/", content=b"private", redirects=1)


def test_cookies_of_one_answer_do_not_travel_with_the_next_request(http, server):
    server.answers["/"] = (200, {"Set-Cookie": "a=1; Path=/"}, b"")
    http.fetch("GET", f"http://{HOST}/")
    http.fetch("GET", f"http://{HOST}/")
    assert all("Cookie" not in headers for _, _, headers, _ in server.requests)


@pytest.mark.parametrize("name", ["Host", "content-length", "Transfer-Encoding", "Connection", "X\r\nHost"])
def test_headers_that_decide_where_a_request_goes_are_ours(http, server, name):
    with pytest.raises(OutboundRefused):
        every_door(http, "GET", f"http://{HOST}/", headers={name: "inside"})
    assert server.connections == 0


def test_nothing_is_taken_from_the_environment(http, server, wire, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    every_door(http, "GET", f"http://{HOST}/")
    assert {host for host, _ in wire.dialled} == {PUBLIC}


def test_an_allowed_private_host_is_reached(server):
    address = f"localhost:{server.port}"
    outbound = Outbound(OutboundPolicy().allowing(address))
    assert every_door(outbound, "GET", f"http://{address}/").body == b"hello"
    with pytest.raises(OutboundRefused):
        every_door(outbound, "GET", f"http://127.0.0.1:{server.port}/")
    outbound.close()
