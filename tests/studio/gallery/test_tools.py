"""A tool goes to the gallery without its keys, into another organization, and on to its next version."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from centralita.identity.access.permissions import Permission, Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.studio.gallery.queries import copies_of, get_template
from tests.people import Member
from tests.studio.gallery.shelf import approved, hand_in, kept

pytestmark = pytest.mark.database

KEY = "abcd-12"
SIGN_IN = {"sign_in": "bearer", "credentials": {"token": "s3cr3t-of-theirs"}}


def rooms(**request: Any) -> dict[str, Any]:
    return {
        "description": "Habitaciones libres",
        "parameters": {
            "type": "object",
            "properties": {"day": {"type": "string", "description": "Qué día"}},
            "required": ["day"],
        },
        "request": {
            "method": "GET",
            "address": "https://api.example.com/rooms",
            "query": [{"name": "day", "value": "{day}"}],
            "headers": [{"name": "X-Api-Key", "value": KEY}],
            **request,
        },
    }


def installed(member: Member, gallery: str, name: str = "Habitaciones libres") -> str:
    made = member.api.post(f"/gallery-templates/{gallery}/tools", {"name": name})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def change(member: Member, tool: str, **told: Any) -> None:
    changed = member.api.patch(f"/tools/{tool}", told)
    assert changed.status_code == 200, changed.content


class Author:
    """Who published a tool that signs in."""

    def __init__(self, member: Member, admin: Member) -> None:
        self.member, self.admin = member, admin
        made = member.api.post("/tools", {"name": "rooms", "label": "Habitaciones", "definition": rooms()})
        assert made.status_code == 201, made.content
        self.tool = made.json()["id"]
        change(member, self.tool, **SIGN_IN)
        self.template = kept(member, tool_id=self.tool)
        self.gallery = approved(member, admin, self.template)

    def release(self, definition: dict[str, Any]) -> None:
        change(self.member, self.tool, definition=definition, **SIGN_IN)
        kept(self.member, self.template, tool_id=self.tool)
        assert approved(self.member, self.admin, self.template) == self.gallery


@pytest.fixture
def author(member: Member, admin: Member) -> Author:
    return Author(member, admin)


def test_a_tool_is_shown_with_its_form_and_made_without_anybodys_keys(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    listed = other.api.get("/gallery-templates?holds=tool&language=es&sort=newest&limit=100").json()["items"]
    assert author.gallery in {one["id"] for one in listed}
    seen = other.api.get(f"/gallery-templates/{author.gallery}")
    for secret in (KEY, "s3cr3t"):
        assert secret not in seen.content.decode()
    inside = seen.json()["inside"]
    assert (inside["holds"], inside["signs_in"], inside["addresses"]) == ("tool", True, ["api.example.com"])
    (shown,) = inside["tools"]
    assert shown["arguments"] == [
        {"name": "day", "description": "Qué día", "type": "string", "required": True}
    ]
    assert {(one["part"], one["name"], one["value"]) for one in shown["sends"]} == {
        ("query", "day", "{day}"),
        ("headers", "X-Api-Key", ""),
    }
    made = other.api.get(f"/tools/{installed(other, author.gallery)}").json()
    assert (made["label"], made["sign_in"], made["live_number"]) == (
        "Habitaciones libres",
        "bearer",
        None,
    )
    # It says how it signs in, and waits for a key of whoever took it.
    (waiting,) = other.api.get("/tool-sign-ins").json()["items"]
    assert (waiting["waiting"], waiting["secrets"], waiting["origins"]) == (
        True,
        [],
        ["https://api.example.com"],
    )
    assert made["definition"]["request"]["address"] == "https://api.example.com/rooms"
    (copy,) = other.api.get(f"/gallery-templates/{author.gallery}").json()["copies"]
    assert (copy["id"], copy["name"]) == (made["id"], "Habitaciones libres")


def test_a_newer_version_leaves_what_was_filled_in_here(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    tool = installed(other, author.gallery)
    own = rooms(headers=[{"name": "X-Api-Key", "value": "la-nuestra"}])
    change(other, tool, definition={**own, "description": "Con mis palabras"}, **SIGN_IN)
    address = f"/tools/{tool}/gallery-copy"
    newer = rooms(query=[{"name": "day", "value": "{day}"}, {"name": "beds", "value": "2"}])
    author.release({**newer, "description": "Lo que queda libre", "timeout": 20})
    update = other.api.get(f"{address}/update").json()
    assert {one["name"]: (one["how"], one["conflict"]) for one in update["steps"]} == {
        "description": ("changed", True),
        "request.query.beds": ("added", False),
        "timeout": ("changed", False),
    }
    wanted = [one["key"] for one in update["steps"] if one["wanted"]]
    taken = other.api.post(f"{address}/update", {"version": 2, "take": wanted})
    assert taken.status_code == 200, taken.content
    after = other.api.get(f"/tools/{tool}").json()
    definition = after["definition"]
    assert definition["description"] == "Con mis palabras"
    assert [one["name"] for one in definition["request"]["query"]] == ["day", "beds"]
    assert definition["request"]["headers"][0]["value"] == "la-nuestra"
    assert definition["timeout"] == 20
    assert after["sign_in"] == "bearer"


def test_a_key_does_not_follow_a_template_to_another_host(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    tool = installed(other, author.gallery)
    change(other, tool, **SIGN_IN)
    author.release(rooms(address="https://elsewhere.example.org/rooms"))
    address = f"/tools/{tool}/gallery-copy/update"
    (step,) = other.api.get(address).json()["steps"]
    assert other.api.post(address, {"version": 2, "take": [step["key"]]}).status_code == 200
    after = other.api.get(f"/tools/{tool}").json()
    assert after["definition"]["request"]["address"] == "https://elsewhere.example.org/rooms"
    assert after["sign_in"] == "none"


def test_an_argument_that_goes_is_not_required_any_more(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    tool = installed(other, author.gallery)
    author.release({**rooms(query=[]), "parameters": {"type": "object", "properties": {}}})
    address = f"/tools/{tool}/gallery-copy/update"
    steps = other.api.get(address).json()["steps"]
    gone = next(one for one in steps if one["name"] == "parameters.properties.day")
    assert gone["how"] == "removed"
    assert other.api.post(address, {"version": 2, "take": [gone["key"]]}).status_code == 200
    parameters = other.api.get(f"/tools/{tool}").json()["definition"]["parameters"]
    assert (parameters["properties"], parameters.get("required", [])) == ({}, [])


def test_who_may_not_make_tools_installs_none_and_reviews_name_what_is_new(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    tool = installed(other, author.gallery)
    manager = make(in_=other, role=Role.MANAGER)
    assert manager.api.post(f"/gallery-templates/{author.gallery}/tools", {"name": "X"}).status_code == 403
    assert manager.api.get(f"/tools/{tool}/gallery-copy").status_code == 200
    assert manager.api.post(f"/tools/{tool}/gallery-copy/skip", {"version": 2}).status_code == 403
    assert author.member.api.get(f"/tools/{tool}/gallery-copy").status_code == 404
    change(author.member, author.tool, definition={**rooms(), "timeout": 5})
    kept(author.member, author.template, tool_id=author.tool)
    handed = hand_in(author.member, author.template)
    review = author.admin.api.get(f"/platform/gallery-submissions/{handed['id']}").json()
    assert [(one["area"], one["path"]) for one in review["changes"]] == [("tool", "timeout")]


def test_who_may_not_read_tools_is_not_told_their_names(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    installed(other, author.gallery)
    barred = replace(other.actor, permissions=other.actor.permissions - {Permission.TOOL_READ})
    with tenant_scope(other.organization_id):
        template = get_template(from_text("gtp", author.gallery))
        assert len(copies_of(other.actor, template)) == 1
        assert copies_of(barred, template) == []
