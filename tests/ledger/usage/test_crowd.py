"""Many at once never pass a limit by a cent."""

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.ledger.usage.domain.spans import Span
from centralita.ledger.usage.models import BudgetPeriod
from centralita.ledger.usage.public import BudgetExhausted
from tests.ledger.usage.spending import Purse
from tests.people import Member

pytestmark = pytest.mark.database


def by_a_crowd(act: Callable[[int], object], times: int, people: int = 16) -> list[object]:
    """So many acts, shared by threads that each have a connection of their own."""

    def one(first: int) -> list[object]:
        try:
            return [act(number) for number in range(first, times, people)]
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as crowd:
        return [done for mine in crowd.map(one, range(people)) for done in mine]


@pytest.mark.parametrize("starts", [100, 1000])
def test_no_number_of_starts_passes_a_limit(member: Member, starts: int) -> None:
    purse = Purse(member)
    budgets = [purse.limit(10_000), purse.limit(12_345, period=Span.DAY)]
    limits = {budgets[0].id: 10_000, budgets[1].id: 12_345}
    over, done = [], threading.Event()

    def watch() -> int:
        looks = 0
        while not done.is_set():
            with tenant_scope(member.organization_id):
                rows = list(BudgetPeriod.objects.all())
            over.extend(
                row for row in rows if row.reserved_micros + row.settled_micros > limits[row.budget_id]
            )
            looks += 1
        connection.close()
        return looks

    def start(number: int) -> bool:
        try:
            call = purse.reserve(1000, uuid.uuid4())
        except BudgetExhausted:
            return False
        # Every third costs all that was held, every third half of it, every third comes to nothing.
        if number % 3 == 2:
            purse.void(call)
            return False
        purse.settle(call, telephony=1000 if number % 3 else 500)
        return True

    began = time.perf_counter()
    with ThreadPoolExecutor(1) as other:
        watcher = other.submit(watch)
        try:
            going = by_a_crowd(start, starts)
        finally:
            done.set()
        seconds = time.perf_counter() - began
        assert watcher.result() > 3
    print(f"{starts / seconds:.0f} starts a second, {sum(going)} went")
    assert over == []
    for budget in budgets:
        assert purse.counts(budget)[0][1] == 0
    # Nothing bigger than what is left was refused for ever.
    assert 9_000 < purse.counts(budgets[0])[0][2] <= 10_000


def test_the_same_start_many_times_at_once_holds_once(member: Member) -> None:
    purse = Purse(member)
    budget = purse.limit(10_000)
    call = uuid.uuid4()
    by_a_crowd(lambda _: purse.reserve(700, call), 60)
    assert purse.counts(budget) == [("1970-01-01", 700, 0)]
    by_a_crowd(lambda _: purse.settle(call, telephony=300), 60)
    assert purse.counts(budget) == [("1970-01-01", 0, 300)]
    assert purse.entries(call) == [("telephony", 0, 300)]
