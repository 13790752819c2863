"""What a contact's page says: may they be called now, until when, why not."""

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, new_id, to_text
from centralita.operations.compliance.models import ContactDecision
from centralita.operations.compliance.public import (
    may_contact,
    may_contact_all,
    record_decision,
    record_opt_out,
)
from tests.operations.compliance.asking import TUESDAY, codes

pytestmark = pytest.mark.database

ASKED = {"purpose": "marketing", "automated": True, "at": TUESDAY}


def make_contact(member, phone="+34912345678", **fields):
    phones = [phone] if phone else []
    answer = member.api.post(
        "/contacts", {"name": "Ana Ruiz", "phones": phones, "emails": ["ana@example.test"], **fields}
    )
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def agree(member, contact):
    consent = {
        "purpose": "marketing",
        "channel": "call",
        "given_at": "2026-03-02T09:00:00Z",
        "source": "web form",
        "wording": "Sí, pueden llamarme, también con voz artificial.",
        "automated": True,
    }
    answer = member.api.post(f"/contacts/{contact}/consents", consent)
    assert answer.status_code == 201, answer.content


def ask(member, contact, **more):
    query = "&".join(f"{name}={value}" for name, value in {"at": "2026-11-24T15:30:00Z", **more}.items())
    return member.api.get(f"/contacts/{contact}/contactability?{query}")


def test_a_contact_who_agreed_may_be_called_and_one_who_did_not_may_not(make) -> None:
    member = make(language="es")
    contact = make_contact(member)
    refused = ask(member, contact).json()
    assert not refused["allowed"]
    assert {each["code"] for each in refused["reasons"]} == {"consent_missing", "register_missing"}
    agree(member, contact)
    answer = ask(member, contact).json()
    assert answer["allowed"], answer
    assert answer["valid_until"] == "2026-11-24T20:00:00Z"
    assert answer["national"] == "+34 912 34 56 78"
    assert any("2026" in each["text"] and "web form" in each["text"] for each in answer["evidence"])
    night = ask(member, contact, at="2026-11-24T21:30:00Z").json()
    assert (night["allowed"], night["next_allowed"]) == (False, "2026-11-25T08:00:00Z")


def test_do_not_call_is_heeded_for_service_calls_too(member) -> None:
    contact = make_contact(member, do_not_call=True)
    answer = ask(member, contact, purpose="service", automated="false").json()
    assert [each["code"] for each in answer["reasons"]] == ["contact_do_not_call"]


def test_without_a_number_there_is_nobody_to_call(member) -> None:
    answer = ask(member, make_contact(member, phone="")).json()
    assert [each["code"] for each in answer["reasons"]] == ["number_missing"]


def test_an_unknown_contact_is_not_found(member, make) -> None:
    other = make()
    for contact in (make_contact(other), to_text("con", new_id()), "x"):
        assert ask(member, contact).status_code == 404
    with tenant_scope(member.organization_id), pytest.raises(NotFound):
        may_contact(member.organization_id, new_id(), **ASKED)


def test_many_are_answered_as_one_is(member) -> None:
    contacts = [make_contact(member, f"+3491234567{number}", emails=[]) for number in range(4)]
    for contact in contacts[:2]:
        agree(member, contact)
    with tenant_scope(member.organization_id):
        record_opt_out(member.organization_id, "+34912345670", "speech")
    ids = [from_text("con", contact) for contact in contacts]
    with tenant_scope(member.organization_id):
        made = may_contact_all(member.organization_id, [*ids, new_id()], **ASKED)
        alone = {each: may_contact(member.organization_id, each, **ASKED) for each in ids}
    assert made == alone
    assert [made[each].allowed for each in ids] == [False, True, False, False]
    assert codes(made[ids[0]]) == {"on_own_list"}


def test_an_opt_out_is_seen_in_the_contacts_history(member) -> None:
    contact = make_contact(member)
    with tenant_scope(member.organization_id):
        record_opt_out(member.organization_id, "+34912345678", "speech")
    timeline = member.api.get(f"/contacts/{contact}/timeline").content.decode()
    assert "lead.opted_out" in timeline


def test_each_decision_before_a_dial_is_kept_yes_or_no(member) -> None:
    contact = make_contact(member)
    identifier = from_text("con", contact)
    with tenant_scope(member.organization_id):
        for _ in range(2):
            made = may_contact(member.organization_id, identifier, **ASKED)
            told = {"contact_id": identifier, "purpose": "marketing", "automated": True}
            record_decision(member.organization_id, made, **told)
    agree(member, contact)
    with tenant_scope(member.organization_id):
        made = may_contact(member.organization_id, identifier, **ASKED)
        record_decision(member.organization_id, made, **told)
        kept = list(ContactDecision.objects.order_by("id"))
    # What was refused was no call: only what was allowed counts.
    assert [row.allowed for row in kept] == [False, False, True]
    assert {each["code"] for each in kept[0].reasons} == {"consent_missing", "register_missing"}
    assert {each["code"] for each in kept[2].lines} >= {"ai_disclosure", "opt_out"}
    assert member.api.delete(f"/contacts/{contact}").status_code in {200, 204}
    with tenant_scope(member.organization_id):
        assert ContactDecision.objects.filter(contact_id=None).count() == 3
