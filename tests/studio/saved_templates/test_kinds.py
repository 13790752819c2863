"""A flow, a prompt and a tool are kept as templates, and come out again: with ids of their own, and without secrets."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import from_text
from tests.people import Member

pytestmark = pytest.mark.database


def _agent(member: Member, template: str = "hotel", name: str = "Recepción") -> str:
    made = member.api.post("/agents", {"name": name, "languages": ["es"], "template": template})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def _draft(member: Member, agent: str) -> dict[str, Any]:
    found: dict[str, Any] = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    return found


def _save(member: Member, **what: str) -> dict[str, Any]:
    saved = member.api.post("/saved-templates", {"title": "La nuestra", **what})
    assert saved.status_code == 201, saved.content
    found: dict[str, Any] = saved.json()
    return found


def test_a_flow_goes_into_another_agent_under_ids_of_its_own(member: Member) -> None:
    source = _agent(member)
    saved = _save(member, agent_id=source, flow_id="booking")
    assert (saved["holds"], saved["installs"]) == ("flow", 0)
    shown = member.api.get(f"/saved-templates/{saved['id']}").json()
    assert "Llegada" in shown["steps"]
    target = _agent(member, "dental_clinic", "Clínica")
    before = _draft(member, target)
    made = member.api.post(f"/saved-templates/{saved['id']}/flows", {"agent_id": target})
    assert made.status_code == 201, made.content
    draft = member.api.get(f"/agents/{target}/draft")
    assert draft.headers["ETag"] == f'"{made.json()["revision"]}"'
    after = draft.json()["blueprint"]
    assert after["flows"][:-1] == before["flows"]
    flow = after["flows"][-1]
    assert flow["id"] == made.json()["flow_id"]
    ids = {node["id"] for one in before["flows"] for node in one["nodes"]}
    assert not ids & {node["id"] for node in flow["nodes"]}
    assert flow["entry"] in {node["id"] for node in flow["nodes"]}
    had = {tool["name"] for tool in before["tools"]}
    assert {tool["name"] for tool in after["tools"]} == had | {"free_rooms", "book_room"}
    # It leads to the agent's own flow for a person, and is sound as it stands.
    assert [one["code"] for one in draft.json()["problems"] if one["severity"] == "error"] == []
    # A second time it stands beside the first.
    again = member.api.post(f"/saved-templates/{saved['id']}/flows", {"agent_id": target}).json()
    names = [one["name"] for one in _draft(member, target)["flows"]]
    assert len(set(names)) == len(names)
    assert again["flow_id"] != made.json()["flow_id"]
    # Putting the draft back as it was undoes it, unless somebody went on with it.
    stale = member.api.put(
        f"/agents/{target}/draft",
        {"blueprint": before},
        headers={"If-Match": f'"{made.json()["revision"]}"'},
    )
    assert stale.status_code == 412
    undone = member.api.put(
        f"/agents/{target}/draft", {"blueprint": before}, headers={"If-Match": f'"{again["revision"]}"'}
    )
    assert undone.status_code == 200
    assert _draft(member, target)["flows"] == before["flows"]


def test_what_people_said_to_one_another_about_a_flow_stays_with_it(member: Member) -> None:
    ana = {"by": "usr_1", "name": "Ana Ruiz", "at": "2026-03-01T09:30:00Z"}
    asked = {"text": "¿Y esto?", "signed": ana, "answers": [{"id": "a1", "text": "Sí.", "signed": ana}]}
    source = _agent(member)
    draft = member.api.get(f"/agents/{source}/draft")
    blueprint = draft.json()["blueprint"]
    flow = next(one for one in blueprint["flows"] if one["id"] == "booking")
    flow["layout"] = {
        "notes": [
            {"id": "n1", **asked},
            {"id": "n2", **asked, "node": flow["nodes"][0]["id"]},
            {"id": "n3", **asked, "done": ana},
        ]
    }
    kept = member.api.put(
        f"/agents/{source}/draft", {"blueprint": blueprint}, headers={"If-Match": draft.headers["ETag"]}
    )
    assert kept.status_code == 200, kept.content
    whole = member.api.get(f"/saved-templates/{_save(member, agent_id=source)['id']}").json()["blueprint"]
    part = _save(member, agent_id=source, flow_id="booking")
    target = _agent(member, "dental_clinic", "Clínica")
    put = member.api.post(f"/saved-templates/{part['id']}/flows", {"agent_id": target}).json()["flow_id"]
    for held, name in ((whole, "booking"), (_draft(member, target), put)):
        [booking] = [one for one in held["flows"] if one["id"] == name]
        [note] = booking["layout"]["notes"]
        assert note["text"] == "¿Y esto?"
        assert "Ana Ruiz" not in json.dumps(held, ensure_ascii=False)


def test_a_flow_that_goes_on_to_one_that_is_not_there_says_so(member: Member) -> None:
    saved = _save(member, agent_id=_agent(member), flow_id="booking")
    bare = member.api.post("/agents", {"name": "Nueva", "languages": ["es"]}).json()["id"]
    assert member.api.post(f"/saved-templates/{saved['id']}/flows", {"agent_id": bare}).status_code == 201
    draft = member.api.get(f"/agents/{bare}/draft").json()
    jumps = [
        node["data"]["flow"]
        for node in draft["blueprint"]["flows"][-1]["nodes"]
        if node["kind"] == "go_to_flow"
    ]
    assert jumps == [None]
    assert "error" in {one["severity"] for one in draft["problems"]}


def test_a_prompt_becomes_a_template_and_a_prompt_again(member: Member) -> None:
    prompt = member.api.post(
        "/prompts",
        {
            "name": "reception",
            "title": "Recepción",
            "content": {"text": "Sea breve con {{name}}.", "language": "es"},
        },
    ).json()
    saved = _save(member, prompt_id=prompt["id"])
    assert (saved["holds"], saved["languages"]) == ("prompt", ["es"])
    assert member.api.get(f"/saved-templates/{saved['id']}").json()["text"] == "Sea breve con {{name}}."
    made = member.api.post(f"/saved-templates/{saved['id']}/prompts", {"title": "Otra recepción"})
    assert made.status_code == 201, made.content
    other = member.api.get(f"/prompts/{made.json()['id']}").json()
    assert (other["name"], other["title"]) == ("reception_2", "Otra recepción")
    assert other["content"]["text"] == "Sea breve con {{name}}."
    assert member.api.get("/saved-templates?holds=prompt").json()["items"][0]["installs"] == 1
    assert member.api.get("/saved-templates?holds=tool").json()["items"] == []


def test_a_tool_becomes_a_template_without_its_secrets(member: Member) -> None:
    definition = {
        "description": "Habitaciones libres",
        "request": {
            "method": "GET",
            "address": "https://api.example.com/rooms",
            "headers": [{"name": "X-Api-Key", "value": "abcd-12"}],
        },
    }
    tool = member.api.post(
        "/tools", {"name": "rooms", "label": "Habitaciones", "definition": definition}
    ).json()
    kept = member.api.patch(
        f"/tools/{tool['id']}", {"sign_in": "bearer", "credentials": {"token": "muy-secreto-1234"}}
    )
    assert kept.status_code == 200, kept.content
    case = {"name": "Hay", "arguments": {}, "mock_status": 200, "mock_body": '{"free":true}'}
    member.api.post(f"/tools/{tool['id']}/cases", case)
    saved = _save(member, tool_id=tool["id"])
    shown = member.api.get(f"/saved-templates/{saved['id']}")
    assert (shown.json()["holds"], shown.json()["signs_in"]) == ("tool", True)
    assert shown.json()["address"] == "https://api.example.com/rooms"
    made = member.api.post(f"/saved-templates/{saved['id']}/tools", {"title": "Otras habitaciones"})
    assert made.status_code == 201, made.content
    assert made.json()["signs_in"] is True
    other = member.api.get(f"/tools/{made.json()['id']}").json()
    assert (other["name"], other["label"], other["live_number"]) == ("rooms_2", "Otras habitaciones", None)
    assert (other["sign_in"], other["secrets"]) == ("bearer", [])
    assert [one["code"] for one in other["problems"]] == ["sign_in_waiting"]
    assert other["definition"]["request"]["headers"] == [{"name": "X-Api-Key", "value": ""}]
    assert len(member.api.get(f"/tools/{other['id']}/cases").json()["items"]) == 1
    for told in (shown.content.decode(), str(other)):
        assert "secreto" not in told
        assert "abcdefgh" not in told


def test_each_is_used_as_what_it_is(member: Member) -> None:
    agent = _agent(member)
    saved = _save(member, agent_id=agent, flow_id="booking")
    wrong = member.api.post(f"/saved-templates/{saved['id']}/agents", {"name": "X"})
    assert wrong.status_code == 404
    assert member.api.post(f"/saved-templates/{saved['id']}/tools", {"title": "X"}).status_code == 404
    whole = {"agent_id": agent, "title": "Otra cosa"}
    assert member.api.put(f"/saved-templates/{saved['id']}", whole).status_code == 404
    flow = {**whole, "flow_id": "person"}
    assert member.api.put(f"/saved-templates/{saved['id']}", flow).json()["version"] == 2
    gone = member.api.post("/saved-templates", {**whole, "flow_id": "nothing"})
    assert gone.status_code == 404
    for told in ({"title": "X"}, {"title": "X", "flow_id": "main"}, {**whole, "tool_id": "tool_x"}):
        assert member.api.post("/saved-templates", told).status_code == 422


def test_a_manager_puts_flows_into_agents_of_their_own(member: Member, make: Callable[..., Member]) -> None:
    own, other = _agent(member), _agent(member, name="Otra")
    saved = _save(member, agent_id=other, flow_id="booking")
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[from_text("agt", own)])
    address = f"/saved-templates/{saved['id']}/flows"
    assert manager.api.post(address, {"agent_id": own}).status_code == 201
    assert manager.api.post(address, {"agent_id": other}).status_code == 404
    assert manager.api.post(f"/saved-templates/{saved['id']}/tools", {"title": "X"}).status_code == 403
    stranger = make()
    theirs = _agent(stranger)
    assert stranger.api.post(address, {"agent_id": theirs}).status_code == 404
