"""Many at once never pass a limit by a cent."""

import threading
import time
import uuid
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
    with ThreadPoolExecutor(17) as crowd:
        watcher = crowd.submit(watch)
        going = list(crowd.map(start, range(starts)))
        seconds = time.perf_counter() - began
        done.set()
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
    with ThreadPoolExecutor(12) as crowd:
        list(crowd.map(lambda _: purse.reserve(700, call), range(60)))
        assert purse.counts(budget) == [("1970-01-01", 700, 0)]
        list(crowd.map(lambda _: purse.settle(call, telephony=300), range(60)))
    assert purse.counts(budget) == [("1970-01-01", 0, 300)]
    assert purse.entries(call) == [("telephony", 0, 300)]
