"""E-mails and SMS by tools: to nobody that a model made up, not too many, and to nobody who wants none."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from centralita.identity.mail.models import DeveloperMail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id
from centralita.live.messages import IN_A_CONVERSATION
from centralita.operations.calls.models import Call
from centralita.operations.compliance.public import record_opt_out
from centralita.studio.tools.domain.message import NotSendable, ToolMessage, recipient, written
from centralita.studio.tools.models import SentMessage, ToolCall
from tests.live.talk import Visitor, api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Stub, serving_tools
from tests.studio.tools.test_talking import calling, heard, kept

database = pytest.mark.database
PHONE = "+34600111222"


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
    system.answer = lambda _asked: Answer.of({"sid": "SM1", "status": "queued"}, 201)
    return system


def sending(kind: str, service: str = "", **message: Any) -> dict[str, Any]:
    """A tool that sends what was said."""
    text = {"text": "Cita: {day}", "sender": "+34910000000" if kind == "sms" else "", **message}
    if kind == "email":
        text = {"subject": "Su cita", **text}
    return {
        "description": "Sends it",
        "parameters": {"type": "object", "properties": {"day": {"type": "string"}, "to": {"type": "string"}}},
        "request": {"kind": kind, "address": service, "message": text},
    }


def granted(member: Member, content: dict[str, Any]) -> dict[str, Any]:
    tool = member.api.post("/tools", {"name": "free_slots", "label": "Avisar", "definition": content}).json()
    if content["request"]["kind"] == "sms":
        credentials = {"username": "AC123", "password": "very-secret"}
        changed = member.api.patch(f"/tools/{tool['id']}", {"sign_in": "basic", "credentials": credentials})
        assert changed.status_code == 200, changed.content
    answer = member.api.post(f"/tools/{tool['id']}/publish", {})
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = member.api.get(f"/tools/{tool['id']}").json()["grant"]
    return found


def talking(member: Member, running: httpx.Client, content: dict[str, Any]) -> Visitor:
    blueprint = calling(granted(member, content))
    blueprint["flows"][0]["nodes"][2]["data"] = {"text": {"es": "Enviado."}}
    return open_chat(running, api_channel(member, published_agent(member, blueprint)))


def on_the_line(member: Member, visitor: Visitor, **contact: Any) -> None:
    """Somebody whom the business knows calls."""
    made = member.api.post("/contacts", {"name": "Ana", **contact})
    assert made.status_code == 201, made.content
    with tenant_scope(member.organization_id):
        Call.objects.create(
            organization_id=member.organization_id,
            contact_id=from_text("con", made.json()["id"]),
            conversation_id=from_text("cnv", visitor.id),
            platform="sandbox",
            direction="inbound",
            from_number=PHONE,
            status="in_progress",
        )


def failures(member: Member) -> list[str]:
    found: list[str] = kept(
        member, lambda: list(ToolCall.objects.filter(state="failed").values_list("error", flat=True))
    )
    return found


@database
def test_an_email_goes_to_the_address_of_the_business(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    to = f"{new_id().hex}@example.test"
    visitor = talking(
        member, running, sending("email", to="fixed", address=to, sender="answers@example.test")
    )
    visitor.say("lunes")
    heard(visitor, "Enviado")
    [mail] = DeveloperMail.objects.filter(recipients=to)
    assert (mail.subject, mail.text) == ("Su cita", "Cita: lunes")
    assert kept(member, SentMessage.objects.count) == 1


@database
def test_an_email_goes_to_the_contact(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor = talking(member, running, sending("email"))
    to = f"{new_id().hex}@example.test"
    on_the_line(member, visitor, emails=[to])
    visitor.say("lunes")
    heard(visitor, "Enviado")
    assert DeveloperMail.objects.filter(recipients=to).count() == 1


@database
def test_an_sms_goes_to_who_is_on_the_line(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor = talking(member, running, sending("sms", stub.address))
    on_the_line(member, visitor)
    visitor.say("lunes")
    heard(visitor, "Enviado")
    [asked] = stub.asked
    assert asked.path == "/2010-04-01/Accounts/AC123/Messages.json"
    assert asked.headers["authorization"].startswith("Basic ")
    body = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
    assert body == {"To": PHONE, "From": "+34910000000", "Body": "Cita: lunes"}


@database
def test_nobody_who_wants_none_gets_an_sms(member: Member, running: httpx.Client, stub: Stub) -> None:
    visitor = talking(member, running, sending("sms", stub.address))
    on_the_line(member, visitor)
    with tenant_scope(member.organization_id):
        record_opt_out(member.organization_id, PHONE, "speech")
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert (stub.asked, failures(member)) == ([], ["opted_out"])


@database
def test_nobody_is_written_to_in_chats_where_nobody_is_known(
    member: Member, running: httpx.Client, stub: Stub
) -> None:
    visitor = talking(member, running, sending("sms", stub.address))
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert (stub.asked, failures(member)) == ([], ["no_contact"])


@database
def test_there_is_an_end_to_messages(member: Member, running: httpx.Client, stub: Stub) -> None:
    to = f"{new_id().hex}@example.test"
    visitor = talking(member, running, sending("email", to="fixed", address=to))
    tool = from_text("tool", member.api.get("/tools").json()["items"][0]["id"])

    def fill() -> None:
        for _ in range(IN_A_CONVERSATION):
            SentMessage.objects.create(
                organization_id=member.organization_id,
                tool_id=tool,
                conversation_id=from_text("cnv", visitor.id),
                kind="email",
                recipient=b"x" * 32,
                at="2999-01-01T00:00:00Z",
            )

    kept(member, fill)
    visitor.say("lunes")
    heard(visitor, "No funciona")
    assert failures(member) == ["too_many_messages"]
    assert not DeveloperMail.objects.filter(recipients=to).exists()


@database
def test_a_test_writes_to_nobody(member: Member, running: httpx.Client, stub: Stub) -> None:
    to = f"{new_id().hex}@example.test"
    agent = published_agent(member, calling(granted(member, sending("email", to="fixed", address=to))))
    ticket = member.api.post(f"/agents/{agent}/test-tickets").json()["ticket"]
    visitor = open_chat(running, ticket)
    visitor.say("lunes")
    heard(visitor, "Hay hueco")
    assert not DeveloperMail.objects.filter(recipients=to).exists()


@database
def test_the_bench_writes_and_sends_nothing(member: Member, stub: Stub) -> None:
    content = sending("email", to="given", allowed=["example.test"])
    made = member.api.post("/tools", {"name": "x", "label": "x", "definition": content}).json()
    tried = member.api.post(
        f"/tools/{made['id']}/try", {"arguments": {"day": "lunes", "to": "ana@example.test"}}
    ).json()
    assert (tried["ok"], tried["sent"]["url"]) == (True, "ana@example.test")
    assert "Cita: lunes" in tried["sent"]["body"]
    assert not DeveloperMail.objects.filter(recipients="ana@example.test").exists()
    refused = member.api.post(f"/tools/{made['id']}/try", {"arguments": {"to": "ana@evil.test"}}).json()
    assert refused["error"] == "address_not_allowed"


@database
def test_what_is_missing_is_told(member: Member, stub: Stub) -> None:
    content = sending("sms", stub.address, sender="", to="given", allowed=["not a number"])
    made = member.api.post("/tools", {"name": "x", "label": "x", "definition": content}).json()
    codes = [one["code"] for one in made["problems"]]
    assert codes == ["sender_missing", "sms_malformed", "sms_account_missing"]


def test_a_recipient_is_one_that_the_builder_named() -> None:
    given = ToolMessage(to="given", allowed=("@Example.test", "boss@other.test"))
    assert recipient(given, "email", {"to": "Ana@example.TEST"}, "") == "ana@example.test"
    assert recipient(given, "email", {"to": "boss@other.test"}, "") == "boss@other.test"
    for made_up in ("ana@sub.example.test", "ana@other.test", "ana@example.test@evil.test", "", "x"):
        with pytest.raises(NotSendable):
            recipient(given, "email", {"to": made_up}, "ana@known.test")
    contact = ToolMessage()
    assert recipient(contact, "email", {"to": "evil@evil.test"}, "ana@known.test") == "ana@known.test"
    with pytest.raises(NotSendable):
        recipient(contact, "sms", {}, "")


def test_a_subject_is_one_line() -> None:
    message = ToolMessage(subject="Cita {day}", text="{day}")
    assert written(message, "email", {"day": "lunes\r\nBcc: evil@evil.test"}).subject == (
        "Cita lunes Bcc: evil@evil.test"
    )
    with pytest.raises(NotSendable):
        written(message, "email", {})
