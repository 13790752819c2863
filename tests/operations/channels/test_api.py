"""Channels as the dashboard uses them."""

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import new_id, to_text
from centralita.operations.channels.domain import parse_key
from tests.operations.agents import make_agent

pytestmark = pytest.mark.database


def make_channel(member, agent_id, **fields):
    body = {
        "name": "Web",
        "agent_id": to_text("agt", agent_id),
        "origins": ["https://Clinica.example/"],
        **fields,
    }
    answer = member.api.post("/channels", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_new_channel_comes_with_its_key_and_the_line_for_the_page(member) -> None:
    made = make_channel(
        member, make_agent(member), settings={"color": "#0f766e", "greeting": {"es": "¿Le ayudo?"}}
    )
    assert parse_key(made["key"]) == member.organization_id
    assert made["origins"] == ["https://clinica.example"]
    assert made["serving"] == "live"
    assert made["snippet"].endswith(f'/widget.js" data-key="{made["key"]}" async></script>')
    assert made["settings"]["position"] == "right"
    assert made["agent_name"] == "Recepción"
    assert "channel:update" in made["can"]


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ({"published": False}, "agent_not_published"),
        ({"status": "paused"}, "agent_paused"),
        ({"status": "archived"}, "agent_archived"),
    ],
)
def test_it_says_why_it_does_not_serve(member, agent, expected) -> None:
    assert make_channel(member, make_agent(member, **agent))["serving"] == expected


def test_a_switched_off_channel_says_so(member) -> None:
    made = make_channel(member, make_agent(member))
    changed = member.api.patch(f"/channels/{made['id']}", {"enabled": False}).json()
    assert (changed["serving"], changed["revision"]) == ("disabled", 2)


def test_an_api_channel_has_no_line_for_a_page(member) -> None:
    assert make_channel(member, make_agent(member), kind="api")["snippet"] == ""


def test_two_editors_do_not_overwrite_each_other(member) -> None:
    made = make_channel(member, make_agent(member))
    path = f"/channels/{made['id']}"
    first = member.api.patch(path, {"name": "Portada"}, headers={"If-Match": '"1"'})
    assert (first.status_code, first["ETag"]) == (200, '"2"')
    second = member.api.patch(path, {"name": "Otra"}, headers={"If-Match": '"1"'})
    assert (second.status_code, second.json()["code"]) == (412, "stale")


def test_a_new_key_replaces_the_old_one(member) -> None:
    made = make_channel(member, make_agent(member))
    rotated = member.api.post(f"/channels/{made['id']}/rotate-key").json()
    assert rotated["key"] != made["key"]
    assert parse_key(rotated["key"]) == member.organization_id


@pytest.mark.parametrize(
    "fields",
    [
        {"origins": ["https://clinica.example/path"]},
        {"settings": {"color": "red"}},
        {"settings": {"unknown": 1}},
        {"name": "   "},
        {"kind": "fax"},
    ],
)
def test_what_cannot_be_is_refused(member, fields) -> None:
    body = {"name": "Web", "agent_id": to_text("agt", make_agent(member)), **fields}
    assert member.api.post("/channels", body).status_code == 422


def test_a_channel_leads_to_an_agent_of_the_organization(member, make) -> None:
    other = make()
    for agent_id in (make_agent(other), new_id()):
        answer = member.api.post("/channels", {"name": "Web", "agent_id": to_text("agt", agent_id)})
        assert (answer.status_code, answer.json()["field"]) == (404, "agent_id")


def test_another_organizations_channel_answers_like_an_unknown_one(member, make) -> None:
    foreign = make_channel(other := make(), make_agent(other))
    for path in (f"/channels/{foreign['id']}", f"/channels/{to_text('chn', new_id())}", "/channels/x"):
        assert member.api.get(path).status_code == 404
        assert member.api.patch(path, {"name": "x"}).status_code == 404
        assert member.api.delete(path).status_code == 404
    assert other.api.get(f"/channels/{foreign['id']}").status_code == 200


def test_a_manager_has_the_channels_of_the_agents_given_to_them(member, make) -> None:
    mine, other = make_agent(member, "Mía"), make_agent(member, "Otra")
    made, hidden = make_channel(member, mine), make_channel(member, other)
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[mine])
    assert [item["id"] for item in manager.api.get("/channels").json()["items"]] == [made["id"]]
    assert manager.api.get(f"/channels/{hidden['id']}").status_code == 404
    moved = manager.api.patch(f"/channels/{made['id']}", {"agent_id": to_text("agt", other)})
    assert moved.status_code == 404


def test_a_viewer_sees_none(member, make) -> None:
    assert make(in_=member, role=Role.VIEWER).api.get("/channels").status_code == 403


def test_the_list_goes_by_name_and_in_pages(member) -> None:
    agent = make_agent(member)
    for name in ("b", "a", "c"):
        make_channel(member, agent, name=name)
    first = member.api.get("/channels?limit=2").json()
    second = member.api.get(f"/channels?limit=2&cursor={first['next_cursor']}").json()
    assert [item["name"] for item in first["items"] + second["items"]] == ["a", "b", "c"]
    assert second["next_cursor"] is None
    assert member.api.get("/channels?cursor=zzz").status_code == 422


def test_a_deleted_channel_is_gone(member) -> None:
    made = make_channel(member, make_agent(member))
    assert member.api.delete(f"/channels/{made['id']}").status_code == 204
    assert member.api.get(f"/channels/{made['id']}").status_code == 404
