"""Agents are made of templates of the gallery, with their tools, scenarios and knowledge, and templates are rated."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import Member
from tests.studio.gallery.shelf import a_template, a_tool, an_agent, approved, installed, tools_of

pytestmark = pytest.mark.database


def test_installs_count_organizations_and_only_they_rate(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    gallery = approved(member, admin, a_template(member, an_agent(member)))
    one, other = make(), make()
    early = one.api.put(f"/gallery-templates/{gallery}/rating", {"stars": 5})
    assert (early.status_code, early.json()["code"]) == (409, "gallery_not_installed")
    installed(one, gallery)
    installed(one, gallery, "El segundo")
    installed(other, gallery)
    installed(member, gallery)
    own = member.api.put(f"/gallery-templates/{gallery}/rating", {"stars": 5})
    assert (own.status_code, own.json()["code"]) == (409, "gallery_own_template")
    assert one.api.put(f"/gallery-templates/{gallery}/rating", {"stars": 6}).status_code == 422
    for stars in (1, 5):
        rated = one.api.put(
            f"/gallery-templates/{gallery}/rating", {"stars": stars, "comment": "<b>Bien</b> 611222333"}
        )
        assert rated.json()["comment"] == "<b>Bien</b> […]"
    other.api.put(f"/gallery-templates/{gallery}/rating", {"stars": 4})
    seen = make().api.get(f"/gallery-templates/{gallery}").json()
    assert (seen["installs"], seen["rating"], seen["ratings"]) == (2, 4.5, 2)
    assert [each["comment"] for each in seen["comments"]] == ["<b>Bien</b> […]"]
    assert seen["own_rating"] is None
    assert other.api.delete(f"/gallery-templates/{gallery}/rating").status_code == 204
    assert other.api.get(f"/gallery-templates/{gallery}").json()["rating"] == 5
    comment = seen["comments"][0]["id"]
    assert admin.api.delete(f"/platform/gallery-ratings/{comment}/comment").status_code == 204
    assert make().api.get(f"/gallery-templates/{gallery}").json()["comments"] == []


def test_tools_and_scenarios_come_along_without_a_sign_in(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    agent = an_agent(member)
    a_tool(member, agent)
    script = {"steps": [{"say": "Mi número es 611 222 333"}], "checks": [{"kind": "ends", "how": "open"}]}
    written = member.api.post(f"/agents/{agent}/scenarios", {"name": "Con número", "script": script})
    assert written.status_code == 201, written.content
    template = a_template(member, agent)
    gallery = approved(member, admin, template)
    other = make()
    seen = other.api.get(f"/gallery-templates/{gallery}").json()
    assert seen["inside"]["tools"][0]["address"] == "https://api.example.com/rooms"
    assert "api.example.com" in seen["inside"]["addresses"]
    assert "abcdefgh" not in str(seen)
    copy = installed(other, gallery)
    assert [each["label"] for each in other.api.get("/tools").json()["items"]] == ["Habitaciones"]
    assert tools_of(other, copy)[0]["id"].startswith("tool_")
    (scenario,) = [
        one
        for one in other.api.get(f"/agents/{copy}/scenarios").json()["items"]
        if one["name"] == "Con número"
    ]
    told = other.api.get(f"/scenarios/{scenario['id']}").json()["script"]
    assert told["steps"][0]["say"] == "Mi número es 600000000"


def test_what_waits_for_its_address_comes_along_with_its_answer_and_its_scenarios(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    made = member.api.post("/agents", {"name": "Tienda", "languages": ["es"], "template": "shop_support"})
    written = member.api.get(f"/agents/{made.json()['id']}/scenarios").json()["items"]
    gallery = approved(member, admin, a_template(member, made.json()["id"]))
    other = make()
    # A tool of that name is there already, and does something else.
    other.api.post("/tools", {"name": "order_status", "label": "Otra", "definition": {}})
    copy = installed(other, gallery)
    (granted,) = tools_of(other, copy)
    assert (granted["name"], granted["version"]) == ("order_status_2", 0)
    case, _missing = other.api.get(f"/tools/{granted['id']}/cases").json()["items"]
    assert "en reparto" in case["mock_body"]
    come = other.api.get(f"/agents/{copy}/scenarios").json()["items"]
    assert [one["name"] for one in come] == [one["name"] for one in written]
    connected = next(one for one in come if "conectada" in one["name"])
    script = other.api.get(f"/scenarios/{connected['id']}").json()["script"]
    assert [mock["tool"] for mock in script["mocks"]] == ["order_status_2"]
    assert "order_status_2" in [check.get("tool") for check in script["checks"]]


def with_a_tool(member: Member, admin: Member) -> str:
    """A template in the gallery whose agent has a tool."""
    agent = an_agent(member)
    a_tool(member, agent)
    return approved(member, admin, a_template(member, agent))


def fill_in(member: Member, tool: str, **request: Any) -> None:
    definition = member.api.get(f"/tools/{tool}").json()["definition"]
    definition["request"] |= request
    changed = member.api.patch(f"/tools/{tool}", {"definition": definition})
    assert changed.status_code == 200, changed.content
    published = member.api.post(f"/tools/{tool}/publish", {"note": ""})
    assert published.status_code == 201, published.content


def test_a_second_agent_takes_the_tool_that_the_first_brought(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    gallery = with_a_tool(member, admin)
    other = make()
    copies = [installed(other, gallery, f"Hotel {number}") for number in range(2)]
    first, second = (tools_of(other, copy)[0] for copy in copies)
    assert first == second
    assert len(other.api.get("/tools").json()["items"]) == 1
    # What the template leaves to be filled in is no change of it.
    key = [{"name": "X-Api-Key", "value": "la-9931"}]
    fill_in(other, first["id"], headers=key)
    third = tools_of(other, installed(other, gallery, "Hotel 3"))[0]
    assert (third["id"], third["version"]) == (first["id"], 2)
    # Somewhere else is: the template's comes beside it, and people can tell them apart.
    fill_in(other, first["id"], headers=key, address="https://api.example.com/ours")
    fourth = tools_of(other, installed(other, gallery, "Hotel 4"))[0]
    assert fourth["name"] == "rooms_2"
    assert {each["label"] for each in other.api.get("/tools").json()["items"]} == {
        "Habitaciones",
        "Habitaciones (2)",
    }
    # The next agent finds that one.
    assert tools_of(other, installed(other, gallery, "Hotel 5"))[0]["id"] == fourth["id"]
    assert len(other.api.get("/tools").json()["items"]) == 2


def test_a_tool_of_the_same_name_that_came_from_elsewhere_is_left_alone(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    gallery = with_a_tool(member, admin)
    other = make()
    own = other.api.post("/tools", {"name": "rooms", "label": "Habitaciones", "definition": {}})
    granted = tools_of(other, installed(other, gallery))[0]
    assert (granted["name"], granted["id"] != own.json()["id"]) == ("rooms_2", True)
