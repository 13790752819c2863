"""What platforms tell, applied: late, twice, in any order, of calls that we do not know, and not at all."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.money import Money
from centralita.operations.calls.reconciling import enqueue_checks
from centralita.operations.calls.webhooks import apply_waiting
from centralita.operations.compliance.models import Suppression
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.studio.agents.models import AgentVersion
from centralita.studio.knowledge.gaps import listeners as gaps
from tests.operations.agents import catch_up
from tests.operations.calls.world import NUMBER, TUESDAY, World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def test_a_call_ends_with_transcript_cost_and_what_came_of_it(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    world.webhook(replace(told, status=CallStatus.RINGING))
    assert world.shown(call)["status"] == "ringing"
    world.webhook(replace(told, status=CallStatus.IN_PROGRESS, answered_at=TUESDAY))
    world.webhook(talk(told, TUESDAY))
    shown = world.shown(call)
    assert (shown["status"], shown["outcome"], shown["evidence"]) == ("completed", "answered", "webhook")
    assert (shown["duration_seconds"], shown["summary"]) == (60.0, "Quiere un presupuesto.")
    assert shown["cost"] == {"micros": 250_000, "currency": "USD", "final": True}
    assert shown["cost_lines"] == [{"item": "voice", "micros": 250_000, "currency": "USD"}]
    assert (shown["transcript_status"], shown["confidence"]) == ("completed", 0.8)
    said = world.member.api.get(f"/calls/{shown['id']}/transcript").json()
    assert [each["role"] for each in said["utterances"]] == ["agent", "callee"]
    assert world.kinds(call) == [
        *("call.queued", "call.ringing", "call.answered", "call.ended", "transcript.completed"),
    ]
    assert world.budgets.settled[call] == [Money(250_000, "USD")]
    assert not world.budgets.reserved
    assert world.lines() == 0
    history = world.member.api.get(f"/contacts/{world.contact}/timeline").json()["items"]
    [line] = [each for each in history if each["kind"] == "lead.called"]
    assert (line["data"]["outcome"], line["data"]["call_id"]) == ("answered", shown["id"])


def test_a_talk_that_was_not_on_our_engine_is_a_conversation_too(world: World) -> None:
    with tenant_scope(world.organization_id):
        version = AgentVersion.objects.get(agent_id=world.agent_id).id
    world.deployments.rows[0] = replace(world.deployments.rows[0], version_id=version)
    call = world.placed()
    told = world.platform_call(call)
    world.webhook(replace(told, status=CallStatus.IN_PROGRESS, answered_at=TUESDAY))
    assert world.shown(call)["conversation_id"] is None
    world.webhook(talk(told, TUESDAY))
    world.webhook(talk(told, TUESDAY))
    shown = world.shown(call)
    assert shown["agent"]["version"] == 1
    conversation = world.member.api.get(f"/conversations/{shown['conversation_id']}").json()
    assert (conversation["channel"], conversation["status"]) == ("voice", "ended")
    said = world.member.api.get(f"/conversations/{shown['conversation_id']}/messages").json()["items"]
    assert [(each["role"], each["text"]) for each in said] == [
        ("agent", "Buenas tardes, soy un asistente virtual."),
        ("visitor", "Sí, dígame."),
    ]
    assert len(world.member.api.get("/conversations").json()["items"]) == 1


def test_steps_that_nobody_told_are_filled_in(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY))
    kinds = world.kinds(call)
    assert kinds[:3] == ["call.queued", "call.ringing", "call.answered"]
    assert "call.ended" in kinds
    assert world.shown(call)["ringing_at"]


def test_who_tells_a_platform_s_brain_to_call_no_more_is_called_no_more(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    said = (Utterance("agent", "Hola.", 0.0), Utterance("callee", "No me interesa, no me llamen más.", 2.0))
    running = replace(told, status=CallStatus.IN_PROGRESS, answered_at=TUESDAY, transcript=said)
    world.webhook(running)
    with tenant_scope(world.organization_id):
        # At once, while they still talk.
        assert [row.topic for row in Suppression.objects.all()] == [""]
    ended = talk(told, TUESDAY, transcript=said)
    world.webhook(ended)
    assert world.shown(call)["outcome"] == "opted_out"
    with tenant_scope(world.organization_id):
        Suppression.objects.update(lifted_at=TUESDAY)
    world.webhook(replace(ended, cost=(CostLine("voice", Money(300_000, "USD")),)))
    with tenant_scope(world.organization_id):
        # What comes later of the same talk does not undo what a person decided since.
        assert not Suppression.objects.filter(lifted_at__isnull=True).exists()


def test_what_a_machine_says_is_nobody_s_wish(world: World) -> None:
    call = world.placed()
    said = (Utterance("callee", "No me llamen más, deje su mensaje.", 2.0),)
    told = talk(world.platform_call(call), TUESDAY, transcript=said)
    world.webhook(replace(told, ending=Ending.VOICEMAIL))
    assert world.shown(call)["outcome"] == "voicemail"
    with tenant_scope(world.organization_id):
        assert not Suppression.objects.exists()


def test_the_storm_of_fifty_one(world: World) -> None:
    call = world.placed()
    ended = talk(world.platform_call(call), TUESDAY)
    for _ in range(51):
        world.webhook(ended, apply=False)
    while world.waiting():
        apply_waiting(world.organization_id)
    assert len(world.results()) == 51
    assert len(world.budgets.settled[call]) == 1
    assert world.kinds(call).count("call.ended") == 1


def test_what_an_agent_promised_on_the_phone_is_held_against_the_profile(world: World) -> None:
    world.member.api.patch("/business", {"phone": "+34 912 345 678"})
    world.member.api.post(
        "/business/offerings",
        {"kind": "service", "name": "Limpieza dental", "price_micros": 55_000_000, "currency": "EUR"},
    )
    with tenant_scope(world.organization_id):
        version = AgentVersion.objects.get(agent_id=world.agent_id).id
    world.deployments.rows[0] = replace(world.deployments.rows[0], version_id=version)
    call = world.placed()
    said = (
        Utterance("agent", "La limpieza dental son 45 €.", 0.0, 2.0),
        Utterance("callee", "La limpieza dental son 45 €, ¿no?", 2.5, 4.0),
        Utterance("agent", "Llámenos al 911 111 111.", 4.5, 6.0),
    )
    world.webhook(talk(world.platform_call(call), TUESDAY, transcript=said))
    shown = world.shown(call)
    # What is raised afterwards is no promise broken.
    offering = world.member.api.get("/business/offerings").json()["items"][0]
    world.member.api.delete(f"/business/offerings/{offering['id']}")
    lines = world.member.api.get(f"/calls/{shown['id']}/transcript").json()["utterances"]
    assert [[(one["kind"], one["said"], one["known"]) for one in line["contradicts"]] for line in lines] == [
        [("price", "45 €", "55")],
        [],
        [("phone", "911 111 111", "+34 912 345 678")],
    ]
    # What needs nothing is put aside in the conversation, and is so beside the call.
    aside = {"key": lines[0]["contradicts"][0]["key"], "reason": "right"}
    address = f"/conversations/{shown['conversation_id']}"
    assert world.member.api.post(f"{address}/promises/aside", aside).status_code == 204
    lines = world.member.api.get(f"/calls/{shown['id']}/transcript").json()["utterances"]
    assert [one["aside"] and one["aside"]["reason"] for line in lines for one in line["contradicts"]] == [
        "right",
        None,
    ]
    assert world.member.api.get(address).json()["contradictions"] == 1


def test_what_a_platforms_own_model_did_not_know_is_asked_of_the_business(world: World) -> None:
    with tenant_scope(world.organization_id):
        version = AgentVersion.objects.get(agent_id=world.agent_id).id
    world.deployments.rows[0] = replace(world.deployments.rows[0], version_id=version)
    call = world.placed()
    said = (
        Utterance("agent", "Buenas tardes.", 0.0, 2.0),
        Utterance("callee", "¿Tienen aparcamiento?", 2.5, 4.0),
        Utterance("agent", "Lo siento, no dispongo de esa información.", 4.5, 6.0),
        Utterance("callee", "¿Y abren los sábados?", 6.5, 8.0),
        Utterance("agent", "Sí, de nueve a dos.", 8.5, 10.0),
    )
    for _ in range(2):
        world.webhook(talk(world.platform_call(call), TUESDAY, transcript=said))
    catch_up(world.member, gaps.CONSUMER, gaps.handle)
    [gap] = world.member.api.get("/knowledge/gaps").json()["items"]
    assert (gap["question"], gap["times"]) == ("¿Tienen aparcamiento?", 1)
    assert gap["conversation_id"] == world.shown(call)["conversation_id"]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_ends_alike(world: World, seed: int) -> None:
    call = world.placed()
    told = world.platform_call(call)
    whole = talk(told, TUESDAY)
    history = [
        replace(told, status=CallStatus.RINGING),
        replace(told, status=CallStatus.IN_PROGRESS, answered_at=TUESDAY),
        replace(
            whole,
            transcript=whole.transcript[:1],
            transcript_final=False,
            cost=(),
            cost_final=False,
            summary="",
        ),
        whole,
        whole,
    ]
    random.Random(seed).shuffle(history)
    for each in history:
        world.webhook(each, apply=bool(seed % 2))
    apply_waiting(world.organization_id)
    shown = world.shown(call)
    assert (shown["status"], shown["cost"]["micros"], shown["outcome"]) == ("completed", 250_000, "answered")
    assert len(world.member.api.get(f"/calls/{shown['id']}/transcript").json()["utterances"]) == 2
    assert world.kinds(call).count("call.ended") == 1
    assert world.lines() == 0


def test_a_cost_that_is_corrected_is_settled_again(world: World) -> None:
    call = world.placed()
    ended = talk(world.platform_call(call), TUESDAY, cost_final=False)
    world.webhook(ended)
    world.webhook(replace(ended, cost=(CostLine("voice", Money(300_000, "USD")),), cost_final=True))
    assert world.shown(call)["cost"]["micros"] == 300_000
    assert world.budgets.settled[call] == [Money(250_000, "USD"), Money(300_000, "USD")]
    # The end stays what it was.
    world.webhook(replace(ended, status=CallStatus.FAILED, ending=Ending.PLATFORM_FAILED))
    assert world.shown(call)["status"] == "completed"


def test_an_end_without_a_webhook_is_asked_for(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    world.state.calls[told.call_id] = talk(told, TUESDAY)
    world.ask(seconds=30)
    shown = world.shown(call)
    assert (shown["status"], shown["evidence"]) == ("completed", "asked")
    assert world.call(call).check_at is None


def test_what_is_missing_after_the_end_is_asked_for_until_it_is_there(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    world.webhook(talk(told, TUESDAY, cost=(), cost_final=False, transcript=(), transcript_final=False))
    assert world.shown(call)["transcript_status"] == "processing"
    assert call in world.budgets.reserved
    world.state.calls[told.call_id] = talk(told, TUESDAY)
    world.ask(seconds=30)
    assert world.shown(call)["transcript_status"] == "completed"
    assert world.budgets.settled[call] == [Money(250_000, "USD")]


def test_a_call_that_never_costs_frees_its_money_in_the_end(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    silent = replace(
        told, status=CallStatus.FAILED, ending=Ending.NO_ANSWER, ended_at=TUESDAY, cost_final=False
    )
    world.state.calls[told.call_id] = silent
    world.webhook(silent)
    assert world.shown(call)["outcome"] == "no_answer"
    assert world.lines() == 0
    assert call in world.budgets.reserved
    for _ in range(30):
        world.ask(hours=1)
    assert world.budgets.voided == [call]
    assert world.call(call).check_at is None


def test_who_rings_an_agent_is_a_call_of_a_contact_we_know(world: World) -> None:
    [deployed] = world.deployments.rows
    ringing = CallSnapshot(
        "in_1",
        CallStatus.IN_PROGRESS,
        direction="inbound",
        from_number=NUMBER,
        to_number="+34910000002",
        agent_id=deployed.provider_agent_id,
        started_at=TUESDAY,
        answered_at=TUESDAY,
    )
    world.webhook(ringing)
    [shown] = world.member.api.get("/calls?direction=inbound").json()["items"]
    assert (shown["contact"]["name"], shown["agent"]["name"]) == ("Ana Ruiz", "Recepción")
    assert (shown["status"], shown["kind"], shown["estimate"]) == ("in_progress", None, None)
    assert world.lines() == 1
    world.webhook(talk(ringing, TUESDAY, ending=Ending.OPTED_OUT))
    [shown] = world.member.api.get("/calls").json()["items"]
    assert (shown["status"], shown["outcome"]) == ("completed", "opted_out")
    assert world.lines() == 0
    with tenant_scope(world.organization_id):
        [stopped] = Suppression.objects.all()
    assert (stopped.number, stopped.source) == (NUMBER, "speech")
    assert world.start().json()["code"] == "call_refused"


def test_a_call_that_no_webhook_told_of_is_found_in_the_list(world: World) -> None:
    [deployed] = world.deployments.rows
    world.ask(seconds=1)
    for place in range(120):
        world.state.calls[f"lost_{place}"] = talk(
            CallSnapshot(
                f"lost_{place}",
                CallStatus.COMPLETED,
                direction="inbound",
                from_number=f"+349123{place:05}",
                agent_id=deployed.provider_agent_id if place % 2 else "others",
                started_at=world.clock.now() + timedelta(seconds=10),
            ),
            TUESDAY,
        )
    for _ in range(4):
        world.ask(minutes=2)
    listed = world.member.api.get("/calls?limit=200").json()
    assert len(listed["items"]) == 60
    assert {(each["status"], each["evidence"]) for each in listed["items"]} == {("completed", "asked")}
    assert world.lines() == 0


def test_an_account_with_something_to_ask_about_is_queued_once(world: World) -> None:
    world.placed()
    world.later(minutes=1)
    assert enqueue_checks(world.organization_id) == 1
    assert enqueue_checks(world.organization_id) == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE args->>'account_id' = %s", [str(world.account_id)]
        )
