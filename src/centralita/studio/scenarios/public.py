"""The door to scenarios for other slices: holding conversations with a content, and what scenarios say of it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.scenarios.abreast import WAITING, held_abreast
from centralita.studio.scenarios.actions import (
    MOST_SCENARIOS,
    NoScenarios,
    add_scenario,
    change_scenario,
    delete_scenario,
)
from centralita.studio.scenarios.domain.asking import Asked, asked, asked_variables
from centralita.studio.scenarios.domain.callers import Caller, Move, Scene
from centralita.studio.scenarios.domain.heard import Answered, Performer, Talk
from centralita.studio.scenarios.domain.judging import as_text, ending, plain
from centralita.studio.scenarios.domain.pairing import Named, paired
from centralita.studio.scenarios.domain.replying import answer_of
from centralita.studio.scenarios.domain.script import (
    MOST_SAID,
    Check,
    EndsCheck,
    ModelAnswer,
    NeverSaysCheck,
    PackedScenario,
    SaysCheck,
    ScenarioScript,
    ScenarioStep,
    ToolAnswer,
    ToolCalledCheck,
    ToolNotCalledCheck,
    VariableCheck,
    with_tools_renamed,
)
from centralita.studio.scenarios.domain.showing import shown
from centralita.studio.scenarios.domain.talk import Opening, converse, hold
from centralita.studio.scenarios.performing import OwnMeans, returned
from centralita.studio.scenarios.preparing import Prepared, prepared
from centralita.studio.scenarios.proven import Proven, proven
from centralita.studio.scenarios.queries import list_scenarios
from centralita.studio.scenarios.schemas import ExchangeOut

__all__ = [
    "MOST_SAID",
    "MOST_SCENARIOS",
    "WAITING",
    "Answered",
    "Asked",
    "Caller",
    "Check",
    "EndsCheck",
    "ExchangeOut",
    "ModelAnswer",
    "Move",
    "Named",
    "NeverSaysCheck",
    "NoScenarios",
    "Opening",
    "OwnMeans",
    "PackedScenario",
    "Performer",
    "Prepared",
    "Proven",
    "SaysCheck",
    "ScenarioScript",
    "ScenarioStep",
    "Scene",
    "Talk",
    "ToolAnswer",
    "ToolCalledCheck",
    "ToolNotCalledCheck",
    "VariableCheck",
    "WrittenScenario",
    "add_scenario",
    "answer_of",
    "as_text",
    "asked",
    "asked_variables",
    "change_scenario",
    "converse",
    "delete_scenario",
    "ending",
    "held_abreast",
    "hold",
    "paired",
    "plain",
    "prepared",
    "proven",
    "returned",
    "scenarios_of",
    "shown",
    "with_tools_renamed",
]

_KEY: Final = 24


@dataclass(frozen=True, slots=True)
class WrittenScenario:
    """A scenario as it is written now."""

    id: UUID
    name: str
    script: ScenarioScript

    @property
    def packed(self) -> PackedScenario:
        """It as it travels. Its key tells nobody its id."""
        key = sha256(b"scenario" + self.id.bytes).hexdigest()[:_KEY]
        return PackedScenario(name=self.name, script=self.script, key=key)


def scenarios_of(actor: Actor, agent_id: UUID) -> list[WrittenScenario]:
    """An agent's scenarios, the oldest first. Raises NotFound for an agent that is not the actor's to see."""
    return [
        WrittenScenario(row.id, row.name, ScenarioScript.model_validate(row.script))
        for row in list_scenarios(actor, agent_id)
    ]
