"""A campaign on the slices as they run together: the gate, calls, money and facts are the real ones.

Only the platform at the far end and the deployment on it are stand-ins.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pytest

from centralita.config import jobs
from centralita.config.neighbours import register
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit import clock as clocks
from centralita.kit.clock import FixedClock
from centralita.kit.ids import from_text, to_text
from centralita.kit.money import Money
from centralita.ledger.usage.models import Reservation, UsageEntry
from centralita.operations.calls import placing
from centralita.operations.calls.models import Call, CallTraffic
from centralita.operations.calls.placing import place
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.stopping import stop
from centralita.operations.campaigns import ports
from centralita.operations.campaigns.dialler.dialling import step
from centralita.operations.campaigns.models import CampaignContact
from centralita.operations.compliance.models import ContactDecision
from centralita.operations.compliance.public import Reason
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending
from centralita.providers.voice.memory import MemoryProvider, MemoryState, in_doubt
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS
from tests.operations.calls.world import TUESDAY, Deployments, World, build, make_contact, talk
from tests.people import Member

pytestmark = pytest.mark.database

# What the sandbox may cost at its longest: ten minutes.
WORST = 500_000
# Of an account that says nothing else.
LINES = 10


@dataclass
class Floor:
    """A world with people in it, and a campaign that calls them."""

    world: World
    people: list[str]
    campaign: str = ""

    @property
    def api(self) -> Any:
        return self.world.member.api

    def start(self, **fields: Any) -> None:
        body = {
            "name": "Revisión",
            "agent_id": to_text("agt", self.world.agent_id),
            "purpose": "service",
            "kind": "follow_up",
            "pace": 600,
            "concurrency": 100,
            **fields,
        }
        made = self.api.post("/campaigns", body)
        assert made.status_code == 201, made.content
        self.campaign = made.json()["id"]
        begun = self.api.post(f"/campaigns/{self.campaign}/start", {})
        assert begun.status_code == 200, begun.content

    def dial(self) -> int:
        """Steps of the dialler until there is nothing to do; how many calls it asked for."""
        dialled = 0
        for _ in range(60):
            done = step(self.world.organization_id, from_text("cmp", self.campaign), ports.telephone())
            dialled += done.dialled
            if not done.more:
                break
            self.world.later(seconds=1)
        return dialled

    def place(self, most: int = 1_000) -> int:
        """The worker has the platform dial what is queued; how many jobs."""
        with tenant_scope(self.world.organization_id):
            waiting = Call.objects.filter(status="queued").order_by("created_at", "id")
            ids = list(waiting.values_list("id", flat=True)[:most])
        for each in ids:
            place(self.world.organization_id, each)
        return len(ids)

    def end(self, *told: dict[str, Any]) -> None:
        """The platform tells how the calls that run ended, in the order in which they were dialled, each twice."""
        running = [each for each in self.world.state.calls.values() if not each.status.ended]
        moment = self.world.clock.now()
        for number, call in enumerate(running):
            changed = told[min(number, len(told) - 1)]
            over = talk(call, moment, **changed)
            self.world.state.calls[call.call_id] = over
            for _ in range(2):
                self.world.webhook(over)
        self.world.later(seconds=61)

    def hear(self) -> None:
        """The consumer of facts hears of them."""
        jobs.consume_all()

    def told(self) -> Any:
        return self.api.get(f"/campaigns/{self.campaign}").json()

    def states(self) -> dict[str, CampaignContact]:
        with tenant_scope(self.world.organization_id):
            rows = CampaignContact.objects.filter(campaign_id=from_text("cmp", self.campaign))
            return {to_text("con", row.contact_id): row for row in rows}

    def calls(self) -> list[Call]:
        with tenant_scope(self.world.organization_id):
            return list(
                Call.objects.filter(campaign_id=from_text("cmp", self.campaign)).order_by("created_at")
            )

    def limits(self) -> list[tuple[int, int]]:
        found = self.api.get("/budgets").json()["items"]
        return [(each["reserved_micros"], each["settled_micros"]) for each in found]


@pytest.fixture
def floor(member: Member, monkeypatch: pytest.MonkeyPatch) -> Floor:
    clock = FixedClock(TUESDAY)
    monkeypatch.setattr(clocks, "system_clock", clock)
    state, told = MemoryState(), dict[bytes, CallSnapshot]()
    register()
    for name, stand_in in {
        "deployments": Deployments(),
        "read_snapshot": lambda _platform, raw: told.get(raw),
    }.items():
        monkeypatch.setattr(PORTS, name, stand_in)
    monkeypatch.setitem(OPENERS, VoicePlatform.SANDBOX, lambda _account: MemoryProvider(state, now=clock.now))
    placing._numbers.clear()
    world = build(member, clock, state, PORTS, webhooks=told)
    people = [world.contact, *(make_contact(member, f"+34912555{number:03}") for number in range(11))]
    return Floor(world, people)


UNANSWERED = {
    "status": CallStatus.COMPLETED,
    "ending": Ending.NO_ANSWER,
    "answered_at": None,
    "duration_seconds": 0.0,
    "transcript": (),
    "summary": "",
    "sentiment": "",
    "successful": None,
    "cost": (CostLine("voice", Money(0, "USD")),),
}


def test_twelve_people_are_called_and_what_came_of_it_comes_back(floor: Floor) -> None:
    barred = floor.people[3]
    assert floor.api.patch(f"/contacts/{barred}", {"do_not_call": True}).status_code == 200
    floor.start(max_attempts=2, retry={"no_answer": 120})
    assert floor.dial() == floor.place() == LINES
    floor.end({}, {}, {}, UNANSWERED)
    floor.hear()
    assert floor.dial() == floor.place() == 1
    floor.end(UNANSWERED)
    floor.hear()
    told = floor.told()
    assert (told["dialled"], told["answered"], told["counters"]["left_out"]) == (11, 3, 1)
    assert told["spent"] == {"micros": 750_000, "currency": "USD"}
    assert floor.states()[barred].reasons == ["contact_do_not_call"]
    assert floor.dial() == 0
    floor.world.later(hours=2, minutes=1)
    assert floor.dial() == 8
    floor.place()
    floor.end({})
    floor.hear()
    floor.dial()
    told = floor.told()
    assert (told["status"], told["reason"], told["answered"], told["dialled"]) == (
        "finished",
        "all_done",
        11,
        19,
    )
    assert max(floor.world.state.dialled.values()) == 1
    assert sorted(Counter(each.contact_id for each in floor.calls()).values()) == [1] * 3 + [2] * 8
    with tenant_scope(floor.world.organization_id):
        decided = Counter(ContactDecision.objects.values_list("allowed", flat=True))
        booked = UsageEntry.objects.filter(campaign_id=from_text("cmp", floor.campaign))
        assert sum(each.micros for each in booked) == told["spent"]["micros"] == 11 * 250_000
    # One word for each call, and none for the one who was left out at once.
    assert decided == {True: 19}
    assert floor.world.lines() == 0


def test_a_stop_leaves_nothing_dialled_that_was_not_and_frees_the_money(floor: Floor) -> None:
    floor.api.post(
        "/budgets",
        {"scope": "organization", "period": "month", "limit_micros": 100_000_000, "currency": "USD"},
    )
    floor.start()
    assert floor.dial() == LINES
    assert floor.limits() == [(LINES * WORST, 0)]
    floor.place(4)
    answer = floor.api.post(f"/campaigns/{floor.campaign}/stop", {"hang_up": True})
    assert (answer.status_code, answer.json()["status"]) == (200, "stopped")
    assert floor.place() == 0
    assert sum(floor.world.state.dialled.values()) == floor.told()["dialled"] == 4
    assert floor.limits() == [(4 * WORST, 0)]
    with tenant_scope(floor.world.organization_id):
        asked = Call.objects.filter(stop_asked_at__isnull=False).values_list("id", flat=True)
    for each in asked:
        stop(floor.world.organization_id, each)
    floor.end({"ending": Ending.STOPPED})
    floor.world.ask(minutes=10)
    floor.hear()
    assert floor.dial() == 0
    told = floor.told()
    assert (told["dialled"], told["counters"]["calling"]) == (4, 0)
    assert floor.limits()[0][0] == 0
    assert floor.world.lines() == 0


def test_only_calls_that_can_be_ended_are_offered_to_be(floor: Floor) -> None:
    floor.start()
    assert floor.dial() == LINES
    floor.place(4)
    counters = floor.told()["counters"]
    assert (counters["calling"], counters["stoppable"]) == (LINES, LINES)
    with tenant_scope(floor.world.organization_id):
        Call.objects.update(platform="elevenlabs")
    # What was dialled goes on to its end there; what was not can still be taken back.
    counters = floor.told()["counters"]
    assert (counters["calling"], counters["stoppable"]) == (LINES, LINES - 4)


def test_the_limit_of_a_campaign_and_its_own_budget_both_hold(floor: Floor) -> None:
    floor.start(budget_micros=4 * WORST)
    assert floor.told()["budget"] == {"micros": 4 * WORST, "currency": "USD"}
    limit = {"period": "total", "limit_micros": 3 * WORST, "currency": "USD"}
    made = floor.api.post("/budgets", {**limit, "scope": "campaign", "scope_id": floor.campaign})
    assert made.status_code == 201, made.content
    assert floor.dial() == 3
    told = floor.told()
    assert (told["status"], told["reason"]) == ("paused", "limit_reached")
    assert floor.limits() == [(0, 0)]
    path = f"/budgets/{made.json()['id']}"
    assert floor.api.patch(path, {"limit_micros": 100 * WORST}).status_code == 200
    assert floor.api.post(f"/campaigns/{floor.campaign}/resume").status_code == 200
    assert floor.dial() == 4
    floor.place()
    assert floor.limits() == [(4 * WORST, 0)]
    floor.end({})
    floor.hear()
    told = floor.told()
    assert told["spent"]["micros"] == 4 * 250_000
    assert floor.limits() == [(0, 4 * 250_000)]
    assert floor.dial() == 2


def test_who_is_on_the_telephone_already_waits_and_nobody_else_does(floor: Floor) -> None:
    busy = floor.people[0]
    floor.world.placed()
    floor.start()
    assert floor.dial() == LINES - 1
    row = floor.states()[busy]
    assert row.state == "held"
    assert floor.told()["status"] == "running"


def test_a_refusal_by_the_number_that_calls_is_kept_and_stops_the_campaign(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from centralita.operations.calls.actions import start

    asked = start.may_contact

    def refuses(*args: Any, **named: Any) -> Any:
        decision = asked(*args, **named)
        if not named.get("caller"):
            return decision
        against = Reason("caller_code", {"pack": "ES", "codes": "400", "caller": named["caller"]})
        return replace(decision, allowed=False, reasons=(against,))

    monkeypatch.setattr(start, "may_contact", refuses)
    monkeypatch.setattr(start, "_own_number", lambda _account, _wish: "+34912000001")
    floor.start()
    assert floor.dial() == 0
    told = floor.told()
    assert (told["status"], told["reason"], told["dialled"]) == ("paused", "caller_not_allowed", 0)
    with tenant_scope(floor.world.organization_id):
        assert [each.allowed for each in ContactDecision.objects.all()] == [False]
        # The line and the money that were taken for it went back with it.
        assert not CallTraffic.objects.exists()
        assert not Reservation.objects.exists()


def test_a_call_in_doubt_is_one_call(floor: Floor) -> None:
    """The platform dialled and its answer was lost: it is asked, and told once, and nobody is dialled twice."""
    floor.start(concurrency=1)
    assert floor.dial() == 1
    floor.world.state.after["place_call"].append(in_doubt())
    floor.place()
    floor.world.ask(seconds=10)
    assert floor.dial() == 0
    floor.end({})
    floor.hear()
    assert floor.told()["answered"] == 1
    assert list(floor.world.state.dialled.values()) == [1]
