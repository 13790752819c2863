"""What other slices are told of contacts."""

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import to_text
from centralita.operations.contacts.public import contact_facts, contacts_with_phone
from tests.operations.contacts.asking import made

pytestmark = pytest.mark.database


def test_other_slices_are_told_values(member) -> None:
    contact = made(member, phones=["612345678"], country="ES", region="ES-MD")
    member.api.post(
        f"/contacts/{contact['id']}/consents", {"purpose": "marketing", "channel": "call", "source": "web"}
    )
    with tenant_scope(member.organization_id):
        (identifier,) = contacts_with_phone(member.organization_id, "+34612345678")
        known = contact_facts(member.organization_id, [identifier, member.user.id])
    assert list(known) == [identifier]
    assert to_text("con", identifier) == contact["id"]
    told = known[identifier]
    assert (told.phones, told.country, told.region, told.do_not_call) == (
        ("+34612345678",),
        "ES",
        "ES-MD",
        False,
    )
    assert (told.consents[0].purpose, told.consents[0].withdrawn_at) == ("marketing", None)
    with tenant_scope(member.organization_id):
        assert contacts_with_phone(member.organization_id, "+34655102102") == ()
