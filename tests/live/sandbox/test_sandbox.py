"""A simulated call from order to analysis: real engine, real webhooks, signed, at a fast pace."""

import io
import time
import uuid
import wave
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.operations.numbers import refreshing as numbers
from centralita.operations.numbers.models import PhoneNumber
from centralita.providers.voice.calls import CallOrder, CallSnapshot, CallStatus, Ending, conversation_id_of
from centralita.providers.voice.errors import VoiceRefused, VoiceThingMissing
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.reading import read_snapshot
from centralita.providers.voice.sandbox_events import read_sandbox
from centralita.studio.sandbox import speaking
from centralita.studio.sandbox.catalogue import NUMBERS
from centralita.studio.sandbox.models import SandboxCall, SandboxLine
from centralita.studio.voice_accounts.models import VoiceAccount, WebhookEvent
from centralita.studio.voice_accounts.opening import open_provider
from tests.live.brain.plane import agent_with, messages, plane, run, settings_with

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

FROM = next(iter(NUMBERS))


def ask(name: str, question: str, kind: str = "text") -> dict[str, object]:
    return {
        "id": name,
        "kind": "ask",
        "data": {"question": {"es": question}, "variable": name, "input": {"type": kind}},
    }


FLOW = (
    ask("nombre", "¿Cómo se llama?"),
    ask("correo", "¿Cuál es su correo?", "email"),
    ask("dia", "¿Qué día le viene bien?", "date"),
    ask("seguro", "¿Lo confirma?", "yes_no"),
    {"id": "bye", "kind": "end", "data": {"text": {"es": "Hecho. Hasta luego."}, "outcome": "booked"}},
)
EDGES = (
    ("nombre", "next", "correo"),
    ("correo", "next", "dia"),
    ("dia", "next", "seguro"),
    ("seguro", "next", "bye"),
)


class Account:
    """A sandbox account with an agent deployed on it."""

    def __init__(self, member, **config):
        made = member.api.post("/voice-accounts", {"kind": "sandbox", "label": "Sandbox", "credentials": {}})
        self.member, self.id = member, from_text("pac", made.json()["id"])
        with tenant_scope(member.organization_id):
            self.provider = open_provider(VoiceAccount.objects.get(id=self.id))
        agent = agent_with(member, *FLOW, edges=EDGES)
        self.config = {"name": "Voz", "agent_id": agent, "voice": "es_clara", "max_minutes": 5, **config}
        self.agent = self.provider.create_agent(self.config, "dep_1")

    def order(self, digits: str, **more) -> CallOrder:
        to = more.pop("to", f"+346123456{digits}")
        return CallOrder(more.pop("our_call", uuid.uuid4()), self.agent.id, FROM, FROM, to, **more)

    def call(self, digits: str, **more) -> CallSnapshot:
        """Place it and follow it to its analysis."""
        order = self.order(digits, **more)
        placed = self.provider.place_call(order)
        return self.wait(placed.call_id)

    def wait(self, call_id: str, status: CallStatus | None = None) -> CallSnapshot:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            told = [name for name, _ in self.events(call_id)]
            snapshot = self.provider.read_call(call_id)
            if snapshot.status is status or (status is None and "call_analyzed" in told):
                return snapshot
            time.sleep(0.03)
        raise AssertionError(self.provider.read_call(call_id))

    def events(self, call_id: str) -> list[tuple[str, CallSnapshot]]:
        with tenant_scope(self.member.organization_id):
            rows = WebhookEvent.objects.filter(account_id=self.id, call=call_id).order_by("received_at")
            return [(row.name, read_sandbox(bytes(row.body))) for row in rows]


@pytest.fixture
def account(member):
    return Account(member)


def during_calls(story, pace=200.0):
    """Run a blocking story in a thread while the live plane makes the calls."""
    import asyncio

    def told():
        try:
            return story()
        finally:
            connection.close()

    async def both():
        async with plane(settings_with(sandbox_pace=pace)):
            return await asyncio.to_thread(told)

    return run(both)


def test_a_friendly_person_is_talked_with_to_the_end(account):
    order = account.order("20")
    began = datetime.now(UTC)
    assert account.provider.read_call(account.provider.place_call(order).call_id).status is CallStatus.QUEUED
    call_id = account.provider.place_call(order).call_id
    done = during_calls(lambda: account.wait(call_id))
    assert (done.status, done.ending, done.successful) == (CallStatus.COMPLETED, Ending.AGENT_HUNG_UP, True)
    said = [(one.role, one.text) for one in done.transcript]
    assert ("agent", "Hecho. Hasta luego.") in said
    assert ("callee", "Álex Prueba") in said
    assert ("callee", "alex.prueba@example.com") in said
    assert all(one.at <= one.ends for one in done.transcript)
    assert done.collected["correo"] == "alex.prueba@example.com"
    assert done.cost_final
    assert done.cost[0].item == "sandbox_voice"
    assert done.cost[0].money.micros == pytest.approx(done.duration_seconds * 50_000 / 60, abs=1)
    assert done.latency_ms["e2e_p50"] > 0
    assert done.summary
    names = [name for name, _ in account.events(call_id)]
    assert (names[0], names[1], names[-2:]) == (
        "call_ringing",
        "call_started",
        ["call_ended", "call_analyzed"],
    )
    assert names.count("transcript_updated") >= 8
    assert account.events(call_id)[-1][1] == done
    assert done.our_call == order.our_call
    assert account.provider.find_call(order.our_call, began) == done
    assert account.provider.list_calls(began - timedelta(seconds=5), datetime.now(UTC)).calls == (done,)
    # The conversation is kept as a chat's is, under the id of the call.
    assert ("visitor", "alex.prueba@example.com") in messages(account.member, order.our_call)
    with tenant_scope(account.member.organization_id):
        assert not SandboxLine.objects.filter(organization_id=account.member.organization_id).exists()


@pytest.mark.parametrize(
    ("digits", "status", "ending"),
    [
        ("01", CallStatus.FAILED, Ending.BUSY),
        ("02", CallStatus.FAILED, Ending.NO_ANSWER),
        ("03", CallStatus.FAILED, Ending.DECLINED),
        ("04", CallStatus.COMPLETED, Ending.VOICEMAIL),
        # The agent hears it, confirms it, and is the one who hangs up.
        ("05", CallStatus.COMPLETED, Ending.AGENT_HUNG_UP),
        ("06", CallStatus.COMPLETED, Ending.CALLEE_HUNG_UP),
        ("07", CallStatus.COMPLETED, Ending.SILENCE),
        ("08", CallStatus.COMPLETED, None),
        ("09", CallStatus.COMPLETED, Ending.AGENT_HUNG_UP),
        ("10", CallStatus.COMPLETED, Ending.CALLEE_HUNG_UP),
        ("12", CallStatus.COMPLETED, Ending.CALLBACK_WANTED),
        ("13", CallStatus.COMPLETED, None),
        ("15", CallStatus.FAILED, Ending.INVALID_NUMBER),
        ("16", CallStatus.COMPLETED, Ending.CALLEE_HUNG_UP),
        ("17", CallStatus.COMPLETED, None),
    ],
)
def test_who_answers_is_in_the_number(account, digits, status, ending):
    done = during_calls(lambda: account.call(digits))
    assert done.status is status
    assert ending is None or done.ending is ending
    assert bool(done.cost) == (done.answered_at is not None)
    names = [name for name, _ in account.events(done.call_id)]
    assert ("call_started" in names) == (done.answered_at is not None)
    if ending is Ending.OPTED_OUT:
        assert done.sentiment == "negative"


def test_a_call_is_stopped_while_it_talks(account):
    def story():
        call_id = account.provider.place_call(account.order("09")).call_id
        account.wait(call_id, CallStatus.IN_PROGRESS)
        account.provider.stop_call(call_id)
        done = account.wait(call_id)
        account.provider.stop_call(call_id)
        return done

    done = during_calls(story, pace=5.0)
    assert (done.status, done.ending) == (CallStatus.CANCELLED, Ending.STOPPED)


def test_a_call_stopped_before_it_was_made_is_not_made(account):
    call_id = account.provider.place_call(account.order("20")).call_id
    account.provider.stop_call(call_id)
    done = during_calls(lambda: account.wait(call_id))
    assert (done.ending, done.transcript) == (Ending.STOPPED, ())


def test_what_a_lost_process_leaves_ends_by_the_platforms_word(account):
    """As after a kill: the call is under way, and its line is moved on by nobody."""
    call_id = during_calls(
        lambda: account.wait(
            account.provider.place_call(account.order("09")).call_id, CallStatus.IN_PROGRESS
        ),
        pace=5.0,
    ).call_id
    with tenant_scope(account.member.organization_id):
        assert SandboxLine.objects.update(due_at=datetime.now(UTC)) >= 1
    done = during_calls(lambda: account.wait(call_id))
    assert (done.status, done.ending, done.platform_reason) == (
        CallStatus.FAILED,
        Ending.PLATFORM_FAILED,
        "error_process_lost",
    )


def test_an_order_is_taken_once_and_only_from_numbers_of_ours(account):
    order = account.order("20")
    assert {account.provider.place_call(order).call_id for _ in range(3)} == {
        account.provider.place_call(order).call_id
    }
    with tenant_scope(account.member.organization_id):
        assert SandboxCall.objects.count() == 1
    with pytest.raises(VoiceRefused):
        account.provider.place_call(
            CallOrder(uuid.uuid4(), account.agent.id, "+34600000000", "", "+34612345600")
        )
    with pytest.raises(VoiceThingMissing):
        account.provider.place_call(CallOrder(uuid.uuid4(), "sba_nothing", FROM, FROM, "+34612345600"))
    account.provider.stop_call(account.provider.place_call(order).call_id)
    during_calls(lambda: account.wait(account.provider.place_call(order).call_id))


def test_another_organization_sees_nothing_of_it(account, make):
    call_id = account.provider.place_call(account.order("01")).call_id
    other = Account(make())
    for act in (other.provider.read_call, other.provider.stop_call, other.provider.read_agent):
        with pytest.raises(VoiceThingMissing):
            act(call_id)
    with pytest.raises(VoiceThingMissing):
        other.provider.read_agent(account.agent.id)
    assert other.provider.lines().now == 0
    assert account.provider.lines().now == 1
    during_calls(lambda: account.wait(call_id))


def test_agents_numbers_and_voices(account):
    provider = account.provider
    assert provider.create_agent(account.config, "dep_1") == account.agent
    assert provider.find_agents("dep_1") == (account.agent,)
    changed = provider.update_agent(account.agent.id, {**account.config, "voice": "es_hugo"})
    assert (changed.version, changed.config["voice"]) == ("2", "es_hugo")
    assert provider.update_agent(account.agent.id, changed.config).version == "2"
    assert [agent.id for agent in provider.list_agents().agents] == [account.agent.id]
    assert provider.bind_number(FROM, account.agent.id).inbound_agent == account.agent.id
    second = provider.create_agent(account.config, "dep_2")
    provider.bind_number(FROM, second.id)
    assert {number.id: number.inbound_agent for number in provider.list_numbers()}[FROM] == second.id
    provider.delete_agent(second.id)
    provider.delete_agent(second.id)
    assert provider.find_agents("dep_2") == ()
    voices = list(provider.list_voices())
    assert len(voices) >= 8
    assert {voice.languages[0][:2] for voice in voices} == {"es", "en"}


def test_a_missing_agent_fails_the_call_and_says_so(member):
    account = Account(member, agent_id="agt_00000000000000000000000000")
    done = during_calls(lambda: account.call("20"))
    assert (done.status, done.ending) == (CallStatus.FAILED, Ending.BRAIN_FAILED)


def test_a_long_talk_is_cut_at_its_limit(member):
    account = Account(member, max_minutes=0.2)
    done = during_calls(lambda: account.call("09"))
    assert done.ending is Ending.TOO_LONG


def test_a_call_is_recorded_with_both_voices_where_there_is_something_to_speak_with(account, monkeypatch):
    spoken = []

    def speak(voice, text, _language):
        spoken.append(voice)
        out = io.BytesIO()
        with wave.open(out, "wb") as audio:
            audio.setnchannels(1)
            audio.setsampwidth(2)
            audio.setframerate(speaking.RATE)
            audio.writeframes(b"\x01\x00" * 10 * len(text))
        return out.getvalue()

    monkeypatch.setattr(speaking, "speaks", lambda: True)
    monkeypatch.setattr(speaking, "speak", speak)
    done = during_calls(lambda: account.call("20"))
    assert done.has_recording
    assert set(spoken) == {"es_clara", "es_hugo"}
    assert b"".join(account.provider.read_recording(done)).startswith(b"RIFF")
    with pytest.raises(VoiceThingMissing):
        account.provider.read_recording(replace(done, call_id="sbc_nothing"))


def test_the_same_words_are_told_by_webhook_and_by_asking(account):
    done = during_calls(lambda: account.call("20"))
    with tenant_scope(account.member.organization_id):
        rows = WebhookEvent.objects.filter(account_id=account.id, name="call_analyzed")
        assert read_snapshot(VoicePlatform.SANDBOX, bytes(rows.get().body)) == done
    assert read_snapshot(VoicePlatform.SANDBOX, b"{}") is None
    assert read_snapshot(VoicePlatform.SANDBOX, b"\xff") is None


def rung(account, *, answers: str = "always", fallback: str = "") -> CallSnapshot:
    """Somebody rings a bound number that has these hours."""
    account.provider.bind_number(FROM, account.agent.id)
    listed = account.provider.list_numbers()
    with tenant_scope(account.member.organization_id):
        numbers.keep(account.member.organization_id, account.id, listed, now())
        PhoneNumber.objects.filter(number=FROM).update(answers=answers, fallback=fallback, hours={})
    return during_calls(lambda: account.wait(account.provider.ring(FROM, "+34612345620")))


def test_somebody_rings_a_number_and_the_agent_answers(account):
    done = rung(account)
    assert (done.direction, done.from_number, done.to_number) == ("inbound", "+34612345620", FROM)
    assert (done.our_call, done.status, done.ending) == (None, CallStatus.COMPLETED, Ending.AGENT_HUNG_UP)
    # Whoever is rung speaks first.
    assert done.transcript[0].role == "agent"
    assert ("callee", "Álex Prueba") in [(one.role, one.text) for one in done.transcript]
    held = conversation_id_of(account.id, done.call_id)
    assert ("visitor", "Álex Prueba") in messages(account.member, held)


def test_outside_its_hours_a_number_says_so_or_passes_the_call_on(account):
    # Hours of its own, and none of them: never open.
    done = rung(account, answers="own")
    assert (done.status, done.ending) == (CallStatus.COMPLETED, Ending.AGENT_HUNG_UP)
    assert "closed" in done.transcript[0].text or "cerrados" in done.transcript[0].text
    assert len(done.transcript) == 1
    done = rung(account, answers="own", fallback="+34600111222")
    assert done.ending is Ending.TRANSFERRED
    assert done.transcript[-1].text == "→ +34600111222"


def test_a_number_that_nobody_answers_does_not_ring(account):
    with pytest.raises(VoiceRefused):
        account.provider.ring(FROM, "+34612345620")
    with pytest.raises(VoiceThingMissing):
        account.provider.ring("+34910000000", "+34612345620")
