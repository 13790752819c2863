"""Templates are found, shown before they are used, and become agents; samples fill only what is empty."""

import pytest

from tests.people import Member

pytestmark = pytest.mark.database


def test_templates_are_found_by_word_industry_purpose_and_language(member: Member) -> None:
    listed = member.api.get("/templates?language=es").json()["items"]
    assert len(listed) == 33
    titles = {item["key"]: item["title"] for item in listed}
    assert titles["beauty_salon"] == "Salón de belleza: recepción"
    assert titles["hotel_follow_up"] == "Hotel: antes de la llegada"
    assert [
        item["key"] for item in member.api.get("/templates?search=emergencies&language=en").json()["items"]
    ] == ["dental_clinic"]
    salon = member.api.get("/templates?industry=beauty_salon").json()["items"]
    assert [item["key"] for item in salon] == [
        "beauty_salon", "beauty_salon_support", "beauty_salon_follow_up", "beauty_salon_outbound"
    ]  # fmt: skip
    assert [item["purpose"] for item in salon] == [
        "inbound", "support", "appointment_follow_up", "outbound_marketing"
    ]  # fmt: skip
    calling = member.api.get("/templates?purpose=outbound_marketing").json()["items"]
    assert {item["kind"] for item in calling} == {"both"}
    assert {item["industry"] for item in calling} == {item["industry"] for item in listed}
    assert member.api.get("/templates?search=astrology").json()["items"] == []


def test_a_template_is_shown_before_it_is_used(member: Member) -> None:
    shown = member.api.get("/templates/dental_clinic?language=es").json()
    assert shown["greeting"].startswith("Hola")
    assert "Pedir cita" in shown["steps"]
    assert shown["blueprint"]["languages"] == ["es"]
    assert shown["sample"]["offerings"]
    assert shown["document"]["title"] == "Antes y después de su visita"
    assert shown["scenarios"][0]["says"][0] == "quiero pedir cita"
    assert member.api.get("/templates/dental_clinic?language=en").json()["greeting"].startswith("Hello")
    unknown = member.api.get("/templates/nothing")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


def test_industries_have_names_in_every_language_and_their_templates(member: Member) -> None:
    items = member.api.get("/industries").json()["items"]
    dental = next(item for item in items if item["key"] == "dental_clinic")
    assert dental["name"] == {
        "es": "Clínica dental",
        "en": "Dental clinic",
        "pt": "Clínica odontológica",
    }
    assert dental["templates"][0] == "dental_clinic"
    assert len(items) > 10


def test_an_agent_begins_as_its_template(member: Member) -> None:
    made = member.api.post(
        "/agents", {"name": "Recepción", "languages": ["es", "en"], "template": "dental_clinic"}
    )
    assert made.status_code == 201, made.content
    draft = member.api.get(f"/agents/{made.json()['id']}/draft").json()
    # Nothing but that its tools wait for whoever connects them.
    assert {(one["code"], one["severity"]) for one in draft["problems"]} == {
        ("tool_not_connected", "warning")
    }
    assert {flow["id"] for flow in draft["blueprint"]["flows"]} >= {"main", "booking", "person"}
    published = member.api.post(f"/agents/{made.json()['id']}/publish", {})
    assert published.status_code == 201, published.content
    wrong = member.api.post("/agents", {"name": "X", "languages": ["pt"], "template": "dental_clinic"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "template_language_missing")
    unknown = member.api.post("/agents", {"name": "X", "languages": ["es"], "template": "nothing"})
    assert unknown.status_code == 404


@pytest.mark.parametrize("industry", ["restaurant", "real_estate", "law_firm", "workshop", "hotel", "shop"])
def test_the_samples_of_every_industry_fit_the_profile(member: Member, industry: str) -> None:
    for language in ("es", "en"):
        taken = member.api.post(f"/templates/{industry}/samples", {"language": language})
        assert taken.status_code == 200, taken.content
    assert member.api.get("/business").json()["industry"] == industry


def test_samples_fill_only_what_is_empty(member: Member) -> None:
    member.api.patch("/business", {"description": "La nuestra."})
    taken = member.api.post("/templates/dental_clinic/samples", {"language": "es"})
    assert taken.status_code == 200, taken.content
    assert taken.json() == {
        "filled": ["industry", "payment_methods", "hours", "offerings", "policies"],
        "questions": 11,
        "documents": 1,
    }
    sources = member.api.get("/knowledge/sources").json()["items"]
    assert {source["kind"] for source in sources} == {"business", "faq", "upload"}
    assert member.api.get("/business").json()["description"] == "La nuestra."
    again = member.api.post("/templates/dental_clinic/samples", {"language": "es"})
    assert again.json() == {"filled": [], "questions": 0, "documents": 0}
    hits = member.api.post(
        "/knowledge/search", {"question": "¿Cuánto cuesta una limpieza?", "language": "es"}
    ).json()["items"]
    assert "60 €" in hits[0]["text"]
