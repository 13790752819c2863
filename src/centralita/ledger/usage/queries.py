"""Reads of budgets and of what was spent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db import connection

from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import NotFound
from centralita.kit.money import Money
from centralita.ledger.usage.counters import zone_of
from centralita.ledger.usage.domain.scopes import ScopeKind
from centralita.ledger.usage.domain.spans import Span, begins_at, follows, starts
from centralita.ledger.usage.models import Budget, BudgetPeriod, Reservation, UsageEntry

By = Literal["day", "kind", "agent", "account", "campaign"]
_COLUMNS: Final[dict[By, str]] = {
    "day": "(at AT TIME ZONE %(zone)s)::date",
    "kind": "kind",
    "agent": "agent_id",
    "account": "account_id",
    "campaign": "campaign_id",
}


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """A budget with its counter in the period that runs. `ends` is the first day that is not of it any more."""

    id: UUID
    scope: ScopeKind
    scope_id: UUID
    period: Span
    limit_micros: int
    currency: str
    thresholds: tuple[int, ...]
    action: Literal["warn", "pause"]
    revision: int
    starts: date
    ends: date | None
    reserved_micros: int
    settled_micros: int
    forecast: date | None

    @property
    def left_micros(self) -> int:
        return self.limit_micros - self.reserved_micros - self.settled_micros


@dataclass(frozen=True, slots=True)
class Spent:
    """What one day, kind, agent, account or campaign cost in one currency. `key` is None for what belongs to none."""

    key: date | str | UUID | None
    currency: str
    micros: int
    entries: int


def get_budget(organization_id: UUID, budget_id: UUID) -> Budget:
    """One budget. Raises NotFound."""
    row = Budget.objects.filter(organization_id=organization_id, id=budget_id).first()
    if row is None:
        raise NotFound(kind="budget")
    return row


def budgets(organization_id: UUID, clock: Clock = system_clock) -> list[BudgetFacts]:
    """All budgets with their present counters: the organization's first, then the older before the newer."""
    rows = Budget.objects.filter(organization_id=organization_id)
    return facts_of(organization_id, list(rows), clock)


def facts_of(organization_id: UUID, rows: Sequence[Budget], clock: Clock = system_clock) -> list[BudgetFacts]:
    """Budgets with their present counters."""
    zone, moment = zone_of(organization_id), clock.now()
    firsts = {row.id: starts(Span(row.period), moment, zone) for row in rows}
    counted = {
        (each.budget_id, each.starts): each
        for each in BudgetPeriod.objects.filter(
            organization_id=organization_id, budget_id__in=firsts, starts__in=set(firsts.values())
        )
    }
    found = []
    for row in sorted(rows, key=lambda each: (each.scope_kind != "organization", each.created_at)):
        span, first = Span(row.period), firsts[row.id]
        counter = counted.get((row.id, first))
        settled = counter.settled_micros if counter else 0
        began = row.created_at if span is Span.TOTAL else begins_at(first, zone)
        ends = follows(span, first)
        runs = (moment - began) / timedelta(days=1)
        runs_out = forecast(settled, row.limit_micros, runs)
        day = None
        # Beyond two years nobody plans, and calendars end.
        if runs_out is not None and runs_out < 731:
            day = (moment + timedelta(days=runs_out)).astimezone(zone).date()
        found.append(
            BudgetFacts(
                row.id,
                ScopeKind(row.scope_kind),
                row.scope_id,
                span,
                row.limit_micros,
                row.currency,
                tuple(row.thresholds),
                "pause" if row.action == "pause" else "warn",
                row.revision,
                first,
                ends,
                counter.reserved_micros if counter else 0,
                settled,
                day if day and (ends is None or day < ends) else None,
            )
        )
    return found


def held(organization_id: UUID, source: str, source_id: UUID) -> Money | None:
    """What is held for an act at this moment; None when nothing is, or not any more."""
    row = Reservation.objects.filter(
        organization_id=organization_id, source=source, source_id=source_id, status="pending"
    ).first()
    return None if row is None else Money(row.amount_micros, row.currency)


def booked(organization_id: UUID, source: str, source_id: UUID, currency: str) -> Money:
    """What an act cost so far in a currency."""
    rows = UsageEntry.objects.filter(
        organization_id=organization_id, source=source, source_id=source_id, currency=currency
    )
    return Money(sum(rows.values_list("micros", flat=True)), currency)


def forecast(settled: int, limit: int, days: float) -> float | None:
    """In how many days nothing is left at the pace so far; None when it cannot be told. Less than an hour tells
    nothing."""
    if settled >= limit:
        return 0
    if settled <= 0 or days < 1 / 24:
        return None
    return (limit - settled) / (settled / days)


def spent(organization_id: UUID, first: date, last: date, by: By) -> list[Spent]:
    """What acts that began on these days cost, by the organization's calendar, `last` included."""
    zone = zone_of(organization_id)
    values: dict[str, UUID | str | datetime] = {
        "org": organization_id,
        "zone": zone.key,
        "begin": begins_at(first, zone),
        "end": begins_at(last + timedelta(days=1), zone),
    }
    column = _COLUMNS[by]
    order = "1, currency" if by == "day" else "3 DESC, 1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column}, currency, sum(micros)::bigint, count(*) FROM usage_entry"  # noqa: S608  # ours
            " WHERE organization_id = %(org)s AND at >= %(begin)s AND at < %(end)s"
            f" GROUP BY 1, currency ORDER BY {order}",
            values,
        )
        return [Spent(*row) for row in cursor.fetchall()]
