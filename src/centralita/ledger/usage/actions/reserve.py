"""Hold money before acting."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from centralita.kit.clock import Clock, system_clock
from centralita.kit.ids import new_id
from centralita.kit.money import MalformedMoney, Money
from centralita.ledger.usage import counters
from centralita.ledger.usage.counters import Applying
from centralita.ledger.usage.domain.scopes import ScopeKind, Scopes
from centralita.ledger.usage.errors import BudgetExhausted, ReservationClosed
from centralita.ledger.usage.models import Reservation

LASTS: Final = timedelta(hours=6)
_INSERT: Final = (
    "INSERT INTO reservation (id, organization_id, source, source_id, amount_micros, currency, status, agent_id,"
    " campaign_id, account_id, period_ids, created_at, expires_at, closed_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (organization_id, source, source_id) DO NOTHING"
)


def reserve(
    organization_id: UUID,
    *,
    source: str,
    source_id: UUID,
    amount: Money,
    scopes: Scopes,
    lasts: timedelta = LASTS,
    clock: Clock = system_clock,
) -> None:
    """Hold the most that an act can cost, in every budget that applies or in none.

    The same again changes nothing. Raises BudgetExhausted, after which the caller's transaction goes on as if nothing
    had been asked, and ReservationClosed.
    """
    if amount.micros < 0:
        raise MalformedMoney(field="amount")
    counters.hold_budgets(organization_id)
    found = counters.applying(organization_id, scopes, clock.now())
    needed = [each.period_id for each in found if each.currency == amount.currency]
    refused = False
    with transaction.atomic():
        if not insert(organization_id, source, source_id, amount, scopes, found, lasts=lasts, clock=clock):
            _same_again(organization_id, source, source_id, amount)
            return
        if needed:
            had_room = counters.reserve(organization_id, needed, amount.micros, amount.currency)
            refused = had_room < len(needed)
            transaction.set_rollback(refused)
    if refused:
        raise refusal(organization_id, found, amount)


def insert(
    organization_id: UUID,
    source: str,
    source_id: UUID,
    amount: Money,
    scopes: Scopes,
    found: list[Applying],
    *,
    lasts: timedelta = timedelta(),
    clock: Clock = system_clock,
    status: str = "pending",
) -> bool:
    """Write a reservation down; whether there was none yet."""
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                *(new_id(), organization_id, source, source_id, amount.micros, amount.currency, status),
                *(scopes.get(kind) for kind in (ScopeKind.AGENT, ScopeKind.CAMPAIGN, ScopeKind.ACCOUNT)),
                [each.period_id for each in found],
                *(at, at + lasts, None if status == "pending" else at),
            ],
        )
        return int(cursor.rowcount) == 1


def _same_again(organization_id: UUID, source: str, source_id: UUID, amount: Money) -> None:
    known = Reservation.objects.get(organization_id=organization_id, source=source, source_id=source_id)
    held = (known.status, known.amount_micros, known.currency)
    if held != ("pending", amount.micros, amount.currency):
        raise ReservationClosed


def refusal(organization_id: UUID, found: list[Applying], amount: Money) -> BudgetExhausted:
    """The budget with the least left. What was freed meanwhile may leave room in all: the answer stays no."""
    room = counters.room(organization_id, [each.period_id for each in found])
    refusing = [
        (room[each.period_id][1], each)
        for each in found
        if each.currency == amount.currency and room[each.period_id][0]
    ]
    left, tightest = min(refusing, key=lambda pair: pair[0])
    if left < amount.micros:
        counters.exhausted(organization_id, [tightest.period_id])
    return BudgetExhausted(
        tightest.budget_id, tightest.scope, tightest.scope_id, Money(left, amount.currency), amount
    )
