"""An agent is kept as a template, and others of the organization make agents of it; nobody else sees it."""

from collections.abc import Callable

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import new_id, to_text
from tests.people import Member

pytestmark = pytest.mark.database


def _agent(member: Member, name: str = "Recepción") -> str:
    made = member.api.post(
        "/agents", {"name": name, "languages": ["es", "en"], "template": "hotel", "kind": "both"}
    )
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def _save(member: Member, agent: str, title: str = "La nuestra") -> dict[str, object]:
    saved = member.api.post("/saved-templates", {"agent_id": agent, "title": title, "summary": "Con avisos."})
    assert saved.status_code == 201, saved.content
    found: dict[str, object] = saved.json()
    return found


def test_an_agent_becomes_a_template_and_the_template_an_agent(
    member: Member, make: Callable[..., Member]
) -> None:
    saved = _save(member, _agent(member))
    assert (saved["version"], saved["installs"], saved["kind"]) == (1, 0, "both")
    assert saved["languages"] == ["es", "en"]
    colleague = make(in_=member, role=Role.ADMIN)
    listed = colleague.api.get("/saved-templates").json()["items"]
    assert [one["title"] for one in listed] == ["La nuestra"]
    shown = colleague.api.get(f"/saved-templates/{saved['id']}").json()
    assert "Reservar" in shown["steps"]
    made = colleague.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "Playa"})
    assert made.status_code == 201, made.content
    agent = colleague.api.get(f"/agents/{made.json()['id']}").json()
    assert (agent["name"], agent["kind"], agent["template"]) == ("Playa", "both", saved["id"])
    draft = colleague.api.get(f"/agents/{made.json()['id']}/draft").json()
    assert {one["code"] for one in draft["problems"]} == {"tool_not_connected"}
    assert draft["blueprint"]["name"] == "Playa"
    assert colleague.api.get("/saved-templates").json()["items"][0]["installs"] == 1


def test_saving_again_makes_the_next_version_and_leaves_made_agents_alone(member: Member) -> None:
    agent = _agent(member)
    saved = _save(member, agent)
    made = member.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "Playa"}).json()["id"]
    draft = member.api.get(f"/agents/{agent}/draft")
    changed = {**draft.json()["blueprint"], "persona": {"es": "Otra voz.", "en": "Another voice."}}
    kept = member.api.put(
        f"/agents/{agent}/draft", {"blueprint": changed}, headers={"If-Match": draft.headers["ETag"]}
    )
    assert kept.status_code == 200, kept.content
    again = member.api.put(
        f"/saved-templates/{saved['id']}", {"agent_id": agent, "title": "La nueva", "summary": ""}
    )
    assert again.status_code == 200, again.content
    assert (again.json()["version"], again.json()["title"]) == (2, "La nueva")
    content = member.api.get(f"/saved-templates/{saved['id']}").json()["blueprint"]
    assert content["persona"]["es"] == "Otra voz."
    before = member.api.get(f"/agents/{made}/draft").json()["blueprint"]
    assert before["persona"]["es"] != "Otra voz."


def test_a_template_outlives_its_agent_and_agents_outlive_their_template(member: Member) -> None:
    agent = _agent(member)
    saved = _save(member, agent)
    made = member.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "Playa"}).json()["id"]
    assert member.api.delete(f"/agents/{agent}").status_code == 204
    assert member.api.get(f"/saved-templates/{saved['id']}").status_code == 200
    assert member.api.delete(f"/saved-templates/{saved['id']}").status_code == 204
    assert member.api.get(f"/saved-templates/{saved['id']}").status_code == 404
    assert member.api.get(f"/agents/{made}").status_code == 200


def test_another_organization_sees_nothing_of_it(member: Member, make: Callable[..., Member]) -> None:
    agent = _agent(member)
    saved = _save(member, agent)
    stranger = make()
    assert stranger.api.get("/saved-templates").json()["items"] == []
    unknown = to_text("tpl", new_id())
    for template in (saved["id"], unknown):
        assert stranger.api.get(f"/saved-templates/{template}").status_code == 404
        made = stranger.api.post(f"/saved-templates/{template}/agents", {"name": "X"})
        assert (made.status_code, made.json()["code"]) == (404, "not_found")
    taken = stranger.api.post("/saved-templates", {"agent_id": agent, "title": "X"})
    assert taken.status_code == 404


def test_a_viewer_keeps_and_makes_nothing(member: Member, make: Callable[..., Member]) -> None:
    agent = _agent(member)
    saved = _save(member, agent)
    viewer = make(in_=member, role=Role.VIEWER)
    assert viewer.api.post("/saved-templates", {"agent_id": agent, "title": "X"}).status_code == 403
    assert viewer.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "X"}).status_code == 403
    assert viewer.api.delete(f"/saved-templates/{saved['id']}").status_code == 403


def _tools(member: Member, agent: str) -> dict[str, dict[str, object]]:
    """The organization's tools that the agent is granted, by name."""
    tools = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]["tools"]
    return {tool["name"]: tool for tool in tools if tool["id"]}


def test_its_scenarios_and_tools_come_along(member: Member) -> None:
    agent = _agent(member)
    tools = _tools(member, agent)
    granted = tools["free_rooms"]
    written = [one["name"] for one in member.api.get(f"/agents/{agent}/scenarios").json()["items"]]
    saved = _save(member, agent)
    # What the agent is tried with later is not the template's.
    for one in member.api.get(f"/agents/{agent}/scenarios").json()["items"]:
        assert member.api.delete(f"/scenarios/{one['id']}").status_code == 204
    made = member.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "Playa"}).json()["id"]
    come = [one["name"] for one in member.api.get(f"/agents/{made}/scenarios").json()["items"]]
    assert written
    assert come == written
    assert _tools(member, made) == tools
    # Where the tool is gone, one like it is made.
    member.api.delete(f"/agents/{agent}")
    member.api.delete(f"/agents/{made}")
    assert member.api.delete(f"/tools/{granted['id']}").status_code == 204
    again = member.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "Monte"}).json()["id"]
    others = _tools(member, again)
    other = others.pop("free_rooms")
    assert other["version"] == 0
    assert other["id"] != granted["id"]
    assert others == {name: tool for name, tool in tools.items() if name != "free_rooms"}
    cases = member.api.get(f"/tools/{other['id']}/cases").json()["items"]
    assert [case["mock_status"] for case in cases] == [200, 200]


def test_what_was_connected_since_is_taken_as_it_is_now(member: Member) -> None:
    agent = _agent(member)
    saved = _save(member, agent)
    granted = _tools(member, agent)["free_rooms"]
    definition = member.api.get(f"/tools/{granted['id']}").json()["definition"]
    definition["request"]["address"] = "https://api.example.com/rooms"
    member.api.patch(f"/tools/{granted['id']}", {"definition": definition})
    assert member.api.post(f"/tools/{granted['id']}/publish", {"note": ""}).status_code == 201
    made = member.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "Playa"}).json()["id"]
    taken = _tools(member, made)["free_rooms"]
    assert (taken["id"], taken["version"]) == (granted["id"], 1)
