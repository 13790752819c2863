"""An outage of the database: told plainly, once and now and then, whoever notices it."""

import io
import json
import logging

import psycopg
import pytest
import structlog
from psycopg import errors

from centralita.kit import outage
from centralita.kit.logs import set_up
from centralita.kit.outage import Outage, OutageFilter, is_outage

REFUSED = psycopg.OperationalError("connection failed:\n\tIs the server running?")


@pytest.fixture
def out(monkeypatch):
    """What is logged, with an outage of this test's own."""
    monkeypatch.setattr(outage, "DATABASE", Outage())
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    set_up(production=True, stream=stream, filters=[OutageFilter()])
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def told(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail(logger, error, message="it failed"):
    outer = RuntimeError("outer")
    outer.__cause__ = error
    logging.getLogger(logger).error(message, exc_info=outer)


def test_many_failures_are_one_line_and_the_return_another(out):
    for _ in range(50):
        outage.DATABASE.failed("connection\n\trefused")
    outage.DATABASE.answered()
    outage.DATABASE.answered()
    away, back = told(out)
    assert (away["event"], away["why"], away["next"]) == (
        "database_unreachable",
        "connection refused",
        "tried again",
    )
    assert (back["event"], back["since"]) == ("database_back", away["since"])
    outage.DATABASE.failed("again")
    assert len(told(out)) == 3


def test_a_long_outage_is_told_again_with_its_beginning(out):
    long = Outage(again_after=0)
    long.failed("x")
    long.failed("x")
    first, second = told(out)
    assert first["since"] == second["since"]


def test_what_reconnects_by_itself_says_no_more(out):
    for _ in range(3):
        logging.getLogger("psycopg.pool").warning("error connecting in 'pool-1': refused")
        fail("asyncpg.pool", ConnectionRefusedError())
        fail("procrastinate.utils", REFUSED)
        fail("django.request", REFUSED)
    assert [line["event"] for line in told(out)] == ["database_unreachable"]


def test_others_keep_their_line_without_the_traceback(out):
    fail("somebody", REFUSED)
    away, line = told(out)
    assert away["why"] == "outer"
    assert line["event"] == "it failed"
    assert "exception" not in line


def test_any_other_failure_keeps_its_traceback(out):
    for error in (ValueError(), errors.QueryCanceled(), errors.UniqueViolation()):
        fail("django.request", error)
    assert all("RuntimeError: outer" in line["exception"] for line in told(out))
    assert len(told(out)) == 3


def test_pools_may_say_what_is_no_failure(out):
    logging.getLogger("asyncpg.pool").info("adding new connection to the pool")
    assert len(told(out)) == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (REFUSED, True),
        (errors.AdminShutdown(), True),
        (errors.CannotConnectNow(), True),
        (errors.ConnectionFailure(), True),
        (psycopg.InterfaceError("the connection is closed"), True),
        (errors.QueryCanceled(), False),
        (errors.LockNotAvailable(), False),
        (errors.UniqueViolation(), False),
        (ConnectionRefusedError(), False),
        (None, False),
    ],
)
def test_an_outage_is_told_from_a_statement_that_failed(error, expected):
    assert is_outage(error) is expected
