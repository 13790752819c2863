"""Holding many conversations at once: those that mostly wait for a model far more than those that work."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import BoundedSemaphore
from typing import Final
from uuid import UUID

from django.db import connections

from centralita.identity.tenancy.scope import few_connections

# Without a model a conversation takes milliseconds of our own; with one it mostly waits.
WORKING: Final = 8
WAITING: Final = 64
# Of all runs of a process together: others need connections of its pool, too.
_DOOR: Final = BoundedSemaphore(8)


def held_abreast(hold: Callable[[UUID], bool], waiting: Iterable[UUID], *, asks_model: bool) -> None:
    """Hold these, several at once, until `hold` says of one that it does not go on. What it raises is raised here."""

    def one(identifier: UUID) -> bool:
        try:
            with few_connections(_DOOR) if asks_model else nullcontext():
                return hold(identifier)
        finally:
            connections.close_all()

    wanted = list(waiting)
    with ThreadPoolExecutor(min(WAITING if asks_model else WORKING, max(1, len(wanted)))) as pool:
        for goes_on in pool.map(one, wanted):
            if not goes_on:
                break
