"""Starting a call to a lead, as the button does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.organizations.models import DiallingStop
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import to_text
from centralita.operations.calls.models import Call
from centralita.operations.calls.placing import place
from centralita.operations.compliance.models import ContactDecision
from centralita.studio.agents.models import Agent
from centralita.studio.voice_accounts.models import VoiceAccount
from tests.operations.calls.world import NUMBER, World
from tests.people import make_member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def decisions(world: World) -> list[bool]:
    with tenant_scope(world.organization_id):
        return list(ContactDecision.objects.order_by("id").values_list("allowed", flat=True))


def jobs(call: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'calls.place' AND args->>'call_id' = %s",
            [call],
        )
        return int(cursor.fetchone()[0])


def test_a_call_is_queued_with_everything_that_belongs_to_it(world: World) -> None:
    answer = world.start(note="Ask for Tuesday.")
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert (shown["status"], shown["direction"], shown["kind"]) == ("queued", "outbound", "prospecting")
    assert shown["contact"]["name"] == "Ana Ruiz"
    assert shown["account"]["platform"] == "sandbox"
    assert shown["to_number"] == NUMBER
    assert shown["estimate"]["micros"] > 0
    assert decisions(world) == [True]
    [call] = list(world.budgets.reserved)
    assert world.lines() == 1
    assert jobs(str(call)) == 1
    row = world.call(call)
    assert row.variables["contact_name"] == "Ana Ruiz"
    assert row.variables["call_note"] == "Ask for Tuesday."
    assert "call.queued" in world.kinds(call)
    listed = world.member.api.get("/calls?running=true").json()
    assert [each["id"] for each in listed["items"]] == [shown["id"]]
    assert listed["total"] == 1


def test_what_the_rules_refuse_is_answered_with_reasons_and_stays_recorded(world: World) -> None:
    world.later(hours=9)  # past midnight in Madrid
    answer = world.start()
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "call_refused"
    [reason] = [each for each in problem["reasons"] if each["code"] == "outside_hours"]
    assert reason["sentence"]
    assert reason["until"]
    assert problem["detail"] == problem["reasons"][0]["sentence"]
    assert decisions(world) == [False]
    assert not world.budgets.reserved
    assert world.member.api.get("/calls").json()["items"] == []
    acts = world.member.api.get("/audit").json()["items"]
    assert acts[0]["action"] == "call_refuse"


def test_a_refusal_frees_its_idempotency_key(world: World) -> None:
    path, key = f"/leads/{world.contact}/call", {"Idempotency-Key": "one"}
    world.later(hours=9)
    assert world.member.api.post(path, world.body(), headers=key).status_code == 409
    world.later(hours=11)
    first = world.member.api.post(path, world.body(), headers=key)
    assert first.status_code == 201, first.content
    again = world.member.api.post(path, world.body(), headers=key)
    assert again["Idempotent-Replayed"] == "true"
    assert again.json()["id"] == first.json()["id"]
    assert len(world.budgets.reserved) == 1


def test_a_contact_with_a_call_under_way_is_not_called_again(world: World) -> None:
    first = world.start().json()["id"]
    again = world.start()
    assert again.status_code == 409
    assert (again.json()["code"], again.json()["data"]["call"]) == ("call_under_way", first)


def test_twenty_clicks_at_once_make_one_call(world: World) -> None:
    def click(_: int) -> int:
        try:
            return int(world.start().status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(click, range(20)))
    assert sorted(answers) == [201] + [409] * 19
    assert len(world.budgets.reserved) == 1
    assert world.lines() == 1


def test_no_more_calls_than_lines_however_many_ask_at_once(world: World) -> None:
    with tenant_scope(world.organization_id):
        VoiceAccount.objects.update(calls_at_most=3)
    contacts = [world.new_contact(f"+3491234570{place}") for place in range(9)]

    def click(contact: str) -> str:
        try:
            answer = world.start(contact)
            return "" if answer.status_code == 201 else str(answer.json()["code"])
        finally:
            connection.close()

    with ThreadPoolExecutor(9) as pool:
        answers = list(pool.map(click, contacts))
    assert sorted(answers) == [""] * 3 + ["no_free_line"] * 6
    assert world.lines() == 3
    # Those without a line left nothing behind, not even that they might have called.
    assert decisions(world) == [True] * 3


def test_an_exhausted_budget_leaves_nothing_behind(world: World) -> None:
    world.budgets.limit = 0
    answer = world.start()
    assert (answer.status_code, answer.json()["code"]) == (409, "budget_exhausted")
    with tenant_scope(world.organization_id):
        assert not Call.objects.exists()
    assert decisions(world) == []
    options = world.member.api.get(f"/leads/{world.contact}/call-options").json()
    assert options["agents"][0]["free"]


def test_only_agents_that_can_call_may(world: World) -> None:
    unknown = world.start(agent_id=to_text("agt", world.account_id))
    assert (unknown.status_code, unknown.json()["code"]) == (400, "agent_not_available")
    assert world.start(agent_id="x").status_code == 400
    assert world.start(to_text("con", world.account_id)).status_code == 404
    with tenant_scope(world.organization_id):
        Agent.objects.update(status="paused")
    assert world.start().status_code == 400


def test_a_refused_account_is_said_before_anything_is_tried(world: World) -> None:
    with tenant_scope(world.organization_id):
        VoiceAccount.objects.update(health="failing", last_error="voice_key_refused")
    answer = world.start()
    assert (answer.status_code, answer.json()["code"]) == (409, "call_account_failing")
    [option] = world.member.api.get(f"/leads/{world.contact}/call-options").json()["agents"]
    assert (option["free"], option["why_not"]) == (False, "account_failing")


def test_the_selector_shows_who_can_call_and_what_it_may_cost(world: World) -> None:
    shown = world.member.api.get(f"/leads/{world.contact}/call-options").json()
    assert shown["number"] == NUMBER
    assert shown["decision"]["allowed"]
    [option] = shown["agents"]
    assert (option["name"], option["free"], option["voice"]["name"]) == ("Recepción", True, "Alba")
    assert option["estimate"]["micros"] > 0
    call = world.start().json()["id"]
    assert world.member.api.get(f"/leads/{world.contact}/call-options").json()["running"] == call


def test_calls_by_hand_have_a_pace(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("centralita.operations.calls.actions.start.MOST_A_MINUTE", 2)
    for last in range(2):
        world.started(world.new_contact(f"+3491234571{last}"))
    answer = world.start()
    assert (answer.status_code, answer.json()["code"]) == (429, "call_rate_limited")
    assert answer["Retry-After"]
    world.later(minutes=2)
    assert world.start().status_code == 201


def test_who_may_call_and_who_may_look(world: World) -> None:
    call = world.start().json()["id"]
    viewer = make_member(in_=world.member, role=Role.VIEWER)
    assert viewer.api.get("/calls").status_code == 403
    assert viewer.api.post(f"/leads/{world.contact}/call", world.body()).status_code == 403
    other = make_member(in_=world.member, role=Role.MANAGER, agent_ids=[])
    assert other.api.get(f"/calls/{call}").status_code == 404
    assert other.api.post(f"/leads/{world.contact}/call", world.body()).status_code in {400, 409}
    own = make_member(in_=world.member, role=Role.MANAGER, agent_ids=[world.agent_id])
    assert own.api.get(f"/calls/{call}").status_code == 200


def stop_dialling(world: World) -> None:
    DiallingStop.objects.create(
        organization_id=world.organization_id, reason="Complaints", stopped_at=world.clock.now()
    )


def test_nobody_is_called_while_the_platform_forbids_it(world: World) -> None:
    waiting = world.started()
    stop_dialling(world)
    refused = world.start(world.new_contact("+34912345699"))
    assert (refused.status_code, refused.json()["code"]) == (409, "dialling_stopped")
    assert "Complaints" in refused.json()["detail"]
    # What waited to be dialled is not dialled either, and its line and money are free.
    place(world.organization_id, waiting)
    shown = world.shown(waiting)
    assert (shown["status"], shown["error"]) == ("cancelled", "dialling_stopped")
    assert world.state.calls == {}
    assert (world.lines(), world.budgets.reserved) == (0, {})
    DiallingStop.objects.filter(organization_id=world.organization_id).delete()
    assert world.start().status_code == 201


def test_what_a_minute_costs_is_the_accounts_own_price_where_it_was_told(world: World) -> None:
    account = f"/voice-accounts/{to_text('pac', world.account_id)}"
    listed = world.member.api.get(account).json()
    assert (listed["minute_micros"], listed["list_minute_micros"], listed["currency"]) == (
        None,
        50_000,
        "USD",
    )
    call = world.started()
    assert world.budgets.reserved[call].micros == 10 * 50_000
    assert world.shown(call)["estimate"]["micros"] == 3 * 50_000
    assert world.member.api.patch(account, {"minute_micros": 80_000}).json()["minute_micros"] == 80_000
    assert world.member.api.patch(account, {"label": "Back"}).json()["minute_micros"] == 80_000
    dearer = world.started(world.new_contact("+34912345698"))
    assert world.budgets.reserved[dearer].micros == 10 * 80_000
    assert world.shown(dearer)["estimate"]["micros"] == 3 * 80_000
    assert world.member.api.patch(account, {"minute_micros": None}).json()["minute_micros"] is None
    assert world.member.api.patch(account, {"minute_micros": 0}).status_code == 422
