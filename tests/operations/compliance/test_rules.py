"""An organization's own rules: stricter by whoever manages them, looser only by an owner's word."""

import pytest

from centralita.identity.access.permissions import Role
from centralita.operations.compliance.domain import sentences
from centralita.operations.compliance.domain.decide import decide
from centralita.operations.compliance.domain.packs import packs
from centralita.operations.compliance.domain.wording import rule_text
from tests.operations.compliance.asking import TUESDAY, ask

pytestmark = pytest.mark.database

PREVIEW = "/contact-rules/preview?number=%2B34912345678&at=2026-11-24T11:00:00Z"
KEY = "ES.register_robinson"
NOTE = {"note": "Solo clientes con contrato, según nuestro abogado."}


def test_before_anyone_wrote_only_the_own_country_is_called(member) -> None:
    read = member.api.get("/contact-rules")
    body = read.json()
    assert (body["allowed_countries"], body["own_country"], body["revision"]) == ([], "ES", 0)
    abroad = member.api.get("/contact-rules/preview?number=%2B442079460123&purpose=service").json()
    assert abroad["reasons"][0]["code"] == "country_not_allowed"


def test_rules_are_changed_and_two_editors_do_not_overwrite_each_other(member) -> None:
    first = member.api.patch(
        "/contact-rules",
        {"allowed_countries": ["PT", "ES", "ES"], "calls_per_day": 1},
        headers={"If-Match": '"0"'},
    )
    assert (first.status_code, first["ETag"]) == (200, '"1"')
    assert first.json()["allowed_countries"] == ["ES", "PT"]
    second = member.api.patch("/contact-rules", {"calls_per_day": 2}, headers={"If-Match": '"0"'})
    assert (second.status_code, second.json()["code"]) == (412, "stale")
    same = member.api.patch("/contact-rules", {"calls_per_day": 1})
    assert same["ETag"] == '"1"'
    none = member.api.patch("/contact-rules", {"calls_per_day": None}).json()
    assert (none["calls_per_day"], none["allowed_countries"]) == (None, ["ES", "PT"])


def test_stricter_hours_close_what_the_law_leaves_open(member) -> None:
    service = f"{PREVIEW}&purpose=service"
    assert member.api.get(service).json()["allowed"]
    hours = {"hours": {"wednesday": [{"opens": "10:00", "closes": "12:00"}]}}
    assert member.api.patch("/contact-rules", hours).status_code == 200
    answer = member.api.get(service).json()
    assert [each["pack"] for each in answer["reasons"]] == ["house"]
    assert answer["next_allowed"] == "2026-11-25T09:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"hours": {"monday": [{"opens": "12:00", "closes": "10:00"}]}},
        {"hours": {"someday": []}},
        {"allowed_countries": ["Spain"]},
        {"calls_per_day": 0},
        {"unknown": 1},
    ],
)
def test_what_cannot_be_is_refused(member, change) -> None:
    assert member.api.patch("/contact-rules", change).status_code == 422


def test_only_an_owner_confirms_a_looser_rule_and_it_is_seen(member, make) -> None:
    admin = make(in_=member, role=Role.ADMIN)
    path = f"/contact-rules/confirmations/{KEY}"
    assert admin.api.put(path, NOTE).status_code == 403
    cold = f"{PREVIEW}&automated=false"
    assert [each["code"] for each in member.api.get(cold).json()["reasons"]] == ["register_missing"]
    confirmed = member.api.put(path, NOTE)
    assert confirmed.status_code == 200, confirmed.content
    rules = {rule["key"]: rule for pack in confirmed.json()["items"] for rule in pack["rules"]}
    assert rules[KEY]["confirmation"]["note"] == NOTE["note"]
    answer = member.api.get(cold).json()
    assert answer["allowed"]
    assert any(NOTE["note"] in each["text"] for each in answer["evidence"])
    assert admin.api.delete(path).status_code == 204
    assert not member.api.get(cold).json()["allowed"]
    assert member.api.delete(path).status_code == 404


def test_what_must_be_said_cannot_be_confirmed_away(member) -> None:
    refused = member.api.put("/contact-rules/confirmations/base.say_ai", NOTE)
    assert (refused.status_code, refused.json()["code"]) == (409, "rule_not_negotiable")
    for unknown in ("ES.nothing", "XX.hours_marketing", "number.kind_premium", "x"):
        assert member.api.put(f"/contact-rules/confirmations/{unknown}", NOTE).status_code == 404


def test_packs_are_told_in_the_readers_language_with_source_and_date(make) -> None:
    member = make(language="es")
    body = member.api.get("/contact-rules/packs").json()
    [spain] = [each for each in body["items"] if each["code"] == "ES"]
    [hours] = [each for each in spain["rules"] if each["kind"] == "hours"]
    assert spain["name"] == "España"
    assert hours["text"] == "Llamadas comerciales: lun–vie 09:00–21:00, nunca en festivos."
    assert "Art. 96" in hours["source"]
    assert hours["as_of"] == "2026"
    assert all(each["source"] and each["text"] for pack in body["items"] for each in pack["rules"])


def test_a_decision_is_told_in_the_readers_language(make) -> None:
    for language, expected in (
        (
            "es",
            "España: a esta hora no; allí son mar 24/11/2026, 07:30. De nuevo desde mar 24/11/2026, 09:00.",
        ),
        (
            "en",
            "Spain: not at this hour; it is Tue 2026-11-24, 07:30 there. Again from Tue 2026-11-24, 09:00.",
        ),
    ):
        member = make(language=language)
        early = member.api.get(PREVIEW.replace("11:00", "06:30") + "&automated=false").json()
        texts = {each["code"]: each["text"] for each in early["reasons"]}
        assert texts["outside_hours"] == expected
        assert early["time_zone"] == "Europe/Madrid"
        assert {each["code"] for each in early["lines"]} >= {"identification", "recording_disclosure"}


def test_every_code_and_rule_has_words_in_both_languages() -> None:
    import re
    from pathlib import Path

    source = Path(sentences.__file__).parent
    text = "".join(each.read_text("utf-8") for each in [*source.glob("*.py"), source.parent / "asking.py"])
    reasons, evidence = sentences.codes()
    said = set(re.findall(r'Reason\(\s*"([a-z_]+)"', text)) | set(re.findall(r'"(number_[a-z_]+)",\n', text))
    assert said - reasons - {"number_read"} == set()
    assert set(re.findall(r'Evidence\(\s*"([a-z_]+)"', text)) == evidence
    for language in ("en", "es"):
        for pack in packs().values():
            for rule in pack.rules:
                assert rule_text(rule, language), rule.id
        decision = decide(ask(at=TUESDAY))
        for each in decision.evidence:
            assert "{" not in sentences.evidence_text(each, "Europe/Madrid", language)
        for line in decision.lines:
            assert sentences.line_text(line, language)
