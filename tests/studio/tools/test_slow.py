"""Tools that take long, fail, or are not waited for: what is said meanwhile, and what the team is told."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from centralita.kit.clock import now
from centralita.ledger.events.models import LedgerEvent
from centralita.operations.conversations.models import Note
from centralita.studio.tools.models import ToolCall
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Stub, definition, serving_tools
from tests.studio.tools.test_approval import until
from tests.studio.tools.test_talking import calling, heard, kept, published

pytestmark = pytest.mark.database


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


def slowly(stub: Stub, seconds: float, status: int = 200) -> None:
    stub.answer = lambda _asked: replace(Answer.of({"slots": [{"start": "10:00"}]}, status), seconds=seconds)


def talking(member: Member, running: httpx.Client, stub: Stub, **more: Any) -> tuple[Visitor, dict[str, Any]]:
    grant = published(member, definition(stub.address, retries=0, **more))
    visitor = open_chat(running, api_channel(member, published_agent(member, calling(grant))))
    visitor.say("lunes")
    return visitor, grant


def events(member: Member) -> list[str]:
    return kept(
        member,
        lambda: list(LedgerEvent.objects.filter(kind__startswith="tool.").values_list("kind", flat=True)),
    )


def test_while_it_takes_long_it_is_said_again_and_again(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    slowly(stub, 5)
    visitor, grant = talking(
        member,
        running,
        stub,
        say_first={"es": "Un momento."},
        say_slow={"es": "Sigo mirando la agenda."},
        slow_after=2,
    )
    assert heard(visitor, "Hay hueco") == [
        "¿Qué día?",
        "Un momento.",
        "Sigo mirando la agenda.",
        "Sigo mirando la agenda.",
        "Hay hueco a las 10:00.",
    ]
    assert (grant["say_slow"], grant["slow_after"]) == ({"es": "Sigo mirando la agenda."}, 2)
    assert len(stub.asked) == 1


def test_what_is_to_be_said_when_it_fails_is_said(member: Member, running: httpx.Client, stub: Stub) -> None:
    slowly(stub, 0, 500)
    visitor, _ = talking(member, running, stub, say_failed={"es": "Ahora no puedo verla."})
    assert heard(visitor, "No funciona")[-2:] == ["Ahora no puedo verla.", "No funciona ahora."]


def test_where_nobody_waits_the_talk_goes_on_at_once(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    slowly(stub, 3)
    began = time.monotonic()
    visitor, grant = talking(member, running, stub, waits=False)
    heard(visitor, "Hay hueco a las .")
    assert time.monotonic() - began < 2.5
    [call] = member.api.get(f"/tools/{grant['id']}/calls").json()["items"]
    assert call["state"] == "running"
    # Nothing is told of it before it has come to its end.
    assert events(member) == []
    until(lambda: events(member) == ["tool.called"])
    [call] = member.api.get(f"/tools/{grant['id']}/calls").json()["items"]
    assert (call["state"], call["status"]) == ("done", 200)
    assert kept(member, Note.objects.count) == 0
    assert len(stub.asked) == 1


def test_its_failure_is_told_to_the_team_and_to_nobody_else(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    slowly(stub, 0.5, 500)
    visitor, grant = talking(member, running, stub, waits=False, say_failed={"es": "Ha fallado."})
    said = heard(visitor, "Hay hueco a las .")
    until(lambda: events(member) == ["tool.failed"])
    [note] = kept(member, lambda: list(Note.objects.all()))
    assert "free_slots" in note.text
    assert "http_500" in note.text
    assert note.text.startswith("La herramienta")
    again = [one["text"] for one in visitor.history()["messages"] if one["role"] == "agent"]
    assert again == said
    [call] = member.api.get(f"/tools/{grant['id']}/calls").json()["items"]
    assert (call["state"], call["error"]) == ("failed", "http_500")


def test_what_needs_a_yes_is_asked_for_first(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor, _ = talking(member, running, stub, waits=False, approval={"when": "always"})
    [request] = until(lambda: member.api.get("/tool-approvals?waiting=true").json()["items"])
    assert stub.asked == []
    member.api.post(f"/tool-approvals/{request['id']}/decide", {"approve": False, "reason": ""})
    heard(visitor, "No funciona")
    assert stub.asked == []
    assert events(member) == ["tool.failed"]


def test_a_call_whose_process_is_gone_is_not_running_for_ever(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    visitor, grant = talking(member, running, stub)
    heard(visitor, "Hay hueco")
    kept(
        member, lambda: ToolCall.objects.update(state="running", ended_at=None, at=now() - timedelta(hours=1))
    )
    [call] = member.api.get(f"/tools/{grant['id']}/calls").json()["items"]
    assert (call["state"], call["error"]) == ("failed", "in_doubt")
