"""The door to agents for other slices."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from centralita.studio.agents.models import Agent, AgentVersion


@dataclass(frozen=True, slots=True)
class AgentFacts:
    """What others may know of an agent. `live_number` is None while it was never published."""

    id: UUID
    name: str
    status: str
    live_number: int | None


def agent_facts(ids: Iterable[UUID]) -> dict[UUID, AgentFacts]:
    """The agents with these ids; unknown ones and other organizations' are left out."""
    rows = Agent.objects.filter(id__in=set(ids)).values_list("id", "name", "status", "live_number")
    return {row[0]: AgentFacts(*row) for row in rows}


def version_number(version_id: UUID) -> int | None:
    """The number of a published version; None when it is unknown."""
    return AgentVersion.objects.filter(id=version_id).values_list("number", flat=True).first()
