"""What platforms tell, applied: late, twice, in any order, of calls that we do not know, and not at all."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id, to_text
from centralita.kit.money import Money
from centralita.operations.calls import recordings
from centralita.operations.calls.actions.callbacks import make_due_callbacks
from centralita.operations.calls.audio import part_of
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.reconciling import enqueue_checks
from centralita.operations.calls.recordings import fetch
from centralita.operations.calls.webhooks import apply_waiting
from centralita.operations.compliance.models import Suppression
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.providers.voice.errors import VoiceUnavailable
from centralita.studio.agents.models import AgentVersion
from centralita.studio.voice_accounts.inbox import forget_old
from centralita.studio.voice_accounts.models import WebhookEvent
from tests.operations.calls.world import NUMBER, TUESDAY, World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def results(world: World) -> list[str]:
    with tenant_scope(world.organization_id):
        rows = WebhookEvent.objects.filter(applied_at__isnull=False).order_by("received_at", "id")
        return list(rows.values_list("result", flat=True))


def waiting(world: World) -> int:
    with tenant_scope(world.organization_id):
        return WebhookEvent.objects.filter(applied_at__isnull=True).count()


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
    while waiting(world):
        apply_waiting(world.organization_id)
    assert len(results(world)) == 51
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


def test_unreadable_events_block_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.placed()
    with tenant_scope(world.organization_id):
        for raw in (b"{}", b"\xff\x00", b"<html>"):
            WebhookEvent.objects.create(
                organization_id=world.organization_id,
                account_id=world.account_id,
                key=str(new_id()),
                name="x",
                body=raw,
                received_at=world.clock.now(),
            )
    world.webhook(talk(world.platform_call(call), TUESDAY))
    assert results(world).count("unreadable") == 3
    assert world.shown(call)["status"] == "completed"

    def stumbles(_platform: object, _raw: bytes) -> CallSnapshot:
        raise ValueError("surprised")

    monkeypatch.setattr(PORTS, "read_snapshot", stumbles)
    world.webhook(talk(world.platform_call(call), TUESDAY))
    assert results(world).count("unreadable") == 4


def test_an_event_that_we_cannot_apply_is_parked_and_the_others_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.placed(), world.started(world.new_contact("+34912345751"))
    from centralita.operations.calls import webhooks
    from centralita.operations.calls.placing import place

    place(world.organization_id, second)
    keep = webhooks.keep_told

    def breaks(actor: object, call: Call, told: object, source: object) -> bool:
        if call.id == first:
            raise RuntimeError("ours")
        return keep(actor, call, told, source)  # type: ignore[arg-type]

    monkeypatch.setattr(webhooks, "keep_told", breaks)
    world.webhook(talk(world.platform_call(first), TUESDAY), apply=False)
    world.webhook(talk(world.platform_call(second), TUESDAY))
    assert world.shown(second)["status"] == "completed"
    assert world.shown(first)["status"] == "initiating"
    monkeypatch.setattr(webhooks, "keep_told", keep)
    world.later(minutes=1)
    apply_waiting(world.organization_id)
    assert world.shown(first)["status"] == "completed"


def test_an_event_about_a_call_that_is_not_known_yet_waits_for_it(world: World) -> None:
    call = world.started()
    world.state.tells_call_id = False
    from centralita.operations.calls.placing import place

    place(world.organization_id, call)
    # Without our id, and the platform's is not known to us yet.
    world.webhook(talk(replace(world.platform_call(call), our_call=None, agent_id=""), TUESDAY))
    assert waiting(world) == 1
    assert world.shown(call)["status"] == "initiating"
    world.ask(seconds=10)
    apply_waiting(world.organization_id)
    assert waiting(world) == 0
    assert world.shown(call)["status"] == "completed"


def test_what_nobody_ever_knows_is_parked_for_a_day_with_growing_pauses(world: World) -> None:
    world.webhook(CallSnapshot("other", CallStatus.COMPLETED, our_call=new_id()))
    tries = 0
    for _ in range(25 * 12):
        with tenant_scope(world.organization_id):
            tries = max(tries, *WebhookEvent.objects.values_list("tries", flat=True), 0)
        world.later(minutes=5)
        apply_waiting(world.organization_id)
    assert results(world) == ["unmatched"]
    assert tries < 70


def test_calls_of_others_agents_are_none_of_ours(world: World) -> None:
    world.webhook(CallSnapshot("other", CallStatus.COMPLETED, agent_id="somebody"))
    assert results(world) == ["foreign"]
    assert world.member.api.get("/calls").json()["items"] == []


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


def test_what_was_applied_is_forgotten_after_a_while(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY))
    world.later(days=31)
    with tenant_scope(world.organization_id):
        forget_old()
        assert bytes(WebhookEvent.objects.get().body) == b""
    world.later(days=120)
    with tenant_scope(world.organization_id):
        forget_old()
        assert not WebhookEvent.objects.exists()


# --- recordings


def test_the_recording_is_kept_and_served_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.placed()
    told = world.platform_call(call)
    path = f"/calls/{to_text('call', call)}/recording"
    assert world.member.api.get(path).status_code == 404
    ended = talk(told, TUESDAY, has_recording=True)
    world.state.calls[told.call_id] = ended
    world.webhook(ended)
    world.state.before["read_recording"].append(VoiceUnavailable(platform="memory"))
    audio = b"RIFF" + bytes(range(256)) * 1_000
    world.state.recordings[told.call_id] = audio
    with pytest.raises(VoiceUnavailable):
        fetch(world.organization_id, call)
    fetch(world.organization_id, call)
    assert world.shown(call)["recording"]
    whole = world.member.api.get(path)
    assert (whole.status_code, whole["Content-Type"]) == (200, "audio/wav")
    assert b"".join(whole.streaming_content) == audio
    part = world.member.api.get(path, headers={"Range": "bytes=4-13"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 4-13/{len(audio)}")
    assert b"".join(part.streaming_content) == audio[4:14]
    assert world.member.api.get(path, headers={"Range": "bytes=999999-"}).status_code == 416
    acts = [each["action"] for each in world.member.api.get("/audit").json()["items"]]
    assert acts[0] == "call_recording"
    settings.STORAGE.delete(world.call(call).recording_key)
    monkeypatch.setattr(recordings, "MOST_BYTES", 10)
    with tenant_scope(world.organization_id):
        Call.objects.filter(id=call).update(recording_status="pending")
    fetch(world.organization_id, call)
    assert not world.shown(call)["recording"]
    assert world.call(call).recording_status == "too_large"


def test_a_recording_that_cannot_be_had_is_given_up(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, has_recording=True))
    world.state.down = True
    with pytest.raises(VoiceUnavailable):
        fetch(world.organization_id, call)
    fetch(world.organization_id, call, last=True)
    assert world.call(call).recording_status == "failed"


def test_a_recording_that_is_not_there_is_not_asked_for_for_ever(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, has_recording=True))
    fetch(world.organization_id, call)
    assert world.call(call).recording_status == "missing"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", (0, 99)),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-900", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-900", (0, 99)),
        ("bytes=100-", None),
        ("bytes=-0", None),
        ("bytes=20-10", (0, 99)),
        ("bytes=0-1,5-6", (0, 99)),
        ("lines=0-1", (0, 99)),
    ],
)
def test_which_part_is_asked_for(asked: str, part: tuple[int, int] | None) -> None:
    assert part_of(asked, 100) == part


# --- what people do with calls


def test_what_a_person_says_of_a_call_stands(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, cost_final=False))
    path = f"/calls/{to_text('call', call)}"
    shown = world.member.api.get(path)
    changed = world.member.api.patch(
        path, {"outcome": "interested", "notes": "Two seats"}, headers={"If-Match": shown["ETag"]}
    )
    assert changed.status_code == 200, changed.content
    assert (changed.json()["outcome"], changed.json()["notes"]) == ("interested", "Two seats")
    stale = world.member.api.patch(path, {"notes": "x"}, headers={"If-Match": shown["ETag"]})
    assert stale.status_code == 412
    world.webhook(talk(world.platform_call(call), TUESDAY, ending=Ending.VOICEMAIL))
    assert world.shown(call)["outcome"] == "interested"


def test_the_export_is_safe_for_spreadsheets(world: World) -> None:
    call = world.placed()
    world.webhook(talk(world.platform_call(call), TUESDAY, summary="=1+1"))
    answer = world.member.api.get("/calls/export")
    text = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in text
    assert "0.250000" in text


def test_calls_are_found_by_number_and_by_name(world: World) -> None:
    world.placed()
    found = [
        len(world.member.api.get(f"/calls?q={asked}").json()["items"])
        for asked in ("912345678", "%2B34%20912%20345%20678", "ana", "nobody", "999")
    ]
    assert found == [1, 1, 1, 0, 0]


# --- callbacks


def callback(world: World, **by: float) -> str:
    answer = world.member.api.post(
        f"/leads/{world.contact}/callbacks",
        {
            "at": (world.clock.now() + timedelta(**by)).isoformat(),
            "agent_id": to_text("agt", world.agent_id),
            "kind": "follow_up",
            "note": "As agreed",
        },
    )
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def shown_callback(world: World, identifier: str) -> dict[str, object]:
    rows = world.member.api.get(f"/callbacks?contact={world.contact}").json()["items"]
    return next(each for each in rows if each["id"] == identifier)


def test_a_callback_becomes_a_call_at_its_moment(world: World) -> None:
    made = callback(world, hours=1)
    make_due_callbacks(world.organization_id)
    assert shown_callback(world, made)["status"] == "waiting"
    world.later(hours=1, seconds=1)
    make_due_callbacks(world.organization_id)
    make_due_callbacks(world.organization_id)
    shown = shown_callback(world, made)
    assert shown["status"] == "called"
    [call] = world.member.api.get("/calls").json()["items"]
    assert (call["id"], call["kind"]) == (shown["call_id"], "follow_up")


def test_a_callback_at_a_forbidden_hour_is_made_at_the_next_allowed_one(world: World) -> None:
    made = callback(world, hours=8)
    world.later(hours=8, seconds=1)
    make_due_callbacks(world.organization_id)
    shown = shown_callback(world, made)
    assert (shown["status"], shown["problem"]) == ("waiting", "")
    assert shown["reasons"][0]["sentence"]  # type: ignore[index]
    moved = datetime.fromisoformat(str(shown["at"]))
    assert timedelta(hours=1) < moved - world.clock.now() < timedelta(hours=14)
    assert world.member.api.get("/calls").json()["items"] == []
    world.later(seconds=(moved - world.clock.now()).total_seconds() + 1)
    make_due_callbacks(world.organization_id)
    assert shown_callback(world, made)["status"] == "called"


def test_a_callback_that_may_never_be_made_says_why(world: World) -> None:
    made = callback(world, hours=1)
    answer = world.member.api.patch(f"/contacts/{world.contact}", {"do_not_call": True})
    assert answer.status_code == 200, answer.content
    world.later(hours=1, seconds=1)
    make_due_callbacks(world.organization_id)
    shown = shown_callback(world, made)
    assert (shown["status"], shown["problem"]) == ("refused", "call_refused")
    assert shown["reasons"][0]["sentence"]  # type: ignore[index]
    assert world.member.api.get("/calls").json()["items"] == []


def test_a_callback_can_be_taken_back(world: World) -> None:
    made = callback(world, hours=1)
    assert world.member.api.delete(f"/callbacks/{made}").status_code == 204
    assert world.member.api.delete(f"/callbacks/{made}").json()["code"] == "callback_done"
    world.later(hours=2)
    make_due_callbacks(world.organization_id)
    assert world.member.api.get("/calls").json()["items"] == []
    past = world.member.api.post(
        f"/leads/{world.contact}/callbacks",
        {"at": TUESDAY.isoformat(), "agent_id": to_text("agt", world.agent_id), "kind": "closing"},
    )
    assert past.json()["code"] == "callback_past"
