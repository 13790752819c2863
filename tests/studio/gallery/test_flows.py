"""A flow goes to the gallery, among the templates of another organization, into an agent, and on to its next version."""

from collections.abc import Callable
from typing import Any

import pytest

from centralita.identity.access.permissions import Role
from tests.people import Member
from tests.studio.gallery.shelf import approved, change, draft_of, kept

pytestmark = pytest.mark.database


def an_agent(member: Member, template: str = "hotel") -> str:
    made = member.api.post("/agents", {"name": "Recepción", "languages": ["es"], "template": template})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def installed(member: Member, gallery: str) -> str:
    made = member.api.post(f"/gallery-templates/{gallery}/flows", {"name": "Nuestra reserva"})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def rewrite(member: Member, agent: str, flow_id: str, texts: dict[str, str]) -> None:
    """Have the first steps of a flow that ask something ask these, by the steps' names."""
    flows = draft_of(member, agent)["flows"]
    for flow in flows:
        for node in flow["nodes"] if flow["id"] == flow_id else ():
            if node["name"] in texts:
                node["data"]["question"] = {"es": texts[node["name"]]}
    change(member, agent, {"flows": flows})


class Author:
    """Who published the flow of a hotel by which rooms are booked."""

    def __init__(self, member: Member, admin: Member) -> None:
        self.member, self.admin = member, admin
        self.agent = an_agent(member)
        self.template = kept(member, agent_id=self.agent, flow_id="booking")
        self.gallery = approved(member, admin, self.template)
        (flow,) = [one for one in draft_of(member, self.agent)["flows"] if one["id"] == "booking"]
        self.asking = [node["name"] for node in flow["nodes"] if node["data"].get("question")]

    def release(self, **texts: str) -> None:
        rewrite(self.member, self.agent, "booking", texts)
        kept(self.member, self.template, agent_id=self.agent, flow_id="booking")
        assert approved(self.member, self.admin, self.template) == self.gallery


@pytest.fixture
def author(member: Member, admin: Member) -> Author:
    return Author(member, admin)


def flow_of(member: Member, agent: str) -> dict[str, Any]:
    found: dict[str, Any] = draft_of(member, agent)["flows"][-1]
    return found


def test_a_flow_is_drawn_kept_and_put_into_an_agent_with_its_tools(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    listed = other.api.get("/gallery-templates?holds=flow&sort=newest&limit=100").json()["items"]
    assert author.gallery in {one["id"] for one in listed}
    inside = other.api.get(f"/gallery-templates/{author.gallery}").json()["inside"]
    (drawn,) = inside["blueprint"]["flows"]
    assert (inside["holds"], drawn["id"]) == ("flow", "booking")
    assert [tool["name"] for tool in inside["tools"]] == ["free_rooms", "book_room"]
    template = installed(other, author.gallery)
    saved = other.api.get(f"/saved-templates/{template}").json()
    assert (saved["holds"], saved["title"]) == ("flow", "Nuestra reserva")
    # Nothing is made before somebody puts it somewhere.
    assert other.api.get("/tools").json()["items"] == []
    target = an_agent(other, "dental_clinic")
    put = other.api.post(f"/saved-templates/{template}/flows", {"agent_id": target})
    assert put.status_code == 201, put.content
    (tool,) = [one for one in draft_of(other, target)["tools"] if one["name"] == "free_rooms"]
    assert tool["id"].startswith("tool_")
    errors = [
        one["code"]
        for one in other.api.get(f"/agents/{target}/draft").json()["problems"]
        if one["severity"] == "error"
    ]
    assert errors == []
    (copy,) = other.api.get(f"/gallery-templates/{author.gallery}").json()["copies"]
    assert copy["id"] == template


def test_a_kept_flow_takes_over_what_changed_and_keeps_what_was_changed_here(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    template = installed(other, author.gallery)
    address = f"/saved-templates/{template}/gallery-copy"
    first, second = author.asking[:2]
    author.release(**{first: "¿Qué día llega usted?", second: "¿Y qué día se va?"})
    assert other.api.get(address).json()["copy_of"]["waiting"] is True
    steps = other.api.get(f"{address}/update").json()["steps"]
    assert {(one["area"], one["name"], one["conflict"]) for one in steps} == {
        ("node", first, False),
        ("node", second, False),
    }
    (key,) = [one["key"] for one in steps if one["name"] == first]
    taken = other.api.post(f"{address}/update", {"version": 2, "take": [key]})
    assert taken.status_code == 200, taken.content
    assert other.api.get(f"/saved-templates/{template}").json()["version"] == 2
    target = an_agent(other, "dental_clinic")
    other.api.post(f"/saved-templates/{template}/flows", {"agent_id": target})
    asked = {node["name"]: node["data"].get("question") for node in flow_of(other, target)["nodes"]}
    assert asked[first] == {"es": "¿Qué día llega usted?"}
    assert asked[second] != {"es": "¿Y qué día se va?"}
    # What was left out is one's own from now on, and the next change of it is asked.
    author.release(**{second: "¿Cuándo se marcha?"})
    (step,) = other.api.get(f"{address}/update").json()["steps"]
    assert (step["name"], step["conflict"]) == (second, True)


@pytest.mark.parametrize("template", ["dental_clinic", "hotel"])
def test_a_flow_that_was_changed_in_an_agent_and_kept_again_is_still_known_step_by_step(
    author: Author, make: Callable[..., Member], template: str
) -> None:
    """In the agent of a hotel all its ids are taken, so that its steps had others there."""
    other = make()
    flow_template = installed(other, author.gallery)
    target = an_agent(other, template)
    put = other.api.post(f"/saved-templates/{flow_template}/flows", {"agent_id": target}).json()["flow_id"]
    first, second = author.asking[:2]
    rewrite(other, target, put, {first: "¿Qué día viene?"})
    kept(other, flow_template, agent_id=target, flow_id=put)
    address = f"/saved-templates/{flow_template}/gallery-copy"
    author.release(**{first: "¿Qué día llega usted?", second: "¿Y qué día se va?"})
    steps = other.api.get(f"{address}/update").json()["steps"]
    assert {(one["area"], one["name"], one["conflict"]) for one in steps} == {
        ("node", first, True),
        ("node", second, False),
    }
    (key,) = [one["key"] for one in steps if one["name"] == second]
    taken = other.api.post(f"{address}/update", {"version": 2, "take": [key]})
    assert taken.status_code == 200, taken.content
    bare = an_agent(other, "dental_clinic")
    other.api.post(f"/saved-templates/{flow_template}/flows", {"agent_id": bare})
    asked = {node["name"]: node["data"].get("question") for node in flow_of(other, bare)["nodes"]}
    assert asked[first] == {"es": "¿Qué día viene?"}
    assert asked[second] == {"es": "¿Y qué día se va?"}


def test_who_may_not_make_agents_keeps_none(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    template = installed(other, author.gallery)
    manager = make(in_=other, role=Role.MANAGER)
    asked = manager.api.post(f"/gallery-templates/{author.gallery}/flows", {"name": "X"})
    assert asked.status_code == 403
    assert manager.api.get(f"/saved-templates/{template}/gallery-copy").status_code == 200
    skipped = manager.api.post(f"/saved-templates/{template}/gallery-copy/skip", {"version": 2})
    assert skipped.status_code == 403
    assert author.member.api.get(f"/saved-templates/{template}/gallery-copy").status_code == 404
    # What was kept otherwise has no origin, and no agent is a flow.
    own = kept(other, agent_id=an_agent(other), flow_id="booking")
    assert other.api.get(f"/saved-templates/{own}/gallery-copy").json()["copy_of"] is None
    whole = kept(other, agent_id=an_agent(other))
    assert other.api.get(f"/saved-templates/{whole}/gallery-copy").status_code == 404
