"""Money held by a crowd: a thousand starts at once, and never a cent over the limit.

Each start holds what its call may cost at most in three budgets at once (the organization's by day, by month and in
total), then the call costs that, or half of it, or comes to nothing. Meanwhile another connection looks at the counters
again and again. A reservation's time is that of its whole transaction, waiting for the others included.

    python -m bench.reservations [starts]
"""

import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from bench.stage import stage
from bench.table import Figure, show

T = TypeVar("T")
STARTS, PLACES, ROUNDS = 1_000, 60, 3
HOLD = 1_000


@dataclass(frozen=True)
class Found:
    """What came of it. `over` are looks at which a counter stood above its limit; times are milliseconds."""

    went: int
    refused: int
    looks: int
    over: int
    left_held: int
    spent: int
    booked: int
    times: Sequence[float]

    @property
    def p99_ms(self) -> float:
        """What one in a hundred reservations took longer than."""
        return sorted(self.times)[int(len(self.times) * 0.99)]

    @property
    def median_ms(self) -> float:
        """What half of them took."""
        return sorted(self.times)[len(self.times) // 2]


def smallest_limit(starts: int) -> int:
    """Used up long before all have started: each takes half of what it holds on average."""
    return starts * HOLD // 5


def crowd(organization_id: uuid.UUID, starts: int) -> Found:
    """So many starts at one moment."""
    from django.db import connection

    from centralita.identity.access.actor import system_actor
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.kit.ids import OrganizationId
    from centralita.kit.money import Money
    from centralita.ledger.usage.actions.limit import NewBudget, create_budget
    from centralita.ledger.usage.domain.spans import Span
    from centralita.ledger.usage.models import BudgetPeriod, UsageEntry
    from centralita.ledger.usage.public import BudgetExhausted, ScopeKind, UsageLine, reserve, settle, void

    organization = OrganizationId(organization_id)
    actor = system_actor(organization, "bench")
    smallest = smallest_limit(starts)
    with tenant_scope(organization):
        for extra, span in enumerate((Span.TOTAL, Span.DAY, Span.MONTH)):
            limit = Money(smallest + extra * HOLD, "USD")
            create_budget(
                actor, NewBudget(ScopeKind.ORGANIZATION, organization, span, limit, [50, 80], "pause")
            )
    over, looks, done = [], [0], threading.Event()

    def watch() -> None:
        while not done.is_set():
            with tenant_scope(organization):
                rows = list(BudgetPeriod.objects.all())
            over.extend(one for one in rows if one.reserved_micros + one.settled_micros > one.limit_micros)
            looks[0] += 1
        connection.close()

    def start(number: int) -> tuple[bool, float]:
        call = uuid.uuid4()
        began = time.perf_counter()
        try:
            with tenant_scope(organization):
                reserve(organization, source="call", source_id=call, amount=Money(HOLD, "USD"), scopes={})
        except BudgetExhausted:
            return False, (time.perf_counter() - began) * 1000
        took = (time.perf_counter() - began) * 1000
        with tenant_scope(organization):
            if number % 3 == 2:
                void(organization, source="call", source_id=call)
            else:
                cost = Money(HOLD if number % 3 else HOLD // 2, "USD")
                settle(organization, source="call", source_id=call, lines=[UsageLine("telephony", cost)])
        return True, took

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        ended = by_a_crowd(start, starts)
    finally:
        done.set()
        watcher.join()
    with tenant_scope(organization):
        counters = list(BudgetPeriod.objects.order_by("limit_micros"))
        booked = sum(UsageEntry.objects.values_list("micros", flat=True))
    went = sum(gone for gone, _ in ended)
    return Found(
        went,
        starts - went,
        looks[0],
        len(over),
        sum(one.reserved_micros for one in counters),
        counters[0].settled_micros,
        booked,
        [took for _, took in ended],
    )


def by_a_crowd(act: Callable[[int], T], times: int) -> list[T]:
    """So many acts that begin at one moment, each in a thread of its own with a connection of its own.

    As many are let in at a time as five processes have connections; the others wait as they would for those.
    """
    from django.db import connection

    begin, places = threading.Barrier(times), threading.BoundedSemaphore(PLACES)

    def one(number: int) -> T:
        begin.wait()
        with places:
            try:
                return act(number)
            finally:
                connection.close()

    with ThreadPoolExecutor(times) as people:
        return list(people.map(one, range(times)))


def measure(starts: int = STARTS) -> list[Figure]:
    """Several rounds, each in an organization of its own."""
    with stage():
        import django

        django.setup()
        from django.db import connections, transaction

        from centralita.identity.accounts.models import User
        from centralita.identity.organizations.actions import create_organization

        # As many connections as the server has: the app's own pool would let twelve of them in at a time.
        connections.settings["default"]["OPTIONS"].pop("pool", None)
        user = User.objects.create_user(f"{uuid.uuid4().hex}@example.test", None, name="Marta")
        rounds: list[Found] = []
        for number in range(ROUNDS):
            with transaction.atomic():
                organization = create_organization(
                    user.id,
                    user.name,
                    name=f"Clínica {number}",
                    language="es",
                    time_zone="Europe/Madrid",
                    currency="USD",
                )
            began = time.perf_counter()
            found = crowd(organization.id, starts)
            seconds = time.perf_counter() - began
            print(
                f"round {number + 1}: {starts / seconds:.0f} starts a second, {found.went} went,"
                f" {found.refused} refused, spent {found.spent} of {smallest_limit(starts)}, {found.looks} looks",
                flush=True,
            )
            rounds.append(found)
        connections.close_all()
    over = sum(one.over for one in rounds)
    wrong = sum(one.left_held != 0 or one.spent != one.booked for one in rounds)
    slowest = max(rounds, key=lambda one: one.p99_ms)
    return [
        Figure(
            f"{ROUNDS} times {starts:,} starts at once, one limit",
            f"{over} looks of {sum(one.looks for one in rounds)} over it, {wrong} sums wrong",
            "0 over, 0 wrong",
            over == 0 and wrong == 0,
        ),
        Figure(
            "A reservation, all of them at one limit",
            f"median {slowest.median_ms:.1f} ms, p99 {slowest.p99_ms:.0f} ms",
            "told, not aimed at",
            True,
        ),
    ]


def main() -> None:
    """Measure and print."""
    show(measure(*map(int, sys.argv[1:])))


if __name__ == "__main__":
    main()
