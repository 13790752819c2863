"""The file of contacts, and who may do what."""

import pytest

from centralita.identity.access.permissions import Role
from tests.operations.contacts.asking import audited, made

pytestmark = pytest.mark.database


def test_the_export_holds_what_the_list_holds_and_no_formula(member) -> None:
    made(member, name="=1+1", phones=["612345678"], tags=["a", "b"])
    made(member, name="Otra", stage="won")
    answer = member.api.get("/contacts/export?stage=new")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.count("\r\n") == 2
    assert "'=1+1" in text
    assert "'+34612345678" in text
    assert audited(member, {"id": ""})[-1] == "contact_export"


def test_managers_change_but_do_not_delete_and_viewers_see_nothing(member, make) -> None:
    contact = made(member)
    manager, viewer = make(in_=member, role=Role.MANAGER), make(in_=member, role=Role.VIEWER)
    assert manager.api.patch(f"/contacts/{contact['id']}", {"company": "Sol"}).status_code == 200
    assert manager.api.delete(f"/contacts/{contact['id']}").status_code == 403
    assert manager.api.get("/contacts/owners").status_code == 200
    assert viewer.api.get("/contacts").status_code == 403
