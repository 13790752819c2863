"""What ElevenLabs is told before a call to a number begins, and what the agent then does with it."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import httpx
import pytest
from django.conf import settings

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id
from centralita.live.brain.rings import Ring, Rings
from centralita.operations.numbers.models import PhoneNumber
from centralita.studio.deployments.domain.token import make_token
from centralita.studio.deployments.models import Deployment
from tests.live.talk import published_agent
from tests.live.test_intake import Sender
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

OURS, CALLER = "+34910000002", "+34600111222"
VARIABLES = {"centralita_ring": "", "centralita_hours": "", "centralita_passed_on": "", "contact_name": ""}
TOOLS = [{"type": "function", "function": {"name": name}} for name in ("end_call", "transfer_to_number")]


@pytest.fixture
def desk(http: httpx.Client, member: Member) -> SimpleNamespace:
    """A number at ElevenLabs that an agent of ours answers, and that is closed for ever."""
    sender = Sender(http, member, "elevenlabs")
    agent = from_text("agt", published_agent(member))
    token = make_token(member.organization_id)
    told = {"conversation_config": {"agent": {"dynamic_variables": {}}}}
    told["conversation_config"]["agent"]["dynamic_variables"]["dynamic_variable_placeholders"] = VARIABLES
    with tenant_scope(member.organization_id):
        deployment = Deployment.objects.create(
            organization_id=member.organization_id,
            agent_id=agent,
            account_id=sender.id,
            mode="brain",
            goal="live",
            state="live",
            brain_token=token,
            provider_agent_id="agent_1",
            pushed=told,
            voice={"id": "21m00Tcm4TlvDq8ikWAM", "name": "Rachel"},
        )
        number = PhoneNumber.objects.create(
            organization_id=member.organization_id,
            account_id=sender.id,
            remote_id="phnum_1",
            number=OURS,
            agent_id=agent,
            inbound_agent="agent_1",
            answers="own",
            hours={},
            seen_at=datetime.now(UTC),
        )
    return SimpleNamespace(
        http=http, account=sender.id, token=token, deployment=deployment, number=number, member=member
    )


def begin(desk: SimpleNamespace, raw: bytes | None = None) -> dict:
    told = {"caller_id": CALLER, "agent_id": "agent_1", "called_number": OURS, "call_sid": "CA1"}
    body = json.dumps(told).encode() if raw is None else raw
    answered = desk.http.post(f"/brain/elevenlabs/{desk.token}/begin", content=body)
    assert answered.status_code == 200, answered.text
    said = answered.json()
    assert said["type"] == "conversation_initiation_client_data"
    return said


def first_request(desk: SimpleNamespace, begun: dict, *, greeting: str = "Hola, soy la recepción.") -> dict:
    """What the model answers when whoever rang has spoken after the first words."""
    override = begun.get("conversation_config_override", {}).get("agent", {})
    ring = begun["dynamic_variables"]["centralita_ring"]
    body = {
        "stream": False,
        "tools": TOOLS,
        "messages": [
            {"role": "system", "content": f"Centralita answers. {ring}\n\n# More of the platform's own."},
            {"role": "assistant", "content": override.get("first_message", greeting)},
            {"role": "user", "content": "Quería una cita para mañana por la tarde"},
        ],
    }
    answered = desk.http.post(f"/brain/openai/{desk.token}/v1/chat/completions", json=body)
    assert answered.status_code == 200, answered.text
    return answered.json()["choices"][0]["message"]


def change(desk: SimpleNamespace, **fields: object) -> None:
    with tenant_scope(desk.member.organization_id):
        PhoneNumber.objects.filter(id=desk.number.id).update(**fields)


def test_a_closed_number_says_so_first_and_then_hangs_up(desk):
    begun = begin(desk)
    assert "cerrados" in begun["conversation_config_override"]["agent"]["first_message"]
    answer = first_request(desk, begun)
    assert not answer["content"], "what was heard is not said again"
    assert [call["function"]["name"] for call in answer["tool_calls"]] == ["end_call"]


def test_a_closed_number_passes_the_call_on_where_another_is_named(desk):
    change(desk, fallback=CALLER)
    begun = begin(desk)
    assert begun["dynamic_variables"]["centralita_passed_on"] == CALLER
    (call,) = first_request(desk, begun)["tool_calls"]
    assert call["function"]["name"] == "transfer_to_number"
    assert json.loads(call["function"]["arguments"])["transfer_number"] == CALLER


def test_within_the_hours_the_agent_answers_and_every_variable_has_a_value(desk):
    change(desk, answers="always")
    begun = begin(desk)
    assert "conversation_config_override" not in begun
    assert set(begun["dynamic_variables"]) == set(VARIABLES)
    assert begun["dynamic_variables"]["centralita_passed_on"] == ""
    assert "tool_calls" not in first_request(desk, begun)


def test_where_the_platforms_own_model_thinks_it_is_told_what_to_do(desk):
    with tenant_scope(desk.member.organization_id):
        Deployment.objects.filter(id=desk.deployment.id).update(mode="native")
    begun = begin(desk)["dynamic_variables"]
    assert "end_call" in begun["centralita_hours"]
    assert begun["centralita_ring"] == "", "it has no use for it"
    change(desk, fallback=CALLER)
    assert "transfer_to_number" in begin(desk)["dynamic_variables"]["centralita_hours"]
    change(desk, answers="always")
    assert begin(desk)["dynamic_variables"]["centralita_hours"] == ""


def test_whatever_is_asked_a_call_begins(desk):
    for raw in (
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 5000,
        b'{"called_number": 7}',
        b'{"called_number": "112\\u0000"}',
    ):
        begun = begin(desk, raw)
        assert set(begun["dynamic_variables"]) == set(VARIABLES), raw
        assert "conversation_config_override" not in begun


def test_an_address_of_nobody_is_refused(desk):
    for token in ("brn_x", desk.token[:-1] + "z", "x" * 500, desk.token[:30]):
        answered = desk.http.post(f"/brain/elevenlabs/{token}/begin", json={"called_number": OURS})
        assert answered.status_code == 401, token


def test_a_ring_counts_only_where_it_was_signed_for(desk):
    rings = Rings(settings.SIGNER)
    written = rings.written(desk.account, Ring(OURS, CALLER))
    assert rings.read(desk.account, f"Be kind. {written}. Now go on.") == Ring(OURS, CALLER)
    assert rings.read(new_id(), written) is None
    assert rings.read(desk.account, written[:-2]) is None
    assert rings.read(desk.account, "ring:" + "x" * 100) is None
    assert rings.read(desk.account, "Centralita answers. ") is None
    # A ring of another account in a browser's words changes nothing: nobody is turned away by it.
    forged = {"dynamic_variables": {"centralita_ring": rings.written(new_id(), Ring(OURS, CALLER))}}
    assert "tool_calls" not in first_request(desk, forged)
