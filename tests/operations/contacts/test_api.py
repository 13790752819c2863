"""Contacts: making, finding, changing, merging, removing, and what each leaves behind."""

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.audit.models import AuditEntry
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, to_text
from centralita.operations.contacts.public import contact_facts, contacts_with_phone

pytestmark = pytest.mark.database


def made(member, **fields) -> dict:
    answer = member.api.post("/contacts", {"name": "Ana Ruiz", **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def listed(member, query: str = "") -> list[str]:
    answer = member.api.get(f"/contacts?{query}")
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def facts(member, contact: dict) -> list[tuple[str, dict]]:
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, data::text FROM ledger_event WHERE subject_id = %s ORDER BY sequence",
            [from_text("con", contact["id"])],
        )
        return cursor.fetchall()


def kinds(member, contact: dict) -> list[str]:
    return [kind for kind, _ in facts(member, contact)]


def audited(member, contact: dict) -> list[str]:
    with tenant_scope(member.organization_id):
        rows = AuditEntry.objects.filter(subject_id=contact["id"]).order_by("sequence")
        return list(rows.values_list("action", flat=True))


# --- making


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


# --- finding


def test_the_newest_comes_first_and_pages_go_on(member) -> None:
    for name in ("Ana", "Óscar", "Bea"):
        made(member, name=name)
    assert listed(member) == ["Bea", "Óscar", "Ana"]
    assert listed(member, "sort=name") == ["Ana", "Bea", "Óscar"]
    assert listed(member, "sort=-name") == ["Óscar", "Bea", "Ana"]
    for sort in ("-created_at", "created_at", "name", "-name", "-active_at"):
        seen, cursor = [], ""
        while True:
            page = member.api.get(
                f"/contacts?limit=1&sort={sort}&cursor={cursor}"
                if cursor
                else f"/contacts?limit=1&sort={sort}"
            ).json()
            seen += [item["name"] for item in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert seen == listed(member, f"sort={sort}")


def test_a_search_finds_beginnings_of_words_and_numbers_as_people_type_them(member, make) -> None:
    made(
        member,
        name="Ana María Núñez",
        company="Talleres Sol",
        phones=["612345678"],
        emails=["ana.nunez@example.com"],
    )
    made(member, name="Luis Prado", phones=["655102102"])
    made(make(), name="Ana María Núñez")
    for text in (
        "nunez",
        "NÚÑ",
        "ana mar",
        "talleres",
        "612 34",
        "+34612345678",
        "0034 612345",
        "612345678",
        "ana.nunez@ex",
    ):
        query = text.replace("+", "%2B").replace(" ", "%20")
        assert listed(member, f"search={query}") == ["Ana María Núñez"], text
    for text in ("nunez prado", "zzz", "%3F%21", "5678"):
        assert listed(member, f"search={text}") == [], text


def test_filters(member) -> None:
    owner = member.api.get("/contacts/owners").json()["items"][0]
    assert owner["me"]
    made(member, name="Otra", phones=["655102102"])
    wanted = made(
        member,
        stage="interested",
        owner_id=owner["id"],
        tags=["vip", "o'a \\b"],
        source="Web",
        do_not_call=True,
    )
    for query in (
        "stage=interested",
        f"owner={owner['id']}",
        "tag=vip",
        "tag=o%27a%20%5Cb",
        "source=Web",
        "do_not_call=true",
        "tag=vip&search=ana",
    ):
        assert listed(member, query) == ["Ana Ruiz"], query
    assert listed(member, "owner=none") == ["Otra"]
    assert listed(member, "tag=vip&search=otra") == []
    assert listed(member, "tag=vi") == []
    assert wanted["owner"]["name"] == "Marta López"
    assert member.api.get("/contacts/tags").json()["items"] == ["o'a \\b", "vip"]
    assert member.api.get("/contacts/sources").json()["items"] == ["Web"]
    stages = member.api.get("/contacts/stages").json()["items"]
    assert [stage["id"] for stage in stages] == ["new", "contacted", "interested", "booked", "won", "lost"]


# --- changing


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


# --- consents, notes, history


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


# --- merging


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


# --- the file, the seam, the roles


def test_the_export_holds_what_the_list_holds_and_no_formula(member) -> None:
    made(member, name="=1+1", phones=["612345678"], tags=["a", "b"])
    made(member, name="Otra", stage="won")
    answer = member.api.get("/contacts/export?stage=new")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.count("\r\n") == 2
    assert "'=1+1" in text
    assert "'+34612345678" in text
    assert audited(member, {"id": ""})[-1] == "contact_export"


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


def test_managers_change_but_do_not_delete_and_viewers_see_nothing(member, make) -> None:
    contact = made(member)
    manager, viewer = make(in_=member, role=Role.MANAGER), make(in_=member, role=Role.VIEWER)
    assert manager.api.patch(f"/contacts/{contact['id']}", {"company": "Sol"}).status_code == 200
    assert manager.api.delete(f"/contacts/{contact['id']}").status_code == 403
    assert manager.api.get("/contacts/owners").status_code == 200
    assert viewer.api.get("/contacts").status_code == 403
