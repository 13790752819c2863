"""A platform that is away for hours: no call is lost, nobody else is held up, and it is not overrun when it returns.

`CENTRALITA_OUTAGE_CALLS=1000` has so many calls under way when it goes.
"""

import os
from collections.abc import Callable
from uuid import UUID

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.operations.calls.models import Call
from centralita.operations.calls.placing import place
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.webhooks import apply_waiting
from centralita.providers.voice.calls import CallSnapshot, CallStatus
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.operations.calls.world import World, build, talk
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

CALLS = int(os.environ.get("CENTRALITA_OUTAGE_CALLS", "60"))
MINUTE = 60
HOURS_AWAY = 4
DRAINED_WITHIN = 15 * MINUTE
# The worker's round, in seconds, and how often a call under way is asked about at a quiet time.
ROUND, USUAL = 5, 30


@pytest.fixture
def other(world: World, make: Callable[..., Member], monkeypatch: pytest.MonkeyPatch) -> World:
    """Another organization, whose platform stays."""
    theirs = MemoryState()

    def opened(account_id: UUID) -> MemoryProvider:
        state = world.state if account_id == world.account_id else theirs
        return MemoryProvider(state, now=world.clock.now)

    monkeypatch.setitem(OPENERS, VoicePlatform.SANDBOX, lambda account: opened(account.id))
    return build(make(), world.clock, theirs, PORTS, webhooks=world.webhooks)


def ring_in(world: World, count: int, name: str = "in") -> list[CallSnapshot]:
    """So many people have called, and talk."""
    (deployed,) = (each for each in world.deployments.rows if each.account_id == world.account_id)
    moment = world.clock.now()
    told = [
        CallSnapshot(
            call_id=f"{name}_{number}",
            status=CallStatus.IN_PROGRESS,
            direction="inbound",
            from_number=f"+34912{number:06}",
            agent_id=deployed.provider_agent_id,
            started_at=moment,
            answered_at=moment,
        )
        for number in range(count)
    ]
    for each in told:
        world.state.calls[each.call_id] = each
        world.webhook(each, apply=False)
    while apply_waiting(world.organization_id):
        pass
    return told


def stand(world: World) -> dict[str, int]:
    """How many calls have which status."""
    with tenant_scope(world.organization_id):
        found = list(Call.objects.values_list("status", flat=True))
    return {status: found.count(status) for status in set(found)}


def asked(world: World) -> int:
    return sum(world.state.asked.values())


def test_after_hours_away_all_is_known_again_soon_and_nobody_is_overrun(world: World, other: World) -> None:
    waiting = world.started()
    calls = ring_in(world, CALLS)
    assert stand(world) == {"in_progress": CALLS, "queued": 1}
    world.state.down = True
    before = asked(world)
    # They end while nobody can tell us.
    for each in calls:
        world.state.calls[each.call_id] = talk(each, world.clock.now())

    talked = 0
    for minute in range(HOURS_AWAY * MINUTE):
        world.ask(minutes=1)
        place(world.organization_id, waiting)
        if minute % MINUTE == 0:
            # The others go on as ever.
            (told,) = ring_in(other, 1, f"other_{minute}")
            other.state.calls[told.call_id] = talk(told, world.clock.now())
            other.ask(seconds=USUAL)
            talked += 1
            assert stand(other) == {"completed": talked}
    assert talked == HOURS_AWAY
    # Tried now and then, whatever waits: once in ten minutes or so, not once for each call.
    assert asked(world) - before < HOURS_AWAY * MINUTE / 5
    # Nothing was concluded from the silence, and what could not begin was not begun late.
    assert stand(world) == {"in_progress": CALLS, "failed": 1}
    assert world.shown(waiting)["error"] == "call_waited_too_long"
    assert waiting in world.budgets.voided

    world.state.down = False
    since, seconds, rates = asked(world), 0, []
    while stand(world).get("in_progress") and seconds < DRAINED_WITHIN:
        already = asked(world)
        world.ask(seconds=ROUND)
        rates.append((asked(world) - already) / ROUND)
        seconds += ROUND
    assert stand(world) == {"completed": CALLS, "failed": 1}, f"not drained after {seconds} s"
    # Each call was asked about once, at no more than twice the usual rate or ten a second.
    assert asked(world) - since < CALLS + DRAINED_WITHIN / MINUTE + 5
    assert max(rates) <= max(11, 2 * CALLS / USUAL)
    # What each cost is settled once, the others' four among them.
    assert [len(lines) for lines in world.budgets.settled.values()] == [1] * (CALLS + HOURS_AWAY)
    assert world.lines() == 0
