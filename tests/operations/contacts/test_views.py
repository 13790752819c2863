"""Saved views: whose they are, what they hold, and what campaigns are given of them."""

import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.operations.contacts.public import ContactFilter, find_contacts, view_contacts
from tests.operations.contacts.asking import made

pytestmark = pytest.mark.database


def kept(member, **fields) -> dict:
    answer = member.api.post("/contact-views", {"name": "Interesados", **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def named(member) -> list[str]:
    return [view["name"] for view in member.api.get("/contact-views").json()["items"]]


def test_a_view_keeps_filter_order_and_columns(member) -> None:
    told = {"stage": "interested", "do_not_call": False, "owner": "none", "search": "ana"}
    view = kept(member, filter=told, sort="-active_at", columns=["phone", "stage"])
    (seen,) = member.api.get("/contact-views").json()["items"]
    assert seen == view
    assert {name: value for name, value in view["filter"].items() if value not in ("", None)} == told
    assert (view["sort"], view["columns"], view["mine"]) == ("-active_at", ["phone", "stage"], True)
    changed = member.api.patch(f"/contact-views/{view['id']}", {"name": "Otra", "filter": {"tag": "vip"}})
    assert (changed.json()["name"], changed.json()["filter"]["stage"]) == ("Otra", None)
    assert member.api.delete(f"/contact-views/{view['id']}").status_code == 204
    assert named(member) == []


def test_ones_own_are_seen_by_nobody_else_until_they_are_shared(member, make) -> None:
    manager, viewer = make(in_=member, role=Role.MANAGER), make(in_=member, role=Role.VIEWER)
    view = kept(member)
    address = f"/contact-views/{view['id']}"
    assert named(manager) == []
    assert manager.api.patch(address, {"name": "Mía"}).status_code == 404
    assert manager.api.delete(address).status_code == 404
    member.api.patch(address, {"shared": True})
    assert named(manager) == ["Interesados"]
    theirs = manager.api.patch(address, {"name": "De todos", "shared": False}).json()
    assert (theirs["name"], theirs["shared"], theirs["mine"]) == ("De todos", True, False)
    assert named(make()) == []
    assert viewer.api.get("/contact-views").status_code == 403


def test_what_cannot_be_asked_cannot_be_kept(member) -> None:
    for filter_ in ({"stage": "nothing"}, {"owner": "mbr_nobody"}, {"import": "imp_x"}, {"unknown": 1}):
        answer = member.api.post("/contact-views", {"name": "X", "filter": filter_})
        assert answer.status_code in {404, 422}, filter_


def test_the_contacts_of_a_view_come_page_by_page(member, make) -> None:
    wanted = [made(member, name=f"Ana {n}", stage="interested")["id"] for n in range(5)]
    made(member, name="Ana", stage="won")
    view = from_text("cvw", kept(member, filter={"stage": "interested", "search": "ana"}, sort="name")["id"])
    with tenant_scope(member.organization_id):
        seen, after = [], None
        while page := view_contacts(member.organization_id, view, after=after, limit=2):
            assert len(page) <= 2
            seen += page
            after = page[-1]
        assert [to_text("con", each) for each in seen] == sorted(wanted)
        everybody = find_contacts(member.organization_id, ContactFilter(), after=None, limit=100)
        assert len(everybody) == 6
        assert find_contacts(member.organization_id, ContactFilter(search="?!"), after=None, limit=9) == ()
    other = make()
    with tenant_scope(other.organization_id), pytest.raises(NotFound):
        view_contacts(other.organization_id, view, after=None, limit=2)
