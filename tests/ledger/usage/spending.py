"""Budgets and money for tests."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import Clock, system_clock
from centralita.kit.money import Money
from centralita.ledger.usage.actions.limit import Action, NewBudget, create_budget
from centralita.ledger.usage.domain.spans import Span
from centralita.ledger.usage.models import Budget, BudgetPeriod, UsageEntry
from centralita.ledger.usage.public import ScopeKind, UsageLine, reserve, settle, void
from tests.people import Member

CALL = "call"


@dataclass
class Purse:
    """One organization's money, each verb in a transaction of its own."""

    member: Member
    clock: Clock = system_clock
    source: str = CALL

    def limit(
        self, micros: int, *, period: Span = Span.TOTAL, currency: str = "USD", action: Action = "pause"
    ) -> Budget:
        organization_id = self.member.organization_id
        new = NewBudget(
            ScopeKind.ORGANIZATION, organization_id, period, Money(micros, currency), [50, 80], action
        )
        with tenant_scope(organization_id):
            return create_budget(self.member.actor, new, self.clock)

    def reserve(
        self,
        micros: int,
        source_id: UUID | None = None,
        *,
        currency: str = "USD",
        scopes: Mapping[ScopeKind, UUID] | None = None,
    ) -> UUID:
        source_id = source_id or uuid.uuid4()
        with tenant_scope(self.member.organization_id):
            reserve(
                self.member.organization_id,
                source=self.source,
                source_id=source_id,
                amount=Money(micros, currency),
                scopes=scopes or {},
                clock=self.clock,
            )
        return source_id

    def settle(self, source_id: UUID, **kinds: int) -> None:
        lines = [UsageLine(kind, Money(micros, "USD"), 1) for kind, micros in kinds.items()]
        with tenant_scope(self.member.organization_id):
            settle(
                self.member.organization_id,
                source=self.source,
                source_id=source_id,
                lines=lines,
                clock=self.clock,
            )

    def void(self, source_id: UUID) -> None:
        with tenant_scope(self.member.organization_id):
            void(self.member.organization_id, source=self.source, source_id=source_id, clock=self.clock)

    def counts(self, budget: Budget) -> list[tuple[str, int, int]]:
        """The budget's periods: first day, reserved, settled."""
        with tenant_scope(self.member.organization_id):
            rows = BudgetPeriod.objects.filter(budget_id=budget.id).order_by("starts")
            return [(f"{row.starts}", row.reserved_micros, row.settled_micros) for row in rows]

    def entries(self, source_id: UUID) -> list[tuple[str, int, int]]:
        with tenant_scope(self.member.organization_id):
            rows = UsageEntry.objects.filter(source_id=source_id).order_by("kind", "revision")
            return [(row.kind, row.revision, row.micros) for row in rows]
