"""Who is told when an agent moves on, in the same transaction."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from centralita.identity.access.actor import Actor


class Moved(StrEnum):
    """What happened to an agent. `LEAVING` is said before it is deleted."""

    PUBLISHED = "published"
    STEPPED = "stepped"
    LEAVING = "leaving"


LISTENERS: Final[list[Callable[[Actor, UUID, Moved], None]]] = []
DRAFT_LISTENERS: Final[list[Callable[[Actor, UUID, Mapping[str, Any], Mapping[str, Any]], None]]] = []


def tell(actor: Actor, agent_id: UUID, moved: Moved) -> None:
    """Tell everybody who asked to know; what a listener raises stops the move."""
    for listener in LISTENERS:
        listener(actor, agent_id, moved)
