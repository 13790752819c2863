"""Notices whether a write left a trace in the audit trail. The edge refuses to commit one that did not."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Watch:
    """Whether anything was recorded since the watch began."""

    satisfied: bool = False


_watch: ContextVar[Watch | None] = ContextVar("audit_watch", default=None)


@contextmanager
def watching() -> Iterator[Watch]:
    """Notice whether the block records something."""
    watch = Watch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def recorded() -> None:
    """Said by the audit trail on each entry."""
    watch = _watch.get()
    if watch is not None:
        watch.satisfied = True


def nothing_changed() -> None:
    """Said by an action that found nothing to write: the request changed nothing, so there is nothing to tell."""
    recorded()
