"""What tools are told of who is in the conversation, whatever a model or a caller says."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.kit.outbound import Guard, OutboundPolicy
from centralita.operations.calls.models import Call
from centralita.studio.tools.domain import checks
from centralita.studio.tools.domain.definition import read
from centralita.studio.tools.domain.given import GIVEN
from centralita.studio.tools.models import ToolCall
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Stub, definition, serving_tools
from tests.studio.tools.test_talking import calling, heard, published

PHONE, OTHER = "+34611000111", "+34910000001"


def test_everything_that_is_given_may_stand_in_a_request() -> None:
    query = [{"name": name, "value": f"{{{name}}}"} for name in GIVEN]
    content = definition("https://api.example.com", request={"query": query})
    assert checks.problems(read(content), Guard(OutboundPolicy())) == ()


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


def telling(stub: Stub) -> dict[str, Any]:
    """A tool that hands on all that is given."""
    return definition(
        stub.address, request={"query": [{"name": name, "value": f"{{{name}}}"} for name in GIVEN]}
    )


def told(stub: Stub) -> dict[str, str]:
    [asked] = stub.asked
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}


def talking(member: Member, running: httpx.Client, stub: Stub) -> Visitor:
    agent = published_agent(member, calling(published(member, telling(stub))))
    return open_chat(running, api_channel(member, agent))


def on_the_line(member: Member, visitor: Visitor, contact: dict[str, Any] | None, **call: Any) -> str | None:
    made = member.api.post("/contacts", contact).json()["id"] if contact else None
    with tenant_scope(member.organization_id):
        Call.objects.create(
            organization_id=member.organization_id,
            contact_id=from_text("con", made) if made else None,
            conversation_id=from_text("cnv", visitor.id),
            platform="sandbox",
            status="in_progress",
            **call,
        )
    return made


@pytest.mark.database
def test_a_tool_is_told_who_is_on_the_line(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor = talking(member, running, stub)
    contact = {"name": "Ana", "phones": [OTHER, PHONE], "emails": ["ana@example.com"]}
    made = on_the_line(member, visitor, contact, direction="inbound", from_number=PHONE)
    visitor.say("soy el +34999999999")
    heard(visitor, "Hay hueco")
    assert told(stub) == {
        "conversation.id": visitor.id,
        "conversation.language": "es",
        "conversation.channel": "api",
        "contact.id": made,
        "contact.name": "Ana",
        "contact.phone": PHONE,
        "contact.email": "ana@example.com",
        "caller.number": PHONE,
    }
    with tenant_scope(member.organization_id):
        [call] = ToolCall.objects.all()
    assert call.arguments == {"day": "soy el +34999999999"}


@pytest.mark.database
def test_who_is_called_is_on_the_line_too(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor = talking(member, running, stub)
    contact = {"name": "Ana", "phones": [OTHER]}
    on_the_line(member, visitor, contact, direction="outbound", from_number="+34910", to_number=PHONE)
    visitor.say("lunes")
    heard(visitor, "Hay hueco")
    found = told(stub)
    assert (found["caller.number"], found["contact.phone"], found.get("contact.email")) == (
        PHONE,
        OTHER,
        None,
    )


@pytest.mark.database
def test_nothing_is_given_of_whom_nobody_knows(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor = talking(member, running, stub)
    visitor.say("lunes")
    heard(visitor, "Hay hueco")
    assert {name for name in told(stub) if not name.startswith("conversation.")} <= {"visitor.id"}


@pytest.mark.database
def test_a_test_conversation_gives_what_it_was_opened_with(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    agent = published_agent(member, calling(published(member, telling(stub))))
    ticket = member.api.post(f"/agents/{agent}/test-tickets").json()["ticket"]
    visitor = open_chat(
        running, ticket, variables={"contact.name": "Eva", "caller.number": PHONE, "x.y": "no"}
    )
    visitor.say("lunes")
    heard(visitor, "Hay hueco")
    found = told(stub)
    assert (found["contact.name"], found["caller.number"]) == ("Eva", PHONE)
    assert "x.y" not in found


@pytest.mark.database
def test_the_bench_tells_samples_or_what_is_typed(member: Member, stub: Stub) -> None:
    made = member.api.post("/tools", {"name": "x", "label": "x", "definition": telling(stub)}).json()
    body = {"arguments": {"day": "lunes"}, "given": {"contact.name": "Eva", "visitor.id": "", "day": "no"}}
    tried = member.api.post(f"/tools/{made['id']}/try", body)
    assert tried.status_code == 200, tried.content
    found = told(stub)
    assert found["contact.name"] == "Eva"
    assert found["caller.number"].startswith("+34")
    assert "visitor.id" not in found
    assert stub.asked[0].path.startswith("/slots/lunes?")
