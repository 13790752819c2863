"""The counters of budgets: found or begun, moved by single statements, and told of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.organizations.models import Organization
from centralita.kit.ids import OrganizationId, new_id
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import BudgetExhaustedFact, BudgetReset, BudgetThresholdReached
from centralita.ledger.usage.domain.scopes import ScopeKind, Scopes
from centralita.ledger.usage.domain.spans import Span, starts

Values = dict[str, UUID | str | int | list[UUID]]
# Locked in one order, so that no two wait for each other; the conditions are looked at again once the lock is held.
_RESERVE: Final = (
    "WITH held AS (SELECT id FROM budget_period WHERE organization_id = %(org)s AND id = ANY(%(ids)s)"
    " AND currency = %(currency)s ORDER BY id FOR UPDATE)"
    " UPDATE budget_period p SET reserved_micros = p.reserved_micros + %(micros)s FROM held"
    " WHERE p.organization_id = %(org)s AND p.id = held.id AND (NOT p.pauses"
    " OR p.reserved_micros + p.settled_micros + %(micros)s <= p.limit_micros)"
)
_MOVE: Final = (
    "WITH held AS (SELECT id FROM budget_period WHERE organization_id = %(org)s AND id = ANY(%(ids)s)"
    " AND currency = %(currency)s ORDER BY id FOR UPDATE)"
    " UPDATE budget_period p SET reserved_micros = p.reserved_micros - %(freed)s,"
    " settled_micros = p.settled_micros + %(settled)s FROM held"
    " WHERE p.organization_id = %(org)s AND p.id = held.id"
)
_APPLYING: Final = (
    "SELECT b.id, b.scope_kind, b.scope_id, b.period, b.currency, b.limit_micros, b.action, p.id, p.starts"
    " FROM budget b LEFT JOIN budget_period p ON p.organization_id = b.organization_id AND p.budget_id = b.id"
    " AND p.starts = CASE b.period WHEN 'day' THEN %s WHEN 'month' THEN %s ELSE %s END"
    " WHERE b.organization_id = %s AND (b.scope_kind, b.scope_id) IN"
)


@dataclass(frozen=True, slots=True)
class Applying:
    """A budget that an act counts in, and its counter."""

    budget_id: UUID
    scope: ScopeKind
    scope_id: UUID
    currency: str
    period_id: UUID


def zone_of(organization_id: UUID) -> ZoneInfo:
    """The zone by whose calendar the organization's periods begin."""
    return ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(id=organization_id))


def hold_budgets(organization_id: UUID, *, alone: bool = False) -> None:
    """Let no budget be made or changed until this transaction ends, while money moves; or, `alone`, the reverse.

    A statement of its own, so that the next one sees what was waited for.
    """
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 77))", [str(organization_id)])


def applying(organization_id: UUID, scopes: Scopes, at: datetime) -> list[Applying]:
    """The budgets of these scopes with the counters of their periods; a period that nobody counted in begins."""
    zone = zone_of(organization_id)
    whole = {**scopes, ScopeKind.ORGANIZATION: organization_id}
    pairs = [value for kind, scope_id in whole.items() for value in (kind.value, scope_id)]
    firsts = [starts(span, at, zone) for span in (Span.DAY, Span.MONTH, Span.TOTAL)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_APPLYING} ({', '.join(['(%s, %s)'] * len(whole))}) ORDER BY b.id",
            [*firsts, organization_id, *pairs],
        )
        rows = cursor.fetchall()
    found = []
    for budget_id, kind, scope_id, period, currency, limit, action, period_id, _starts in rows:
        counter = period_id or _begin(
            organization_id,
            budget_id,
            starts(Span(period), at, zone),
            limit=limit,
            currency=currency,
            pauses=action == "pause",
        )
        found.append(Applying(budget_id, ScopeKind(kind), scope_id, currency, counter))
    return found


def _begin(
    organization_id: UUID, budget_id: UUID, first: date, *, limit: int, currency: str, pauses: bool
) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO budget_period (id, organization_id, budget_id, starts, limit_micros, currency, pauses,"
            " reserved_micros, settled_micros, told) VALUES (%s, %s, %s, %s, %s, %s, %s, 0, 0, 0)"
            " ON CONFLICT (organization_id, budget_id, starts) DO NOTHING",
            [new_id(), organization_id, budget_id, first, limit, currency, pauses],
        )
        begun = cursor.rowcount == 1
        cursor.execute(
            "SELECT id, EXISTS (SELECT FROM budget_period e WHERE e.organization_id = p.organization_id"
            " AND e.budget_id = p.budget_id AND e.starts < p.starts)"
            " FROM budget_period p WHERE organization_id = %s AND budget_id = %s AND starts = %s",
            [organization_id, budget_id, first],
        )
        counter, earlier = cursor.fetchone()
    if begun and earlier:
        append(_actor(organization_id), budget_id, BudgetReset(starts=first.isoformat()))
    return UUID(str(counter))


def reserve(organization_id: UUID, ids: Sequence[UUID], micros: int, currency: str) -> int:
    """Hold an amount in all counters at once, by one conditional statement; how many had room."""
    values: Values = {"org": organization_id, "ids": list(ids), "micros": micros, "currency": currency}
    held = _run(_RESERVE, values)
    changed(organization_id, "usage", organization_id)
    return held


def move(
    organization_id: UUID, ids: Sequence[UUID], currency: str, *, freed: int = 0, settled: int = 0
) -> None:
    """Free what was held and count what was spent. What is spent is counted whether there is room or not."""
    values: Values = {"org": organization_id, "ids": list(ids), "currency": currency}
    if ids and (freed or settled):
        _run(_MOVE, {**values, "freed": freed, "settled": settled})
        changed(organization_id, "usage", organization_id)


def _run(statement: str, values: Values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def room(organization_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[bool, int]]:
    """Whether a counter refuses, and how much is left in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, pauses, limit_micros - reserved_micros - settled_micros FROM budget_period"
            " WHERE organization_id = %s AND id = ANY(%s)",
            [organization_id, list(ids)],
        )
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def tell(organization_id: UUID, ids: Sequence[UUID]) -> None:
    """Say which thresholds were reached by what is spent, and which budgets have nothing left: each once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budget_period p SET told = reached.per_cent FROM (SELECT c.id, b.id AS budget_id,"
            " (SELECT max(t) FROM unnest(b.thresholds) AS t"
            "  WHERE c.settled_micros::numeric * 100 >= c.limit_micros::numeric * t) AS per_cent"
            " FROM budget_period c JOIN budget b ON b.organization_id = c.organization_id AND b.id = c.budget_id"
            " WHERE c.organization_id = %s AND c.id = ANY(%s)) AS reached"
            " WHERE p.organization_id = %s AND p.id = reached.id AND reached.per_cent > p.told"
            " RETURNING p.budget_id, p.told, p.settled_micros, p.limit_micros, p.currency",
            [organization_id, list(ids), organization_id],
        )
        for budget_id, per_cent, spent, limit, currency in cursor.fetchall():
            fact = BudgetThresholdReached(
                per_cent=per_cent, spent_micros=spent, limit_micros=limit, currency=currency
            )
            append(_actor(organization_id), budget_id, fact)
    exhausted(organization_id, ids, only_spent=True)


def exhausted(organization_id: UUID, ids: Sequence[UUID], *, only_spent: bool = False) -> None:
    """Say once a period that a budget has nothing left, or not enough for what was asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budget_period SET exhausted_at = now() WHERE organization_id = %s AND id = ANY(%s)"
            " AND exhausted_at IS NULL AND (settled_micros >= limit_micros OR NOT %s)"
            " RETURNING budget_id, pauses, settled_micros, limit_micros, currency",
            [organization_id, list(ids), only_spent],
        )
        for budget_id, pauses, settled, limit, currency in cursor.fetchall():
            fact = BudgetExhaustedFact(
                paused=pauses, spent_micros=settled, limit_micros=limit, currency=currency
            )
            append(_actor(organization_id), budget_id, fact)


def _actor(organization_id: UUID) -> Actor:
    return system_actor(OrganizationId(organization_id), "usage")
