"""A campaign under a crowd: many workers, killed at random points, and nobody called more often than allowed.

Two campaigns of one organization share their audience. Hours pass in seconds: every process reads one fast clock. The
calls themselves are made up from their ids, so that no process has to remember any. What happened is read from the
decisions of the rules of contact, which the dialler does not keep itself.
"""

import contextlib
import itertools
import multiprocessing
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bench.stage import stage
from bench.table import Figure, show

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from centralita.identity.access.actor import Actor
    from centralita.operations.campaigns.ports import CallState, CallWish, WorstCase

LEADS, WORKERS, SECONDS = 10_000, 20, 100.0
MOST, GAP = 3, timedelta(minutes=30)
# Monday morning where everybody is called.
BEGINS = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
_OUTCOMES = ("no_answer", "no_answer", "busy", "failed", "answered")


@dataclass(frozen=True)
class Clock:
    """Time that runs `speed` times as fast, from BEGINS at the moment `started` (epoch seconds)."""

    started: float
    speed: float

    def __call__(self) -> datetime:
        return self.at(time.time())

    def at(self, moment: float) -> datetime:
        return BEGINS + timedelta(seconds=(moment - self.started) * self.speed)


@dataclass(frozen=True)
class StatelessTelephone:
    """Each call ends some moments after it was asked for; how, its id says."""

    clock: Clock

    def start(self, actor: "Actor", wish: "CallWish") -> UUID:
        from centralita.kit.ids import new_id
        from centralita.operations.compliance.public import may_contact, record_decision

        told = {"purpose": "service", "automated": True}
        at = self.clock()
        decision = may_contact(actor.organization_id, wish.contact_id, at=at, number=wish.number, **told)
        record_decision(actor.organization_id, decision, contact_id=wish.contact_id, **told)
        return new_id()

    def worst_case(self, organization_id: UUID, agent_id: UUID) -> "WorstCase | None":
        return None

    def states(self, call_ids: Sequence[UUID]) -> "Mapping[UUID, CallState]":
        from centralita.operations.campaigns.ports import CallState

        found = {}
        for each in call_ids:
            ends = (each.int >> 80) / 1000 + 0.05
            over = ends <= time.time()
            outcome = _OUTCOMES[each.int % len(_OUTCOMES)]
            found[each] = CallState("completed", outcome, 60, 0, self.clock.at(ends) if over else None)
        return found

    def withdraw(self, actor: "Actor", campaign_id: UUID) -> Sequence[UUID]:
        return ()

    def hang_up(self, actor: "Actor", call_ids: Sequence[UUID]) -> None: ...


def work(organization_id: UUID, campaigns: Sequence[UUID], clock: Clock) -> None:
    """A worker's life: step after step, until it is killed."""
    from centralita.identity.tenancy.scope import ScopeNested
    from centralita.operations.campaigns.dialler.dialling import step

    telephone = StatelessTelephone(clock)
    chance = random.Random()
    while True:
        with contextlib.suppress(ScopeNested):
            done = step(organization_id, chance.choice(campaigns), telephone, clock)
        if not done.more:
            time.sleep(0.02)


@dataclass(frozen=True)
class Found:
    """What the crowd did. `late` are dials after the stop was acknowledged; `stop_ms` how long that took."""

    dials: int
    reached: int
    most_to_one: int
    shortest_gap: timedelta | None
    kills: int
    late: int
    stop_ms: float
    double: int
    disagreeing: int
    seconds: float


def crowd(
    organization_id: UUID,
    agent_id: UUID,
    *,
    leads: int,
    workers: int,
    seconds: float,
    speed: float = 300.0,
    kill_every: float = 0.5,
) -> Found:
    """Let the workers loose for so many seconds, kill one now and then, stop, and look at what they did."""
    from django.db import connections

    campaigns = _prepare(organization_id, agent_id, leads)
    # A worker must not talk on the connections of the process that it was forked from.
    connections.close_all()
    connections["default"].close_pool()
    context = multiprocessing.get_context("fork")
    clock = Clock(time.time(), speed)

    def hire() -> "BaseProcess":
        one = context.Process(target=work, args=(organization_id, campaigns, clock), daemon=True)
        one.start()
        return one

    began = time.monotonic()
    crew = [hire() for _ in range(workers)]
    kills = 0
    chance = random.Random(7)
    try:
        while time.monotonic() - began < seconds:
            time.sleep(chance.uniform(0, 2 * kill_every))
            index = chance.randrange(workers)
            crew[index].kill()
            crew[index].join()
            crew[index] = hire()
            kills += 1
        stop_ms, acknowledged = _stop(organization_id, campaigns)
        time.sleep(2)
    finally:
        for one in crew:
            one.kill()
            one.join()
    return _look(organization_id, kills, acknowledged, stop_ms, time.monotonic() - began - 2)


def _prepare(organization_id: UUID, agent_id: UUID, leads: int) -> list[UUID]:
    from centralita.identity.access.actor import system_actor
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.kit.ids import to_text
    from centralita.operations.campaigns.actions.writing import create_campaign
    from centralita.operations.campaigns.models import Campaign
    from centralita.operations.campaigns.schemas import CampaignIn
    from centralita.operations.contacts.models import Contact, ContactKey

    actor = system_actor(organization_id, "bench")
    campaigns = []
    with tenant_scope(organization_id):
        people = [
            Contact(
                organization_id=organization_id,
                name=f"Lead {number}",
                name_key=f"lead {number}",
                phones=[f"+34912{number:06}"],
            )
            for number in range(leads)
        ]
        Contact.objects.bulk_create(people, batch_size=1_000)
        ContactKey.objects.bulk_create(
            (
                ContactKey(
                    organization_id=organization_id, contact_id=one.id, kind="phone", value=one.phones[0]
                )
                for one in people
            ),
            batch_size=1_000,
        )
        for name in ("First", "Second"):
            told = CampaignIn(
                name=name,
                agent_id=to_text("agt", agent_id),
                purpose="service",
                pace=600,
                concurrency=500,
                max_attempts=MOST,
                retry={"no_answer": 30, "busy": 30, "failed": 30},
                gap_minutes=30,
                calls_per_day=MOST,
            )
            row = create_campaign(actor, told)
            Campaign.objects.filter(id=row.id).update(status="running")
            campaigns.append(row.id)
    return campaigns


def _stop(organization_id: UUID, campaigns: Sequence[UUID]) -> tuple[float, datetime]:
    from centralita.identity.access.actor import system_actor
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.campaigns.actions.running import stop_campaign

    began = time.monotonic()
    for campaign in campaigns:
        with tenant_scope(organization_id):
            stop_campaign(system_actor(organization_id, "bench"), campaign)
    return (time.monotonic() - began) * 1000, datetime.now(UTC)


def _look(organization_id: UUID, kills: int, acknowledged: datetime, stop_ms: float, seconds: float) -> Found:
    from django.db.models import Count

    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.campaigns.models import CampaignAttempt
    from centralita.operations.compliance.models import ContactDecision

    dials: dict[UUID, list[datetime]] = {}
    with tenant_scope(organization_id):
        made = ContactDecision.objects.filter(allowed=True)
        for contact_id, at in made.order_by("at").values_list("contact_id", "at"):
            dials.setdefault(contact_id, []).append(at)
        late = made.filter(created_at__gt=acknowledged).count()
        attempts = dict(
            CampaignAttempt.objects.values_list("contact_id").annotate(count=Count("id")).order_by()
        )
        per_campaign = CampaignAttempt.objects.values("campaign_id", "contact_id", "attempt")
        double = per_campaign.annotate(count=Count("id")).filter(count__gt=1).count()
    gaps = [second - first for each in dials.values() for first, second in itertools.pairwise(each)]
    day = timedelta(hours=24)
    most = max(
        (sum(first <= at < first + day for at in each) for each in dials.values() for first in each),
        default=0,
    )
    return Found(
        dials=sum(map(len, dials.values())),
        reached=len(dials),
        most_to_one=most,
        shortest_gap=min(gaps, default=None),
        kills=kills,
        late=late,
        stop_ms=stop_ms,
        double=double,
        disagreeing=sum(len(dials.get(key, ())) != attempts.get(key, 0) for key in {*dials, *attempts}),
        seconds=seconds,
    )


def measure() -> list[Figure]:
    """The crowd on a database of its own."""
    with stage():
        import django

        django.setup()
        from django.db import transaction

        from centralita.identity.accounts.models import User
        from centralita.identity.organizations.actions import create_organization
        from centralita.kit.ids import OrganizationId

        with transaction.atomic():
            person = User.objects.create_user("bench@example.test", None, name="Bench")
            organization = create_organization(
                person.id, person.name, name="Bench", language="es", time_zone="Europe/Madrid", currency="EUR"
            )
        organization_id = OrganizationId(organization.id)
        found = crowd(organization_id, _agent(organization_id), leads=LEADS, workers=WORKERS, seconds=SECONDS)
        from django.db import connections

        connections.close_all()
    setting = f"{WORKERS} workers, {LEADS:,} leads, {found.kills} kills"
    gap = found.shortest_gap
    kept = gap is None or gap >= GAP
    return [
        Figure("calls to one number in 24 h", f"{found.most_to_one}", f"{MOST}", found.most_to_one <= MOST),
        Figure("shortest gap between two calls", str(gap), f"{GAP}", kept),
        Figure("dials after an acknowledged stop", f"{found.late}", "0", found.late == 0),
        Figure("stop acknowledged", f"{found.stop_ms:.0f} ms", "2,000 ms", found.stop_ms <= 2_000),
        Figure("attempts twice or lost", f"{found.double + found.disagreeing}", "0", not found.disagreeing),
        Figure(f"dials a second ({setting})", f"{found.dials / found.seconds:.0f}", "", True),
    ]


def _agent(organization_id: UUID) -> UUID:
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.agents.models import Agent

    with tenant_scope(organization_id):
        agent = Agent.objects.create(
            organization_id=organization_id,
            name="Recepción",
            name_key="recepcion",
            draft={},
            draft_hash=b"d" * 32,
            status="active",
            live_number=1,
        )
    return agent.id


if __name__ == "__main__":
    show(measure())
    sys.exit(0)
