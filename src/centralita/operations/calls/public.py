"""The door to calls for other slices: values, never rows. Inside the organization's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from centralita.kit.money import Money
from centralita.operations.calls.actions.cancel import cancel_call, withdraw_calls
from centralita.operations.calls.actions.start import start_call
from centralita.operations.calls.domain.estimate import LONGEST_MINUTES, largest_cost, minute_price
from centralita.operations.calls.domain.words import KINDS, RUNNING, Kind
from centralita.operations.calls.erasing import erase_with_contacts
from centralita.operations.calls.errors import (
    AccountFailing,
    AgentNotAvailable,
    CallRefused,
    CallUnderWay,
    NoFreeLine,
    TooManyCalls,
)
from centralita.operations.calls.models import Call
from centralita.operations.calls.policy import can_be_ended
from centralita.operations.calls.wish import PURPOSES, CallWish

__all__ = [
    "PURPOSES",
    "AccountFailing",
    "AgentNotAvailable",
    "CallFacts",
    "CallRefused",
    "CallUnderWay",
    "CallWish",
    "NoFreeLine",
    "TooManyCalls",
    "call_facts",
    "cancel_call",
    "erase_with_contacts",
    "kind_of",
    "running_calls",
    "start_call",
    "withdraw_calls",
    "worst_case",
]


def kind_of(text: str) -> Kind:
    """The kind of call by its name; what is none is prospecting, for which the strictest rules hold."""
    return next((kind for kind in KINDS if kind == text), "prospecting")


def worst_case(platform: str, max_minutes: int, own_micros: int | None = None) -> tuple[Money, int]:
    """The most that a call may cost, and the minutes that it then takes. `own_micros` is the account's own price."""
    return largest_cost(minute_price(platform, own_micros), max_minutes), max_minutes or LONGEST_MINUTES


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call. Empty `outcome` and `ending` are not known; money is in micro-units of `cost_currency`."""

    id: UUID
    status: str
    ending: str
    outcome: str
    contact_id: UUID | None
    agent_id: UUID | None
    version_id: UUID | None
    account_id: UUID | None
    campaign_id: UUID | None
    conversation_id: UUID | None
    attempt: int
    direction: str
    kind: str
    created_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    duration_seconds: float | None
    cost_micros: int | None
    cost_currency: str
    platform: str
    placing: str

    @property
    def stoppable(self) -> bool:
        """Whether it could be ended from here now."""
        return self.ended_at is None and can_be_ended(self.platform, self.placing)


_FIELDS = tuple(CallFacts.__dataclass_fields__)


def call_facts(ids: Iterable[UUID]) -> dict[UUID, CallFacts]:
    """These calls; unknown ones are left out."""
    rows = Call.objects.filter(id__in=set(ids)).values_list(*_FIELDS)
    return {row[0]: CallFacts(*row) for row in rows}


def running_calls(
    *, campaign_id: UUID | None = None, account_id: UUID | None = None, agent_id: UUID | None = None
) -> tuple[CallFacts, ...]:
    """The calls that are going on, of these or of all."""
    rows = Call.objects.filter(status__in=RUNNING)
    for column, wanted in (("campaign_id", campaign_id), ("account_id", account_id), ("agent_id", agent_id)):
        if wanted is not None:
            rows = rows.filter(**{column: wanted})
    return tuple(CallFacts(*row) for row in rows.order_by("created_at").values_list(*_FIELDS))
