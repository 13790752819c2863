"""A saved template is published, looked at, installed by others, rated, and its copies follow its next version."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.organizations.letters import letter_to
from centralita.kit.ids import new_id, to_text
from tests.people import Member

pytestmark = pytest.mark.database

SECRET = "sk-live-0123456789abcdefghij"


@pytest.fixture
def admin(make: Callable[..., Member]) -> Member:
    return make(is_super_admin=True)


def an_agent(member: Member, **draft: Any) -> str:
    made = member.api.post(
        "/agents", {"name": "Recepción", "languages": ["es"], "template": "hotel_follow_up", "kind": "both"}
    )
    assert made.status_code == 201, made.content
    if draft:
        change(member, made.json()["id"], draft)
    return str(made.json()["id"])


def change(member: Member, agent: str, patch: dict[str, Any]) -> None:
    draft = member.api.get(f"/agents/{agent}/draft")
    kept = member.api.put(
        f"/agents/{agent}/draft",
        {"blueprint": {**draft.json()["blueprint"], **patch}},
        headers={"If-Match": draft.headers["ETag"]},
    )
    assert kept.status_code == 200, kept.content


def draft_of(member: Member, agent: str) -> dict[str, Any]:
    found: dict[str, Any] = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    return found


def a_template(member: Member, agent: str, template: str | None = None) -> str:
    told = {"agent_id": agent, "title": "La nuestra", "summary": ""}
    answer = (
        member.api.put(f"/saved-templates/{template}", told)
        if template
        else member.api.post("/saved-templates", told)
    )
    assert answer.status_code in {200, 201}, answer.content
    return str(answer.json()["id"])


def hand_in(member: Member, template: str, **told: Any) -> dict[str, Any]:
    unique = str(new_id())[-8:]
    answer = member.api.post(
        f"/saved-templates/{template}/submissions",
        {"title": f"Hotel {unique}", "public_name": "Agencia Norte", "industry": "hotel", **told},
    )
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def approved(member: Member, admin: Member, template: str, **told: Any) -> str:
    """The id in the gallery of what was handed in and let in."""
    handed = hand_in(member, template, **told)
    decided = admin.api.post(f"/platform/gallery-submissions/{handed['id']}/approve")
    assert decided.status_code == 200, decided.content
    found = member.api.get(f"/gallery-templates?search={handed['title']}").json()["items"]
    assert len(found) == 1
    return str(found[0]["id"])


def installed(member: Member, gallery: str, name: str = "Nuestro hotel") -> str:
    made = member.api.post(f"/gallery-templates/{gallery}/agents", {"name": name})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def letters_told(member: Member) -> list[dict[str, Any]]:
    """What waits to be sent to one member of this organization; it is taken off the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'organizations.tell_member'"
            " AND args->>'organization_id' = %s RETURNING id, args",
            [str(member.organization_id)],
        )
        rows = sorted(cursor.fetchall())
    return [json.loads(row[1]) if isinstance(row[1], str) else row[1] for row in rows]


def test_its_author_is_told_by_letter_what_was_decided(member: Member, admin: Member) -> None:
    template = a_template(member, an_agent(member))
    handed = hand_in(member, template)
    assert letters_told(member) == []
    address = f"/platform/gallery-submissions/{handed['id']}"
    assert admin.api.post(f"{address}/refuse", {"reason": "Nombra a un cliente."}).status_code == 200
    (told,) = letters_told(member)
    assert (told["letter"], told["user_id"]) == ("gallery_refuse", str(member.user.id))
    letter = letter_to(UUID(told["organization_id"]), UUID(told["user_id"]), told["letter"], told["data"])
    assert letter is not None
    assert letter.to == [member.user.email]
    assert handed["title"] in letter.subject
    assert "Nombra a un cliente." in letter.body
    assert "/templates" in letter.body
    gallery = approved(member, admin, template)
    assert [one["letter"] for one in letters_told(member)] == ["gallery_approve"]
    admin.api.post(f"/platform/gallery-templates/{gallery}/take-down", {"reason": "Queja."})
    (told,) = letters_told(member)
    assert (told["letter"], told["data"]["reason"]) == ("gallery_take_down", "Queja.")


def test_who_is_no_member_any_more_gets_no_letter(member: Member, make: Callable[..., Member]) -> None:
    assert letter_to(make().organization_id, member.user.id, "gallery_approve", {}) is None


def test_only_what_was_approved_is_seen_by_others(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    handed = hand_in(member, a_template(member, an_agent(member)))
    assert (handed["state"], handed["version"]) == ("submitted", 1)
    other = make()
    assert other.api.get(f"/gallery-templates?search={handed['title']}").json()["items"] == []
    assert other.api.get("/gallery-submissions").json()["items"] == []
    waiting = admin.api.get("/platform/gallery-submissions").json()["items"]
    assert handed["id"] in {one["id"] for one in waiting}
    review = admin.api.get(f"/platform/gallery-submissions/{handed['id']}").json()
    assert (review["public_name"], review["before"], review["changes"]) == ("Agencia Norte", None, [])
    assert review["inside"]["steps"]
    done = admin.api.post(f"/platform/gallery-submissions/{handed['id']}/approve")
    assert done.json()["state"] == "approved"
    again = admin.api.post(f"/platform/gallery-submissions/{handed['id']}/approve")
    assert again.status_code == 404
    (seen,) = other.api.get(f"/gallery-templates?search={handed['title']}").json()["items"]
    assert (seen["author"], seen["version"], seen["installs"], seen["rating"], seen["mine"]) == (
        "Agencia Norte",
        1,
        0,
        None,
        False,
    )
    shown = other.api.get(f"/gallery-templates/{seen['id']}").content.decode()
    assert to_text("org", member.organization_id) not in shown
    assert str(member.organization_id) not in shown
    (mine,) = member.api.get("/gallery-submissions").json()["items"]
    assert mine["state"] == "approved"
    actions = [entry["action"] for entry in member.api.get("/audit").json()["items"]]
    assert {"gallery_submit", "gallery_approve"} <= set(actions)


def test_what_is_the_authors_own_is_taken_out_and_told(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    saved = member.api.patch(
        "/business", {"name": "Hotel Mirador Azul", "phone": "+34 912 345 678", "email": "hola@mirador.es"}
    )
    assert saved.status_code == 200, saved.content
    told = (
        "Somos Hotel Mirador Azul. Llame al 912 34 56 78, al 611 222 333 o escriba a hola@mirador.es "
        f"o a ana@otro.es. Clave: {SECRET}"
    )
    template = a_template(member, an_agent(member, persona={"es": told}))
    preview = member.api.post(f"/saved-templates/{template}/gallery-preview", {}).json()
    persona = preview["inside"]["blueprint"]["persona"]["es"]
    assert persona.startswith("Somos {{business.name}}. Llame al {{business.phone}}, al […]")
    assert "{{business.email}}" in persona
    for gone in ("611", "ana@otro", SECRET, "Mirador"):
        assert gone not in persona
    kinds = {one["kind"] for one in preview["findings"]}
    assert {"secret", "email", "phone", "fact"} <= kinds
    assert SECRET not in str(preview)
    gallery = approved(member, admin, template)
    other = make()
    shown = other.api.get(f"/gallery-templates/{gallery}").content.decode()
    for gone in ("611 222", "mirador", "Mirador", "otro.es", SECRET):
        assert gone not in shown
    assert member.api.get("/gallery-templates").status_code == 200
    with_ids = str(preview["inside"])
    assert re.search(r"(agt|tool|org|doc)_[0-9a-z]{26}", with_ids) is None


def test_a_refusal_is_told_with_its_reason_and_another_try_is_open(member: Member, admin: Member) -> None:
    template = a_template(member, an_agent(member))
    handed = hand_in(member, template)
    twice = member.api.post(
        f"/saved-templates/{template}/submissions", {"title": "X", "public_name": "Y", "industry": ""}
    )
    assert (twice.status_code, twice.json()["code"]) == (409, "gallery_already_waiting")
    address = f"/platform/gallery-submissions/{handed['id']}"
    assert admin.api.post(f"{address}/refuse", {"reason": ""}).status_code == 422
    assert admin.api.post(f"{address}/refuse", {"reason": "Nombra a un cliente."}).status_code == 200
    (mine,) = member.api.get("/gallery-submissions").json()["items"]
    assert (mine["state"], mine["reason"]) == ("refused", "Nombra a un cliente.")
    assert hand_in(member, template)["version"] == 1


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


ROOMS: dict[str, Any] = {
    "description": "Habitaciones libres",
    "request": {
        "method": "GET",
        "address": "https://api.example.com/rooms",
        "headers": [{"name": "X-Api-Key", "value": "abcdefgh12345"}],
    },
}


def grant_rooms(member: Member, agent: str, tool: str) -> None:
    published = member.api.post(f"/tools/{tool}/publish", {"note": ""})
    assert published.status_code in {200, 201}, published.content
    grants = member.api.get("/tools/grants").json()["items"]
    change(member, agent, {"tools": [one for one in grants if one["name"] == "rooms"]})


def a_tool(member: Member, agent: str) -> str:
    made = member.api.post("/tools", {"name": "rooms", "label": "Habitaciones", "definition": ROOMS})
    assert made.status_code == 201, made.content
    grant_rooms(member, agent, made.json()["id"])
    return str(made.json()["id"])


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
    assert draft_of(other, copy)["tools"][0]["id"].startswith("tool_")
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
    (granted,) = draft_of(other, copy)["tools"]
    assert (granted["name"], granted["version"]) == ("order_status_2", 0)
    (case,) = other.api.get(f"/tools/{granted['id']}/cases").json()["items"]
    assert "en reparto" in case["mock_body"]
    come = other.api.get(f"/agents/{copy}/scenarios").json()["items"]
    assert [one["name"] for one in come] == [one["name"] for one in written]
    connected = next(one for one in come if "conectada" in one["name"])
    script = other.api.get(f"/scenarios/{connected['id']}").json()["script"]
    assert [mock["tool"] for mock in script["mocks"]] == ["order_status_2"]
    assert "order_status_2" in [check.get("tool") for check in script["checks"]]


def test_a_tool_that_the_template_changed_comes_as_a_new_one(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    agent = an_agent(member)
    tool = a_tool(member, agent)
    template = a_template(member, agent)
    gallery = approved(member, admin, template)
    other = make()
    copy = installed(other, gallery)
    (before,) = draft_of(other, copy)["tools"]
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
    (after,) = draft_of(other, copy)["tools"]
    assert (before["name"], after["name"]) == ("rooms", "rooms_2")
    assert after["id"] != before["id"]
    assert len(other.api.get("/tools").json()["items"]) == 2
    # What was decided is not asked again, and the next version is compared with this one.
    assert other.api.get(address).status_code == 404


def test_what_leaves_the_gallery_stays_with_those_who_have_it(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    template = a_template(member, an_agent(member))
    gallery = approved(member, admin, template)
    other = make()
    copy = installed(other, gallery)
    (mine,) = member.api.get("/gallery-submissions").json()["items"]
    stranger = other.api.post(f"/gallery-submissions/{mine['id']}/withdraw")
    assert stranger.status_code == 404
    assert member.api.post(f"/gallery-submissions/{mine['id']}/withdraw").json()["state"] == "withdrawn"
    assert other.api.get(f"/gallery-templates/{gallery}").status_code == 404
    assert other.api.get(f"/agents/{copy}/gallery-copy").json()["copy_of"]["gone"] is True
    assert other.api.get(f"/agents/{copy}").status_code == 200
    # It comes back with its next version, and is taken down for good.
    assert approved(member, admin, template) == gallery
    assert other.api.get(f"/gallery-templates/{gallery}").json()["installs"] == 1
    down = admin.api.post(f"/platform/gallery-templates/{gallery}/take-down", {"reason": "Queja."})
    assert down.status_code == 204, down.content
    assert other.api.get(f"/gallery-templates/{gallery}").status_code == 404
    assert {one["reason"] for one in member.api.get("/gallery-submissions").json()["items"]} == {
        "Queja.",
        "",
    }


def test_who_may_not_does_not(member: Member, admin: Member, make: Callable[..., Member]) -> None:
    template = a_template(member, an_agent(member))
    gallery = approved(member, admin, template)
    manager = make(in_=member, role=Role.MANAGER)
    assert manager.api.post(f"/saved-templates/{template}/gallery-preview", {}).status_code == 403
    assert manager.api.post(f"/gallery-templates/{gallery}/agents", {"name": "X"}).status_code == 403
    assert member.api.get("/platform/gallery-submissions").status_code == 403
    unknown = to_text("gtp", new_id())
    assert member.api.get(f"/gallery-templates/{unknown}").status_code == 404
    assert member.api.get("/gallery-templates?cursor=x").status_code == 422
