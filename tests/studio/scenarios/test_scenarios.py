"""What people may rely on when they prove an agent before they publish it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text
from centralita.studio.scenarios import abreast
from centralita.studio.scenarios.actions import MOST_GOING
from centralita.studio.scenarios.commands import prove
from centralita.studio.scenarios.domain.showing import result_lines
from centralita.studio.scenarios.holding import hold_run
from centralita.studio.scenarios.models import ScenarioResult
from tests.people import Member, make_member
from tests.studio.tools.stub import definition

pytestmark = pytest.mark.database

GREETS = {"checks": [{"kind": "said", "text": "hola"}]}
FAILS = {"steps": [{"say": "¿Qué tal?"}], "checks": [{"kind": "said", "text": "zarzaparrilla"}]}


@pytest.fixture
def agent(member: Member) -> str:
    made: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    return made


def write(member: Member, agent: str, name: str, script: dict[str, Any]) -> str:
    answer = member.api.post(f"/agents/{agent}/scenarios", {"name": name, "script": script})
    assert answer.status_code == 201, answer.content
    made: str = answer.json()["id"]
    return made


@pytest.fixture
def work() -> Callable[[], int]:
    """Runs the waiting jobs as the worker would; how many. What earlier tests left waiting is nobody's here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'scenarios.hold' AND status = 'todo'"
        )

    def run() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE task_name = 'scenarios.hold' AND status = 'todo'"
                " RETURNING args::text"
            )
            jobs = [json.loads(row[0]) for row in cursor.fetchall()]
        for job in jobs:
            hold_run(OrganizationId(UUID(job["organization_id"])), UUID(job["run_id"]))
        return len(jobs)

    return run


def start(member: Member, agent: str, **wanted: Any) -> dict[str, Any]:
    answer = member.api.post(f"/agents/{agent}/scenario-runs", wanted)
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_a_run_says_which_scenarios_hold_and_what_was_said(
    member: Member, agent: str, work: Callable[[], int]
) -> None:
    write(member, agent, "Saluda", GREETS)
    write(member, agent, "Imposible", FAILS)
    run = start(member, agent)
    assert (run["state"], run["total"], run["version"], run["draft_revision"]) == ("queued", 2, None, 1)
    assert work() == 1
    shown = member.api.get(f"/scenario-runs/{run['id']}").json()
    assert (shown["state"], shown["passed"], shown["failed"]) == ("done", 1, 1)
    assert [(each["name"], each["passed"]) for each in shown["results"]] == [
        ("Saluda", True),
        ("Imposible", False),
    ]
    failed = shown["results"][1]
    detail = member.api.get(f"/scenario-runs/{run['id']}/results/{failed['id']}").json()
    assert detail["exchanges"][1]["caller"] == "¿Qué tal?"
    assert detail["exchanges"][0]["agent"], "the opening is shown"
    assert detail["verdicts"][0] == {
        "passed": False,
        "seen": detail["verdicts"][0]["seen"],
        "step": None,
        "judge": None,
    }
    listed = member.api.get(f"/agents/{agent}/scenarios").json()["items"]
    assert [each["last"]["passed"] for each in listed] == [True, False]


def test_a_list_tells_how_each_has_moved_and_a_run_what_it_cost(
    member: Member, agent: str, work: Callable[[], int]
) -> None:
    write(member, agent, "Saluda", GREETS)
    impossible = write(member, agent, "Imposible", FAILS)
    runs = [start(member, agent)["id"], start(member, agent, scenario_ids=[impossible])["id"]]
    work()
    with tenant_scope(member.organization_id):
        ScenarioResult.objects.filter(run_id=from_text("run", runs[0])).update(cost_micros=1_250)
    listed = member.api.get(f"/agents/{agent}/scenarios").json()["items"]
    assert [[(one["run_id"], one["passed"]) for one in each["history"]] for each in listed] == [
        [(runs[0], True)],
        [(runs[1], False), (runs[0], False)],
    ]
    newest = member.api.get(f"/agents/{agent}/scenario-runs").json()["items"]
    assert [(each["total"], each["cost_micros"]) for each in newest] == [(1, 0), (2, 2_500)]
    assert member.api.get(f"/scenario-runs/{runs[0]}").json()["cost_micros"] == 2_500


def test_a_version_is_held_as_it_was_published(member: Member, agent: str, work: Callable[[], int]) -> None:
    write(member, agent, "Saluda", GREETS)
    assert member.api.post(f"/agents/{agent}/publish", {"note": ""}).status_code == 201
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    opening = next(node for node in draft["flows"][0]["nodes"] if node["kind"] == "say")
    opening["data"]["text"] = {"es": "Buenas."}
    assert member.api.put(f"/agents/{agent}/draft", {"blueprint": draft}).status_code == 200
    old, new = start(member, agent, version=1), start(member, agent)
    work()
    assert [member.api.get(f"/scenario-runs/{run['id']}").json()["passed"] for run in (old, new)] == [1, 0]
    newest = member.api.get(f"/agents/{agent}/scenario-runs").json()["items"]
    assert [each["version"] for each in newest] == [None, 1]
    assert member.api.post(f"/agents/{agent}/scenario-runs", {"version": 7}).status_code == 404


def test_a_run_that_was_cut_short_goes_on_and_keeps_what_it_found(
    member: Member, agent: str, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        write(member, agent, f"Saluda {number}", GREETS)
    run = start(member, agent)
    held: list[str] = []
    real = hold_run.__globals__["_held"]

    def dies(setting: Any, row: Any) -> Any:
        if len(held) == 1:
            held.append("killed")
            raise SystemExit
        held.append(row.name)
        return real(setting, row)

    monkeypatch.setattr(abreast, "WORKING", 1)
    monkeypatch.setitem(hold_run.__globals__, "_held", dies)
    with pytest.raises(SystemExit):
        work()
    hold_run(OrganizationId(member.organization_id), from_text("run", run["id"]))
    shown = member.api.get(f"/scenario-runs/{run['id']}").json()
    assert (shown["state"], shown["passed"]) == ("done", 3)
    assert held.count("Saluda 0") == 1, "what was held is not held again"


def test_a_run_can_be_cancelled_once(member: Member, agent: str, work: Callable[[], int]) -> None:
    write(member, agent, "Saluda", GREETS)
    run = start(member, agent)
    assert member.api.post(f"/scenario-runs/{run['id']}/cancel").json()["state"] == "cancelled"
    work()
    assert member.api.get(f"/scenario-runs/{run['id']}").json()["passed"] == 0
    again = member.api.post(f"/scenario-runs/{run['id']}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "run_is_over")


def test_a_scenario_is_changed_by_one_at_a_time_and_forgotten(
    member: Member, agent: str, work: Callable[[], int]
) -> None:
    scenario = write(member, agent, "Saluda", GREETS)
    run = start(member, agent)
    work()
    changed = member.api.patch(f"/scenarios/{scenario}", {"name": "Saluda bien"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["revision"]) == (200, 2)
    late = member.api.patch(f"/scenarios/{scenario}", {"name": "Otra"}, headers={"If-Match": '"1"'})
    assert late.status_code == 412
    assert member.api.delete(f"/scenarios/{scenario}").status_code == 204
    kept = member.api.get(f"/scenario-runs/{run['id']}").json()["results"]
    assert [(each["name"], each["scenario_id"]) for each in kept] == [("Saluda", None)]
    nothing = member.api.post(f"/agents/{agent}/scenario-runs", {})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "no_scenarios")


def test_so_many_runs_go_on_at_a_time(member: Member, agent: str, work: Callable[[], int]) -> None:
    write(member, agent, "Saluda", GREETS)
    runs = [start(member, agent) for _ in range(MOST_GOING)]
    answer = member.api.post(f"/agents/{agent}/scenario-runs", {})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_scenario_runs")
    member.api.post(f"/scenario-runs/{runs[0]['id']}/cancel")
    start(member, agent)


def test_a_build_server_reads_the_run(member: Member, agent: str, work: Callable[[], int]) -> None:
    write(member, agent, "Saluda \x07 <&>", GREETS)
    write(member, agent, "Imposible", FAILS)
    run = start(member, agent)
    work()
    answer = member.api.get(f"/scenario-runs/{run['id']}/junit")
    suite = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "zarzaparrilla" in (suite.findtext("testcase/failure") or "")


def test_managers_see_the_scenarios_of_their_agents_only(member: Member, agent: str) -> None:
    scenario = write(member, agent, "Saluda", GREETS)
    other = member.api.post("/agents", {"name": "Otra", "languages": ["es"]}).json()["id"]
    theirs = make_member(in_=member, role=Role.MANAGER, agent_ids=[from_text("agt", other)])
    assert theirs.api.get(f"/scenarios/{scenario}").status_code == 404
    assert theirs.api.get(f"/agents/{agent}/scenarios").status_code == 404
    assert theirs.api.post(f"/agents/{agent}/scenario-runs", {}).status_code == 404
    assert theirs.api.delete(f"/scenarios/{scenario}").status_code == 404


def test_a_build_server_holds_them_itself(member: Member, agent: str, work: Callable[[], int]) -> None:
    write(member, agent, "Saluda", GREETS)
    organization_id, agent_id = OrganizationId(member.organization_id), from_text("agt", agent)
    assert prove(organization_id, agent_id).holds
    write(member, agent, "Imposible", FAILS)
    proof = prove(organization_id, agent_id)
    assert [(name, passed) for name, passed, _ in proof.results] == [("Saluda", True), ("Imposible", False)]
    lines = [line for each in proof.results for line in result_lines(*each)]
    assert (proof.holds, lines[0], lines[1]) == (False, "passed  Saluda", "FAILED  Imposible")
    assert lines[2].startswith("        said(text="), "why"
    assert result_lines("Uno", False, ["said(text=\x1b[2J\u202eno): -"])[1] == "        said(text=[2Jno): -"
    assert b"zarzaparrilla" in proof.junit
    assert work() == 0, "no worker is asked to hold them again"
    assert [each["passed"] for each in json.loads(proof.json)["results"]] == [True, False]


def asking_tools(*tools: dict[str, Any]) -> dict[str, Any]:
    """A draft that calls one tool after the other, and says what each of them answered."""
    nodes: list[dict[str, Any]] = [{"id": "hello", "kind": "say", "data": {"text": {"es": "Hola."}}}]
    arrows: list[dict[str, Any]] = []
    for tool in tools:
        call, ok, bad = (f"{tool['name']}_{part}" for part in ("call", "ok", "bad"))
        data = {"tool": tool["name"], "arguments": tool.pop("with", {}), "result_variable": tool["name"]}
        nodes += [
            {"id": call, "kind": "tool_call", "data": data},
            {"id": ok, "kind": "say", "data": {"text": {"es": f"{tool['name']}: {{{{{tool['name']}}}}}"}}},
            {"id": bad, "kind": "say", "data": {"text": {"es": f"{tool['name']} falla"}}},
        ]
        last = nodes[-5]["id"] if arrows else "hello"
        arrows += [
            {"id": f"{call}1", "source": last, "target": call},
            {"id": f"{call}2", "source": call, "target": ok},
            {"id": f"{call}3", "source": call, "port": "failed", "target": bad},
        ]
    return {
        "name": "Recepción",
        "languages": ["es"],
        "tools": list(tools),
        "flows": [{"id": "main", "nodes": nodes, "edges": arrows}],
    }


def test_tools_of_ours_and_those_with_saved_answers_need_none_in_the_scenario(
    member: Member, agent: str, work: Callable[[], int]
) -> None:
    content = definition("https://example.com", outputs=[])
    tool = member.api.post("/tools", {"name": "free_slots", "label": "Huecos", "definition": content}).json()
    for name, day, body in (("Otro", "lunes", "a las nueve"), ("Jueves", "jueves", "a las diez")):
        case = {"name": name, "arguments": {"day": day}, "mock_status": 200, "mock_body": json.dumps(body)}
        assert member.api.post(f"/tools/{tool['id']}/cases", case).status_code == 201
    granted = {"name": "free_slots", "parameters": content["parameters"], "id": tool["id"]}
    ours = [{"name": name} for name in ("current_time", "opening_hours", "look_up_contact", "take_message")]
    draft = asking_tools({**granted, "with": {"day": "jueves"}}, *ours, {"name": "of_nobody"})
    saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    assert saved.status_code == 200, saved.content
    script = {
        "at": "2026-11-20T23:30:00+00:00",
        "hours": "closed",
        "checks": [{"kind": "said", "text": "of_nobody falla"}, {"kind": "said", "text": "a las diez"}],
    }
    write(member, agent, "Herramientas", script)
    run = start(member, agent)
    work()
    [result] = member.api.get(f"/scenario-runs/{run['id']}").json()["results"]
    detail = member.api.get(f"/scenario-runs/{run['id']}/results/{result['id']}").json()
    assert result["passed"], detail
    used = {each["tool"]: (each["ok"], each["mocked"]) for each in detail["exchanges"][0]["tools"]}
    assert used == {**dict.fromkeys(used, (True, True)), "of_nobody": (False, False)}
    told = detail["variables"]
    # The scenario's clock, where the business is, and the hours that it has in the scenario.
    assert told["current_time"] == {"iso": "2026-11-21T00:30+01:00", "weekday": "saturday"}
    assert (told["opening_hours"]["open_now"], told["opening_hours"]["date"]) == (False, "2026-11-21")
    assert (told["take_message"], told["look_up_contact"]) == ({"kept": True}, {"known": False})


def test_two_versions_are_set_beside_each_other(member: Member, agent: str, work: Callable[[], int]) -> None:
    write(member, agent, "Saluda", GREETS)
    write(member, agent, "Imposible", FAILS)
    assert member.api.post(f"/agents/{agent}/publish", {"note": ""}).status_code == 201
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    opening = next(node for node in draft["flows"][0]["nodes"] if node["kind"] == "say")
    opening["data"]["text"] = {"es": "Buenas. Zarzaparrilla."}
    assert member.api.put(f"/agents/{agent}/draft", {"blueprint": draft}).status_code == 200
    old = start(member, agent, version=1)
    write(member, agent, "Nuevo", GREETS)
    new = start(member, agent)
    work()
    shown = member.api.get(f"/scenario-runs/{new['id']}/compare/{old['id']}").json()
    assert (shown["here"]["version"], shown["there"]["version"]) == (None, 1)
    assert [(each["name"], each["change"]) for each in shown["items"]] == [
        ("Saluda", "broken"),
        ("Imposible", "mended"),
        ("Nuevo", "only_here"),
    ]
    detail = member.api.get(f"/scenario-runs/{old['id']}/results/{shown['items'][0]['there']}").json()
    assert detail["passed"] is True
    other = member.api.post("/agents", {"name": "Otra", "languages": ["es"]}).json()["id"]
    write(member, other, "Saluda", GREETS)
    theirs = start(member, other)
    answer = member.api.get(f"/scenario-runs/{new['id']}/compare/{theirs['id']}")
    assert answer.status_code == 404
