"""The page on which anybody says that a house is not to call them any more."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id, to_text
from centralita.operations.compliance.models import Suppression
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


class Visitor:
    """Somebody without an account, at an address of their own."""

    def __init__(self, member: Member, language: str = "es") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.path = "/stop/" + to_text("org", member.organization_id)
        self.known = {
            "REMOTE_ADDR": ".".join(str(byte) for byte in (10, *new_id().bytes[-3:])),
            "HTTP_ACCEPT_LANGUAGE": language,
        }

    def look(self):
        return self.client.get(self.path, **self.known)

    def enter(self, number: str):
        return self.client.post(self.path, {"number": number}, **self.known)


def listed(member: Member) -> list[tuple[str, str]]:
    with tenant_scope(member.organization_id):
        return list(Suppression.objects.order_by("created_at").values_list("number", "source"))


def test_whoever_enters_a_number_is_called_no_more(member):
    visitor = Visitor(member)
    page = visitor.look().content.decode()
    assert 'type="tel"' in page
    assert "No quiero más llamadas" in page
    assert "Hecho" not in page
    done = visitor.enter("+34 612 345 678")
    assert done.status_code == 200
    said = done.content.decode()
    assert "+34612345678" in said
    assert "<form" not in said
    assert listed(member) == [("+34612345678", "form")]
    asked = {"number": "+34612345678", "purpose": "service", "automated": "false"}
    decision = member.api.get(f"/contact-rules/preview?{urlencode(asked)}").json()
    assert not decision["allowed"]
    assert "own_list" in json.dumps(decision)
    assert visitor.enter("612345678").status_code == 200
    assert len(listed(member)) == 1, "entered twice is on the list once"
    shown = member.api.get("/suppressions").json()["items"]
    assert [(row["national"], row["source"]) for row in shown] == [("+34 612 34 56 78", "form")]


def test_what_is_no_number_is_said_at_the_field_and_what_was_written_stays(member):
    visitor = Visitor(member, "en")
    for written in ("", "call me maybe", "12", "<script>alert(1)</script>", "+34\x00612", "9" * 500):
        answer = visitor.enter(written)
        assert answer.status_code == 422, written
        page = answer.content.decode()
        assert "That is no phone number" in page
        assert 'aria-invalid="true"' in page
        assert "<script" not in page
    assert listed(member) == []


def test_an_address_of_nobody_is_a_page_that_does_not_exist(member):
    for path in ("/stop/org_x", f"/stop/{to_text('org', new_id())}", "/stop/agt_1", "/stop/%00"):
        answer = Client().post(path, {"number": "+34612345678"})
        assert answer.status_code in {400, 404}, path
    assert Client().get("/stop/").status_code == 404


def test_one_address_can_enter_only_so_many(member):
    visitor, other = Visitor(member), Visitor(member)
    answers = [visitor.enter(f"+3461234{number:04}").status_code for number in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert other.enter("+34612349999").status_code == 200
    assert visitor.look().status_code == 200, "it can still be read"


def test_the_page_keeps_to_itself_and_speaks_the_visitors_language(member):
    for language, word in (("es-MX", "llamadas"), ("en-GB", "No more calls"), ("ja", "No more calls")):
        answer = Visitor(member, language).look()
        page = answer.content.decode()
        assert word in page
        assert not re.search(r"\{\w+\}", page)
        assert answer["Cache-Control"] == "no-store"
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_the_dashboard_says_where_the_page_is(member):
    told = member.api.get("/contact-rules").json()["opt_out_url"]
    assert told.endswith("/stop/" + to_text("org", member.organization_id))
