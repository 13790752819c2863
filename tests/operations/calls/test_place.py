"""Dialling: once, whatever happens to us, to the answer, or to the platform."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import to_text
from centralita.operations.calls.models import Call, CallTraffic
from centralita.operations.calls.placing import place
from centralita.operations.compliance.public import record_opt_out
from centralita.providers.voice.calls import CallStatus, Ending
from centralita.providers.voice.errors import VoiceBusy, VoiceKeyRefused, VoiceRefused
from centralita.providers.voice.memory import Cut, in_doubt
from centralita.studio.voice_accounts.models import VoiceAccount
from tests.operations.calls.world import World, talk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def test_a_call_is_dialled_with_what_the_agent_must_know(world: World) -> None:
    call = world.placed()
    shown = world.shown(call)
    assert shown["status"] == "initiating"
    # The account's own number of the same country.
    assert shown["from_number"] == "+34910000002"
    assert world.call(call).platform_call_id == world.platform_call(call).call_id
    assert world.state.dialled[call] == 1


def test_twenty_workers_dial_once(world: World) -> None:
    call = world.started()

    def work(_: int) -> None:
        try:
            place(world.organization_id, call)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(work, range(20)))
    assert world.state.dialled[call] == 1


@pytest.mark.parametrize("cut", ["before", "after"])
def test_killed_while_dialling_it_is_never_dialled_again(world: World, cut: str) -> None:
    call = world.started()
    getattr(world.state, cut)["place_call"].append(Cut())
    with pytest.raises(Cut):
        place(world.organization_id, call)
    for _ in range(3):  # the job is rescued
        place(world.organization_id, call)
    dialled = world.state.dialled[call]
    assert dialled == (1 if cut == "after" else 0)
    world.ask(seconds=10)
    if cut == "after":
        assert world.call(call).platform_call_id == world.platform_call(call).call_id
        assert "call.reconciled" in world.kinds(call)
        assert world.shown(call)["status"] == "initiating"
    else:
        assert world.shown(call)["status"] == "initiating"
        assert call in world.budgets.reserved
        for _ in range(12):
            world.ask(minutes=1)
        shown = world.shown(call)
        assert (shown["status"], shown["evidence"], shown["error"]) == ("failed", "asked", "call_never_known")
        assert world.budgets.voided == [call]
        assert world.lines() == 0
    assert world.state.dialled[call] == dialled


def test_killed_before_the_claim_nothing_is_lost(world: World) -> None:
    call = world.started()
    world.state.before["list_numbers"].append(Cut())
    with pytest.raises(Cut):
        place(world.organization_id, call)
    place(world.organization_id, call)
    assert world.state.dialled[call] == 1


def test_killed_before_the_answer_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.started()
    monkeypatch.setattr("centralita.operations.calls.placing._keep_placed", _cut)
    with pytest.raises(Cut):
        place(world.organization_id, call)
    world.ask(seconds=10)
    assert world.call(call).platform_call_id == world.platform_call(call).call_id
    assert world.state.dialled[call] == 1


def _cut(*_: object) -> None:
    raise Cut


def test_a_lost_answer_is_looked_up(world: World) -> None:
    call = world.started()
    world.state.after["place_call"].append(in_doubt())
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("initiating", "call_in_doubt")
    world.ask(seconds=40)
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("initiating", "")
    assert world.call(call).platform_call_id
    assert world.state.dialled[call] == 1


def test_a_platform_that_tells_no_id_is_asked_for_it(world: World) -> None:
    world.state.tells_call_id = False
    call = world.placed()
    assert world.call(call).platform_call_id == ""
    world.ask(seconds=10)
    assert world.call(call).platform_call_id == world.platform_call(call).call_id


def test_a_webhook_may_be_quicker_than_the_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.started()
    world.state.after["place_call"].append(in_doubt())
    place(world.organization_id, call)
    world.webhook(replace(world.platform_call(call), status=CallStatus.RINGING))
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("ringing", "")
    assert world.state.dialled[call] == 1


def test_what_the_platform_refuses_is_over_and_free(world: World) -> None:
    call = world.started()
    world.state.before["place_call"].append(VoiceRefused(platform="memory", reason="invalid_number"))
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["status"], shown["evidence"], shown["ending"], shown["outcome"]) == (
        "failed",
        "placing",
        "invalid_number",
        "invalid_number",
    )
    assert world.budgets.voided == [call]
    assert world.lines() == 0
    assert world.kinds(call)[-1] == "call.failed"


def test_a_revoked_key_is_said_at_once(world: World) -> None:
    call = world.started()
    world.state.before["list_numbers"].append(VoiceKeyRefused(platform="memory"))
    place(world.organization_id, call)
    assert world.shown(call)["error"] == "voice_key_refused"
    with tenant_scope(world.organization_id):
        account = VoiceAccount.objects.get(id=world.account_id)
    assert (account.health, account.last_error) == ("failing", "voice_key_refused")
    assert "provider.failing" in world.kinds(world.account_id)
    answer = world.start(world.new_contact("+34912345741"))
    assert answer.json()["code"] == "call_account_failing"


def test_too_much_at_once_is_tried_again_a_little_later(world: World) -> None:
    call = world.started()
    world.state.before["place_call"].append(VoiceBusy(platform="memory"))
    place(world.organization_id, call)
    assert world.shown(call)["status"] == "initiating"
    assert world.state.dialled[call] == 0
    place(world.organization_id, call)  # the pause is not over
    assert world.state.dialled[call] == 0
    world.later(minutes=1)
    place(world.organization_id, call)
    assert world.state.dialled[call] == 1
    with tenant_scope(world.organization_id):
        assert CallTraffic.objects.get(account_id=world.account_id).failures == 0


def test_the_platforms_lines_may_be_full(world: World) -> None:
    world.state.most_lines = 0
    call = world.placed()
    assert world.shown(call)["status"] == "initiating"
    world.state.most_lines = 5
    world.later(minutes=1)
    place(world.organization_id, call)
    assert world.state.dialled[call] == 1


def test_a_call_that_waited_too_long_is_not_made(world: World) -> None:
    call = world.started()
    world.later(minutes=11)
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["status"], shown["error"], shown["evidence"]) == ("failed", "call_waited_too_long", "us")
    assert world.state.dialled[call] == 0
    assert world.budgets.voided == [call]


def test_a_lost_job_is_found(world: World) -> None:
    call = world.started()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args->>'call_id' = %s", [str(call)])
    world.ask(seconds=31)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'call_id' = %s", [str(call)])
        assert cursor.fetchone() == (1,)


def test_a_platform_that_is_away_is_left_alone_and_then_drained(world: World) -> None:
    world.state.down = True
    calls = [world.started(world.new_contact(f"+3491234572{at}")) for at in range(6)]
    for call in calls:
        place(world.organization_id, call)
    # The first one found out; the others did not even try.
    assert world.state.asked["list_numbers"] == 1
    assert all(world.shown(call)["status"] == "queued" for call in calls)
    world.state.down = False
    world.later(minutes=2)
    for call in calls:
        place(world.organization_id, call)
    assert [world.state.dialled[call] for call in calls] == [1] * 6


def test_during_an_outage_of_hours_nothing_is_asked_without_pause(world: World) -> None:
    call = world.placed()
    world.state.down = True
    before = world.state.asked["read_call"]
    for _ in range(240):
        world.ask(minutes=1)
    # Four hours: pauses grew to ten minutes.
    assert world.state.asked["read_call"] - before < 45
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("initiating", "call_unconfirmed")
    assert call in world.budgets.reserved
    world.state.down = False
    world.state.calls[world.platform_call(call).call_id] = talk(world.platform_call(call), world.clock.now())
    # Ten minutes, and a quarter of them more: platforms are not asked by all at one moment.
    for _ in range(14):
        world.ask(minutes=1)
    shown = world.shown(call)
    assert (shown["status"], shown["evidence"], shown["error"]) == ("completed", "asked", "")


def test_what_is_unknown_for_a_day_ends_as_unknown(world: World) -> None:
    call = world.placed()
    world.state.down = True
    for _ in range(30):
        world.ask(hours=1)
    shown = world.shown(call)
    assert (shown["status"], shown["evidence"], shown["error"]) == ("failed", "us", "call_unheard_of")
    assert world.budgets.voided == [call]
    # The platform comes back, and says what it was.
    world.state.down = False
    world.webhook(talk(world.platform_call(call), world.clock.now()))
    shown = world.shown(call)
    assert (shown["status"], shown["evidence"], shown["error"]) == ("completed", "webhook", "")
    assert [each.micros for each in world.budgets.settled[call]] == [250_000]
    assert world.lines() == 0


def test_a_living_call_is_not_ended_by_its_length(world: World) -> None:
    call = world.placed()
    told = world.platform_call(call)
    world.state.change(told.call_id, status=CallStatus.IN_PROGRESS, answered_at=world.clock.now())
    for _ in range(20):
        world.ask(minutes=20)
    assert world.shown(call)["status"] == "in_progress"


def test_a_call_that_the_platform_forgot_has_failed(world: World) -> None:
    call = world.placed()
    world.state.calls.clear()
    for _ in range(10):
        world.ask(minutes=1)
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("failed", "call_unknown_to_platform")


def test_cancelling_before_the_dial(world: World) -> None:
    call = world.started()
    answer = world.member.api.post(f"/calls/{to_text('call', call)}/cancel")
    assert answer.status_code == 200, answer.content
    assert (answer.json()["status"], answer.json()["evidence"]) == ("cancelled", "us")
    place(world.organization_id, call)
    assert world.state.dialled[call] == 0
    assert world.budgets.voided == [call]
    assert world.lines() == 0
    again = world.member.api.post(f"/calls/{to_text('call', call)}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "call_over")


def test_who_asks_for_no_more_calls_before_the_dial_is_not_dialled(world: World) -> None:
    call = world.started()
    number = world.call(call).to_number
    with tenant_scope(world.organization_id):
        record_opt_out(world.organization_id, number, "chat")
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("cancelled", "call_refused")
    assert world.state.dialled[call] == 0
    assert world.lines() == 0


def test_what_was_never_dialled_is_no_call_to_the_number(world: World) -> None:
    first = world.started()
    assert world.member.api.post(f"/calls/{to_text('call', first)}/cancel").status_code == 200
    assert world.started() != first


def test_hanging_up(world: World) -> None:
    from centralita.operations.calls.stopping import stop

    call = world.placed()
    answer = world.member.api.post(f"/calls/{to_text('call', call)}/cancel")
    assert answer.status_code == 200
    assert answer.json()["stopping"]
    stop(world.organization_id, call)
    world.ask(seconds=1)
    shown = world.shown(call)
    assert (shown["status"], shown["ending"], shown["evidence"]) == ("completed", Ending.STOPPED, "asked")


def test_where_the_platform_cannot_hang_up_that_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from centralita.providers.voice import memory

    call = world.placed()
    monkeypatch.setattr(
        "centralita.operations.calls.actions.cancel.provider_of",
        lambda _id: memory.MemoryProvider(world.state, capabilities=replace(memory._ABLE, hang_up=False)),
    )
    answer = world.member.api.post(f"/calls/{to_text('call', call)}/cancel")
    assert answer.json()["code"] == "voice_unsupported"
    assert not world.shown(call)["stopping"]


def test_a_count_of_lines_that_went_wrong_is_put_right(world: World) -> None:
    world.placed()
    with tenant_scope(world.organization_id):
        CallTraffic.objects.update(lines=9)
    world.ask(seconds=1)
    assert world.lines() == 1


def test_an_account_that_was_removed_leaves_no_call_running(world: World) -> None:
    from centralita.operations.calls.reconciling import enqueue_checks

    waiting, dialled = world.started(world.new_contact("+34912345731")), world.placed()
    assert world.member.api.delete(f"/voice-accounts/{to_text('pac', world.account_id)}").status_code == 204
    world.later(minutes=1)
    enqueue_checks(world.organization_id)
    assert world.shown(waiting)["error"] == "call_account_gone"
    shown = world.shown(dialled)
    assert (shown["status"], shown["account"]["label"], shown["account"]["id"]) == ("failed", "Front", None)
    with tenant_scope(world.organization_id):
        assert not Call.objects.filter(check_at__isnull=False).exists()
