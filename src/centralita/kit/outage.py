"""When the database cannot be reached: told once, then now and then, and once more when it is back.

Every part that waits for it would else write its own lines, with a traceback each, several times a second.
"""

import logging
import threading
import time
from typing import Final

import psycopg

from centralita.kit.logs import get_logger

_AGAIN_AFTER: Final = 30.0
# The server refuses or ends connections; it stands or falls with the server, not with the statement.
_STATES: Final = ("08", "57P")
_POOLS: Final = ("psycopg.pool", "asyncpg.pool")
_SAID_ELSEWHERE: Final = ("procrastinate.", "django.request")

log = get_logger(__name__)


class Outage:
    """What is known in this process of a database that went away. Told again after so many seconds."""

    def __init__(self, again_after: float = _AGAIN_AFTER) -> None:
        self._again_after = again_after
        self._guard = threading.Lock()
        self._began: float | None = None
        self._since = ""
        self._told = 0.0

    def failed(self, why: str) -> None:
        """It could not be reached, and will be tried again."""
        moment = time.monotonic()
        with self._guard:
            if self._began is None:
                self._began, self._since = moment, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            elif moment - self._told < self._again_after:
                return
            self._told = moment
        log.error("database_unreachable", since=self._since, why=" ".join(why.split()), next="tried again")

    def answered(self) -> None:
        """It was reached."""
        if self._began is None:
            return
        with self._guard:
            began, self._began = self._began, None
        if began is not None:
            log.info("database_back", since=self._since, seconds=round(time.monotonic() - began, 1))


DATABASE: Final = Outage()


def is_outage(error: BaseException | None) -> bool:
    """Whether this came of a database that cannot be reached, itself or through what it was raised from."""
    while error is not None:
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) or hasattr(error, "sqlstate"):
            state = getattr(error, "sqlstate", None)
            return state is None or state.startswith(_STATES)
        error = error.__cause__ or error.__context__
    return False


class OutageFilter(logging.Filter):
    """Leaves of what libraries log about an outage one line: the outage's own.

    Those who reconnect by themselves say no more than that. Others keep their line and lose the traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        error = record.exc_info[1] if record.exc_info else None
        if record.levelno >= logging.WARNING and record.name.startswith(_POOLS):
            DATABASE.failed(str(error or record.getMessage()))
            return False
        if not is_outage(error):
            return True
        # The worker's listener tells of it only when it is stopped, long after; and each request has a line anyway.
        if record.name.startswith(_SAID_ELSEWHERE):
            return False
        DATABASE.failed(str(error))
        record.exc_info = None
        return True
