"""A saved template is handed in, looked at and let into the gallery, or not; its author learns what was decided."""

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
from tests.studio.gallery.shelf import a_template, an_agent, approved, hand_in, installed, kept

pytestmark = pytest.mark.database


SECRET = "sk-live-0123456789abcdefghij"


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
        "o a ana@otro.es."
    )
    template = a_template(member, an_agent(member, persona={"es": told}))
    preview = member.api.post(f"/saved-templates/{template}/gallery-preview", {}).json()
    persona = preview["inside"]["blueprint"]["persona"]["es"]
    assert persona.startswith("Somos {{business.name}}. Llame al {{business.phone}}, al […]")
    assert "{{business.email}}" in persona
    for gone in ("611", "ana@otro", "Mirador"):
        assert gone not in persona
    kinds = {one["kind"] for one in preview["findings"]}
    assert {"email", "phone", "fact"} <= kinds
    gallery = approved(member, admin, template)
    other = make()
    shown = other.api.get(f"/gallery-templates/{gallery}").content.decode()
    for gone in ("611 222", "mirador", "Mirador", "otro.es"):
        assert gone not in shown
    assert member.api.get("/gallery-templates").status_code == 200
    with_ids = str(preview["inside"])
    assert re.search(r"(agt|tool|org|doc)_[0-9a-z]{26}", with_ids) is None


def _persona(member: Member) -> tuple[str, str]:
    return a_template(member, an_agent(member, persona={"es": f"Amable. Clave: {SECRET}"})), "persona"


def _question(member: Member) -> tuple[str, str]:
    asked = {"question": "¿Y el wifi?", "answer": f"La clave es {SECRET}", "language": "es"}
    added = member.api.post("/knowledge/faq", asked)
    assert added.status_code == 201, added.content
    return a_template(member, an_agent(member)), "questions"


def _tool(member: Member) -> tuple[str, str]:
    definition = {"description": f"Con {SECRET}", "request": {"address": "https://api.example.com/x"}}
    made = member.api.post("/tools", {"name": "rooms", "label": "Habitaciones", "definition": definition})
    return kept(member, tool_id=made.json()["id"]), "Habitaciones"


def _prompt(member: Member) -> tuple[str, str]:
    content = {"text": "Amable.", "variables": [{"name": "key", "sample": SECRET}]}
    made = member.api.post("/prompts", {"name": "manner", "title": "Trato", "content": content})
    return kept(member, prompt_id=made.json()["id"]), "Trato"


@pytest.mark.parametrize("write", [_persona, _question, _tool, _prompt])
def test_a_secret_in_a_text_is_refused_where_it_stands(
    member: Member, write: Callable[[Member], tuple[str, str]]
) -> None:
    template, place = write(member)
    preview = member.api.post(f"/saved-templates/{template}/gallery-preview", {"questions": True})
    assert SECRET not in preview.content.decode()
    assert [one["kind"] for one in preview.json()["findings"] if one["written"]] == ["secret"]
    told = {"title": "X", "public_name": "Y", "questions": True}
    refused = member.api.post(f"/saved-templates/{template}/submissions", told)
    assert (refused.status_code, refused.json()["code"]) == (422, "gallery_has_secrets")
    assert place in refused.json()["detail"]
    assert member.api.get("/gallery-submissions").json()["items"] == []


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
