"""Making contacts: one form for numbers, one contact for each, and what is wrong said of its field."""

import pytest

from tests.operations.contacts.asking import audited, kinds, listed, made

pytestmark = pytest.mark.database


def test_numbers_are_kept_in_one_form_and_addresses_in_small_letters(member) -> None:
    contact = made(
        member, phones=["612 34 56 78", "+44 20 7946 0018", "612345678"], emails=["Ana@Example.COM"]
    )
    assert contact["phones"] == ["+34612345678", "+442079460018"]
    assert contact["phone"] == "+34 612 34 56 78"
    assert contact["emails"] == ["ana@example.com"]
    assert (contact["stage"], contact["revision"]) == ("new", 1)
    assert kinds(member, contact) == ["lead.created"]
    assert audited(member, contact) == ["contact_create"]


def test_without_a_name_a_contact_is_called_by_what_there_is(member) -> None:
    assert made(member, name="", company="Talleres Sol")["name"] == "Talleres Sol"
    assert made(member, name="", emails=["x@example.com"])["name"] == "x@example.com"
    assert made(member, name="", phones=["612345679"])["name"] == "+34612345679"
    answer = member.api.post("/contacts", {"source": "web"})
    assert (answer.status_code, answer.json()["code"]) == (422, "contact_nameless")


def test_two_contacts_never_share_a_number_or_an_address(member, make) -> None:
    first = made(member, phones=["612345678"], emails=["a@example.com"])
    for fields, value in (
        ({"phones": ["+34 612345678"]}, "+34612345678"),
        ({"emails": ["b@example.com", "A@example.com"]}, "a@example.com"),
    ):
        answer = member.api.post("/contacts", {"name": "Otra", **fields})
        assert answer.status_code == 409
        body = answer.json()
        assert body["code"] == "contact_exists"
        assert body["data"]["contact"] == first["id"]
        assert body["data"]["value"] == value
        assert "Ana Ruiz" in body["detail"]
    assert listed(member) == ["Ana Ruiz"]
    # Another organization may know the same person.
    made(make(), phones=["612345678"])


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"phones": ["612345678", "12"]}, "phones.1", "phone_invalid"),
        ({"emails": ["no"]}, "emails.0", "email_invalid"),
        ({"time_zone": "Mars/Base"}, "time_zone", "unknown_time_zone"),
        ({"owner_id": "mbr_nobody"}, "owner_id", "contact_owner_unknown"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(member, fields, field, code) -> None:
    answer = member.api.post("/contacts", {"name": "Ana", **fields})
    assert (answer.status_code, answer.json()["field"], answer.json()["code"]) == (422, field, code)


def test_own_fields_are_flat_and_bounded(member) -> None:
    assert made(member, custom={"color": "azul", "hijos": 2, "socio": True})["custom"] == {
        "color": "azul",
        "hijos": 2,
        "socio": True,
    }
    for custom in ({"a": {"b": 1}}, {"a": [1]}, {"a": "x" * 501}, {str(n): n for n in range(51)}, {"": 1}):
        assert member.api.post("/contacts", {"name": "B", "custom": custom}).status_code == 422
