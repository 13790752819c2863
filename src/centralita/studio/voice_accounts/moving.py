"""Who is told when an account changes, in the same transaction."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor


class Moved(StrEnum):
    """What happened to an account.

    `WORKS` is said when it is connected, and when a try finds that it works. `LEAVING` is said before it goes, and
    may be refused.
    """

    WORKS = "works"
    CHANGED = "changed"
    LEAVING = "leaving"


LISTENERS: Final[list[Callable[[Actor, UUID, Moved], None]]] = []


def tell(actor: Actor, account_id: UUID, moved: Moved) -> None:
    """Tell everybody who asked to know."""
    for listener in LISTENERS:
        listener(actor, account_id, moved)
