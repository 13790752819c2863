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
    description: str = ""


def agent_facts(ids: Iterable[UUID]) -> dict[UUID, AgentFacts]:
    """The agents with these ids; unknown ones and other organizations' are left out."""
    rows = Agent.objects.filter(id__in=set(ids)).values_list(
        "id", "name", "status", "live_number", "description"
    )
    return {row[0]: AgentFacts(*row) for row in rows}


def version_number(version_id: UUID) -> int | None:
    """The number of a published version; None when it is unknown."""
    return AgentVersion.objects.filter(id=version_id).values_list("number", flat=True).first()


def version_numbers(version_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The numbers of these published versions; unknown ones are left out."""
    return dict(AgentVersion.objects.filter(id__in=set(version_ids)).values_list("id", "number"))


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A published version: what it runs, and the agent's main language."""

    agent_id: UUID
    blueprint_id: UUID
    language: str


def version_facts(version_id: UUID) -> VersionFacts | None:
    """A published version; None when it is unknown."""
    row = AgentVersion.objects.filter(id=version_id).values_list("agent_id", "blueprint_id").first()
    if row is None:
        return None
    languages = Agent.objects.filter(id=row[0]).values_list("languages", flat=True).first()
    return VersionFacts(row[0], row[1], languages[0] if languages else "en")
