"""The door to scenarios for other slices."""

from dataclasses import dataclass
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.scenarios.actions import NoScenarios
from centralita.studio.scenarios.domain.judging import ending
from centralita.studio.scenarios.domain.script import ScenarioScript, ScenarioStep
from centralita.studio.scenarios.domain.talk import Talk, hold
from centralita.studio.scenarios.holding import business_of, shown
from centralita.studio.scenarios.performing import OwnMeans
from centralita.studio.scenarios.queries import list_scenarios

__all__ = [
    "NoScenarios",
    "OwnMeans",
    "ScenarioScript",
    "ScenarioStep",
    "Talk",
    "WrittenScenario",
    "business_of",
    "ending",
    "hold",
    "scenarios_of",
    "shown",
]


@dataclass(frozen=True, slots=True)
class WrittenScenario:
    """A scenario as it is written now."""

    id: UUID
    name: str
    script: ScenarioScript


def scenarios_of(actor: Actor, agent_id: UUID) -> list[WrittenScenario]:
    """An agent's scenarios, the oldest first. Raises NotFound for an agent that is not the actor's to see."""
    return [
        WrittenScenario(row.id, row.name, ScenarioScript.model_validate(row.script))
        for row in list_scenarios(actor, agent_id)
    ]
