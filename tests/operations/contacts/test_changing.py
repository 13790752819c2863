"""Changing contacts, one and several."""

import pytest

from tests.operations.contacts.asking import audited, kinds, listed, made

pytestmark = pytest.mark.database


def test_a_change_says_what_it_changed(member) -> None:
    contact = made(member, phones=["612345678"])
    answer = member.api.patch(
        f"/contacts/{contact['id']}", {"stage": "contacted"}, headers={"If-Match": '"1"'}
    )
    assert (answer.status_code, answer.json()["stage"], answer["ETag"]) == (200, "contacted", '"2"')
    member.api.patch(f"/contacts/{contact['id']}", {"company": "Sol", "score": 80})
    member.api.patch(f"/contacts/{contact['id']}", {"do_not_call": True, "score": None})
    assert kinds(member, contact) == [
        "lead.created",
        "lead.stage_changed",
        "lead.updated",
        "lead.opted_out",
        "lead.updated",
    ]
    assert audited(member, contact) == ["contact_create", *["contact_update"] * 3]
    assert member.api.get(f"/contacts/{contact['id']}").json()["score"] is None


def test_two_people_do_not_overwrite_each_other(member) -> None:
    contact = made(member)
    member.api.patch(f"/contacts/{contact['id']}", {"company": "Sol"})
    stale = member.api.patch(f"/contacts/{contact['id']}", {"company": "Luna"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


def test_a_number_that_was_given_up_is_free_again(member) -> None:
    first = made(member, phones=["612345678"])
    member.api.patch(f"/contacts/{first['id']}", {"phones": ["655102102"]})
    second = made(member, name="Luis", phones=["612345678"])
    taken = member.api.patch(f"/contacts/{first['id']}", {"phones": ["612345678"]})
    assert (taken.status_code, taken.json()["data"]["contact"]) == (409, second["id"])
    assert listed(member, "search=655102102") == ["Ana Ruiz"]
    assert member.api.delete(f"/contacts/{second['id']}").status_code == 204
    assert member.api.patch(f"/contacts/{first['id']}", {"phones": ["612345678"]}).status_code == 200


def test_several_at_once(member) -> None:
    contacts = [made(member, name=name, tags=["a"]) for name in ("Ana", "Bea", "Cid")]
    ids = [contact["id"] for contact in contacts]
    owner = member.api.get("/contacts/owners").json()["items"][0]["id"]
    change = {"ids": ids[:2], "stage": "won", "add_tags": ["b"], "remove_tags": ["a"], "owner_id": owner}
    assert member.api.post("/contacts/bulk", change).json() == {"changed": 2}
    assert member.api.post("/contacts/bulk", change).json() == {"changed": 0}
    assert listed(member, "stage=won&tag=b&sort=name") == ["Ana", "Bea"]
    assert member.api.get("/contacts/tags").json()["items"] == ["a", "b"]
    assert member.api.post("/contacts/bulk", {"ids": ids, "owner_id": ""}).json() == {"changed": 2}
    assert member.api.post("/contacts/bulk-delete", {"ids": ids}).json() == {"changed": 3}
    assert listed(member) == []
    assert member.api.get("/contacts/tags").json()["items"] == []
    assert kinds(member, contacts[2]) == ["lead.created", "lead.deleted"]
