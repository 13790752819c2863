"""What the team says of single answers, on the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from centralita.operations.conversations.schemas import TurnRatingOut
from centralita.studio.scenarios.public import ScenarioScript

Remark = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]


class TurnRatingIn(BaseModel):
    """Whether an answer of the agent was good, and why."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"good": False, "remark": "No dijo el precio."}]}
    )

    good: bool
    remark: Remark = ""


class TurnRatingChange(BaseModel):
    """Whether a bad answer needs no scenario."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"aside": True}]})

    aside: bool


class TurnScenarioIn(BaseModel):
    """The scenario that a bad answer has to pass from now on."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    script: ScenarioScript


class TurnToMendOut(BaseModel):
    """A bad answer of which there is no scenario yet: what was said last before it, and the answer."""

    conversation_id: str
    message_id: str
    test: bool
    asked: str
    said: str
    rating: TurnRatingOut


class TurnToMendList(BaseModel):
    """An agent's bad answers without a scenario, the last rated first; 50 at most. `total`: how many there are."""

    items: list[TurnToMendOut]
    total: int
    can: list[str]
