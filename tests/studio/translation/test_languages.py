"""What people may rely on when they keep an agent in several languages."""

from typing import Any

import pytest

from centralita.identity.access.permissions import Role
from tests.people import Member, make_member

pytestmark = pytest.mark.database

HELLO = "flows/main/nodes/greeting/data/text"


@pytest.fixture
def agent(member: Member) -> str:
    made: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es", "en"]}).json()["id"]
    return made


def shown(member: Member, agent: str, language: str, key: str = HELLO) -> dict[str, Any]:
    items = member.api.get(f"/agents/{agent}/languages/{language}/texts").json()["items"]
    return next(each for each in items if each["key"] == key)


def edit(member: Member, agent: str, language: str, text: str, **more: Any) -> Any:
    body = {"items": [{"key": HELLO, "text": text, **more}]}
    return member.api.patch(f"/agents/{agent}/languages/{language}/texts", body)


def test_a_language_is_added_worded_and_taken_away(member: Member, agent: str) -> None:
    answer = member.api.post(f"/agents/{agent}/languages", {"language": "fr"})
    assert answer.status_code == 201, answer.content
    french = answer.json()["items"][1]
    assert (answer.json()["main"], french["code"]) == ("es", "fr")
    assert french["missing"] > 0
    assert member.api.post(f"/agents/{agent}/languages", {"language": "fr"}).status_code == 409
    assert shown(member, agent, "fr")["state"] == "missing"
    assert edit(member, agent, "fr", "Bonjour, {{business.name}}").status_code == 200
    text = shown(member, agent, "fr")
    assert (text["state"], text["text"], text["faults"]) == ("edited", "Bonjour, {{business.name}}", [])
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    assert draft["languages"] == ["es", "en", "fr"]
    assert draft["flows"][0]["nodes"][0]["data"]["text"]["fr"] == "Bonjour, {{business.name}}"
    assert member.api.delete(f"/agents/{agent}/languages/fr").status_code == 204
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    assert "fr" not in draft["flows"][0]["nodes"][0]["data"]["text"]
    assert member.api.get(f"/agents/{agent}/languages/fr/texts").status_code == 404


def test_the_main_language_stays(member: Member, agent: str) -> None:
    answer = member.api.delete(f"/agents/{agent}/languages/es")
    assert (answer.status_code, answer.json()["code"]) == (409, "main_language_stays")


def test_a_changed_source_makes_translations_out_of_date_until_they_are_confirmed(
    member: Member, agent: str
) -> None:
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    english = draft["flows"][0]["nodes"][0]["data"]["text"]["en"]
    assert shown(member, agent, "en")["state"] == "edited"
    draft["flows"][0]["nodes"][0]["data"]["text"]["es"] = "Hola, ¿qué tal?"
    assert member.api.put(f"/agents/{agent}/draft", {"blueprint": draft}).status_code == 200
    assert shown(member, agent, "en")["state"] == "outdated"
    languages = member.api.get(f"/agents/{agent}/languages").json()
    assert languages["items"][0]["outdated"] == 1
    assert edit(member, agent, "en", english).status_code == 200
    assert shown(member, agent, "en")["state"] == "edited"


def test_somebody_elses_words_are_not_overwritten_unseen(member: Member, agent: str) -> None:
    assert edit(member, agent, "en", "Hi", before="something else").status_code == 412
    assert edit(member, agent, "en", "Hi").status_code == 200
    assert edit(member, agent, "en", "Hey", before="Hi").status_code == 200


def test_what_a_wording_breaks_is_told(member: Member, agent: str) -> None:
    assert edit(member, agent, "en", "Hello 24").status_code == 200
    assert shown(member, agent, "en")["faults"] == ["placeholders", "numbers"]


def test_the_glossary_holds_the_business_and_own_rules(member: Member) -> None:
    added = member.api.post(
        "/glossary", {"term": "presupuesto", "keep": False, "wordings": {"en": "estimate"}}
    )
    assert added.status_code == 201, added.content
    again = member.api.post("/glossary", {"term": "Presupuesto"})
    assert (again.status_code, again.json()["code"]) == (409, "term_taken")
    one = added.json()["id"]
    changed = member.api.put(f"/glossary/{one}", {"term": "presupuesto", "keep": True})
    assert (changed.status_code, changed.json()["wordings"]) == (200, {})
    assert [each["term"] for each in member.api.get("/glossary").json()["items"]] == ["presupuesto"]
    assert member.api.delete(f"/glossary/{one}").status_code == 204


def test_viewers_do_not_write(member: Member, agent: str) -> None:
    viewer = make_member(in_=member, role=Role.VIEWER)
    assert edit(viewer, agent, "en", "Hi").status_code == 403
    stranger = make_member()
    assert stranger.api.get(f"/agents/{agent}/languages").status_code == 404
