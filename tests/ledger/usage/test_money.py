"""Money is held before acting, booked as it was, and never counted twice."""

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import FixedClock
from centralita.kit.ids import OrganizationId
from centralita.kit.money import Money
from centralita.ledger.events.models import LedgerEvent
from centralita.ledger.usage.domain.spans import Span, begins_at, starts
from centralita.ledger.usage.expiry import ask_owners
from centralita.ledger.usage.public import BudgetExhausted, ReservationClosed, Word, on_expired, reserve
from tests.ledger.usage.spending import CALL, Purse
from tests.people import Member, make_member

pytestmark = pytest.mark.database


@pytest.fixture
def purse(member: Member) -> Purse:
    return Purse(member)


def facts(purse: Purse) -> list[str]:
    with tenant_scope(purse.member.organization_id):
        rows = LedgerEvent.objects.filter(kind__startswith="budget.").order_by("transaction_id", "sequence")
        return [row.kind for row in rows]


def test_what_is_held_is_booked_and_the_rest_is_free(purse: Purse) -> None:
    budget = purse.limit(100)
    call = purse.reserve(60)
    assert purse.counts(budget) == [("1970-01-01", 60, 0)]
    purse.settle(call, telephony=20, model=5)
    assert purse.counts(budget) == [("1970-01-01", 0, 25)]
    assert purse.entries(call) == [("model", 0, 5), ("telephony", 0, 20)]


def test_a_budget_without_room_refuses_says_what_is_left_and_holds_nothing(purse: Purse) -> None:
    day, whole = purse.limit(100, period=Span.DAY), purse.limit(50)
    with pytest.raises(BudgetExhausted) as refused:
        purse.reserve(60)
    assert (refused.value.scope, refused.value.left.micros, refused.value.needed.micros) == (
        "organization",
        50,
        60,
    )
    assert [counts[1:] for counts in purse.counts(day) + purse.counts(whole)] == [(0, 0), (0, 0)]


def test_a_refusal_leaves_the_callers_transaction_whole_and_is_told(purse: Purse) -> None:
    purse.limit(50)
    organization_id, call = purse.member.organization_id, uuid.uuid4()
    with tenant_scope(organization_id):
        with pytest.raises(BudgetExhausted):
            reserve(organization_id, source=CALL, source_id=call, amount=Money(60, "USD"), scopes={})
        reserve(organization_id, source=CALL, source_id=call, amount=Money(50, "USD"), scopes={})
    assert facts(purse) == ["budget.exhausted"]


def test_more_than_was_held_is_booked_and_stops_what_comes_next(purse: Purse) -> None:
    budget = purse.limit(100)
    call = purse.reserve(60)
    purse.settle(call, telephony=130)
    assert purse.counts(budget) == [("1970-01-01", 0, 130)]
    with pytest.raises(BudgetExhausted):
        purse.reserve(1)
    assert facts(purse) == ["budget.threshold_reached", "budget.exhausted"]


def test_other_lines_are_corrections_and_the_same_are_nothing(purse: Purse) -> None:
    budget = purse.limit(1000)
    call = purse.reserve(60)
    for _ in range(2):
        purse.settle(call, telephony=20)
    for _ in range(2):
        purse.settle(call, telephony=15, model=1)
    purse.settle(call, telephony=20)
    assert purse.entries(call) == [
        ("model", 0, 1),
        ("model", 1, -1),
        ("telephony", 0, 20),
        ("telephony", 1, -5),
        ("telephony", 2, 5),
    ]
    assert purse.counts(budget) == [("1970-01-01", 0, 20)]


def test_the_same_reservation_again_holds_once_and_another_amount_is_refused(purse: Purse) -> None:
    budget = purse.limit(1000)
    call = purse.reserve(60)
    purse.reserve(60, call)
    assert purse.counts(budget) == [("1970-01-01", 60, 0)]
    with pytest.raises(ReservationClosed):
        purse.reserve(61, call)
    purse.void(call)
    with pytest.raises(ReservationClosed):
        purse.reserve(60, call)


def test_what_comes_in_unreserved_is_booked_too(purse: Purse) -> None:
    budget = purse.limit(1000)
    purse.settle(uuid.uuid4(), telephony=20)
    assert purse.counts(budget) == [("1970-01-01", 0, 20)]


def test_another_currency_is_no_business_of_a_budget(purse: Purse) -> None:
    budget = purse.limit(10)
    purse.reserve(500, currency="EUR")
    assert purse.counts(budget)[-1][1:] == (0, 0)


def test_a_new_limit_counts_what_its_period_has_spent_and_holds(purse: Purse) -> None:
    spent, held = purse.reserve(60), purse.reserve(30)
    purse.settle(spent, telephony=20)
    budget = purse.limit(100, period=Span.MONTH)
    assert purse.counts(budget)[0][1:] == (30, 20)
    purse.settle(held, telephony=5)
    purse.settle(spent, telephony=21)
    assert purse.counts(budget)[0][1:] == (0, 26)


def test_a_warning_limit_refuses_nothing(purse: Purse) -> None:
    budget = purse.limit(10, action="warn")
    purse.settle(purse.reserve(60), telephony=60)
    purse.reserve(5)
    assert purse.counts(budget) == [("1970-01-01", 5, 60)]


def test_money_is_freed_by_its_owners_word_and_never_by_hope(member: Member) -> None:
    clock = FixedClock(datetime(2026, 5, 1, 12, tzinfo=UTC))
    # An act of nobody's: the owner of calls is known since the application began.
    trip = f"trip_{uuid.uuid4().hex[:8]}"
    purse = Purse(member, clock, trip)
    budget = purse.limit(100)
    lost, running = purse.reserve(60), purse.reserve(30)
    clock.advance(timedelta(days=3))
    assert ask_owners(member.organization_id, clock) == 0
    assert purse.counts(budget) == [("1970-01-01", 90, 0)]

    def ask(_organization: OrganizationId, source_id: uuid.UUID) -> Word:
        return Word.FREE if source_id == lost else Word.KEEP

    on_expired(trip, ask)
    clock.advance(timedelta(hours=1))
    assert ask_owners(member.organization_id, clock) == 1
    assert purse.counts(budget) == [("1970-01-01", 30, 0)]
    purse.settle(lost, telephony=7)
    purse.settle(running, telephony=3)
    assert purse.counts(budget) == [("1970-01-01", 0, 10)]


def test_days_and_months_begin_at_midnight_where_the_organization_is(member: Member) -> None:
    Organization.objects.filter(id=member.organization_id).update(time_zone="Europe/Madrid")
    clock = FixedClock(datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
    purse = Purse(member, clock)
    day, month = purse.limit(100, period=Span.DAY), purse.limit(150, period=Span.MONTH)
    late = purse.reserve(90)
    with pytest.raises(BudgetExhausted):
        purse.reserve(90)
    clock.advance(timedelta(minutes=1))
    purse.reserve(90)
    purse.settle(late, telephony=80)
    assert purse.counts(day) == [("2026-03-31", 0, 80), ("2026-04-01", 90, 0)]
    assert purse.counts(month) == [("2026-03-01", 0, 80), ("2026-04-01", 90, 0)]
    assert "budget.reset" in facts(purse)


@given(some.sampled_from(["Europe/Madrid", "America/Havana", "America/Asuncion", "Asia/Beirut"]), some.data())
def test_every_moment_is_in_the_day_whose_beginning_it_follows(name: str, data: some.DataObject) -> None:
    zone = ZoneInfo(name)
    at = datetime.fromtimestamp(data.draw(some.integers(1_577_836_800, 1_798_761_600)), UTC)
    first = starts(Span.DAY, at, zone)
    assert begins_at(first, zone) <= at < begins_at(first + timedelta(days=1), zone)


STEP = some.tuples(
    some.integers(0, 2), some.sampled_from(["reserve", "settle", "void"]), some.integers(0, 80)
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(steps=some.lists(STEP, max_size=12))
@pytest.mark.usefixtures("database")
def test_in_any_order_the_counters_are_what_the_books_say(steps: list[tuple[int, str, int]]) -> None:
    purse = Purse(make_member())
    budget = purse.limit(150)
    calls = [uuid.uuid4() for _ in range(3)]
    held: dict[uuid.UUID, int] = {}
    for which, verb, micros in steps:
        call = calls[which]
        for _again in range(2):
            try:
                if verb == "reserve":
                    purse.reserve(micros, call)
                    held.setdefault(call, micros)
                elif verb == "settle":
                    purse.settle(call, telephony=micros)
                    held[call] = 0
                else:
                    purse.void(call)
                    if call in held:
                        held[call] = 0
            except (BudgetExhausted, ReservationClosed):
                pass
        _, reserved, settled = purse.counts(budget)[0]
        booked = sum(entry[2] for each in calls for entry in purse.entries(each))
        assert (reserved, settled) == (sum(held.values()), booked)
