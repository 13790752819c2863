"""Book what an act cost, or that it came to nothing."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection, transaction

from centralita.identity.access.actor import system_actor
from centralita.kit.clock import Clock, system_clock
from centralita.kit.ids import OrganizationId, new_id, to_text
from centralita.kit.money import Money
from centralita.ledger.events.append import append_many
from centralita.ledger.events.schemas import UsageRecorded
from centralita.ledger.usage import counters
from centralita.ledger.usage.actions.reserve import insert, refusal
from centralita.ledger.usage.domain.lines import Booked, Key, Posting, UsageLine, postings
from centralita.ledger.usage.domain.scopes import ScopeKind, Scopes
from centralita.ledger.usage.errors import ReservationClosed
from centralita.ledger.usage.models import Reservation, UsageEntry


def settle(
    organization_id: UUID,
    *,
    source: str,
    source_id: UUID,
    lines: Sequence[UsageLine],
    scopes: Scopes | None = None,
    clock: Clock = system_clock,
) -> None:
    """Book the lines of an act and free the rest of what was held for it.

    The same lines again change nothing; other ones are booked as corrections. It may cost more than was held: that is
    booked too, and nothing more starts until there is room. `scopes` say whose it is when nothing was held (calls
    that come in); they are not looked at otherwise.
    """
    counters.hold_budgets(organization_id)
    held = _locked(organization_id, source, source_id)
    if held is None:
        currency = lines[0].cost.currency if lines else "USD"
        found = counters.applying(organization_id, scopes or {}, clock.now())
        nothing = Money.zero(currency)
        insert(organization_id, source, source_id, nothing, scopes or {}, found, clock=clock, status="posted")
        held = _locked(organization_id, source, source_id)
        assert held is not None, "it was written just now"
    freed = held.amount_micros if held.status == "pending" else 0
    new = postings(_booked(held), lines)
    if held.status != "posted":
        _close(held, "posted", clock)
    _post(held, new, clock)
    changes = {held.currency: 0}
    for posting in new:
        changes[posting.currency] = changes.get(posting.currency, 0) + posting.micros
    for currency, spent in sorted(changes.items()):
        counters.move(
            organization_id,
            held.period_ids,
            currency,
            freed=freed if currency == held.currency else 0,
            settled=spent,
        )
    if any(changes.values()):
        counters.tell(organization_id, held.period_ids)


def void(organization_id: UUID, *, source: str, source_id: UUID, clock: Clock = system_clock) -> None:
    """Free what was held for an act that never came to be. Nothing happens when it was booked or freed before."""
    counters.hold_budgets(organization_id)
    held = _locked(organization_id, source, source_id)
    if held is None or held.status != "pending":
        return
    _close(held, "voided", clock)
    counters.move(organization_id, held.period_ids, held.currency, freed=held.amount_micros)


def hold_otherwise(
    organization_id: UUID,
    *,
    source: str,
    source_id: UUID,
    amount: Money,
    scopes: Scopes,
    clock: Clock = system_clock,
) -> None:
    """Hold another amount, in other scopes, for an act that has not begun.

    Raises BudgetExhausted and ReservationClosed; then what was held stays held.
    """
    counters.hold_budgets(organization_id)
    held = _locked(organization_id, source, source_id)
    if held is None or held.status != "pending":
        raise ReservationClosed
    found = counters.applying(organization_id, scopes, clock.now())
    needed = [each.period_id for each in found if each.currency == amount.currency]
    refused = False
    with transaction.atomic():
        counters.move(organization_id, held.period_ids, held.currency, freed=held.amount_micros)
        if needed:
            had_room = counters.reserve(organization_id, needed, amount.micros, amount.currency)
            refused = had_room < len(needed)
        if not refused:
            Reservation.objects.filter(organization_id=organization_id, id=held.id).update(
                amount_micros=amount.micros,
                currency=amount.currency,
                agent_id=scopes.get(ScopeKind.AGENT),
                campaign_id=scopes.get(ScopeKind.CAMPAIGN),
                account_id=scopes.get(ScopeKind.ACCOUNT),
                period_ids=[each.period_id for each in found],
            )
        transaction.set_rollback(refused)
    if refused:
        raise refusal(organization_id, found, amount)


def _locked(organization_id: UUID, source: str, source_id: UUID) -> Reservation | None:
    which = Reservation.objects.filter(organization_id=organization_id, source=source, source_id=source_id)
    return which.select_for_update().first()


def _close(held: Reservation, status: str, clock: Clock) -> None:
    mine = Reservation.objects.filter(organization_id=held.organization_id, id=held.id)
    mine.update(status=status, closed_at=clock.now())


def _booked(held: Reservation) -> Mapping[Key, Booked]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, currency, sum(micros)::bigint, sum(quantity)::bigint, count(*) FROM usage_entry"
            " WHERE organization_id = %s AND reservation_id = %s GROUP BY kind, currency",
            [held.organization_id, held.id],
        )
        return {(row[0], row[1]): Booked(*row[2:]) for row in cursor.fetchall()}


def _post(held: Reservation, new: Sequence[Posting], clock: Clock) -> None:
    UsageEntry.objects.bulk_create(
        UsageEntry(
            id=new_id(),
            organization_id=held.organization_id,
            reservation_id=held.id,
            source=held.source,
            source_id=held.source_id,
            kind=each.kind,
            currency=each.currency,
            revision=each.revision,
            micros=each.micros,
            quantity=each.quantity,
            agent_id=held.agent_id,
            campaign_id=held.campaign_id,
            account_id=held.account_id,
            at=held.created_at,
            booked_at=clock.now(),
        )
        for each in new
    )
    agent = to_text("agt", held.agent_id) if held.agent_id else None
    facts = [
        (
            held.source_id,
            UsageRecorded(
                meter=each.kind,
                quantity=each.quantity,
                agent_id=agent,
                cost_micros=each.micros,
                currency=each.currency,
            ),
        )
        for each in new
    ]
    append_many(system_actor(OrganizationId(held.organization_id), "usage"), facts)
