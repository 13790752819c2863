"""Money on the wire."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from centralita.ledger.usage.domain.scopes import ScopeKind
from centralita.ledger.usage.domain.spans import Span

# A billion of any currency: beyond it nobody limits anything.
Micros = Annotated[int, Field(gt=0, le=10**15, description="Millionths of the currency")]
Thresholds = Annotated[
    list[Annotated[int, Field(ge=1, le=100)]],
    Field(max_length=10, description="Per cent of the limit at which to tell", examples=[[50, 80]]),
]
Action = Literal["warn", "pause"]


class BudgetIn(BaseModel):
    """A new limit."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"scope": "organization", "period": "month", "limit_micros": 200_000_000, "currency": "USD"}
            ]
        },
    )

    scope: ScopeKind
    scope_id: Annotated[
        str | None, Field(max_length=60, description="Of the agent, campaign or account; null for all")
    ] = None
    period: Span
    limit_micros: Micros
    currency: Annotated[
        str, Field(pattern=r"^[A-Z]{3}$", description="USD, or the organization's own currency")
    ]
    thresholds: Thresholds = [50, 80]
    action: Annotated[Action, Field(description="`pause`: nothing that costs starts any more")] = "pause"


class BudgetChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"limit_micros": 300_000_000}]})

    limit_micros: Micros | None = None
    thresholds: Thresholds | None = None
    action: Action | None = None


class BudgetOut(BaseModel):
    """A limit with what its present period has spent and holds for what is under way."""

    id: str
    scope: ScopeKind
    scope_id: str
    scope_name: str | None = Field(description="Null when it is gone, and for the organization")
    period: Span
    limit_micros: int
    currency: str
    thresholds: list[int]
    action: Action
    starts: date | None
    ends: date | None = Field(description="The first day of the next period")
    settled_micros: int
    reserved_micros: int
    left_micros: int = Field(description="Below zero when more was spent than allowed")
    forecast: date | None = Field(
        description="When nothing is left at the present pace, if that is in the period"
    )
    revision: int
    can: list[str]


class BudgetList(BaseModel):
    """Every limit."""

    items: list[BudgetOut]
    currencies: list[str] = Field(description="In which a limit may be set")
    can: list[str]


class SpentOut(BaseModel):
    """What one day, agent, account, campaign or kind of cost came to."""

    key: str | None = Field(description="A date, an id or a kind; null for what belongs to none")
    name: str | None
    currency: str
    micros: int


class TotalOut(BaseModel):
    """A sum in one currency: currencies are never added up."""

    currency: str
    micros: int


class UsageOut(BaseModel):
    """What was spent from one day to another, by the organization's calendar."""

    first: date
    last: date
    items: list[SpentOut]
    totals: list[TotalOut]
