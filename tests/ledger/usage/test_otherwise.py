"""What is held for one account can be held for another before anything began."""

import uuid

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.money import Money
from centralita.ledger.usage.models import Reservation
from centralita.ledger.usage.public import BudgetExhausted, ReservationClosed, ScopeKind, hold_otherwise
from tests.ledger.usage.spending import CALL, Purse
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def move(member: Member, source_id: uuid.UUID, micros: int, account_id: uuid.UUID) -> None:
    with tenant_scope(member.organization_id):
        hold_otherwise(
            member.organization_id,
            source=CALL,
            source_id=source_id,
            amount=Money(micros, "USD"),
            scopes={ScopeKind.ACCOUNT: account_id},
        )


def held(member: Member, source_id: uuid.UUID) -> tuple[int, uuid.UUID | None]:
    with tenant_scope(member.organization_id):
        row = Reservation.objects.get(source_id=source_id)
        return row.amount_micros, row.account_id


def test_it_frees_the_one_and_holds_the_other(member: Member) -> None:
    purse = Purse(member)
    purse.limit(1_000)
    call, other = purse.reserve(800), uuid.uuid4()
    # Its own amount does not stand in its way.
    move(member, call, 900, other)
    assert held(member, call) == (900, other)
    with pytest.raises(BudgetExhausted):
        purse.reserve(101)
    purse.reserve(100)


def test_what_does_not_fit_changes_nothing(member: Member) -> None:
    purse = Purse(member)
    purse.limit(1_000)
    call = purse.reserve(800)
    with pytest.raises(BudgetExhausted):
        move(member, call, 1_001, uuid.uuid4())
    assert held(member, call) == (800, None)
    with pytest.raises(BudgetExhausted):
        purse.reserve(201)
    purse.reserve(200)


def test_what_is_over_is_not_held_again(member: Member) -> None:
    purse = Purse(member)
    call = purse.reserve(800)
    purse.settle(call, voice=500)
    with pytest.raises(ReservationClosed):
        move(member, call, 900, uuid.uuid4())
