"""What people may rely on when they keep agents."""

from typing import Any

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import from_text
from tests.people import Member

pytestmark = pytest.mark.database


def create(member: Member, name: str = "Recepción", **more: Any) -> dict[str, Any]:
    response = member.api.post("/agents", {"name": name, "languages": ["es"], **more})
    assert response.status_code == 201, response.content
    body: dict[str, Any] = response.json()
    return body


def names(response: Any) -> list[str]:
    return [agent["name"] for agent in response.json()["items"]]


def test_a_new_agent_is_a_draft_that_can_be_published(member: Member) -> None:
    agent = create(member)
    assert (agent["status"], agent["live_number"], agent["has_changes"]) == ("draft", None, True)
    version = member.api.post(f"/agents/{agent['id']}/publish", {"note": "Primera"}).json()
    assert (version["number"], version["live"], version["note"]) == (1, True, "Primera")
    after = member.api.get(f"/agents/{agent['id']}").json()
    assert (after["status"], after["has_changes"]) == ("active", False)


def test_the_list_is_searched_without_accents_filtered_and_paged(member: Member) -> None:
    for name in ("Clínica Ñandú", "Ventas 100%", "Citas"):
        create(member, name, tags=["clínica"] if name.startswith("Cl") else [])
    assert names(member.api.get("/agents?search=nandu")) == ["Clínica Ñandú"]
    assert names(member.api.get("/agents?search=%25")) == ["Ventas 100%"]
    assert names(member.api.get("/agents?tag=clínica")) == ["Clínica Ñandú"]
    assert names(member.api.get("/agents?status=active")) == []
    seen: list[str] = []
    cursor = ""
    while True:
        page = member.api.get(f"/agents?sort=name&limit=2{cursor}").json()
        seen += [agent["name"] for agent in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == ["Citas", "Clínica Ñandú", "Ventas 100%"]


@pytest.mark.parametrize("cursor", ["x", "%01", "W10", "WzEsMl0", "bnVsbA"])
def test_a_cursor_that_no_list_made_is_refused(member: Member, cursor: str) -> None:
    response = member.api.get(f"/agents?cursor={cursor}")
    assert (response.status_code, response.json()["code"]) == (422, "malformed_cursor")


def test_two_editors_do_not_overwrite_each_other(member: Member) -> None:
    agent = create(member)["id"]
    draft = member.api.get(f"/agents/{agent}/draft")
    tag, blueprint = draft["ETag"], draft.json()["blueprint"]
    first = {**blueprint, "persona": {"es": "Amable"}}
    saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": first}, headers={"If-Match": tag})
    assert saved.status_code == 200
    second = member.api.put(
        f"/agents/{agent}/draft",
        {"blueprint": {**blueprint, "persona": {"es": "Seca"}}},
        headers={"If-Match": tag},
    )
    assert (second.status_code, second.json()["code"]) == (412, "stale")
    assert member.api.get(f"/agents/{agent}/draft").json()["blueprint"]["persona"] == {"es": "Amable"}


def test_an_unfinished_draft_is_kept_and_its_problems_are_named(member: Member) -> None:
    agent = create(member)["id"]
    broken = {"name": "Roto", "languages": ["es"], "flows": [{"id": "main", "nodes": [], "edges": []}]}
    saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": broken})
    assert saved.status_code == 200
    assert any(problem["severity"] == "error" for problem in saved.json()["problems"])
    refused = member.api.post(f"/agents/{agent}/publish", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "agent_has_problems")


def test_a_draft_without_the_shape_of_a_blueprint_is_refused_with_the_field(member: Member) -> None:
    agent = create(member)["id"]
    response = member.api.put(f"/agents/{agent}/draft", {"blueprint": {"languages": "es"}})
    assert (response.status_code, response.json()["code"]) == (422, "draft_malformed")
    assert response.json()["field"].startswith("blueprint.languages")


def test_versions_are_compared_and_rolled_back_as_new_numbers(member: Member) -> None:
    agent = create(member)["id"]
    member.api.post(f"/agents/{agent}/publish", {})
    blueprint = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    blueprint["flows"][0]["nodes"][0]["data"]["text"] = {"es": "Buenos días"}
    member.api.put(f"/agents/{agent}/draft", {"blueprint": blueprint})
    changes = member.api.get(f"/agents/{agent}/diff").json()["changes"]
    assert [(change["area"], change["how"], change["path"]) for change in changes] == [
        ("node", "changed", "data.text.es")
    ]
    assert member.api.post(f"/agents/{agent}/publish", {}).json()["number"] == 2
    third = member.api.post(f"/agents/{agent}/versions/1/restore", {"note": "Vuelta"}).json()
    assert (third["number"], third["rolled_back_to"]) == (3, 1)
    same = member.api.get(f"/agents/{agent}/diff?base=1&target=3").json()["changes"]
    assert same == []
    again = member.api.post(f"/agents/{agent}/versions/1/restore", {})
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_publish")


def test_pause_resume_archive_and_bring_back(member: Member) -> None:
    agent = create(member)["id"]
    refused = member.api.post(f"/agents/{agent}/pause")
    assert (refused.status_code, refused.json()["code"]) == (409, "agent_step_not_possible")
    member.api.post(f"/agents/{agent}/publish", {})
    assert member.api.post(f"/agents/{agent}/pause").json()["status"] == "paused"
    assert member.api.post(f"/agents/{agent}/resume").json()["status"] == "active"
    assert member.api.post(f"/agents/{agent}/archive").json()["status"] == "archived"
    assert names(member.api.get("/agents")) == []
    assert names(member.api.get("/agents?status=archived")) == ["Recepción"]
    assert member.api.post(f"/agents/{agent}/unarchive").json()["status"] == "paused"
    member.api.post(f"/agents/{agent}/archive")
    assert member.api.delete(f"/agents/{agent}").status_code == 204
    assert member.api.get(f"/agents/{agent}").status_code == 404


def test_a_copy_is_a_draft_of_its_own(member: Member) -> None:
    agent = create(member)["id"]
    member.api.post(f"/agents/{agent}/publish", {})
    copy = member.api.post(f"/agents/{agent}/duplicate").json()
    assert (copy["name"], copy["status"], copy["live_number"]) == ("Recepción (2)", "draft", None)


def test_the_same_idempotency_key_makes_one_agent(member: Member) -> None:
    body = {"name": "Única", "languages": ["es"]}
    first = member.api.post("/agents", body, headers={"Idempotency-Key": "k1"})
    again = member.api.post("/agents", body, headers={"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert member.api.get("/agents").json()["total"] == 1
    other = member.api.post("/agents", {**body, "name": "Otra"}, headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_manager_sees_and_changes_only_the_agents_given_to_them(member: Member, make: Any) -> None:
    mine, other = create(member, "Mía")["id"], create(member, "Ajena")["id"]
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[from_text("agt", mine)])
    assert names(manager.api.get("/agents")) == ["Mía"]
    assert manager.api.get(f"/agents/{other}").status_code == 404
    assert manager.api.patch(f"/agents/{mine}", {"description": "x"}).status_code == 200
    assert manager.api.post("/agents", {"name": "Nueva"}).status_code == 403


def test_another_organizations_agent_answers_like_an_unknown_one(member: Member, make: Any) -> None:
    stranger = make()
    agent = create(member)["id"]
    unknown = "agt_00000000000000000000000000"
    assert stranger.api.get(f"/agents/{agent}").status_code == 404
    bodies = [stranger.api.get(f"/agents/{one}").json() for one in (agent, unknown)]
    for body in bodies:
        body.pop("request_id")
    assert bodies[0] == bodies[1]


def test_every_write_is_in_the_audit_trail(member: Member) -> None:
    agent = create(member)["id"]
    member.api.patch(f"/agents/{agent}", {"name": "Otra"})
    member.api.post(f"/agents/{agent}/publish", {})
    entries = member.api.get("/audit").json()["items"]
    actions = {entry["action"] for entry in entries}
    assert {"agent_create", "agent_update", "agent_publish"} <= actions
