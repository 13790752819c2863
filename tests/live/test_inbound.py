"""Who answers a call that comes in, when the platform's own model thinks there: asked before each call, signed."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.operations.numbers.models import PhoneNumber
from centralita.providers.voice.signatures import signed
from centralita.studio.deployments.models import Deployment
from tests.live.talk import published_agent
from tests.live.test_intake import Sender
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

OURS = "+12137774445"


@pytest.fixture
def desk(http: httpx.Client, member: Member) -> SimpleNamespace:
    """A number at Retell that an agent answers with Retell's own model, and is closed for ever."""
    sender = Sender(http, member)
    agent = from_text("agt", published_agent(member))
    with tenant_scope(member.organization_id):
        deployment = Deployment.objects.create(
            organization_id=member.organization_id,
            agent_id=agent,
            account_id=sender.id,
            mode="native",
            goal="live",
            state="live",
            brain_token=f"brn_{sender.id.hex}",
            provider_agent_id="agent_1",
            pushed={"agent": {}},
            voice={"id": "11labs-Adrian", "name": "Adrian"},
        )
        number = PhoneNumber.objects.create(
            organization_id=member.organization_id,
            account_id=sender.id,
            remote_id=OURS,
            number=OURS,
            agent_id=agent,
            inbound_agent="agent_1",
            answers="own",
            hours={},
            seen_at=datetime.now(UTC),
        )
    return SimpleNamespace(sender=sender, deployment=deployment, number=number, member=member)


def ask(desk: SimpleNamespace, raw: bytes | None = None, **more: object) -> httpx.Response:
    told = {"event": "call_inbound", "call_inbound": {"from_number": "+34600111222", "to_number": OURS}}
    raw = json.dumps(told).encode() if raw is None else raw
    headers = signed(
        desk.sender.platform,
        raw,
        str(more.get("secret") or desk.sender.secret()),
        more.get("at") or datetime.now(UTC),
    )
    return desk.sender.http.post(f"{desk.sender.path}/inbound", content=raw, headers=headers)


def change(desk: SimpleNamespace, **fields: object) -> None:
    with tenant_scope(desk.member.organization_id):
        PhoneNumber.objects.filter(id=desk.number.id).update(**fields)


def test_outside_of_its_hours_our_brain_answers_and_within_them_whoever_it_is_bound_to(desk):
    answered = ask(desk)
    assert answered.status_code == 200
    engine = answered.json()["call_inbound"]["agent_override"]["agent"]["response_engine"]
    assert engine["type"] == "custom-llm"
    assert engine["llm_websocket_url"].endswith(f"/brain/retell/{desk.deployment.brain_token}")
    assert engine["llm_websocket_url"].startswith("wss://")
    change(desk, answers="always")
    assert ask(desk).json() == {"call_inbound": {}}


def test_where_our_brain_answers_anyway_it_looks_at_the_hours_itself(desk):
    with tenant_scope(desk.member.organization_id):
        Deployment.objects.filter(id=desk.deployment.id).update(mode="brain")
    assert ask(desk).json() == {"call_inbound": {}}


def test_what_is_not_signed_is_refused_and_nothing_is_a_fault_of_ours(desk):
    assert ask(desk, secret="another").status_code == 401
    assert ask(desk, at=datetime.now(UTC) - timedelta(minutes=6)).status_code == 401
    assert desk.sender.http.post(f"{desk.sender.path}/inbound", content=b"{}").status_code == 401
    unknown = desk.sender.path[:-4] + "zzzz"
    assert desk.sender.http.post(f"{unknown}/inbound", content=b"{}").status_code == 401
    for raw in (b"", b"{", b"[]", b'{"call_inbound": 7}', b'{"call_inbound": {"to_number": null}}', b"\xff"):
        answered = ask(desk, raw)
        assert (answered.status_code, answered.json()) == (200, {"call_inbound": {}}), raw
    stranger = {"event": "call_inbound", "call_inbound": {"to_number": "+19995550000"}}
    assert ask(desk, json.dumps(stranger).encode()).json() == {"call_inbound": {}}


def test_another_platform_does_not_ask_here(http, member):
    sandbox = Sender(http, member, "sandbox")
    raw = b"{}"
    headers = signed(sandbox.platform, raw, sandbox.secret(), datetime.now(UTC))
    assert http.post(f"{sandbox.path}/inbound", content=raw, headers=headers).status_code == 401
