"""Logs: one line of JSON an event in production, readable in development, with a request id and no secrets.

`log = get_logger(__name__)`, then `log.info("agent_published", agent_id=…)`: an event has a stable name in snake
case, and its facts beside it. What libraries write through `logging` comes out the same way.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, Final, TextIO, cast

import msgspec
import structlog
from structlog.typing import FilteringBoundLogger, Processor

from centralita.kit.scrubbing import scrub

_REQUEST_ID: Final = "request_id"
_LONGEST_REQUEST_ID: Final = 64
# These speak of every request, with its URL.
_QUIET: Final = ("httpx", "httpx2", "httpcore", "httpcore2", "botocore", "boto3", "urllib3", "asyncio")
# These bring handlers of their own, which would write past ours.
_WITH_HANDLERS: Final = ("uvicorn", "uvicorn.error", "uvicorn.access", "django", "django.server", "granian")


def get_logger(name: str) -> FilteringBoundLogger:
    """The logger of a module."""
    return cast("FilteringBoundLogger", structlog.get_logger(name))


def set_up(
    *,
    production: bool,
    level: str = "INFO",
    stream: TextIO | None = None,
    filters: Iterable[logging.Filter] = (),
) -> None:
    """Route everything that is logged in this process to `stream` (standard error), past the filters. May be called again."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(production=production, colors=(stream or sys.stderr).isatty()),
            ],
            foreign_pre_chain=_describing(),
        )
    )
    for each in filters:
        handler.addFilter(each)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _WITH_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_describing(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


@contextmanager
def request_scope(request_id: str, **facts: str) -> Iterator[None]:
    """Every line logged inside, in this task or thread, carries the request id and these facts."""
    kept = "".join(
        letter for letter in request_id[:_LONGEST_REQUEST_ID] if letter.isalnum() or letter in "-_."
    )
    with structlog.contextvars.bound_contextvars(**{_REQUEST_ID: kept}, **facts):
        yield


def current_request_id() -> str | None:
    """The id of the request at hand, to answer it and to hand it on; none outside of a request."""
    found = structlog.contextvars.get_contextvars().get(_REQUEST_ID)
    return found if isinstance(found, str) else None


def _describing() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _rendering(*, production: bool, colors: bool) -> list[Processor]:
    # An exception becomes text before the scrubbing, which otherwise could not see into it. Neither form shows
    # local variables.
    to_text = structlog.processors.format_exc_info
    if production:
        return [to_text, _scrub_event, structlog.processors.JSONRenderer(serializer=_to_json)]
    return [to_text, _scrub_event, structlog.dev.ConsoleRenderer(colors=colors)]


def _scrub_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: scrub(value, name) for name, value in event.items()}


def _to_json(event: object, **_options: object) -> str:
    try:
        return msgspec.json.encode(event, enc_hook=repr).decode()
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError, ValueError):
        # Half a character from somewhere outside must not cost the line.
        return json.dumps(event, default=repr)
