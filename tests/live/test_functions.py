"""Tools in calls that Retell's own model holds: the function there, the signed question, the tool here, the record."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from django.conf import settings

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, to_text
from centralita.ledger.events.models import LedgerEvent
from centralita.operations.calls.models import Call
from centralita.operations.calls.webhooks import apply_waiting
from centralita.operations.conversations.models import Conversation, Message
from centralita.providers.voice.memory import MemoryState
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.signatures import signed
from centralita.studio.deployments.models import Deployment
from centralita.studio.tools.models import ToolCall
from tests.live.talk import published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.deployments.conftest import platform  # noqa: F401
from tests.studio.deployments.test_deploying import VOICE, work
from tests.studio.tools.stub import Answer, Stub, definition, serving_tools
from tests.studio.tools.test_talking import calling, kept, published

pytestmark = pytest.mark.database

SECRET = "key_very_secret_1234567890"


@pytest.fixture(scope="module")
def system() -> Iterator[Stub]:
    with serving_tools() as stub:
        yield stub


@pytest.fixture(scope="module")
def running(database: object, system: Stub) -> Iterator[httpx.Client]:
    with serving() as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def stub(system: Stub, monkeypatch: pytest.MonkeyPatch) -> Stub:
    """The system behind the tools, of a house that the internet reaches."""
    monkeypatch.setattr(
        settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, public_url="https://app.example.com")
    )
    system.asked.clear()
    system.answer = lambda _asked: Answer.of({"slots": [{"start": "10:00"}]})
    return system


@dataclass
class Line:
    """A call at Retell, in which its model calls functions."""

    http: httpx.Client
    member: Member
    functions: list[dict[str, Any]]
    account: uuid.UUID
    deployment: Deployment
    id: str = "call_retell_1"

    def body(self, name: str = "free_slots", wish: str = "wish_1", **arguments: Any) -> bytes:
        said = {"role": "user", "content": "¿Hay hueco el lunes?"}
        invoked = {
            "role": "tool_call_invocation",
            "tool_call_id": wish,
            "name": name,
            "arguments": json.dumps(arguments),
        }
        call = {
            "call_id": self.id,
            "agent_id": self.deployment.provider_agent_id,
            "call_type": "phone_call",
            "call_status": "ongoing",
            "transcript_with_tool_calls": [said, invoked] if wish else [said],
        }
        return json.dumps({"name": name, "call": call, "args": arguments}).encode()

    def send(
        self, raw: bytes, url: str = "", secret: str = SECRET, at: datetime | None = None
    ) -> httpx.Response:
        headers = signed(VoicePlatform.RETELL, raw, secret, at or datetime.now(UTC))
        return self.http.post(
            httpx.URL(url or self.functions[0]["url"]).raw_path.decode(), content=raw, headers=headers
        )

    def tell(self, event: str, **more: Any) -> None:
        """A webhook about the call, read at once."""
        call = {
            "call_id": self.id,
            "agent_id": self.deployment.provider_agent_id,
            "call_type": "phone_call",
            "direction": "inbound",
            "from_number": "+34600111222",
            "to_number": "+34910000001",
            "call_status": "ongoing",
            "start_timestamp": int(time.time() * 1000) - 5_000,
            **more,
        }
        raw = json.dumps({"event": event, "call": call}).encode()
        headers = signed(VoicePlatform.RETELL, raw, SECRET, datetime.now(UTC))
        hook = httpx.URL(self.functions[0]["url"]).path.partition("/tools/")[0]
        assert self.http.post(hook, content=raw, headers=headers).status_code == 200
        apply_waiting(self.member.organization_id)

    def row(self) -> Call:
        with tenant_scope(self.member.organization_id):
            return Call.objects.get(platform_call_id=self.id)


def deployed(
    running: httpx.Client,
    member: Member,
    state: MemoryState,
    agent: dict[str, Any],
    mode: str = "native",
) -> Line:
    """An agent at Retell, thought for by Retell's model, and a call there."""
    account = member.api.post(
        "/voice-accounts", {"kind": "retell", "label": "R", "credentials": {"api_key": SECRET}}
    ).json()["id"]
    agent_id = published_agent(member, {**agent, "business": {}})
    body = {"account_id": account, "mode": mode, "voice": VOICE}
    answer = member.api.post(f"/agents/{agent_id}/deployments", body)
    assert answer.status_code == 201, answer.content
    work()
    [remote] = list(state.agents.values())
    tools = remote.config["llm"]["general_tools"] if mode == "native" else remote.config["flow"]["tools"]
    with tenant_scope(member.organization_id):
        deployment = Deployment.objects.get(agent_id=from_text("agt", agent_id))
    assert deployment.state == "live", deployment.error
    return Line(
        running,
        member,
        [one for one in tools if one["type"] == "custom"],
        from_text("pac", account),
        deployment,
    )


@pytest.fixture
def line(member: Member, running: httpx.Client, stub: Stub, platform: MemoryState) -> Callable[..., Line]:  # noqa: F811
    def begin(mode: str = "native", day: str = "{{day}}", *, told: bool = True, **more: Any) -> Line:
        grant = published(member, definition(stub.address, say_first={"es": "Un momento."}, **more))
        found = deployed(running, member, platform, calling(grant, day), mode)
        if told:
            found.tell("call_started")
        return found

    return begin


def facts(member: Member) -> list[tuple[str, str]]:
    rows = kept(
        member,
        lambda: list(LedgerEvent.objects.filter(kind__startswith="tool.").values_list("kind", "data")),
    )
    return [(kind, data["tool"]) for kind, data in rows]


def test_the_model_calls_and_the_tool_runs_here(
    line: Callable[..., Line], stub: Stub, member: Member
) -> None:
    call = line()
    [function] = call.functions
    assert (function["name"], function["method"], function["args_at_root"]) == ("free_slots", "POST", False)
    assert function["url"].startswith("https://app.example.com/hooks/voice/v1/whk_")
    assert function["execution_message_description"] == "Un momento."
    assert function["response_variables"] == {"first_slot": "result.first_slot"}
    assert stub.address not in json.dumps(function)
    answer = call.send(call.body(day="lunes"))
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "result": {"first_slot": "10:00"}})
    assert [one.path for one in stub.asked] == ["/slots/lunes"]
    row = call.row()
    [record] = kept(member, lambda: list(ToolCall.objects.all()))
    assert (record.state, record.source, record.conversation_id) == (
        "done",
        "conversation",
        row.conversation_id,
    )
    assert facts(member) == [("tool.called", "free_slots")]


def test_however_often_a_wish_is_sent_it_is_done_once(
    line: Callable[..., Line], stub: Stub, member: Member
) -> None:
    call = line()
    stub.answer = lambda _asked: replace(Answer.of({"slots": [{"start": "10:00"}]}), seconds=0.5)
    raw = call.body(day="lunes")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _n: call.send(raw), range(4)))
    answers.append(call.send(raw))
    assert {answer.text for answer in answers} == {'{"ok":true,"result":{"first_slot":"10:00"}}'}
    assert len(stub.asked) == 1
    assert facts(member) == [("tool.called", "free_slots")]
    assert call.send(call.body(wish="wish_2", day="lunes")).json()["ok"] is True
    assert len(stub.asked) == 2


def test_what_is_not_signed_or_not_of_this_call_is_refused(
    line: Callable[..., Line], stub: Stub, make: Callable[[], Member], http: httpx.Client
) -> None:
    call = line()
    raw = call.body(day="lunes")
    url = call.functions[0]["url"]
    assert call.send(raw, secret="another").status_code == 401
    for minutes in (-6, 6):
        assert call.send(raw, at=datetime.now(UTC) + timedelta(minutes=minutes)).status_code == 401
    assert call.http.post(httpx.URL(url).path, content=raw).status_code == 401
    # Signed words, changed on their way.
    headers = signed(VoicePlatform.RETELL, raw, SECRET, datetime.now(UTC))
    changed = raw.replace(b"lunes", b"martes")
    assert call.http.post(httpx.URL(url).path, content=changed, headers=headers).status_code == 401
    version = url.split("/tools/")[1].split("/")[0]
    other = to_text("agv", uuid.uuid4())
    for wrong in (
        url.replace(version, other),
        url.replace(version, "nonsense"),
        url.replace("free_slots", "other_tool"),
    ):
        assert call.send(raw, wrong).status_code == 404, wrong
    assert call.send(call.body("other_tool", day="lunes")).status_code == 404
    assert (
        call.send(raw.replace(call.deployment.provider_agent_id.encode(), b"agent_strange")).status_code
        == 404
    )
    for odd in (b"", b"{", b"[]", b'{"name": 7}', b'{"name": "free_slots", "call": {}}', b"\xff"):
        assert call.send(odd).status_code == 422, odd
    # Another organization's account, address and key.
    stranger = make().api.post(
        "/voice-accounts", {"kind": "retell", "label": "S", "credentials": {"api_key": "key_of_a_stranger"}}
    )
    elsewhere = httpx.URL(stranger.json()["webhook_url"]).path
    own = httpx.URL(url).path.partition("/tools/")[0]
    assert call.send(raw, url.replace(own, elsewhere), secret="key_of_a_stranger").status_code == 404
    assert call.send(raw, url.replace(own, elsewhere)).status_code == 401
    assert stub.asked == []


def test_a_call_that_is_over_or_unknown_uses_nothing(line: Callable[..., Line], stub: Stub) -> None:
    call = line(told=False)
    assert call.send(call.body(day="lunes")).status_code == 404
    call.tell("call_started")
    call.tell("call_ended", call_status="ended", end_timestamp=int(time.time() * 1000))
    answer = call.send(call.body(day="lunes"))
    assert (answer.status_code, answer.json()["code"]) == (409, "call_over")
    assert stub.asked == []


def test_what_fails_is_told_as_failed(line: Callable[..., Line], stub: Stub, member: Member) -> None:
    call = line(retries=0, say_failed={"es": "Ahora no puedo verlo."}, say_slow={"es": "Sigo."})
    assert call.functions[0]["enable_typing_sound"] is True
    stub.answer = lambda _asked: Answer.of({"error": "password=hunter2"}, 500)
    answer = call.send(call.body(day="lunes"))
    assert (answer.status_code, answer.json()) == (
        200,
        {"ok": False, "error": "http_500", "say": "Ahora no puedo verlo."},
    )
    told = call.send(call.body(wish="wish_2", day=3, more="x")).json()
    assert (told["ok"], told["error"]) == (False, "arguments_wrong")
    assert any("more" in fault for fault in told["why"])
    assert [kind for kind, _ in facts(member)] == ["tool.failed", "tool.failed"]
    assert len(stub.asked) == 1


def test_a_costly_one_waits_for_a_person(line: Callable[..., Line], stub: Stub, member: Member) -> None:
    call = line(approval={"when": "always", "call_seconds": 20})
    assert call.functions[0]["timeout_ms"] == 40_000
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(call.send, call.body(day="lunes"))
        until = time.monotonic() + 10
        while not (found := member.api.get("/tool-approvals?waiting=true").json()["items"]):
            assert time.monotonic() < until
            time.sleep(0.05)
        assert stub.asked == []
        decided = member.api.post(f"/tool-approvals/{found[0]['id']}/decide", {"approve": True, "reason": ""})
        assert decided.status_code == 200
        assert asked.result().json()["ok"] is True
    assert len(stub.asked) == 1


def test_the_talk_is_kept_with_its_tools(line: Callable[..., Line], member: Member) -> None:
    call = line()
    call.send(call.body(day="lunes"))
    begun = call.row().conversation_id
    said = [
        {"role": "agent", "content": "Buenos días.", "words": []},
        {"role": "user", "content": "¿Hay hueco?", "words": []},
    ]
    ended = {"call_status": "ended", "end_timestamp": int(time.time() * 1000), "transcript_object": said}
    call.tell("call_ended", **ended)
    call.tell("call_analyzed", **ended, call_cost={"combined_cost": 12.0, "product_costs": []})
    with tenant_scope(member.organization_id):
        [talk] = Conversation.objects.all()
        assert (talk.id, talk.status, talk.sequence) == (begun, "ended", 2)
        assert [one.text for one in Message.objects.order_by("sequence")] == ["Buenos días.", "¿Hay hueco?"]
    assert call.row().conversation_id == begun


def test_a_step_of_a_flow_there_gives_what_it_always_gives(line: Callable[..., Line], stub: Stub) -> None:
    call = line("flow", "lunes")
    [function] = call.functions
    assert function["parameters"]["properties"] == {}
    assert "step=main.call" in function["url"]
    # Whatever its model was talked into.
    assert call.send(call.body(day="domingo")).json()["ok"] is True
    assert [one.path for one in stub.asked] == ["/slots/lunes"]
