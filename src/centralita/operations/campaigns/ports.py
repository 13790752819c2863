"""What campaigns need of their neighbours: somebody who calls, and saved views of contacts.

Filled in where the application is put together; a test brings its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import AppError, Category


class CallingUnavailable(AppError):
    """Nobody here can place calls."""

    code = "calling_unavailable"
    category = Category.CONFLICT


@dataclass(frozen=True, slots=True)
class CallWish:
    """A call that a campaign asks for. `variables` are known to the agent in the call."""

    contact_id: UUID
    agent_id: UUID
    kind: str
    purpose: str
    number: str
    topic: str
    campaign_id: UUID
    attempt: int
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorstCase:
    """The most that one call of an agent may cost and take."""

    micros: int
    currency: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CallState:
    """How a call stands: `status` as in `call.status`, `ended_at` once nothing more comes. Cost in micro-units, of the
    campaign's currency where none is named. `stoppable` says whether it could be ended from here."""

    status: str
    outcome: str = ""
    duration_seconds: int = 0
    cost_micros: int = 0
    ended_at: datetime | None = None
    currency: str = ""
    stoppable: bool = True


class Telephone(Protocol):
    """Places calls. All of it inside the caller's scope and transaction; the network comes later, in a job."""

    def start(self, actor: Actor, wish: CallWish) -> UUID:
        """Queue a call and record the decision that allowed it; its id.

        Raises an AppError: `call_refused` by the rules of contact, `agent_not_available`, `no_free_line`,
        `budget_exhausted`. After any of them nothing was written.
        """
        ...

    def worst_case(self, organization_id: UUID, agent_id: UUID) -> WorstCase | None:
        """The price of one call at its longest; None when it is not known."""
        ...

    def states(self, call_ids: Sequence[UUID]) -> Mapping[UUID, CallState]:
        """How these calls stand; unknown ones are left out."""
        ...

    def withdraw(self, actor: Actor, campaign_id: UUID) -> Sequence[UUID]:
        """Cancel the campaign's calls that nobody has begun to place; which ones."""
        ...

    def hang_up(self, actor: Actor, call_ids: Sequence[UUID]) -> None:
        """Ask for the end of calls under way."""
        ...


class Views(Protocol):
    """Saved views of contacts."""

    def page(self, organization_id: UUID, view_id: UUID, *, after: UUID | None, limit: int) -> Sequence[UUID]:
        """Contacts of the view in order of id, after one of them. Raises NotFound for an unknown view."""
        ...


@dataclass(slots=True)
class _Neighbours:
    telephone: Telephone | None = None
    views: Views | None = None


_known = _Neighbours()


def use_telephone(telephone: Telephone | None) -> Telephone | None:
    """Say who places calls; who did before."""
    before, _known.telephone = _known.telephone, telephone
    return before


def telephone() -> Telephone:
    """Who places calls. Raises CallingUnavailable."""
    if _known.telephone is None:
        raise CallingUnavailable
    return _known.telephone


def has_telephone() -> bool:
    """Whether anybody places calls."""
    return _known.telephone is not None


def use_views(views: Views | None) -> None:
    """Say where saved views are."""
    _known.views = views


def views() -> Views | None:
    """The saved views, if there are any."""
    return _known.views
