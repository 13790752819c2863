"""What the dialler keeps to: hours, pace, lines, retries, budget, switches, and a stop that stops."""

import datetime as dt

import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.organizations.models import DiallingStop, Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, to_text
from centralita.ledger.events.models import LedgerEvent
from centralita.operations.campaigns.actions import running
from centralita.operations.campaigns.models import CampaignAttempt
from centralita.operations.campaigns.ports import WorstCase
from centralita.operations.compliance.models import ContactDecision
from centralita.studio.agents.models import Agent
from tests.operations.agents import make_agent
from tests.operations.campaigns.telephone import NoFreeLine

pytestmark = pytest.mark.database

HOUR = dt.timedelta(hours=1)


def test_everybody_is_called_once_and_then_it_is_finished(stage) -> None:
    people = stage.add(5)
    campaign = stage.start()
    assert stage.run(campaign, seconds=2) == 5
    assert {wish.contact_id for wish, _ in stage.telephone.calls.values()} == {
        from_text("con", each) for each in people
    }
    stage.finish("answered", cost=40_000)
    stage.run(campaign)
    told = stage.get(campaign)
    assert (told["status"], told["reason"]) == ("finished", "all_done")
    assert told["counters"]["done"] == told["answered"] == 5
    assert told["spent"]["micros"] == 200_000
    with tenant_scope(stage.member.organization_id):
        kinds = list(
            LedgerEvent.objects.filter(kind__startswith="campaign.")
            .order_by("at")
            .values_list("kind", flat=True)
        )
    assert kinds == ["campaign.started", "campaign.finished"]


def test_who_does_not_answer_is_called_again_as_often_as_allowed(stage) -> None:
    stage.add(1)
    campaign = stage.start(max_attempts=3, retry={"no_answer": 120}, calls_per_day=3)
    for _ in range(3):
        assert stage.run(campaign) == 1
        stage.finish("no_answer")
        assert stage.run(campaign) == 0
        stage.at += 2 * HOUR + dt.timedelta(minutes=1)
    assert len(stage.telephone.calls) == 3
    assert stage.get(campaign)["status"] == "finished"


def test_a_retry_keeps_to_the_hours_where_the_person_is(stage) -> None:
    [madrid] = stage.add(1)
    hours = {day: [{"opens": "10:00", "closes": "17:00"}] for day in ("tuesday", "wednesday")}
    campaign = stage.start(retry={"no_answer": 60}, windows=hours)
    stage.run(campaign)
    stage.finish("no_answer")
    stage.run(campaign)
    stage.at += HOUR
    assert stage.run(campaign) == 0
    row = stage.states(campaign)[madrid]
    assert (row.state, row.reasons) == ("held", ["outside_windows"])
    assert row.next_at == dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
    stage.at = row.next_at
    assert stage.run(campaign) == 1


def test_hours_are_those_of_each_person(stage) -> None:
    [madrid] = stage.add(1)
    [seattle] = stage.add(1, time_zone="America/Los_Angeles")
    hours = {"tuesday": [{"opens": "16:00", "closes": "18:00"}]}
    campaign = stage.start(windows=hours)
    assert stage.run(campaign) == 1
    found = stage.states(campaign)
    assert found[madrid].state == "calling"
    assert found[seattle].state == "held"
    assert found[seattle].next_at == dt.datetime(2026, 11, 25, 0, 0, tzinfo=dt.UTC)


def test_who_may_never_be_called_is_left_out_with_the_reason(stage) -> None:
    [barred] = stage.add(1, do_not_call=True)
    [numberless] = stage.add(1, phones=[])
    stage.add(1)
    campaign = stage.start()
    assert stage.run(campaign) == 1
    found = stage.states(campaign)
    assert (found[barred].state, found[barred].reasons) == ("left_out", ["contact_do_not_call"])
    assert found[numberless].reasons == ["number_missing"]
    listed = stage.member.api.get(f"/campaigns/{campaign}/people?state=left_out").json()["items"]
    assert {each["reason_text"] for each in listed} == {"Marked as not to be called", "No phone number"} or {
        each["reason_text"] for each in listed
    } == {"Marcado para no llamarle", "Sin teléfono"}


def test_who_says_no_after_the_start_is_not_called_any_more(stage) -> None:
    [first, second] = stage.add(2)
    campaign = stage.start(pace=1)
    assert stage.run(campaign) == 1
    waiting = second if stage.states(campaign)[first].state == "calling" else first
    assert stage.member.api.patch(f"/contacts/{waiting}", {"do_not_call": True}).status_code == 200
    stage.at += HOUR
    assert stage.run(campaign) == 0
    assert stage.states(campaign)[waiting].state == "left_out"
    with tenant_scope(stage.member.organization_id):
        refusal = ContactDecision.objects.get(contact_id=from_text("con", waiting), allowed=False)
    assert refusal.reasons[0]["code"] == "contact_do_not_call"


def test_the_pace_and_the_lines_hold(stage) -> None:
    stage.add(8)
    campaign = stage.start(pace=60, concurrency=3)
    assert stage.run(campaign) == 1
    assert stage.run(campaign, seconds=1) == 1
    assert stage.run(campaign, seconds=10) == 1
    stage.finish("answered")
    assert stage.run(campaign, seconds=3) == 3


def test_without_a_free_line_nobody_loses_an_attempt(stage) -> None:
    stage.add(4)
    stage.telephone.lines = 2
    campaign = stage.start()
    assert stage.run(campaign, seconds=2) == 2
    assert sum(row.attempts for row in stage.states(campaign).values()) == 2
    stage.finish("answered")
    stage.at += dt.timedelta(seconds=5)
    assert stage.run(campaign, seconds=2) == 2


def test_the_budget_is_never_passed_at_the_worst(stage) -> None:
    stage.add(6)
    stage.telephone.worst = WorstCase(300_000, "EUR", 3)
    campaign = stage.start(budget_micros=1_000_000)
    assert stage.run(campaign, seconds=3) == 3
    assert stage.get(campaign)["held"]["micros"] == 900_000
    stage.finish("answered", cost=100_000)
    assert stage.run(campaign, seconds=3) == 2
    stage.finish("answered", cost=300_000)
    stage.run(campaign, seconds=3)
    told = stage.get(campaign)
    assert (told["status"], told["reason"]) == ("paused", "budget_spent")
    assert told["spent"]["micros"] == 900_000
    assert stage.member.api.patch(f"/campaigns/{campaign}", {"budget_micros": 2_000_000}).status_code == 200
    assert stage.member.api.post(f"/campaigns/{campaign}/resume").status_code == 200
    assert stage.run(campaign, seconds=3) == 1


def test_it_ends_when_enough_have_booked(stage) -> None:
    stage.add(5)
    campaign = stage.start(concurrency=1, stop_rules={"booked": 2})
    for _ in range(2):
        stage.at += dt.timedelta(minutes=1)
        assert stage.run(campaign) == 1
        stage.finish("booked")
    stage.at += dt.timedelta(minutes=1)
    assert stage.run(campaign) == 0
    told = stage.get(campaign)
    assert (told["status"], told["reason"], told["booked"]) == ("finished", "booked_reached", 2)


def test_a_stop_takes_back_what_nobody_has_begun_to_dial(stage) -> None:
    stage.add(4)
    campaign = stage.start(pace=120)
    stage.run(campaign, seconds=1)
    [talking, *queued] = stage.telephone.ringing()
    stage.telephone.pick_up(talking)
    assert queued
    stopped = stage.member.api.post(f"/campaigns/{campaign}/stop", {}).json()
    assert stopped["status"] == "stopped"
    assert stopped["counters"]["calling"] == 1
    assert stage.telephone.ringing() == [talking]
    assert stopped["dialled"] == 1
    stage.at += HOUR
    assert stage.run(campaign, seconds=3) == 0
    stage.finish("answered")
    stage.run(campaign)
    assert stage.get(campaign)["counters"]["calling"] == 0


def test_a_pause_costs_nobody_an_attempt_and_goes_on_where_it_was(stage) -> None:
    stage.add(3)
    campaign = stage.start(max_attempts=1)
    assert stage.run(campaign, seconds=1) == 3
    assert stage.member.api.post(f"/campaigns/{campaign}/pause", {}).json()["status"] == "paused"
    assert stage.run(campaign, seconds=5) == 0
    assert stage.member.api.post(f"/campaigns/{campaign}/resume").status_code == 200
    stage.at += HOUR
    assert stage.run(campaign, seconds=1) == 3
    with tenant_scope(stage.member.organization_id):
        numbers = CampaignAttempt.objects.filter(withdrawn=False).values_list("attempt", flat=True)
        assert list(numbers) == [2, 2, 2]


def test_hanging_up_is_asked_for_only_when_it_is_wanted(stage) -> None:
    stage.add(1)
    campaign = stage.start()
    stage.run(campaign)
    [call] = stage.telephone.ringing()
    stage.telephone.pick_up(call)
    stage.member.api.post(f"/campaigns/{campaign}/pause", {})
    assert stage.telephone.ringing() == [call]
    stage.member.api.post(f"/campaigns/{campaign}/stop", {"hang_up": True})
    assert stage.telephone.ringing() == []


def test_the_switches_above_a_campaign_stop_it(stage) -> None:
    stage.add(3)
    campaign = stage.start(pace=60)
    assert stage.member.api.put("/campaigns/switch", {"stopped": True}).json()["stopped"]
    assert stage.run(campaign, seconds=3) == 0
    assert stage.get(campaign)["blocked"] == "calling_stopped"
    assert stage.member.api.put("/campaigns/switch", {"stopped": True}).status_code == 409
    assert stage.member.api.put("/campaigns/switch", {"stopped": False}).status_code == 200
    assert stage.run(campaign) == 1
    Organization.objects.filter(id=stage.member.organization_id).update(suspended_at=stage.at)
    assert stage.run(campaign, seconds=3) == 0
    Organization.objects.filter(id=stage.member.organization_id).update(suspended_at=None)
    DiallingStop.objects.create(
        organization_id=stage.member.organization_id, reason="Complaints", stopped_at=stage.at
    )
    assert stage.run(campaign, seconds=3) == 0
    assert stage.get(campaign)["blocked"] == "dialling_stopped"
    DiallingStop.objects.filter(organization_id=stage.member.organization_id).delete()
    with tenant_scope(stage.member.organization_id):
        Agent.objects.filter(id=stage.agent_id).update(status="paused")
    assert stage.run(campaign, seconds=3) == 0
    told = stage.get(campaign)
    assert (told["status"], told["reason"]) == ("paused", "agent_not_available")


def test_a_large_start_needs_the_number_of_people_itself(stage, monkeypatch) -> None:
    monkeypatch.setattr(running, "CONFIRM_ABOVE", 3)
    stage.add(4)
    campaign = stage.create()
    for confirmed in ({}, {"confirmed": 3}, {"confirmed": 5}):
        refused = stage.member.api.post(f"/campaigns/{campaign}/start", confirmed)
        assert (refused.status_code, refused.json()["code"]) == (409, "campaign_unconfirmed")
        assert "4" in refused.json()["detail"]
    # Somebody came in meanwhile: the number that was read is not the one that would be called.
    stage.add(1)
    assert "5" in stage.member.api.post(f"/campaigns/{campaign}/start", {"confirmed": 4}).json()["detail"]
    assert stage.run(campaign) == 0
    assert stage.member.api.post(f"/campaigns/{campaign}/start", {"confirmed": 5}).status_code == 200
    assert stage.run(campaign, seconds=3) == 5


def test_managers_run_the_campaigns_of_their_agents_and_see_no_others(stage, make) -> None:
    stage.add(1)
    campaign = stage.create()
    own = make(in_=stage.member, role=Role.MANAGER, agent_ids=[stage.agent_id])
    stranger = make(in_=stage.member, role=Role.MANAGER, agent_ids=[make_agent(stage.member)])
    address = f"/campaigns/{campaign}"
    assert [one["id"] for one in own.api.get("/campaigns").json()["items"]] == [campaign]
    assert stranger.api.get("/campaigns").json()["items"] == []
    assert stranger.api.get(address).status_code == 404
    for act in ("start", "pause", "resume", "stop"):
        assert stranger.api.post(f"{address}/{act}", {}).status_code == 404
    assert stranger.api.patch(address, {"name": "Mine"}).status_code == 404
    assert stranger.api.delete(address).status_code == 404
    foreign = {"name": "X", "agent_id": to_text("agt", stage.agent_id)}
    assert stranger.api.post("/campaigns", foreign).status_code in {400, 404, 422}
    assert own.api.post(f"{address}/start", {}).status_code == 200
    assert stage.run(campaign) == 1
    assert own.api.post(f"{address}/stop", {}).status_code == 200


def test_two_campaigns_do_not_call_one_person_one_after_the_other(stage) -> None:
    [person] = stage.add(1)
    first, second = stage.start(), stage.start(name="Otra")
    assert stage.run(first) == 1
    assert stage.run(second) == 0
    row = stage.states(second)[person]
    assert row.state == "held"
    assert row.next_at == stage.at + HOUR


def test_a_telephone_that_refuses_pauses_the_campaign_and_counts_nothing(stage) -> None:
    class Broken(NoFreeLine):
        code = "provider_unavailable"

    stage.add(2)
    stage.telephone.error = Broken()
    campaign = stage.start()
    assert stage.run(campaign) == 0
    told = stage.get(campaign)
    assert (told["status"], told["reason"], told["dialled"]) == ("paused", "calling_unavailable", 0)


def test_a_date_in_the_future_is_waited_for(stage) -> None:
    stage.add(1)
    begins = stage.at + 2 * HOUR
    campaign = stage.create(starts_at=begins.isoformat())
    assert stage.member.api.post(f"/campaigns/{campaign}/start", {}).json()["status"] == "scheduled"
    assert stage.run(campaign) == 0
    stage.at = begins
    assert stage.run(campaign) == 1
    assert stage.get(campaign)["status"] == "running"


def test_a_saved_view_is_an_audience_and_is_called_by_its_name(stage) -> None:
    (wanted,) = stage.add(1, stage="interested")
    stage.add(2)
    view = stage.member.api.post("/contact-views", {"name": "Interesados", "filter": {"stage": "interested"}})
    campaign = stage.start(audience={"kind": "view", "view_id": view.json()["id"]})
    assert stage.get(campaign)["audience_name"] == "Interesados"
    stage.run(campaign)
    assert list(stage.states(campaign)) == [wanted]
    stage.member.api.delete(f"/contact-views/{view.json()['id']}")
    assert stage.get(campaign)["audience_name"] == ""
    gone = {"audience": {"kind": "view", "view_id": view.json()["id"]}, "name": "Otra"}
    answer = stage.member.api.post("/campaigns", gone)
    assert (answer.status_code, answer.json()["code"]) == (422, "campaign_audience_unknown")
