"""An SMS costs: held before it goes out, booked as the service tells, and never sent without room or twice."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some

from centralita.config import jobs
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.kit.money import Money
from centralita.ledger.events.models import LedgerEvent
from centralita.ledger.usage.expiry import ask_owners
from centralita.ledger.usage.models import BudgetPeriod, Reservation, UsageEntry
from centralita.ledger.usage.public import reserve
from centralita.live.messages import IN_A_CONVERSATION
from centralita.operations.conversations.models import Conversation
from centralita.studio.tools.domain.sms import PART_MICROS, Bill, bill_of, may_have_gone, parts_of
from centralita.studio.tools.models import SentMessage, ToolCall
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Stub, serving_tools
from tests.studio.tools.test_messages import PHONE, failures, granted, on_the_line, sending
from tests.studio.tools.test_talking import calling, heard, kept

database = pytest.mark.database


@pytest.fixture(scope="module")
def system() -> Iterator[Stub]:
    with serving_tools() as stub:
        yield stub


@pytest.fixture(scope="module")
def running(database: object, system: Stub) -> Iterator[httpx.Client]:
    with serving() as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture
def stub(system: Stub) -> Stub:
    system.asked.clear()
    system.answer = lambda _asked: Answer.of({"sid": "SM1", "status": "queued", "num_segments": "1"}, 201)
    return system


def limit(member: Member, micros: int, action: str = "pause") -> None:
    wanted = {
        "scope": "organization",
        "period": "day",
        "limit_micros": micros,
        "currency": "USD",
        "action": action,
    }
    made = member.api.post("/budgets", {**wanted, "scope_id": None, "thresholds": []})
    assert made.status_code == 201, made.content


def flow_of(member: Member, content: dict[str, Any]) -> dict[str, Any]:
    blueprint = calling(granted(member, content))
    blueprint["flows"][0]["nodes"][2]["data"] = {"text": {"es": "Enviado."}}
    return blueprint


def last_word(visitor: Visitor) -> str:
    """What the agent says once it knows how it went."""
    deadline = time.monotonic() + 15
    while True:
        said = [one["text"] for one in visitor.history()["messages"] if one["role"] == "agent"]
        if len(said) > 1:
            return str(said[-1])
        assert time.monotonic() < deadline, said
        time.sleep(0.05)


def facts(member: Member) -> list[str]:
    return kept(member, lambda: list(LedgerEvent.objects.values_list("kind", flat=True)))


def caller(member: Member, running: httpx.Client, stub: Stub, **message: Any) -> Visitor:
    agent = published_agent(member, flow_of(member, sending("sms", stub.address, **message)))
    visitor = open_chat(running, api_channel(member, agent))
    on_the_line(member, visitor)
    return visitor


def books(member: Member) -> list[tuple[str, int, int, str]]:
    return kept(
        member,
        lambda: list(UsageEntry.objects.values_list("kind", "quantity", "micros", "currency").order_by("id")),
    )


def counts(member: Member) -> list[tuple[int, int]]:
    """Held and spent of each budget."""
    return kept(member, lambda: list(BudgetPeriod.objects.values_list("reserved_micros", "settled_micros")))


def cost(member: Member, visitor: Visitor) -> int:
    row = kept(member, lambda: Conversation.objects.get(id=from_text("cnv", visitor.id)))
    return int(row.cost_micros)


@database
def test_an_sms_is_held_booked_and_shown(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1_000_000)
    visitor = caller(member, running, stub)
    held: list[tuple[int, int]] = []

    def answer(_asked: object) -> Answer:
        held.extend(counts(member))
        # The stub's thread is nobody else's to tidy up.
        connection.close()
        return Answer.of({"status": "queued", "num_segments": "1", "price": None, "price_unit": "USD"}, 201)

    stub.answer = answer
    visitor.say("lunes")
    heard(visitor, "Enviado")
    assert held == [(PART_MICROS, 0)], "held while it is sent"
    assert counts(member) == [(0, PART_MICROS)]
    assert books(member) == [("sms", 1, PART_MICROS, "USD")]
    assert cost(member, visitor) == PART_MICROS
    shown = member.api.get(f"/conversations/{visitor.id}").json()
    assert (shown["cost_micros"], shown["currency"]) == (PART_MICROS, "USD")
    spent = member.api.get("/usage?by=kind").json()["items"]
    assert [(each["key"], each["micros"]) for each in spent] == [("sms", PART_MICROS)]
    by_agent = member.api.get("/usage?by=agent").json()["items"]
    assert [each["micros"] for each in by_agent] == [PART_MICROS]


@database
def test_what_the_service_says_is_booked(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1_000_000)
    visitor = caller(member, running, stub, part_micros=50_000)
    told = {"status": "queued", "num_segments": "3", "price": "-0.02250", "price_unit": "USD"}
    stub.answer = lambda _asked: Answer.of(told, 201)
    visitor.say("lunes")
    heard(visitor, "Enviado")
    assert books(member) == [("sms", 3, 22_500, "USD")]
    assert (counts(member), cost(member, visitor)) == ([(0, 22_500)], 22_500)


@database
def test_without_room_nothing_is_sent_and_everybody_is_told(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    limit(member, PART_MICROS - 1)
    visitor = caller(member, running, stub)
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert failures(member) == ["budget_exhausted"]
    assert (stub.asked, counts(member), cost(member, visitor)) == ([], [(0, 0)], 0)
    assert "budget.exhausted" in facts(member)
    assert kept(member, SentMessage.objects.count) == 0, "it counts in no other limit"


@database
def test_a_limit_that_only_tells_lets_it_go(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1, action="warn")
    visitor = caller(member, running, stub)
    visitor.say("lunes")
    heard(visitor, "Enviado")
    assert counts(member) == [(0, PART_MICROS)]


@database
def test_at_the_same_moment_no_more_go_out_than_there_is_room_for(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    limit(member, 2 * PART_MICROS)
    stub.answer = lambda _asked: Answer(201, b'{"status": "queued"}', seconds=0.5)
    agent = published_agent(member, flow_of(member, sending("sms", stub.address, to="fixed", address=PHONE)))
    key = api_channel(member, agent)
    visitors = [open_chat(running, key) for _ in range(5)]
    for visitor in visitors:
        visitor.say("lunes")
    ends = [last_word(visitor) for visitor in visitors]
    assert (ends.count("Enviado."), ends.count("No funciona ahora.")) == (2, 3)
    assert (len(stub.asked), counts(member)) == (2, [(0, 2 * PART_MICROS)])


@database
def test_a_refusal_costs_nothing(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1_000_000)
    stub.answer = lambda _asked: Answer.of({"code": 21211, "message": "invalid"}, 400)
    visitor = caller(member, running, stub)
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert (counts(member), books(member), cost(member, visitor)) == ([(0, 0)], [], 0)


@database
def test_what_nobody_can_tell_counts_as_sent(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1_000_000)
    stub.answer = lambda _asked: Answer.of({}, 502)
    visitor = caller(member, running, stub)
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert len(stub.asked) == 1, "never sent again"
    assert (counts(member), cost(member, visitor)) == ([(0, PART_MICROS)], PART_MICROS)


@database
def test_a_price_of_nothing_holds_nothing(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1)
    visitor = caller(member, running, stub, part_micros=0)
    visitor.say("lunes")
    heard(visitor, "Enviado")
    assert (counts(member), books(member)) == ([(0, 0)], [])


@database
def test_too_many_messages_leave_nothing_held(member: Member, running: httpx.Client, stub: Stub) -> None:
    limit(member, 1_000_000)
    visitor = caller(member, running, stub)
    tool = from_text("tool", member.api.get("/tools").json()["items"][0]["id"])
    with tenant_scope(member.organization_id):
        for _ in range(IN_A_CONVERSATION):
            sent_at(member, tool, visitor, now())
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert (failures(member), counts(member), stub.asked) == (["too_many_messages"], [(0, 0)], [])


def died(member: Member, visitor: Visitor, *, ago: timedelta = timedelta()) -> UUID:
    """A process was killed after it held the money for the visitor's message and before it said how it went."""
    organization_id = member.organization_id
    tool = member.api.get("/tools").json()["items"][0]["id"]
    with tenant_scope(organization_id):
        call = ToolCall.objects.create(
            organization_id=organization_id,
            tool_id=from_text("tool", tool),
            version=1,
            source="conversation",
            conversation_id=from_text("cnv", visitor.id),
            effect_id="e1",
            state="running",
            at=now() - ago,
        )
        reserve(
            organization_id, source="message", source_id=call.id, amount=Money(PART_MICROS, "USD"), scopes={}
        )
    return call.id


@database
def test_whoever_takes_over_sends_nothing_again_and_books_what_was_held(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    limit(member, 1_000_000)
    visitor = caller(member, running, stub)
    died(member, visitor)
    assert counts(member) == [(PART_MICROS, 0)]
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert (stub.asked, failures(member)) == ([], ["in_doubt"])
    assert (counts(member), cost(member, visitor)) == ([(0, PART_MICROS)], PART_MICROS)


@database
@pytest.mark.parametrize(
    ("state", "error", "ago", "left"),
    [
        ("running", "", timedelta(seconds=5), (PART_MICROS, 0)),
        ("running", "", timedelta(hours=1), (0, PART_MICROS)),
        ("done", "", timedelta(hours=1), (0, PART_MICROS)),
        ("failed", "timed_out", timedelta(hours=1), (0, PART_MICROS)),
        ("failed", "http_400", timedelta(hours=1), (0, 0)),
        ("failed", "opted_out", timedelta(hours=1), (0, 0)),
        (None, "", timedelta(hours=1), (0, 0)),
    ],
)
def test_money_that_is_held_too_long_is_swept_up(
    member: Member,
    running: httpx.Client,
    stub: Stub,
    state: str | None,
    error: str,
    ago: timedelta,
    left: tuple[int, int],
) -> None:
    limit(member, 1_000_000)
    visitor = caller(member, running, stub)
    call = died(member, visitor, ago=ago)
    with tenant_scope(member.organization_id):
        if state is None:
            ToolCall.objects.all().delete()
        else:
            ToolCall.objects.filter(id=call).update(state=state, error=error)
        Reservation.objects.update(expires_at=now() - timedelta(seconds=1))
    ask_owners(member.organization_id)
    ask_owners(member.organization_id)
    assert counts(member) == [left]


@database
def test_to_whom_messages_went_is_forgotten_after_a_day(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    visitor = caller(member, running, stub)
    tool = from_text("tool", member.api.get("/tools").json()["items"][0]["id"])
    with tenant_scope(member.organization_id):
        for hours in (1, 23, 25, 300):
            sent_at(member, tool, visitor, now() - timedelta(hours=hours))
    jobs.tidy()
    with tenant_scope(member.organization_id):
        assert sorted(round((now() - row.at) / timedelta(hours=1)) for row in SentMessage.objects.all()) == [
            1,
            23,
        ]


def sent_at(member: Member, tool: UUID, visitor: Visitor, at: datetime) -> None:
    SentMessage.objects.create(
        organization_id=member.organization_id,
        tool_id=tool,
        conversation_id=from_text("cnv", visitor.id),
        kind="sms",
        recipient=b"x" * 32,
        at=at,
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("ñ" * 306, 2),
        ("ñ" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("á" * 134, 2),
        ("á" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_has_as_many_parts_as_a_network_makes_of_it(text: str, parts: int) -> None:
    assert parts_of(text) == parts


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=12),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(JSON, JSON, JSON, some.integers(1, 10), some.integers(0, 5_000_000))
def test_no_answer_makes_a_bill_that_is_none(
    segments: Any, price: Any, unit: Any, parts: int, each: int
) -> None:
    bill = bill_of({"num_segments": segments, "price": price, "price_unit": unit}, parts, each)
    assert 0 <= bill.cost.micros <= 1_000_000_000
    assert 1 <= bill.parts <= 100


def test_a_bill_is_what_the_service_says_as_far_as_it_does() -> None:
    assert bill_of(None, 2, 50_000) == Bill(Money(100_000, "USD"), 2)
    assert bill_of({"num_segments": "3", "price": None}, 2, 50_000) == Bill(Money(150_000, "USD"), 3)
    assert bill_of({"price": "-0.0075", "price_unit": "eur"}, 1, 50_000) == Bill(Money(7_500, "EUR"), 1)
    assert bill_of({"num_segments": "0.5", "price": "NaN"}, 1, 50_000) == Bill(Money(50_000, "USD"), 1)
    assert may_have_gone("timed_out")
    assert may_have_gone("http_503")
    assert not may_have_gone("http_401")
    assert not may_have_gone("budget_exhausted")
