"""A telephone in memory: calls that a test ends as it likes. What a rolled back transaction asked for never was."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from centralita.identity.access.actor import Actor
from centralita.kit.errors import AppError, Category
from centralita.kit.ids import new_id
from centralita.operations.campaigns import ports
from centralita.operations.campaigns.ports import CallState, CallWish, WorstCase
from centralita.operations.compliance.public import may_contact, record_decision


class NoFreeLine(AppError):
    code = "no_free_line"
    category = Category.CONFLICT


@dataclass
class MemoryTelephone:
    """`lines` is how many calls at the same time; `at` is what the clock says when a call is asked for."""

    at: datetime | None = None
    lines: int = 1_000
    worst: WorstCase | None = None
    error: AppError | None = None
    calls: dict[UUID, tuple[CallWish, CallState]] = field(default_factory=dict)
    asked: int = 0

    def start(self, actor: Actor, wish: CallWish) -> UUID:
        if self.error is not None:
            raise self.error
        if len(self.ringing()) + self.asked >= self.lines:
            raise NoFreeLine
        if self.at is not None:
            decision = may_contact(
                actor.organization_id,
                wish.contact_id,
                purpose=wish.purpose,
                automated=True,
                at=self.at,
                number=wish.number,
            )
            record_decision(
                actor.organization_id,
                decision,
                contact_id=wish.contact_id,
                purpose=wish.purpose,
                automated=True,
            )
        call_id = new_id()
        self.asked += 1
        transaction.on_commit(lambda: self._keep(call_id, wish))
        return call_id

    def _keep(self, call_id: UUID, wish: CallWish) -> None:
        self.asked -= 1
        self.calls[call_id] = (wish, CallState("queued"))

    def worst_case(self, organization_id: UUID, agent_id: UUID) -> WorstCase | None:
        return self.worst

    def states(self, call_ids: Sequence[UUID]) -> Mapping[UUID, CallState]:
        return {each: self.calls[each][1] for each in call_ids if each in self.calls}

    def withdraw(self, actor: Actor, campaign_id: UUID) -> Sequence[UUID]:
        queued = [
            key
            for key, (wish, state) in self.calls.items()
            if wish.campaign_id == campaign_id and state.status == "queued" and state.ended_at is None
        ]
        for key in queued:
            self.set(key, CallState("cancelled", ended_at=self.at))
        return queued

    def hang_up(self, actor: Actor, call_ids: Sequence[UUID]) -> None:
        for key in call_ids:
            self.finish(key, "answered", self.at)

    def set(self, call_id: UUID, state: CallState) -> None:
        self.calls[call_id] = (self.calls[call_id][0], state)

    def pick_up(self, call_id: UUID) -> None:
        self.set(call_id, replace(self.calls[call_id][1], status="in_progress"))

    def finish(
        self, call_id: UUID, outcome: str, at: datetime | None, cost: int = 0, seconds: int = 60
    ) -> None:
        self.set(call_id, CallState("completed", outcome, seconds, cost, at))

    def ringing(self) -> list[UUID]:
        return [key for key, (_, state) in self.calls.items() if state.ended_at is None]


@contextmanager
def connected(telephone: ports.Telephone) -> Iterator[None]:
    """The telephone is the one that campaigns use."""
    before = ports.use_telephone(telephone)
    try:
        yield
    finally:
        ports.use_telephone(before)
