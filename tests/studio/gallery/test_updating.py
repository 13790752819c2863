"""What was made of a template follows its next version, as far as its owner wants it to."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import Member
from tests.studio.gallery.shelf import (
    ROOMS,
    a_template,
    a_tool,
    an_agent,
    approved,
    change,
    draft_of,
    grant_rooms,
    installed,
    tools_of,
)

pytestmark = pytest.mark.database


def test_a_copy_takes_over_what_changed_and_keeps_its_own_words(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    agent = an_agent(member)
    template = a_template(member, agent)
    gallery = approved(member, admin, template)
    other = make()
    copy = installed(other, gallery)
    address = f"/agents/{copy}/gallery-copy"
    origin = other.api.get(address).json()["copy_of"]
    assert (origin["version"], origin["newest"], origin["waiting"]) == (1, 1, False)
    assert other.api.get(f"{address}/update").status_code == 404
    draft = draft_of(other, copy)
    own = draft["persona"]["es"] + " Hable de usted."
    change(other, copy, {"persona": {"es": own}})
    notice = draft_of(member, agent)["ai_notice"]["es"]
    change(
        member,
        agent,
        {"persona": {"es": "Otra manera."}, "ai_notice": {"es": f"{notice} Gracias."}},
    )
    a_template(member, agent, template)
    assert approved(member, admin, template, note="Más amable.") == gallery
    origin = other.api.get(address).json()["copy_of"]
    assert (origin["newest"], origin["waiting"], origin["note"]) == (2, True, "Más amable.")
    update = other.api.get(f"{address}/update").json()
    steps = {step["key"]: step for step in update["steps"]}
    assert steps["persona/es"]["conflict"] is True
    assert (steps["persona/es"]["own"], steps["persona/es"]["after"]) == (own, "Otra manera.")
    assert steps["ai_notice/es"]["conflict"] is False
    assert set(steps) == {"persona/es", "ai_notice/es"}
    wrong = other.api.post(f"{address}/update", {"version": 1, "take": []})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "gallery_version_moved")
    assert other.api.post(f"{address}/update", {"version": 2, "take": ["name"]}).status_code == 422
    taken = other.api.post(f"{address}/update", {"version": 2, "take": ["ai_notice/es"]})
    assert taken.status_code == 200, taken.content
    assert (taken.json()["version"], taken.json()["waiting"]) == (2, False)
    after = draft_of(other, copy)
    assert after["persona"]["es"] == own
    assert after["ai_notice"]["es"].endswith("Gracias.")
    assert after["name"] == "Nuestro hotel"
    assert other.api.get(f"/agents/{copy}").json()["live_number"] is None


def test_a_tool_that_the_template_changed_comes_as_a_new_one(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    agent = an_agent(member)
    tool = a_tool(member, agent)
    template = a_template(member, agent)
    gallery = approved(member, admin, template)
    other = make()
    copy = installed(other, gallery)
    (before,) = tools_of(other, copy)
    elsewhere = {**ROOMS, "request": {**ROOMS["request"], "address": "https://api.example.com/free"}}
    changed = member.api.patch(f"/tools/{tool}", {"definition": {**elsewhere, "description": "Otra cosa"}})
    assert changed.status_code == 200, changed.content
    grant_rooms(member, agent, tool)
    a_template(member, agent, template)
    approved(member, admin, template)
    address = f"/agents/{copy}/gallery-copy/update"
    steps = other.api.get(address).json()["steps"]
    assert [(step["area"], step["name"], step["conflict"]) for step in steps] == [("tool", "rooms", False)]
    taken = other.api.post(address, {"version": 2, "take": [steps[0]["key"]]})
    assert taken.status_code == 200, taken.content
    (after,) = tools_of(other, copy)
    assert (before["name"], after["name"]) == ("rooms", "rooms_2")
    assert after["id"] != before["id"]
    assert len(other.api.get("/tools").json()["items"]) == 2
    # What was decided is not asked again, and the next version is compared with this one.
    assert other.api.get(address).status_code == 404


def test_scenarios_that_are_new_changed_or_gone_are_taken_one_by_one(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    def script(said: str) -> dict[str, Any]:
        return {"steps": [{"say": said}], "checks": [{"kind": "ends", "how": "open"}]}

    def write(who: Member, agent: str, name: str, said: str) -> str:
        written = who.api.post(f"/agents/{agent}/scenarios", {"name": name, "script": script(said)})
        assert written.status_code == 201, written.content
        return str(written.json()["id"])

    agent = an_agent(member)
    written = {name: write(member, agent, name, "hola") for name in ("Uno", "Dos", "Tres")}
    template = a_template(member, agent)
    gallery = approved(member, admin, template)
    other = make()
    copy = installed(other, gallery)
    here = {one["name"]: one["id"] for one in other.api.get(f"/agents/{copy}/scenarios").json()["items"]}
    other.api.patch(f"/scenarios/{here['Dos']}", {"script": script("buenas")})
    for name in ("Uno", "Dos"):
        changed = member.api.patch(f"/scenarios/{written[name]}", {"script": script("adiós")})
        assert changed.status_code == 200, changed.content
    assert member.api.delete(f"/scenarios/{written['Tres']}").status_code == 204
    write(member, agent, "Cuatro", "hola")
    a_template(member, agent, template)
    approved(member, admin, template)
    address = f"/agents/{copy}/gallery-copy/update"
    steps = other.api.get(address).json()["steps"]
    assert {one["name"]: (one["how"], one["conflict"], one["wanted"]) for one in steps} == {
        "Uno": ("changed", False, True),
        "Dos": ("changed", True, False),
        "Tres": ("removed", False, True),
        "Cuatro": ("added", False, True),
    }
    taken = other.api.post(address, {"version": 2, "take": [one["key"] for one in steps if one["wanted"]]})
    assert taken.status_code == 200, taken.content
    found = {
        one["name"]: other.api.get(f"/scenarios/{one['id']}").json()["script"]["steps"][0]["say"]
        for one in other.api.get(f"/agents/{copy}/scenarios").json()["items"]
        if one["name"] in {"Uno", "Dos", "Tres", "Cuatro"}
    }
    assert found == {"Uno": "adiós", "Dos": "buenas", "Cuatro": "hola"}


def test_a_scenario_that_is_called_otherwise_is_the_same_one(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    def script(said: str) -> dict[str, Any]:
        return {"steps": [{"say": said}], "checks": [{"kind": "ends", "how": "open"}]}

    agent = an_agent(member)
    for one in member.api.get(f"/agents/{agent}/scenarios").json()["items"]:
        member.api.delete(f"/scenarios/{one['id']}")
    written = {}
    for name in ("Uno", "Dos", "Tres"):
        made = member.api.post(f"/agents/{agent}/scenarios", {"name": name, "script": script(f"hola {name}")})
        written[name] = made.json()["id"]
    template = a_template(member, agent)
    gallery = approved(member, admin, template)
    other = make()
    copy = installed(other, gallery)

    def scenarios() -> dict[str, tuple[str, str]]:
        items = other.api.get(f"/agents/{copy}/scenarios").json()["items"]
        whole = {one["id"]: other.api.get(f"/scenarios/{one['id']}").json()["script"] for one in items}
        return {one["name"]: (one["id"], whole[one["id"]]["steps"][0]["say"]) for one in items}

    before = scenarios()
    # Here the first has another name; there the first says something else, and the second is called otherwise.
    other.api.patch(f"/scenarios/{before['Uno'][0]}", {"name": "El nuestro"})
    member.api.patch(f"/scenarios/{written['Uno']}", {"script": script("buenas")})
    member.api.patch(f"/scenarios/{written['Dos']}", {"name": "El segundo"})
    a_template(member, agent, template)
    approved(member, admin, template)
    address = f"/agents/{copy}/gallery-copy/update"
    steps = other.api.get(address).json()["steps"]
    assert {one["name"]: (one["how"], one["conflict"]) for one in steps} == {
        "El nuestro": ("changed", False),
        "Dos": ("changed", False),
    }
    assert other.api.post(address, {"version": 2, "take": [one["key"] for one in steps]}).status_code == 200
    after = scenarios()
    assert after == {
        "El nuestro": (before["Uno"][0], "buenas"),
        "El segundo": (before["Dos"][0], "hola Dos"),
        "Tres": before["Tres"],
    }
    # It is still known after that.
    member.api.patch(f"/scenarios/{written['Dos']}", {"name": "El otro", "script": script("adiós")})
    a_template(member, agent, template)
    approved(member, admin, template)
    (step,) = other.api.get(address).json()["steps"]
    assert (step["name"], step["how"], step["conflict"]) == ("El segundo", "changed", False)
    assert (step["before"], step["after"]) == ("El segundo\nhola Dos", "El otro\nadiós")
