"""Whoever does not want to be called is not called: the own list, registers, and what becomes of erased people."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.operations.compliance import lookups, reading
from centralita.operations.compliance.models import CallVolume, RegisterNumber, Suppression
from centralita.operations.compliance.public import (
    decide_for_number,
    forget_number,
    record_decision,
    record_opt_out,
)
from tests.operations.compliance.asking import codes

pytestmark = pytest.mark.database

NUMBER = "+34912345678"
NOON = "2026-11-24T11:00:00Z"
AT = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)


def ask(member, number=NUMBER, **more):
    query = "&".join(f"{name}={value}" for name, value in {"purpose": "service", "at": NOON, **more}.items())
    answer = member.api.get(f"/contact-rules/preview?number={number.replace('+', '%2B')}&{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def reasons(member, **more):
    return {each["code"] for each in ask(member, **more)["reasons"]}


def test_a_number_on_the_own_list_is_not_called_until_it_is_lifted(member) -> None:
    assert ask(member)["allowed"]
    made = member.api.post("/suppressions", {"number": "912 345 678", "reason": "Pidió que no"})
    assert made.status_code == 201, made.content
    entry = made.json()
    assert (entry["number"], entry["source"], entry["by"]) == (NUMBER, "person", "Marta López")
    assert reasons(member) == {"on_own_list"}
    again = member.api.post("/suppressions", {"number": NUMBER})
    assert again.json()["id"] == entry["id"]
    assert member.api.post(f"/suppressions/{entry['id']}/lift", {"lifted_reason": "  "}).status_code == 422
    lifted = member.api.post(
        f"/suppressions/{entry['id']}/lift", {"lifted_reason": "Lo pidió de nuevo"}
    ).json()
    assert (lifted["lifted_by"], lifted["lifted_reason"]) == ("Marta López", "Lo pidió de nuevo")
    assert ask(member)["allowed"]
    assert [each["id"] for each in member.api.get("/suppressions?lifted=true").json()["items"]] == [
        entry["id"]
    ]


def test_the_list_is_searched_by_a_number_or_a_part_of_it(member) -> None:
    for number in (NUMBER, "+34912345679", "+442079460123"):
        member.api.post("/suppressions", {"number": number})
    page = member.api.get("/suppressions?limit=2").json()
    assert (len(page["items"]), page["total"]) == (2, 3)
    rest = member.api.get(f"/suppressions?limit=2&cursor={page['next_cursor']}").json()["items"]
    assert [each["number"] for each in rest] == [NUMBER]
    for search, found in (("912 345 678", 1), ("9123", 2), ("7946", 1), ("nobody", 0)):
        assert member.api.get(f"/suppressions?search={search}").json()["total"] == found, search


def test_an_opt_out_counts_at_once_wherever_it_was_heard(member) -> None:
    for number, source in zip(
        ("+34912345671", "+34912345672", "+34912345673", "+34912345674"),
        ("speech", "keys", "chat", "form"),
        strict=True,
    ):
        with tenant_scope(member.organization_id):
            record_opt_out(member.organization_id, number, source)
            made = decide_for_number(
                member.organization_id, number, purpose="service", automated=False, at=AT
            )
        assert codes(made) == {"on_own_list"}
    with tenant_scope(member.organization_id):
        record_opt_out(member.organization_id, "+34912345671", "speech")
        assert Suppression.objects.count() == 4


def test_an_opt_out_of_one_topic_leaves_the_others(member) -> None:
    with tenant_scope(member.organization_id):
        record_opt_out(member.organization_id, NUMBER, "speech", topic="offers")
        asked = {"purpose": "service", "automated": False, "at": AT}
        barred = decide_for_number(member.organization_id, NUMBER, topic="offers", **asked)
        free = decide_for_number(member.organization_id, NUMBER, topic="appointments", **asked)
    assert (codes(barred), free.allowed) == ({"on_own_list"}, True)


def test_who_was_erased_is_still_not_called(member) -> None:
    member.api.post("/suppressions", {"number": NUMBER})
    with tenant_scope(member.organization_id):
        made = decide_for_number(member.organization_id, NUMBER, purpose="service", automated=False, at=AT)
        record_decision(member.organization_id, made, contact_id=None, purpose="service", automated=False)
        forget_number(member.organization_id, NUMBER)
    assert reasons(member) == {"on_own_list"}
    [entry] = member.api.get("/suppressions?search=912345678").json()["items"]
    assert entry["number"] == entry["national"] == ""


def test_a_register_is_asked_for_imported_and_looked_at(member, take_in) -> None:
    cold = {"purpose": "marketing", "automated": "false"}
    assert reasons(member, **cold) == {"register_missing"}
    taken = "2026-11-20T08:00:00Z"
    made = take_in(member, b"912345678\n612345678\nnobody\n", kind="robinson", taken_at=taken)
    assert (made["status"], made["numbers"], made["refused"], made["progress"]) == ("ready", 2, 1, 100)
    assert made["expires_at"] == "2026-12-20T08:00:00Z"
    assert reasons(member, **cold) == {"on_register"}
    assert ask(member, "+34912345679", **cold)["allowed"]
    late = reasons(member, number="+34912345679", **{**cold, "at": "2026-12-21T11:00:00Z"})
    assert late == {"register_outdated"}
    [robinson] = [
        each
        for each in member.api.get("/contact-rules/packs").json()["registers"]
        if each["kind"] == "robinson"
    ]
    assert robinson["taken_at"] == taken
    with tenant_scope(member.organization_id):
        assert RegisterNumber.objects.count() == 2


def test_a_newer_copy_takes_the_place_of_the_older_once_it_is_read(member, take_in) -> None:
    take_in(member, b"912345678\n", kind="robinson")
    waiting = take_in(member, b"912345679\n", kind="robinson", work=False)
    cold = {"purpose": "marketing", "automated": "false", "at": now().isoformat().replace("+00:00", "Z")}
    assert "on_register" in reasons(member, **cold)
    reading.read(member.organization_id, from_text("rgi", waiting["id"]))
    assert "on_register" not in reasons(member, **cold)
    assert "on_register" in reasons(member, number="+34912345679", **cold)
    with tenant_scope(member.organization_id):
        assert RegisterNumber.objects.count() == 1


def test_a_file_without_numbers_replaces_nothing(member, take_in) -> None:
    take_in(member, b"912345678\n", kind="robinson")
    for content in (b"", b"hola\n", bytes(range(256)) * 20):
        failed = take_in(member, content, kind="robinson")
        assert (failed["status"], failed["problem"] != "") == ("failed", True)
    cold = {"purpose": "marketing", "automated": "false", "at": now().isoformat().replace("+00:00", "Z")}
    assert "on_register" in reasons(member, **cold)


def test_the_own_list_takes_files_too(member, take_in) -> None:
    made = take_in(member, b"phone\n912345678\n912345678\n612345678\n")
    assert (made["status"], made["kind"], made["numbers"]) == ("ready", "own", 2)
    assert reasons(member) == {"on_own_list"}
    assert take_in(member, b"912345678\n")["status"] == "ready"
    assert member.api.get("/suppressions").json()["total"] == 2


def test_reading_goes_on_after_a_killed_worker(member, take_in, monkeypatch) -> None:
    content = b"".join(b"9123%05d\n" % each for each in range(500))
    made = take_in(member, content, kind="robinson", work=False)
    identifier = from_text("rgi", made["id"])
    monkeypatch.setattr(reading, "BATCH", 100)
    kept = reading._keep
    seen = []

    def killed(*given):
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(1)
        return kept(*given)

    monkeypatch.setattr(reading, "_keep", killed)
    with pytest.raises(KeyboardInterrupt):
        reading.read(member.organization_id, identifier)
    half = member.api.get(f"/register-imports/{made['id']}").json()
    assert (half["status"], half["lines"], half["progress"]) == ("running", 200, 40)
    monkeypatch.setattr(reading, "_keep", kept)
    reading.read(member.organization_id, identifier)
    reading.read(member.organization_id, identifier)
    whole = member.api.get(f"/register-imports/{made['id']}").json()
    assert (whole["status"], whole["lines"], whole["numbers"]) == ("ready", 500, 500)


def test_a_copy_from_tomorrow_is_refused(member, take_in) -> None:
    with pytest.raises(AssertionError, match="register_from_the_future"):
        take_in(member, b"912345678\n", kind="robinson", taken_at="2999-01-01T00:00:00Z")


def test_recorded_calls_count_toward_the_caps_of_the_number(member) -> None:
    asked = {"purpose": "service", "automated": False}
    told = {**asked, "contact_id": None}
    for hour in (9, 10, 11):
        at = AT.replace(hour=hour)
        with tenant_scope(member.organization_id):
            made = decide_for_number(member.organization_id, NUMBER, at=at, **asked)
            assert made.allowed
            record_decision(member.organization_id, made, **told)
    with tenant_scope(member.organization_id):
        made = decide_for_number(member.organization_id, NUMBER, at=AT.replace(hour=12), **asked)
        record_decision(member.organization_id, made, **told)
    assert (codes(made), made.next_allowed) == ({"cap_reached"}, AT.replace(day=25, hour=9))
    # Asking is not calling.
    assert ask(member, "+34912345679")["allowed"]
    assert ask(member, "+34912345679")["allowed"]


def test_another_organizations_list_is_its_own(member, make) -> None:
    other = make()
    entry = other.api.post("/suppressions", {"number": NUMBER}).json()
    assert ask(member)["allowed"]
    assert member.api.get("/suppressions").json()["total"] == 0
    assert (
        member.api.post(f"/suppressions/{entry['id']}/lift", {"lifted_reason": "because"}).status_code == 404
    )
    with tenant_scope(other.organization_id):
        theirs = bytes(Suppression.objects.get().number_hash)
    member.api.post("/suppressions", {"number": NUMBER})
    with tenant_scope(member.organization_id):
        assert bytes(Suppression.objects.get().number_hash) != theirs


def test_managers_read_and_viewers_see_nothing(member, make) -> None:
    manager, viewer = make(in_=member, role=Role.MANAGER, agent_ids=[]), make(in_=member, role=Role.VIEWER)
    for path in ("/contact-rules", "/contact-rules/packs", "/suppressions", "/register-imports"):
        assert manager.api.get(path).status_code == 200
        assert viewer.api.get(path).status_code == 403
    assert manager.api.post("/suppressions", {"number": NUMBER}).status_code == 403


def test_a_register_in_several_files_is_as_old_as_its_oldest_part(member, take_in) -> None:
    cold = {"purpose": "marketing", "automated": "false"}
    old, new = "2026-11-10T08:00:00Z", "2026-11-20T08:00:00Z"
    take_in(member, b"912345678\n", kind="robinson", part="A to M", taken_at=new)
    take_in(member, b"612345678\n", kind="robinson", part="N to Z", taken_at=old)
    assert reasons(member, **cold) == reasons(member, number="+34612345678", **cold) == {"on_register"}
    late = {**cold, "at": "2026-12-11T11:00:00Z", "number": "+34912345679"}
    assert reasons(member, **late) == {"register_outdated"}
    take_in(member, b"612345670\n", kind="robinson", part="N to Z", taken_at=new)
    assert reasons(member, **late) == set()
    assert reasons(member, **cold) == {"on_register"}
    assert reasons(member, number="+34612345678", **cold) == set()


def test_a_part_that_is_no_longer_wanted_is_taken_away(member, take_in) -> None:
    cold = {"purpose": "marketing", "automated": "false"}
    first = take_in(member, b"912345678\n", kind="robinson", part="one", taken_at="2026-11-20T08:00:00Z")
    take_in(member, b"612345678\n", kind="robinson", part="two", taken_at="2026-11-20T08:00:00Z")
    assert member.api.delete(f"/register-imports/{first['id']}").status_code == 204
    assert reasons(member, **cold) == set()
    with tenant_scope(member.organization_id):
        assert RegisterNumber.objects.count() == 1
    assert member.api.delete(f"/register-imports/{first['id']}").status_code == 404


def test_the_list_keeps_what_a_file_brought_when_the_file_is_taken_away(member, take_in) -> None:
    made = take_in(member, b"912345678\n")
    assert member.api.delete(f"/register-imports/{made['id']}").status_code == 204
    assert reasons(member) == {"on_own_list"}


def test_a_register_that_is_chosen_is_asked_for(member, take_in) -> None:
    member.api.patch("/contact-rules", {"allowed_countries": ["MX"]})
    asked = {
        "number": "+525512345678",
        "purpose": "marketing",
        "automated": "false",
        "at": "2026-11-24T18:00:00Z",
    }
    take_in(member, b"+525512345670\n", kind="repep", taken_at="2026-11-20T08:00:00Z")
    assert reasons(member, **asked) == set()
    assert member.api.patch("/contact-rules", {"chosen": ["MX.register_reus"]}).status_code == 200
    assert reasons(member, **asked) == {"register_missing"}
    [mexico] = [
        each for each in member.api.get("/contact-rules/packs").json()["items"] if each["code"] == "MX"
    ]
    [reus] = [each for each in mexico["rules"] if each["key"] == "MX.register_reus"]
    assert (reus["optional"], reus["chosen"], reus["negotiable"]) == (True, True, False)
    assert member.api.patch("/contact-rules", {"chosen": ["ES.hours_marketing"]}).status_code == 422


def test_calls_to_a_place_that_counts_them_are_counted(member) -> None:
    member.api.patch("/contact-rules", {"allowed_countries": ["BR", "ES"]})
    with tenant_scope(member.organization_id):
        for number in ("+5511961234567", NUMBER):
            made = decide_for_number(
                member.organization_id, number, purpose="service", automated=False, at=AT
            )
            for _ in range(2):
                record_decision(
                    member.organization_id, made, contact_id=None, purpose="service", automated=False
                )
        assert [(each.pack, each.calls) for each in CallVolume.objects.all()] == [("BR", 2)]
        assert lookups.volumes(member.organization_id, AT) == {"BR": 2}
        assert lookups.volumes(member.organization_id, AT + dt.timedelta(days=30)) == {}


def test_a_part_that_cannot_be_kept_is_refused(member) -> None:
    answer = member.api.client.post(
        "/api/v1/register-imports",
        {"file": SimpleUploadedFile("numbers.csv", b"912345678"), "part": "a\0b"},
        headers=member.api.headers,
    )
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "text_unstorable",
        "part",
    )
