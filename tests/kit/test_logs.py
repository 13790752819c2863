"""Logs carry the request, come out the same from everywhere, and keep no secret."""

import asyncio
import io
import json
import logging

import pytest
import structlog

from centralita.kit.logs import current_request_id, get_logger, request_scope, set_up
from centralita.kit.scrubbing import HIDDEN, scrub, scrub_text


@pytest.fixture
def out():
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    set_up(production=True, stream=stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(out):
    get_logger("centralita.agents").info("agent_published", agent_id="agt_1", note="two\nlines", number=3)
    (line,) = lines(out)
    assert line["event"] == "agent_published"
    assert (line["logger"], line["level"], line["number"], line["note"]) == (
        "centralita.agents",
        "info",
        3,
        "two\nlines",
    )
    assert line["timestamp"].endswith("Z")


def test_libraries_come_out_the_same_way(out):
    logging.getLogger("some.library").warning("took %d ms for %s", 12, "Bearer abcdefgh12345")
    (line,) = lines(out)
    assert line["event"] == f"took 12 ms for Bearer {HIDDEN}"
    assert line["logger"] == "some.library"


def test_the_request_goes_with_every_line_inside(out):
    with request_scope("req-1", organization="org_1"):
        get_logger("a").info("inside")
        logging.getLogger("b").warning("inside too")
        assert current_request_id() == "req-1"
    get_logger("a").info("outside")
    assert [line.get("request_id") for line in lines(out)] == ["req-1", "req-1", None]
    assert lines(out)[0]["organization"] == "org_1"
    assert current_request_id() is None


def test_requests_at_the_same_time_do_not_mix(out):
    async def one(name):
        with request_scope(name):
            await asyncio.sleep(0.001)
            get_logger("a").info("e", name=name)

    async def many():
        await asyncio.gather(*(one(f"r{number}") for number in range(20)))

    asyncio.run(many())
    assert all(line["request_id"] == line["name"] for line in lines(out))


def test_a_request_id_from_outside_cannot_write_what_it_likes(out):
    with request_scope('x" \n{}' + "y" * 500):
        assert current_request_id() == "x" + "y" * 58


def test_exceptions_are_told_without_their_secrets(out):
    def call():
        password = "hunter2-hunter2"
        raise ValueError(f"cannot reach https://user:{password}@db/ with sk-abcdefghijklmnopqrstuvwx")

    try:
        call()
    except ValueError:
        get_logger("a").exception("failed")
    (line,) = lines(out)
    assert "ValueError" in line["exception"]
    assert "hunter2-hunter2" not in out.getvalue()
    assert "sk-abcdef" not in out.getvalue()


def test_odd_values_do_not_cost_the_line(out):
    get_logger("a").info(
        "odd", half="\ud800", thing=object(), raw=b"\xff", deep=[[[[[[[["x"]]]]]]]], many={1, 2}
    )
    (line,) = lines(out)
    assert line["raw"] == "<1 bytes>"


def test_the_level_holds(out):
    get_logger("a").debug("no")
    logging.getLogger("httpx").info("HTTP Request: GET https://…")
    assert lines(out) == []


def test_development_is_readable_and_scrubbed_too(out):
    stream = io.StringIO()
    set_up(production=False, level="DEBUG", stream=stream)
    get_logger("a").debug("hello", api_key="abc", agent="agt_1")
    assert "hello" in stream.getvalue()
    assert "agt_1" in stream.getvalue()
    assert "abc" not in stream.getvalue()


@pytest.mark.parametrize(
    "name",
    ["password", "user_password", "passwd", "secret", "client_secret", "SECRET_KEY", "access_token", "token", "Authorization", "api_key",
     "apiKey", "x-api-key", "private_key", "aws_secret_access_key", "Cookie", "Set-Cookie", "credentials"],
)  # fmt: skip
def test_what_stands_under_a_secret_name_is_hidden(name):
    value = {
        "outer": [
            {name: "plain-looking"},
            {name: {"a": "plain-looking"}},
            {name: ["plain-looking"]},
            {name: b"plain-looking"},
        ]
    }
    assert "plain-looking" not in str(scrub(value))


@pytest.mark.parametrize(
    "secret",
    [
        "cpk_4fk2jd8s7a6q", "csk_live.4fk2jd8s7a6q", "cct_k1.AbCd-_.xyz", "ctt_a1b2c3d4",
        "sk-proj-abcdefghijklmnop1234", "sk-ant-api03-abcdefghijkl", "sk_live_abcdefghijklmnop", "gsk_abcdefghijklmnop1234",
        "AIzaSyA-1234567890abcdefghijklmnopqrs", "AKIAIOSFODNN7EXAMPLE", "xoxb-1234567890-abcdef", "ghp_abcdefghijklmnopqrst123456",
        "key_0123456789abcdef0123456789ab", "whsec_abcdefghijklmnopqrst", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF_-123",
        "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----",
    ],
)  # fmt: skip
def test_what_looks_like_a_secret_is_hidden_anywhere(secret):
    for text in (secret, f"before {secret} after", f'{{"a": "{secret}"}}', f"https://x.test/?q={secret}&b=1"):
        assert secret not in scrub_text(text)
        assert secret.split("_")[-1] not in str(scrub({"note": text}))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Authorization: Bearer abc.def-123", "Authorization: [hidden]"),
        ("sent Bearer abc.def-123 twice", "sent Bearer [hidden] twice"),
        ("postgresql://owner:pw@db:5432/x", "postgresql://[hidden]@db:5432/x"),
        ("GET /live?ticket=abcd1234&x=1", "GET /live?ticket=[hidden]&x=1"),
        ("password=hunter22 next", "password=[hidden] next"),
    ],
)
def test_the_rest_of_the_text_stays(text, clean):
    assert scrub_text(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "agt_01j5zq3v8w9x2y4k6m7n8p0q1r",
        "cnv_01j5zq3v8w9x2y4k6m7n8p0q1r",
        "a task-list of the desk-top",
        "https://example.com/a?page=2",
        "The token count is 12",
        "ana@example.com",
    ],
)
def test_ordinary_texts_are_left_alone(text):
    assert scrub_text(text) == text


def test_counts_of_tokens_are_no_secrets():
    assert scrub({"tokens_in": 12, "tokens_out": 3, "max_tokens": None}) == {
        "tokens_in": 12,
        "tokens_out": 3,
        "max_tokens": None,
    }
