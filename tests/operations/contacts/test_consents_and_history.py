"""What contacts agreed to, and what happened with them."""

import pytest

from tests.operations.contacts.asking import kinds, made

pytestmark = pytest.mark.database


def test_a_consent_is_never_changed_only_withdrawn(member) -> None:
    contact = made(member)
    address = f"/contacts/{contact['id']}/consents"
    given = {
        "purpose": "marketing",
        "channel": "call",
        "source": "web form",
        "wording": "Sí",
        "automated": True,
    }
    answer = member.api.post(address, given)
    assert answer.status_code == 201
    (consent,) = answer.json()["consents"]
    assert (consent["automated"], consent["withdrawn_at"], consent["recorded_by"]) == (
        True,
        None,
        "Marta López",
    )
    after = member.api.post(f"{address}/{consent['id']}/withdraw").json()
    assert after["consents"][0]["withdrawn_at"] is not None
    assert member.api.post(f"{address}/{consent['id']}/withdraw").json()["consents"] == after["consents"]
    assert kinds(member, contact) == ["lead.created", "lead.updated", "lead.opted_out"]
    late = member.api.post(address, {**given, "given_at": "2999-01-01T00:00:00Z"})
    assert (late.status_code, late.json()["code"]) == (422, "consent_in_future")


def test_the_history_tells_facts_and_notes_in_order(member) -> None:
    contact = made(member)
    member.api.post(f"/contacts/{contact['id']}/notes", {"text": "Llamar el lunes"})
    member.api.patch(f"/contacts/{contact['id']}", {"stage": "contacted"})
    lines = member.api.get(f"/contacts/{contact['id']}/timeline").json()["items"]
    assert [line["kind"] for line in lines] == ["lead.stage_changed", "note", "lead.created"]
    assert lines[0]["data"] == {"before": "new", "after": "contacted"}
    assert {line["by"] for line in lines} == {"Marta López"}
    first = member.api.get(f"/contacts/{contact['id']}/timeline?limit=2").json()
    rest = member.api.get(f"/contacts/{contact['id']}/timeline?cursor={first['next_cursor']}").json()
    assert first["items"] + rest["items"] == lines
    assert member.api.delete(f"/contacts/{contact['id']}/notes/{lines[1]['id']}").status_code == 204
