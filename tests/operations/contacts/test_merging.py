"""Two contacts that are one person."""

import pytest

from tests.operations.contacts.asking import audited, listed, made

pytestmark = pytest.mark.database


def test_merging_keeps_everything(member) -> None:
    one = made(member, phones=["612345678"], tags=["a"], custom={"x": 1}, interest="Limpieza")
    two = made(
        member,
        name="A. Ruiz",
        company="Sol",
        phones=["655102102"],
        emails=["a@example.com"],
        tags=["a", "b"],
        custom={"x": 2, "y": 3},
        interest="Ortodoncia",
        do_not_call=True,
    )
    given = {"purpose": "service", "channel": "email", "source": "web"}
    member.api.post(f"/contacts/{two['id']}/consents", given)
    member.api.post(f"/contacts/{two['id']}/notes", {"text": "Nota"})
    answer = member.api.post(f"/contacts/{one['id']}/merge", {"other_id": two["id"]})
    assert answer.status_code == 200, answer.content
    both = answer.json()
    assert (both["name"], both["company"], both["do_not_call"]) == ("Ana Ruiz", "Sol", True)
    assert both["phones"] == ["+34612345678", "+34655102102"]
    assert (both["tags"], both["custom"]) == (["a", "b"], {"x": 1, "y": 3})
    assert both["interest"] == "Limpieza\nOrtodoncia"
    assert len(both["consents"]) == 1
    assert member.api.get(f"/contacts/{two['id']}").status_code == 404
    assert listed(member, "search=655102102") == ["Ana Ruiz"]
    history = [line["kind"] for line in member.api.get(f"/contacts/{one['id']}/timeline").json()["items"]]
    assert sorted(history) == ["lead.created", "lead.created", "lead.merged", "lead.updated", "note"]
    assert audited(member, one)[-1] == "contact_merge"
    taken = member.api.post("/contacts", {"name": "Z", "emails": ["a@example.com"]})
    assert taken.json()["data"]["contact"] == one["id"]
    assert member.api.post(f"/contacts/{one['id']}/merge", {"other_id": one["id"]}).status_code == 409
    assert member.api.post(f"/contacts/{one['id']}/merge", {"other_id": two["id"]}).status_code == 404
