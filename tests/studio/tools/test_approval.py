"""A tool that a person has to agree to: asked for once, waited for, decided, never run without a yes nor twice."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.audit.models import AuditEntry
from centralita.kit.clock import now
from centralita.ledger.events.models import LedgerEvent
from centralita.studio.tools.domain.approval import ApprovalRule, ToolApproval, is_needed
from centralita.studio.tools.models import ToolApproval as Request
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member, make_member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Stub, definition, serving_tools
from tests.studio.tools.test_talking import calling, heard, kept, published

database = pytest.mark.database
ALWAYS = {"when": "always"}


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
    system.answer = lambda _asked: Answer.of({"slots": [{"start": "10:00"}]})
    return system


def waiting(member: Member, query: str = "?waiting=true") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = member.api.get(f"/tool-approvals{query}").json()["items"]
    return items


def until(look: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 15
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def asking(
    member: Member, running: httpx.Client, stub: Stub, **approval: Any
) -> tuple[Visitor, dict[str, Any]]:
    """A conversation that waits for a person, and what it waits for."""
    grant = published(member, definition(stub.address, approval={**ALWAYS, **approval}))
    visitor = open_chat(running, api_channel(member, published_agent(member, calling(grant))))
    visitor.say("lunes")
    [request] = until(lambda: waiting(member))
    return visitor, request


def decide(member: Member, request: dict[str, Any], *, approve: bool, reason: str = "") -> Any:
    return member.api.post(f"/tool-approvals/{request['id']}/decide", {"approve": approve, "reason": reason})


@database
def test_nothing_runs_before_a_person_agrees(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor, request = asking(member, running, stub)
    heard(visitor, "visto bueno")
    assert (request["name"], request["arguments"], request["state"]) == (
        "free_slots",
        {"day": "lunes"},
        "waiting",
    )
    assert request["conversation_id"] == visitor.id
    visitor.say("¿sigue ahí?")
    heard(visitor, "Sigo esperando")
    assert stub.asked == []
    answer = decide(member, request, approve=True)
    assert (answer.status_code, answer.json()["state"]) == (200, "approved")
    heard(visitor, "Hay hueco a las 10:00")
    assert [one.path for one in stub.asked] == ["/slots/lunes"]
    assert waiting(member) == []
    again = decide(member, request, approve=False)
    assert (again.status_code, again.json()["code"]) == (409, "tool_approval_over")
    kinds = kept(
        member,
        lambda: set(LedgerEvent.objects.filter(kind__startswith="approval").values_list("kind", flat=True)),
    )
    assert kinds == {"approval.asked", "approval.decided"}
    assert kept(member, lambda: AuditEntry.objects.filter(action="tool_approve").count()) == 1
    [call] = member.api.get(f"/tools/{request['tool_id']}/calls").json()["items"]
    assert call["state"] == "done"


@database
def test_a_no_is_told_to_the_agent(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor, request = asking(member, running, stub)
    assert (
        decide(member, request, approve=False, reason="Ya se devolvió").json()["reason"] == "Ya se devolvió"
    )
    heard(visitor, "No funciona")
    assert stub.asked == []
    [call] = member.api.get(f"/tools/{request['tool_id']}/calls").json()["items"]
    assert (call["state"], call["error"]) == ("failed", "approval_refused")


@database
def test_no_answer_in_time_is_a_no(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor, request = asking(member, running, stub)
    kept(member, lambda: Request.objects.update(expires_at=now()))
    heard(visitor, "No funciona")
    assert stub.asked == []
    assert decide(member, request, approve=True).json()["code"] == "tool_approval_over"
    [shown] = waiting(member, f"?conversation={visitor.id}")
    assert shown["state"] == "expired"


@database
def test_what_nobody_waits_for_any_more_is_not_decided(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    visitor, request = asking(member, running, stub)
    visitor.post("end")
    until(lambda: waiting(member) == [])
    assert decide(member, request, approve=True).status_code == 409
    assert stub.asked == []


@database
def test_a_rule_asks_only_where_it_holds(member: Member, running: httpx.Client, stub: Stub) -> None:
    rule = {"argument": "day", "comparison": "equals", "value": "Domingo"}
    grant = published(member, definition(stub.address, approval={"when": "rule", "rules": [rule]}))
    channel = api_channel(member, published_agent(member, calling(grant)))
    visitor = open_chat(running, channel)
    visitor.say("lunes")
    heard(visitor, "Hay hueco")
    assert waiting(member, "") == []
    other = open_chat(running, channel)
    other.say("domingo")
    [request] = until(lambda: waiting(member))
    assert request["conversation_id"] == other.id


@database
def test_a_process_that_takes_over_waits_on_and_asks_nobody_twice(
    member: Member, database: object, stub: Stub
) -> None:
    with serving() as address, httpx.Client(base_url=address, timeout=20) as client:
        visitor, request = asking(member, client, stub)
        heard(visitor, "visto bueno")
    assert decide(member, request, approve=True).status_code == 200
    with serving() as address, httpx.Client(base_url=address, timeout=20) as client:
        visitor.http = client
        said = heard(visitor, "Hay hueco", seconds=40)
    assert sum("visto bueno" in text for text in said) == 1
    assert len(stub.asked) == 1
    assert kept(member, Request.objects.count) == 1


@database
def test_what_waits_is_read_a_page_at_a_time(member: Member, running: httpx.Client, stub: Stub) -> None:
    grant = published(member, definition(stub.address, approval=ALWAYS))
    key = api_channel(member, published_agent(member, calling(grant)))
    for day in ("lunes", "martes"):
        open_chat(running, key).say(day)
    until(lambda: len(waiting(member)) == 2)
    first = member.api.get("/tool-approvals?waiting=true&limit=1").json()
    rest = member.api.get(f"/tool-approvals?waiting=true&limit=1&cursor={first['next_cursor']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (1, 1, None)
    days = {one["arguments"]["day"] for one in (*first["items"], *rest["items"])}
    assert days == {"lunes", "martes"}


@database
def test_who_may_decide(member: Member, running: httpx.Client, stub: Stub, make: Any) -> None:
    _, request = asking(member, running, stub)
    viewer = make(in_=member, role=Role.VIEWER)
    assert viewer.api.get("/tool-approvals").status_code == 403
    assert decide(viewer, request, approve=True).status_code == 403
    stranger = make_member()
    assert decide(stranger, request, approve=True).status_code == 404
    admin = make(in_=member, role=Role.ADMIN)
    assert decide(admin, request, approve=False).status_code == 200


@database
def test_a_test_asks_nobody_and_calls_nothing_for_real(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    grant = published(member, definition(stub.address, approval=ALWAYS))
    member.api.post(
        f"/tools/{grant['id']}/cases",
        {"name": "x", "arguments": {}, "mock_status": 200, "mock_body": '{"slots":[{"start":"9:15"}]}'},
    )
    agent = published_agent(member, calling(grant))
    ticket = member.api.post(f"/agents/{agent}/test-tickets").json()["ticket"]
    visitor = open_chat(running, ticket)
    visitor.say("lunes")
    heard(visitor, "9:15")
    assert stub.asked == []
    assert waiting(member, "") == []


def test_what_cannot_be_judged_is_asked_about() -> None:
    more = ToolApproval(when="rule", rules=(ApprovalRule(argument="amount", value="100"),))
    assert not is_needed(more, {"amount": 100})
    assert is_needed(more, {"amount": 100.5})
    assert is_needed(more, {"amount": "1e3"})
    assert is_needed(more, {})
    assert is_needed(more, {"amount": "a lot"})
    assert is_needed(more, {"amount": True})
    differs = ToolApproval(
        when="rule", rules=(ApprovalRule(argument="to", comparison="differs", value="us"),)
    )
    assert not is_needed(differs, {"to": " US "})
    assert is_needed(differs, {})
    assert not is_needed(ToolApproval(), {"amount": 10**9})
