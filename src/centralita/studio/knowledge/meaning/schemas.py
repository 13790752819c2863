"""Search by meaning on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.knowledge.schemas import SpaceErrorOut

VectorModelName = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class MeaningIn(Schema):
    """Who makes vectors of the passages: an account with one of its models, this machine, or nobody (`off`)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"kind": "off"}]})

    kind: Literal["off", "account", "local"]
    account_id: Annotated[str | None, Field(max_length=40)] = None
    model: VectorModelName = ""


class VectorModelOut(Schema):
    """A model of vectors; `micros_per_million` is what a million tokens cost, null where nobody can know."""

    name: str
    micros_per_million: int | None
    currency: str = "USD"


class VectorChoiceOut(Schema):
    """A connected account that has models of vectors. Others than the suggested ones may be named."""

    account_id: str
    label: str
    vendor: str
    models: list[VectorModelOut]


class SpaceOut(Schema):
    """The passages as vectors of one model: `done` of all have theirs."""

    kind: Literal["account", "local"]
    account_id: str | None
    model: str
    status: Literal["filling", "ready", "waiting", "failed"]
    error: SpaceErrorOut | None
    done: int
    dimensions: int
    tokens: int
    cost_micros: int | None
    currency: str
    updated_at: datetime


class MeaningOut(Schema):
    """How the organization searches: by words always, and by the meaning of `used` where there is one.

    `coming` is being filled and takes the place of `used` when it is whole.
    """

    available: bool = Field(description="False where the database has no pgvector")
    used: SpaceOut | None
    coming: SpaceOut | None
    passages: int
    tokens: int = Field(description="About what all passages take, once")
    choices: list[VectorChoiceOut]
    local: str | None = Field(description="This machine's model, where the operator brought one")
    can: list[str]
