"""SDKs that bring their own HTTP library, and files too large to hold, go out by the same rules."""

import httpx
import pytest
from tests.kit.outbound.wires import HOST

from centralita.kit.outbound import OutboundAnswerTooLarge, OutboundFailed, OutboundRefused

URL = f"http://{HOST}"


def test_a_client_for_an_sdk_goes_where_the_guard_lets_it(http, server):
    client = http.legacy_client()
    assert client.get(f"{URL}/").text == "hello"
    assert server.requests[0][2]["Host"] == HOST
    for inside in ("http://127.0.0.1/", "http://inside.example.test/", "http://169.254.169.254/"):
        with pytest.raises(OutboundRefused):
            client.get(inside)
    assert server.connections == 1


def test_it_reads_no_more_than_it_may_and_sees_each_answer_first(http, server):
    seen = []
    server.answers["/large"] = (200, {}, b"x" * 10_001)
    server.answers["/fits"] = (404, {}, b"x" * 10_000)
    client = http.legacy_client(lambda response: seen.append(response.status_code))
    assert len(client.get(f"{URL}/fits").content) == 10_000
    with pytest.raises(OutboundAnswerTooLarge):
        client.get(f"{URL}/large")
    assert seen == [404, 200]


def test_it_follows_no_redirect_and_keeps_no_cookie(http, server):
    server.answers["/away"] = (302, {"Location": "http://127.0.0.1/", "Set-Cookie": "a=b"}, b"")
    client = http.legacy_client()
    assert client.get(f"{URL}/away").status_code == httpx.codes.FOUND
    client.get(f"{URL}/")
    assert "Cookie" not in server.requests[1][2]


def test_a_file_may_be_longer_than_an_answer_but_not_endless(http, server):
    server.answers["/file"] = (200, {}, b"x" * 50_000)
    assert len(b"".join(http.download(f"{URL}/file", limit=50_000, seconds=2))) == 50_000
    with pytest.raises(OutboundAnswerTooLarge):
        b"".join(http.download(f"{URL}/file", limit=49_999, seconds=2))
    with pytest.raises(OutboundFailed) as late:
        b"".join(http.download(f"{URL}/file", limit=50_000, seconds=-1))
    assert late.value.data["reason"] == "timed_out"


def test_a_file_that_is_not_there_is_told_with_its_status(http, server):
    server.answers["/gone"] = (404, {}, b"no")
    with pytest.raises(OutboundFailed) as gone:
        next(http.download(f"{URL}/gone", limit=100, seconds=1))
    assert gone.value.data["status"] == 404
    with pytest.raises(OutboundRefused):
        next(http.download("http://127.0.0.1/", limit=100, seconds=1))
