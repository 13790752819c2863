"""Real conversations are held again with a draft, and a rule keeps a worse one from going live."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from centralita import engine
from centralita.engine.business import Business
from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text, to_text
from centralita.operations.conversations.public import forget_talks
from centralita.studio.proof.domain.recording import Recording
from centralita.studio.proof.means import RecordedMeans
from centralita.studio.proof.replaying import hold_replay
from centralita.studio.scenarios.holding import hold_run
from centralita.studio.scenarios.public import OwnMeans
from tests.engine.blueprints import edges, node
from tests.people import Member, make_member
from tests.studio.proof.lived import booking, live
from tests.studio.tools.stub import definition

pytestmark = pytest.mark.database

DIARY = {"huecos": lambda arguments: {"jueves": "jueves a las diez"}.get(str(arguments["dia"]), "mañana")}


@pytest.fixture
def agent(member: Member) -> str:
    made: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    change(member, made, booking())
    assert member.api.post(f"/agents/{made}/publish", {"note": ""}).status_code == 201
    return made


def change(member: Member, agent: str, draft: dict[str, Any]) -> None:
    saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    assert saved.status_code == 200, saved.content


def work() -> None:
    """What the worker does with the replays that wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'proof.replay' AND status = 'todo'"
            " RETURNING args::text"
        )
        jobs = [json.loads(row[0]) for row in cursor.fetchall()]
    for job in jobs:
        hold_replay(OrganizationId(UUID(job["organization_id"])), UUID(job["replay_id"]))


def hold_scenarios(member: Member, run: str) -> None:
    """What the worker does with this run; its job is taken off the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'scenarios.hold' AND args->>'run_id' = %s",
            [str(from_text("run", run))],
        )
    hold_run(OrganizationId(member.organization_id), from_text("run", run))


def replay(member: Member, agent: str, **wanted: Any) -> dict[str, Any]:
    started = member.api.post(f"/agents/{agent}/replays", wanted)
    assert started.status_code == 201, started.content
    work()
    body: dict[str, Any] = member.api.get(f"/replays/{started.json()['id']}").json()
    assert body["state"] == "done"
    return body


def verdicts(shown: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["verdict"], each["reason"]) for each in shown["talks"]]


def test_the_same_agent_ends_the_same(member: Member, agent: str) -> None:
    for said in (["Ana", "jueves"], ["Ana"], ["Luis", "viernes"]):
        live(member, agent, said, DIARY)
    shown = replay(member, agent)
    assert verdicts(shown) == [("same", "")] * 3
    assert (shown["population"], shown["total"], shown["worse"]["count"]) == (3, 3, 0)
    assert 0.5 < shown["worse"]["high"] < 0.6, "three conversations prove little"


def test_one_that_ends_worse_is_shown_beside_what_was_said(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    change(member, agent, booking(gives_up=True))
    shown = replay(member, agent)
    [talk] = shown["talks"]
    assert (talk["verdict"], talk["was"]["level"], talk["is_now"]["level"]) == ("worse", "won", "lost")
    detail = member.api.get(f"/replays/{shown['id']}/talks/{talk['id']}").json()
    assert [line["text"] for line in detail["then"]][-1] == "Le espero el jueves a las diez, Ana."
    assert [each["caller"] for each in detail["exchanges"]] == ["", "Ana", "jueves"]
    assert detail["exchanges"][2]["agent"] == ["Le espero el jueves a las diez, Ana."]


def test_a_draft_that_no_longer_does_it_is_worse_however_politely_it_ends(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    draft = booking()
    day = next(edge for edge in draft["flows"][0]["edges"] if edge["source"] == "day")
    day["target"] = "end"
    change(member, agent, draft)
    shown = replay(member, agent)
    [talk] = shown["talks"]
    assert (talk["verdict"], talk["was"]["deeds"], talk["is_now"]["deeds"]) == ("worse", ["huecos"], [])
    assert shown["worse"]["count"] == 1
    # A tool that only looks something up is left out at no one's cost; another outcome is to be looked at.
    content = definition("https://example.com", outputs=[])
    made = member.api.post("/tools", {"name": "huecos", "label": "Huecos", "definition": content})
    assert made.status_code == 201, made.content
    assert verdicts(replay(member, agent)) == [("same", "")]
    next(each for each in draft["flows"][0]["nodes"] if each["id"] == "end")["data"]["outcome"] = "moved"
    change(member, agent, draft)
    shown = replay(member, agent)
    assert verdicts(shown) == [("otherwise", "")]
    assert (shown["otherwise"], shown["same"], shown["worse"]["count"], shown["done"]) == (1, 0, 0, 1)


def test_a_caller_answers_what_is_asked_in_whatever_order(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    change(member, agent, booking(reverse=True))
    shown = replay(member, agent)
    detail = member.api.get(f"/replays/{shown['id']}/talks/{shown['talks'][0]['id']}").json()
    assert [each["caller"] for each in detail["exchanges"]] == ["", "jueves", "Ana"]
    assert verdicts(shown) == [("same", "")]


def test_what_was_never_told_or_called_decides_nothing(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    live(member, agent, ["Ana"], DIARY)
    change(member, agent, booking(asks_email=True))
    shown = replay(member, agent)
    # Whoever had left already leaves again; the other would be asked what nobody knows the answer to.
    assert sorted(verdicts(shown)) == [("same", ""), ("undecided", "never_told")]
    draft = booking()
    draft["flows"][0]["nodes"][3]["data"]["arguments"] = {"dia": "{{dia}} por la tarde"}
    change(member, agent, draft)
    shown = replay(member, agent)
    assert sorted(verdicts(shown)) == [("same", ""), ("undecided", "not_recorded")]
    undecided = next(each for each in shown["talks"] if each["reason"])
    detail = member.api.get(f"/replays/{shown['id']}/talks/{undecided['id']}").json()
    assert detail["missing"] == "huecos"


def test_a_tool_of_ours_that_the_draft_newly_uses_is_answered(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    draft = booking()
    flow = draft["flows"][0]
    draft["tools"].append({"name": "opening_hours"})
    open_now = {"tool": "opening_hours", "result_variable": "horario"}
    flow["nodes"].append(node("hours", "tool_call", open_now))
    first = next(edge for edge in flow["edges"] if edge["source"] == "hello")
    flow["edges"] += edges("hours > name", "hours.failed > sorry")
    for number, edge in enumerate(flow["edges"]):
        edge["id"] = f"edge{number}"
    first["target"] = "hours"
    change(member, agent, draft)
    assert verdicts(replay(member, agent)) == [("same", "")]


def test_who_was_on_a_line_is_not_made_up() -> None:
    ask = engine.CallTool(id="1", tool="look_up_contact", arguments={})
    for on_phone in (True, False):
        means = RecordedMeans(Recording("es"), OwnMeans(OrganizationId(UUID(int=1)), None), on_phone=on_phone)
        answer = means.call(ask, 0.0, Business())
        assert (answer is None, means.missing) == ((True, ask.tool) if on_phone else (False, ""))


def test_tests_and_what_still_goes_on_are_not_drawn(member: Member, agent: str) -> None:
    live(member, agent, ["Ana"], DIARY, over=False)
    answer = member.api.post(f"/agents/{agent}/replays", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_replay")


def test_a_conversation_takes_what_was_said_again_with_it(member: Member, agent: str) -> None:
    first, _ = (live(member, agent, ["Ana", "jueves"], DIARY) for _ in range(2))
    shown = replay(member, agent)
    with tenant_scope(member.organization_id):
        forget_talks([first])
    after = member.api.get(f"/replays/{shown['id']}").json()
    assert to_text("cnv", first) not in json.dumps(after)
    assert (after["total"], after["done"]) == (1, 1)


def test_a_worse_draft_does_not_go_live_unless_an_owner_says_why(member: Member, agent: str) -> None:
    for number in range(30):
        live(member, agent, [f"Ana {number}", "jueves"], DIARY)
    rule = {"replay": True, "most_worse": 20, "confidence": 95}
    gate = member.api.put(f"/agents/{agent}/publish-rule", rule).json()
    assert (gate["conversations"], gate["needed"], gate["too_few"]) == (30, 16, False)
    change(member, agent, booking(gives_up=True))

    refused = member.api.post(f"/agents/{agent}/publish", {"note": ""})
    assert (refused.status_code, refused.json()["code"]) == (409, "publish_blocked")
    assert [each["code"] for each in refused.json()["reasons"]] == ["replay_missing"]
    replay(member, agent)
    refused = member.api.post(f"/agents/{agent}/publish", {"note": ""}).json()
    assert [each["code"] for each in refused["reasons"]] == ["replay_worse"]
    assert "30" in refused["reasons"][0]["sentence"]
    shown = member.api.get(f"/agents/{agent}/publish-gate").json()
    assert shown["obstacles"] == [
        {"code": each["code"], "sentence": each["sentence"]} for each in refused["reasons"]
    ]
    assert shown["replay"]["worse"]["count"] == 30

    theirs = make_member(in_=member, role=Role.MANAGER, agent_ids=[from_text("agt", agent)])
    anyway = {"note": "", "because": "La dirección lo pide"}
    assert theirs.api.post(f"/agents/{agent}/publish", anyway).status_code == 403
    assert theirs.api.put(f"/agents/{agent}/publish-rule", {}).status_code == 403
    forced = member.api.post(f"/agents/{agent}/publish", anyway)
    assert (forced.status_code, forced.json()["forced_because"]) == (201, "La dirección lo pide")


def test_a_draft_that_is_no_worse_goes_live(member: Member, agent: str) -> None:
    for number in range(20):
        live(member, agent, [f"Ana {number}", "jueves"], DIARY)
    member.api.put(f"/agents/{agent}/publish-rule", {"replay": True, "most_worse": 20})
    change(member, agent, booking(reverse=True))
    replay(member, agent)
    # Where a node lies on the canvas changes nothing that was proven.
    draft = booking(reverse=True)
    draft["flows"][0]["nodes"][0]["position"] = {"x": 5, "y": 500}
    change(member, agent, draft)
    assert member.api.post(f"/agents/{agent}/publish", {"note": ""}).status_code == 201


def test_scenarios_may_have_to_pass(member: Member, agent: str) -> None:
    member.api.put(f"/agents/{agent}/publish-rule", {"scenarios": True})
    change(member, agent, booking(reverse=True))

    def against() -> list[str]:
        shown = member.api.get(f"/agents/{agent}/publish-gate").json()
        return [each["code"] for each in shown["obstacles"]]

    assert against() == ["scenarios_missing"]
    script = {"checks": [{"kind": "said", "text": "hola"}]}
    member.api.post(f"/agents/{agent}/scenarios", {"name": "Saluda", "script": script})
    assert against() == ["scenarios_untried"]
    run = member.api.post(f"/agents/{agent}/scenario-runs", {}).json()["id"]
    hold_scenarios(member, run)
    assert against() == []
    change(member, agent, booking())
    assert against() == ["scenarios_untried"], "another draft has proven nothing yet"


def test_too_few_conversations_ask_for_no_replay(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    gate = member.api.put(f"/agents/{agent}/publish-rule", {"replay": True, "most_worse": 10}).json()
    assert (gate["too_few"], gate["obstacles"]) == (True, [])


def test_rules_are_set_by_one_at_a_time_and_only_for_ones_own(member: Member, agent: str) -> None:
    first = member.api.put(f"/agents/{agent}/publish-rule", {"replay": True}, headers={"If-Match": '"0"'})
    assert first.status_code == 200, first.content
    late = member.api.put(f"/agents/{agent}/publish-rule", {}, headers={"If-Match": '"0"'})
    assert late.status_code == 412
    other = make_member()
    assert other.api.get(f"/agents/{agent}/publish-gate").status_code == 404
    assert other.api.post(f"/agents/{agent}/replays", {}).status_code == 404


def test_a_replay_can_be_stopped_once(member: Member, agent: str) -> None:
    live(member, agent, ["Ana", "jueves"], DIARY)
    started = member.api.post(f"/agents/{agent}/replays", {}).json()["id"]
    assert member.api.post(f"/replays/{started}/cancel").json()["state"] == "cancelled"
    work()
    assert member.api.get(f"/replays/{started}").json()["done"] == 0
    again = member.api.post(f"/replays/{started}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "replay_is_over")


def test_a_conversation_is_made_a_scenario_that_holds(member: Member, agent: str) -> None:
    conversation = to_text("cnv", live(member, agent, ["Eva Molina", "jueves"], DIARY))
    draft = member.api.get(f"/conversations/{conversation}/scenario").json()
    assert (draft["agent_id"], "Eva" in json.dumps(draft)) == (agent, False)
    written = member.api.post(
        f"/agents/{agent}/scenarios", {"name": draft["name"], "script": draft["script"]}
    )
    assert written.status_code == 201, written.content
    run = member.api.post(f"/agents/{agent}/scenario-runs", {}).json()["id"]
    hold_scenarios(member, run)
    shown = member.api.get(f"/scenario-runs/{run}").json()
    assert (shown["passed"], shown["failed"]) == (1, 0), shown
    theirs = make_member(in_=member, role=Role.VIEWER)
    assert theirs.api.get(f"/conversations/{conversation}/scenario").status_code == 403
    assert make_member().api.get(f"/conversations/{conversation}/scenario").status_code == 404
