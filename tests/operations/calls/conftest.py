"""The world of calls, with its neighbours in memory."""

import pytest

from centralita.kit import clock as clocks
from centralita.kit.clock import FixedClock
from centralita.operations.calls import placing
from centralita.operations.calls.ports import PORTS
from centralita.providers.voice.calls import CallSnapshot
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.operations.calls.world import TUESDAY, Budgets, Deployments, World, build
from tests.people import Member


@pytest.fixture
def world(member: Member, monkeypatch: pytest.MonkeyPatch) -> World:
    clock = FixedClock(TUESDAY)
    monkeypatch.setattr(clocks, "system_clock", clock)
    state = MemoryState()
    told: dict[bytes, CallSnapshot] = {}
    monkeypatch.setattr(PORTS, "deployments", Deployments())
    monkeypatch.setattr(PORTS, "budgets", Budgets())
    monkeypatch.setattr(PORTS, "read_snapshot", lambda _platform, raw: told.get(raw))
    monkeypatch.setitem(OPENERS, VoicePlatform.SANDBOX, lambda _account: MemoryProvider(state, now=clock.now))
    placing._numbers.clear()
    return build(member, clock, state, PORTS, webhooks=told)
