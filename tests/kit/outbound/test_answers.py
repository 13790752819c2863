"""What the outbound client reads of an answer, and whom it believes to have sent it."""

import asyncio
import gzip
import threading
import time

import pytest
from tests.kit.outbound.wires import HOST, PUBLIC, Names, doors, every_door, tls_server

from centralita.kit.outbound import (
    Outbound,
    OutboundAnswerTooLarge,
    OutboundFailed,
    OutboundPolicy,
    OutboundRefused,
)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"x" * 10_001),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"0" * 50_000_000)),
    ],
)
def test_too_large_an_answer_is_dropped(http, server, headers, body):
    server.answers["/"] = (200, headers, body)
    with pytest.raises(OutboundAnswerTooLarge) as caught:
        every_door(http, "GET", f"http://{HOST}/")
    assert caught.value.data == {"limit": 10_000}


def test_an_endless_answer_ends(http, server):
    def forever(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 1000)

    server.answers["/"] = forever
    with pytest.raises(OutboundAnswerTooLarge):
        every_door(http, "GET", f"http://{HOST}/")


def test_a_packed_answer_arrives_unpacked(http, server):
    server.answers["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello" * 100))
    assert every_door(http, "GET", f"http://{HOST}/").body == b"hello" * 100


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x"])
def test_other_packings_are_refused(http, server, encoding):
    server.answers["/"] = (200, {"Content-Encoding": encoding}, b"????")
    with pytest.raises(OutboundFailed) as caught:
        every_door(http, "GET", f"http://{HOST}/")
    assert caught.value.data["reason"] == "encoding"


def test_a_damaged_packing_is_a_failure(http, server):
    server.answers["/"] = (200, {"Content-Encoding": "gzip"}, b"not gzip at all")
    with pytest.raises(OutboundFailed):
        every_door(http, "GET", f"http://{HOST}/")


@pytest.mark.slow
@pytest.mark.parametrize("pause", [5.0, 0.3])
def test_a_slow_answer_ends_whether_silent_or_dripping(http, server, pause):
    stop = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(pause):
            handler.wfile.write(b"x")

    server.answers["/"] = drip
    began = time.monotonic()
    with pytest.raises(OutboundFailed) as caught:
        every_door(http, "GET", f"http://{HOST}/")
    stop.set()
    assert caught.value.data["reason"] == "timed_out"
    assert time.monotonic() - began < 8


def test_no_answer_and_rubbish_are_failures_with_a_reason(http, server, wire):
    server.answers["/rubbish"] = lambda handler: handler.wfile.write(b"\x00\x01\x02 not http\r\n\r\n")
    with pytest.raises(OutboundFailed) as caught:
        every_door(http, "GET", f"http://{HOST}/rubbish")
    assert caught.value.data == {"reason": "protocol", "host": HOST}
    wire.routes.clear()
    with pytest.raises(OutboundFailed) as caught:
        every_door(
            Outbound(OutboundPolicy(plain_http=True), resolver=Names(api_example_test=["8.8.8.8"])),
            "GET",
            f"http://{HOST}/",
        )
    assert caught.value.data["reason"] == "connection"


def test_tls_greets_and_verifies_the_name_though_an_address_is_dialled(tmp_path, wire):
    with tls_server(tmp_path, HOST) as (server, trust, greeted):
        wire.routes[PUBLIC] = server.port
        outbound = Outbound(resolver=Names(api_example_test=[PUBLIC]), ssl_context=trust)
        assert every_door(outbound, "GET", f"https://{HOST}/").body == b"hello"
        assert greeted == [HOST] * doors()
        assert wire.dialled == [(PUBLIC, 443)] * doors()
        outbound.close()


def test_a_certificate_for_another_name_is_refused(tmp_path, wire):
    with tls_server(tmp_path, "other.example.test") as (server, trust, _):
        wire.routes[PUBLIC] = server.port
        outbound = Outbound(resolver=Names(api_example_test=[PUBLIC]), ssl_context=trust)
        with pytest.raises(OutboundFailed) as caught:
            every_door(outbound, "GET", f"https://{HOST}/")
        assert caught.value.data["reason"] == "certificate"
        outbound.close()


def test_connections_are_kept(http, server):
    for _ in range(5):
        http.fetch("GET", f"http://{HOST}/")
    assert server.connections == 1


def test_sdk_clients_obey_the_same_rules(http, server):
    server.answers["/big"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 1_000_000))
    server.answers["/away"] = (302, {"Location": "http://127.0.0.1/"}, b"")

    async def ask(client):
        async with client:
            assert (await client.get(f"http://{HOST}/")).text == "hello"
            assert (await client.get(f"http://{HOST}/away")).status_code == 302
            with pytest.raises(OutboundAnswerTooLarge):
                await client.get(f"http://{HOST}/big")
            with pytest.raises(OutboundRefused):
                await client.get("http://127.0.0.1/")

    asyncio.run(ask(http.async_client()))
