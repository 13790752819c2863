"""The door to scenarios for other slices: holding conversations with a content, and what scenarios say of it."""

from centralita.studio.scenarios.domain.asking import Asked, asked, asked_variables
from centralita.studio.scenarios.domain.callers import Caller, Move, Scene
from centralita.studio.scenarios.domain.heard import Answered, Performer, Talk
from centralita.studio.scenarios.domain.judging import as_text, ending, plain
from centralita.studio.scenarios.domain.script import ScenarioScript
from centralita.studio.scenarios.domain.showing import shown
from centralita.studio.scenarios.domain.talk import Opening, converse
from centralita.studio.scenarios.performing import OwnMeans
from centralita.studio.scenarios.preparing import Prepared, prepared
from centralita.studio.scenarios.proven import Proven, proven
from centralita.studio.scenarios.schemas import ExchangeOut

__all__ = [
    "Answered",
    "Asked",
    "Caller",
    "ExchangeOut",
    "Move",
    "Opening",
    "OwnMeans",
    "Performer",
    "Prepared",
    "Proven",
    "ScenarioScript",
    "Scene",
    "Talk",
    "as_text",
    "asked",
    "asked_variables",
    "converse",
    "ending",
    "plain",
    "prepared",
    "proven",
    "shown",
]
