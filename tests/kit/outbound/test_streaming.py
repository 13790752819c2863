"""The short way out for what somebody waits for word by word: what it keeps, what it drops, and what it takes for an answer."""

import asyncio
import contextlib
import socket

import pytest
from tests.kit.outbound.wires import HOST, PUBLIC, Names, streamed, tls_server

from centralita.kit.outbound import (
    Limits,
    Outbound,
    OutboundAnswerTooLarge,
    OutboundFailed,
    OutboundPolicy,
    OutboundRefused,
)

URL = f"http://{HOST}/"
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


@contextlib.asynccontextmanager
async def speaking(*says):
    """An outbound client, and what says this to each question in turn, whatever is asked; and its connections.

    None hangs up.
    """
    lines = iter(says)
    connections = []

    async def serve(reader, writer):
        connections.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, StopIteration):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                for piece in next(lines):
                    if piece is None:
                        break
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.01)
                else:
                    continue
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    policy = OutboundPolicy(limits=Limits(1, 1, 1, 2, 10_000)).allowing(f"127.0.0.1:{port}")
    outbound = Outbound(policy)
    try:
        yield outbound, f"http://127.0.0.1:{port}/", connections
    finally:
        await outbound.aclose()
        server.close()
        for connection in connections:
            connection.transport.abort()
        await asyncio.sleep(0.01)


def test_a_connection_is_kept_from_answer_to_answer(http, server):
    async def ask():
        for _ in range(5):
            assert (await streamed(http, "POST", URL, content=b"{}")).body == b"hello"
        await http.aclose_of_loop()

    asyncio.run(ask())
    assert server.connections == 1


def test_those_who_ask_at_once_get_each_their_own(http, server):
    async def ask():
        bodies = [f"number {number}".encode() for number in range(5)]
        for number, body in enumerate(bodies):
            server.answers[f"/{number}"] = (200, {}, body)
        found = await asyncio.gather(
            *(streamed(http, "GET", f"{URL}{number}") for number in range(5)),
        )
        await http.aclose_of_loop()
        assert [answer.body for answer in found] == bodies

    asyncio.run(ask())


def test_an_answer_in_pieces_comes_as_it_is_said():
    chunked = [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Two: a\r\nX-Two: b\r\n\r\n",
        b"3\r\none\r\n",
        b"3\r\ntwo\r\n",
        b"0\r\nX-After: all\r\n\r\n",
    ]

    async def ask():
        async with speaking(chunked, [OK]) as (outbound, url, connections):
            answer = await outbound.stream(outbound.target("POST", url), b"?")
            assert [piece async for piece in answer] == [b"one", b"two"]
            assert answer.headers["x-two"] == "a, b"
            assert "x-after" not in answer.headers
            assert (await streamed(outbound, "POST", url)).body == b"ok"
            assert len(connections) == 1

    asyncio.run(ask())


def test_what_is_only_under_way_is_no_answer():
    async def ask():
        async with speaking([b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", OK]) as (outbound, url, _):
            answer = await streamed(outbound, "POST", url)
            assert (answer.status, answer.body, "link" in answer.headers) == (200, b"ok", False)

    asyncio.run(ask())


def test_an_answer_without_length_ends_with_its_connection():
    async def ask():
        async with speaking([b"HTTP/1.1 200 OK\r\n\r\nall of it", None], [OK]) as (
            outbound,
            url,
            connections,
        ):
            assert (await streamed(outbound, "POST", url)).body == b"all of it"
            assert (await streamed(outbound, "POST", url)).body == b"ok"
            assert len(connections) == 2

    asyncio.run(ask())


def test_an_answer_cut_short_is_none():
    async def ask():
        cut = [b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf", None]
        async with speaking(cut) as (outbound, url, _):
            answer = await outbound.stream(outbound.target("POST", url), b"?")
            pieces = aiter(answer)
            assert await anext(pieces) == b"half"
            with pytest.raises(OutboundFailed) as caught:
                await anext(pieces)
            assert caught.value.data["reason"] == "protocol"

    asyncio.run(ask())


@pytest.mark.parametrize("more", [OK, b"rubbish", b"HTTP/1.1 200 OK\r\n"])
@pytest.mark.parametrize("together", [True, False])
def test_what_nobody_asked_for_is_never_the_next_answer(more, together):
    first = [OK + more] if together else [OK, more]

    async def ask():
        second = OK.replace(b"ok", b"no")
        async with speaking(first, [second], [second]) as (outbound, url, connections):
            try:
                assert (await streamed(outbound, "POST", url)).body == b"ok"
            except OutboundFailed:
                assert more == b"rubbish"
            await asyncio.sleep(0.05)
            assert (await streamed(outbound, "POST", url)).body == b"no"
            assert len(connections) == 2

    asyncio.run(ask())


def test_a_connection_that_was_hung_up_meanwhile_is_not_used_again():
    async def ask():
        async with speaking([OK], [OK]) as (outbound, url, connections):
            await streamed(outbound, "POST", url)
            connections[0].transport.abort()
            await asyncio.sleep(0)
            assert (await streamed(outbound, "POST", url)).body == b"ok"
            assert len(connections) == 2

    asyncio.run(ask())


def test_whoever_stops_reading_hangs_up():
    async def ask():
        endless = [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", *([b"1\r\nx\r\n"] * 1_000)]
        async with speaking(endless, [OK]) as (outbound, url, connections):
            answer = await outbound.stream(outbound.target("POST", url), b"?")
            async for _ in answer:
                break
            answer.close()
            assert (await streamed(outbound, "POST", url)).body == b"ok"
            assert len(connections) == 2

    asyncio.run(ask())


@pytest.mark.parametrize(
    "flood",
    [
        [b"HTTP/1.1 200 OK\r\n", *([b"x-a: " + b"a" * 30_000 + b"\r\n"] * 40)],
        [b"HTTP/1.1 200 OK\r\nx-a: ", *([b"a" * 30_000] * 40)],
        [*([b"HTTP/1.1 100 Continue\r\n\r\n" * 1000] * 40)],
        [
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
            *([b"x-a: " + b"a" * 30_000 + b"\r\n"] * 40),
        ],
    ],
)
def test_a_flood_beside_the_body_ends(flood):
    async def ask():
        async with speaking(flood) as (outbound, url, _):
            with pytest.raises(OutboundFailed) as caught:
                await streamed(outbound, "POST", url)
            assert caught.value.data["reason"] == "protocol"

    asyncio.run(ask())


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n",
    ],
)
def test_an_answer_that_could_be_read_in_two_ways_is_none(head):
    async def ask():
        async with speaking([head, None]) as (outbound, url, _):
            with pytest.raises(OutboundFailed) as caught:
                await streamed(outbound, "POST", url)
            assert caught.value.data["reason"] == "protocol"

    asyncio.run(ask())


def test_silence_has_an_end_when_one_is_asked_for():
    async def ask():
        async with speaking([b"HTTP/1.1 200 OK\r\n"]) as (outbound, url, _):
            with pytest.raises(OutboundFailed) as caught:
                await outbound.stream(outbound.target("POST", url), seconds=0.1)
            assert caught.value.data["reason"] == "timed_out"

    asyncio.run(ask())


def test_a_large_answer_waits_for_its_reader(http, server):
    server.answers["/"] = (200, {}, b"x" * 1_000_000)
    roomy = Outbound(
        OutboundPolicy(plain_http=True, limits=Limits(1, 1, 1, 5, 2_000_000)),
        resolver=Names(api_example_test=[PUBLIC]),
    )

    async def ask():
        answer = await roomy.stream(roomy.target("GET", URL))
        await asyncio.sleep(0.2)
        size = 0
        async for piece in answer:
            assert len(piece) < 900_000
            size += len(piece)
        await roomy.aclose()
        assert size == 1_000_000

    asyncio.run(ask())


def test_an_answer_that_is_not_read_leaves_no_deaf_connection(http, server):
    server.answers["/"] = (200, {}, b"x" * 400_000)

    async def ask():
        target = http.target("GET", URL)
        for _ in range(3):
            answer = await http.stream(target, seconds=1)
            await asyncio.sleep(0.1)
            answer.close()
        await http.aclose_of_loop()

    asyncio.run(ask())


def test_too_large_an_answer_is_dropped_with_its_connection(http, server):
    server.answers["/"] = (200, {}, b"x" * 3_000_000)

    async def ask():
        with pytest.raises(OutboundAnswerTooLarge):
            await streamed(http, "GET", URL)
        server.answers["/"] = (200, {}, b"ok")
        assert (await streamed(http, "GET", URL)).body == b"ok"
        await http.aclose_of_loop()

    asyncio.run(ask())
    assert server.connections == 2


def test_a_name_that_changes_its_mind_is_found_out_at_each_connection(server, wire):
    names = Names(evil_example=[[PUBLIC], ["127.0.0.1"]])
    wire.routes = {PUBLIC: server.port, "127.0.0.1": server.port}
    server.answers["/"] = (200, {"Connection": "close"}, b"first")
    outbound = Outbound(OutboundPolicy(plain_http=True), resolver=names)

    async def ask():
        target = outbound.target("GET", "http://evil.example/")
        answer = await outbound.stream(target)
        assert b"".join([piece async for piece in answer]) == b"first"
        with pytest.raises(OutboundRefused):
            await outbound.stream(target)
        await outbound.aclose()

    asyncio.run(ask())
    assert [address for address, _ in wire.dialled] == [PUBLIC]


def test_a_certificate_is_verified_before_anything_is_said(tmp_path, wire):
    with tls_server(tmp_path, "other.example.test") as (server, trust, _):
        wire.routes = {PUBLIC: server.port, "8.8.8.8": server.port}
        outbound = Outbound(resolver=Names(api_example_test=[PUBLIC, "8.8.8.8"]), ssl_context=trust)

        async def ask():
            with pytest.raises(OutboundFailed) as caught:
                await outbound.stream(outbound.target("GET", f"https://{HOST}/"))
            await outbound.aclose()
            assert caught.value.data["reason"] == "certificate"

        asyncio.run(ask())
        assert [address for address, _ in wire.dialled] == [PUBLIC]
        assert server.requests == []


def test_nobody_there_is_told(unused_port):
    outbound = Outbound(OutboundPolicy().allowing(f"127.0.0.1:{unused_port}"))

    async def ask():
        with pytest.raises(OutboundFailed) as caught:
            await outbound.stream(outbound.target("GET", f"http://127.0.0.1:{unused_port}/"))
        assert caught.value.data["reason"] == "connection"

    asyncio.run(ask())


@pytest.fixture
def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
