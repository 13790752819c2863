"""Set, change and remove limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import Limited, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.kit.money import Money
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import BudgetReset
from centralita.ledger.usage import counters
from centralita.ledger.usage.domain.scopes import ScopeKind
from centralita.ledger.usage.domain.spans import Span, begins_at, starts
from centralita.ledger.usage.errors import BudgetCurrency, BudgetExists
from centralita.ledger.usage.models import Budget, BudgetPeriod
from centralita.ledger.usage.naming import known
from centralita.ledger.usage.queries import get_budget

MOST = 500
Action = Literal["warn", "pause"]


@dataclass(frozen=True, slots=True)
class NewBudget:
    """A limit as somebody asks for it."""

    scope: ScopeKind
    scope_id: UUID
    period: Span
    limit: Money
    thresholds: Sequence[int]
    action: Action


@dataclass(frozen=True, slots=True)
class BudgetEdit:
    """What is to change; None stays."""

    limit_micros: int | None = None
    thresholds: Sequence[int] | None = None
    action: Action | None = None


def create_budget(actor: Actor, new: NewBudget, clock: Clock = system_clock) -> Budget:
    """Set a limit. What its period has spent and holds already counts from the start.

    Raises NotFound, BudgetCurrency, BudgetExists and Limited.
    """
    organization_id = actor.organization_id
    counters.hold_budgets(organization_id, alone=True)
    if not known(organization_id, new.scope, new.scope_id):
        raise NotFound(kind=new.scope.value, field="scope_id")
    allowed = sorted({"USD", Organization.objects.values_list("currency", flat=True).get(id=organization_id)})
    if new.limit.currency not in allowed:
        raise BudgetCurrency(field="currency", currency=new.limit.currency, allowed=", ".join(allowed))
    mine = Budget.objects.filter(organization_id=organization_id)
    if mine.filter(
        scope_kind=new.scope.value,
        scope_id=new.scope_id,
        period=new.period.value,
        currency=new.limit.currency,
    ).exists():
        raise BudgetExists(field="scope_id")
    if mine.count() >= MOST:
        raise Limited(limit=MOST)
    row = Budget.objects.create(
        organization_id=organization_id,
        scope_kind=new.scope.value,
        scope_id=new.scope_id,
        period=new.period.value,
        limit_micros=new.limit.micros,
        currency=new.limit.currency,
        thresholds=sorted(set(new.thresholds)),
        action=new.action,
    )
    _count_what_was(row, clock)
    _told(actor, "budget_create", row, after=_shape(row))
    return row


def _count_what_was(row: Budget, clock: Clock) -> None:
    zone = counters.zone_of(row.organization_id)
    first = starts(Span(row.period), clock.now(), zone)
    counter = BudgetPeriod.objects.create(
        organization_id=row.organization_id,
        budget_id=row.id,
        starts=first,
        limit_micros=row.limit_micros,
        currency=row.currency,
        pauses=row.action == "pause",
    )
    scope = ScopeKind(row.scope_kind)
    whose = "" if scope is ScopeKind.ORGANIZATION else f" AND {scope.value}_id = %(scope)s"
    values: dict[str, UUID | str | datetime] = {
        "org": row.organization_id,
        "scope": row.scope_id,
        "counter": counter.id,
        "begin": begins_at(first, zone),
        "currency": row.currency,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reservation SET period_ids = period_ids || %(counter)s::uuid"  # noqa: S608  # a name of ours
            f" WHERE organization_id = %(org)s AND created_at >= %(begin)s{whose}",
            values,
        )
        cursor.execute(
            "UPDATE budget_period SET reserved_micros = (SELECT coalesce(sum(amount_micros), 0) FROM reservation r"
            "  WHERE r.organization_id = %(org)s AND r.status = 'pending' AND r.currency = %(currency)s"
            "  AND r.period_ids @> ARRAY[%(counter)s::uuid]),"
            " settled_micros = (SELECT coalesce(sum(e.micros), 0) FROM usage_entry e JOIN reservation r"
            "  ON r.organization_id = e.organization_id AND r.id = e.reservation_id"
            "  WHERE e.organization_id = %(org)s AND e.currency = %(currency)s"
            "  AND r.period_ids @> ARRAY[%(counter)s::uuid])"
            " WHERE organization_id = %(org)s AND id = %(counter)s",
            values,
        )
    counters.tell(row.organization_id, [counter.id])


def update_budget(
    actor: Actor, budget_id: UUID, edit: BudgetEdit, *, seen: int | None = None, clock: Clock = system_clock
) -> Budget:
    """Change a limit from this period on. A smaller one than what is spent stops what would start, nothing that runs.

    Raises NotFound and Stale.
    """
    organization_id = actor.organization_id
    counters.hold_budgets(organization_id, alone=True)
    row = get_budget(organization_id, budget_id)
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    before = _shape(row)
    row.limit_micros = row.limit_micros if edit.limit_micros is None else edit.limit_micros
    row.thresholds = row.thresholds if edit.thresholds is None else sorted(set(edit.thresholds))
    row.action = edit.action or row.action
    row.revision += 1
    row.save()
    first = starts(Span(row.period), clock.now(), counters.zone_of(organization_id))
    mine = BudgetPeriod.objects.filter(organization_id=organization_id, budget_id=row.id, starts=first)
    counter = mine.select_for_update().first()
    if counter is not None:
        # What is not reached any more is told again when it is.
        reached = [t for t in row.thresholds if counter.settled_micros * 100 >= row.limit_micros * t]
        has_room = counter.settled_micros < row.limit_micros
        freed = counter.exhausted_at is not None and has_room
        mine.update(
            limit_micros=row.limit_micros,
            pauses=row.action == "pause",
            told=min(counter.told, max(reached, default=0)),
            exhausted_at=None if has_room else counter.exhausted_at,
        )
        if freed:
            append(actor, row.id, BudgetReset(starts=first.isoformat()))
        counters.tell(organization_id, [counter.id])
    _told(actor, "budget_update", row, before=before, after=_shape(row))
    return row


def delete_budget(actor: Actor, budget_id: UUID) -> None:
    """Remove a limit. What was spent stays in the books. Raises NotFound."""
    counters.hold_budgets(actor.organization_id, alone=True)
    row = get_budget(actor.organization_id, budget_id)
    _told(actor, "budget_delete", row, before=_shape(row))
    Budget.objects.filter(organization_id=actor.organization_id, id=row.id).delete()


def _shape(row: Budget) -> dict[str, object]:
    return {
        "scope": row.scope_kind,
        "scope_id": str(row.scope_id),
        "period": row.period,
        "limit_micros": row.limit_micros,
        "currency": row.currency,
        "thresholds": list(row.thresholds),
        "action": row.action,
    }


def _told(
    actor: Actor,
    action: str,
    row: Budget,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="budget",
        subject_id=to_text("bud", row.id),
        before=before,
        after=after,
    )
    changed(actor.organization_id, "budget", row.id)
    changed(actor.organization_id, "usage", row.id)
