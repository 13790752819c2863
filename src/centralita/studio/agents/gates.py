"""Who is asked before a draft goes live, in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import Conflict


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands against publishing: a stable code, and a sentence in the actor's language."""

    code: str
    sentence: str


Gate = Callable[[Actor, UUID], tuple[Obstacle, ...]]

GATES: Final[list[Gate]] = []


class PublishBlocked(Conflict):
    """The agent's own rule stands against publishing this draft. Data: `count`, and `reasons` with each one."""

    code = "publish_blocked"


def obstacles(actor: Actor, agent_id: UUID) -> tuple[Obstacle, ...]:
    """All that stands against publishing the agent's draft as it is now."""
    return tuple(each for gate in GATES for each in gate(actor, agent_id))


def blocked(found: tuple[Obstacle, ...]) -> PublishBlocked:
    """The refusal that tells all of it."""
    return PublishBlocked(
        count=len(found),
        reasons=[{"code": each.code, "sentence": each.sentence, "until": None} for each in found],
    )
