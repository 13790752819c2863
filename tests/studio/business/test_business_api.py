"""The business profile over HTTP: written, compiled, kept apart."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.studio.business.models import BusinessSnapshot
from centralita.studio.business.public import Snapshot, current_snapshot
from tests.people import Member

pytestmark = pytest.mark.database

WEEK = {"monday": [{"opens": "16:00", "closes": "20:00"}, {"opens": "09:00", "closes": "14:00"}]}


def snapshot(member: Member) -> Snapshot | None:
    with tenant_scope(member.organization_id):
        return current_snapshot(member.organization_id)


def facts(member: Member) -> dict:
    found = snapshot(member)
    assert found is not None
    return found.content["facts"]


def test_before_anything_is_written_it_shows_the_organization(member: Member) -> None:
    answer = member.api.get("/business")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["name"], body["time_zone"], body["country"], body["currency"]) == (
        "Clínica Sol",
        "Europe/Madrid",
        "ES",
        "EUR",
    )
    assert body["exists"] is False
    assert snapshot(member) is None


def test_a_write_makes_a_snapshot_and_an_unchanged_one_does_not(member: Member) -> None:
    first = member.api.patch("/business", {"phone": " +34 910 000 000 ", "payment_methods": ["card", "card"]})
    assert first.status_code == 200, first.content
    assert first.json()["phone"] == "+34 910 000 000"
    assert facts(member)["payment_methods"] == "tarjeta"
    before = snapshot(member)
    assert member.api.patch("/business", {"phone": "+34 910 000 000"}).json()["revision"] == 1
    assert snapshot(member) == before
    member.api.patch("/business", {"phone": "+34 911 111 111"})
    member.api.patch("/business", {"phone": "+34 910 000 000"})
    after = snapshot(member)
    assert after == before
    with tenant_scope(member.organization_id):
        assert BusinessSnapshot.objects.count() == 2


def test_two_editors_do_not_overwrite_each_other(member: Member) -> None:
    etag = member.api.patch("/business", {"name": "Sol"})["ETag"]
    assert member.api.patch("/business", {"name": "Luna"}, headers={"If-Match": etag}).status_code == 200
    refused = member.api.patch("/business", {"name": "Mar"}, headers={"If-Match": etag})
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert facts(member)["name"] == "Luna"


def test_hours_are_put_in_order_and_reach_the_engine(member: Member) -> None:
    answer = member.api.put(
        "/business/hours", {"hours": WEEK, "public_holidays": True, "country": "ES", "subdivision": "MD"}
    )
    assert answer.status_code == 200, answer.content
    assert [span["opens"] for span in answer.json()["hours"]["monday"]] == ["09:00", "16:00"]
    assert facts(member)["hours"].startswith("Lunes: 9:00–14:00 y 16:00–20:00")
    found = snapshot(member)
    assert found is not None
    assert found.business().subdivision == "MD"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"hours": {"monday": [{"opens": "09:00", "closes": "14:00"}, {"opens": "13:00", "closes": "15:00"}]}}, "hours_overlap"),
        ({"hours": {"monday": [{"opens": "9", "closes": "14:00"}]}}, "invalid"),
        ({"hours": {"moonday": []}}, "invalid"),
        ({"hours": {}, "public_holidays": True, "country": "ZZ"}, "unknown_region"),
        ({"hours": {}, "time_zone": "Europe/Nowhere"}, "unknown_time_zone"),
    ],
)  # fmt: skip
def test_wrong_hours_are_refused_and_nothing_is_written(member: Member, body: dict, code: str) -> None:
    answer = member.api.put("/business/hours", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert member.api.get("/business").json()["exists"] is False


@pytest.mark.parametrize("body", [{"email": "no"}, {"website": "javascript:alert(1)"}, {"currency": "eur"}])
def test_wrong_contact_data_is_refused(member: Member, body: dict) -> None:
    answer = member.api.patch("/business", body)
    assert answer.status_code == 422
    assert answer.json()["field"] == next(iter(body))


def test_services_products_and_staff_become_facts(member: Member) -> None:
    cleaning = member.api.post(
        "/business/offerings", {"name": "Limpieza", "price_micros": 45_000_000, "duration_seconds": 1800}
    )
    assert cleaning.status_code == 201, cleaning.content
    assert cleaning.json()["currency"] == "EUR"
    member.api.post("/business/offerings", {"kind": "product", "name": "Cepillo", "price_micros": 3_500_000})
    person = member.api.post(
        "/business/staff", {"name": "Ana", "role": "higienista", "services": [cleaning.json()["id"]]}
    )
    assert person.status_code == 201, person.content
    member.api.post("/business/policies", {"title": "Cancelaciones", "text": "Avise un día antes."})
    member.api.post("/business/locations", {"name": "Centro", "address": "Calle Mayor 1"})
    known = facts(member)
    assert known["services"] == "Limpieza: 45 € (30 min)"
    assert known["products.en"] == "Cepillo: €3.50"
    assert known["staff"] == "Ana, higienista (Limpieza)"
    assert known["policies"] == "Cancelaciones: Avise un día antes."
    assert known["locations"] == "Centro: Calle Mayor 1"

    changed = member.api.put(
        f"/business/offerings/{cleaning.json()['id']}",
        {"name": "Limpieza", "price_micros": None, "active": False},
    )
    assert changed.json()["revision"] == 2
    assert "services" not in facts(member)
    assert member.api.delete(f"/business/offerings/{cleaning.json()['id']}").status_code == 204
    listed = member.api.get("/business/offerings").json()["items"]
    assert [item["name"] for item in listed] == ["Cepillo"]


def test_a_special_day_has_each_date_once(member: Member) -> None:
    body = {"date": "2027-01-05", "name": "Víspera", "spans": [{"opens": "09:00", "closes": "13:00"}]}
    assert member.api.post("/business/special-days", body).status_code == 201
    again = member.api.post("/business/special-days", body)
    assert (again.status_code, again.json()["code"], again.json()["field"]) == (409, "record_exists", "date")


def test_the_wizard_remembers_steps(member: Member) -> None:
    start = member.api.get("/business/setup").json()
    assert (start["current"], start["finished"]) == ("business", False)
    member.api.patch("/business/setup", {"steps": {"business": "done", "hours": "skipped"}})
    assert member.api.get("/business/setup").json()["current"] == "services"
    over = member.api.patch("/business/setup", {"steps": {"services": "skipped", "agent": "done"}}).json()
    assert (over["current"], over["finished"]) == (None, True)
    assert snapshot(member) is None


def test_an_agent_made_elsewhere_is_the_wizards_last_step(
    member: Member, make: Callable[..., Member]
) -> None:
    def step(of: Member) -> tuple[str, bool]:
        [agent] = [one for one in of.api.get("/business/setup").json()["steps"] if one["name"] == "agent"]
        return agent["state"], agent["filled"]

    assert step(member) == ("open", False)
    assert member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).status_code == 201
    assert step(member) == ("done", True)
    assert step(make()) == ("open", False)
    steps = dict.fromkeys(("business", "hours", "services"), "skipped")
    over = member.api.patch("/business/setup", {"steps": steps}).json()
    assert (over["current"], over["finished"]) == (None, True)


def test_facts_can_be_read_before_anything_is_written(member: Member) -> None:
    assert member.api.get("/business/facts").json()["facts"]["name"] == "Clínica Sol"


def test_holidays_of_a_region_come_with_names(member: Member) -> None:
    found = member.api.get("/business/holidays?country=ES&year=2026&subdivision=MD").json()["items"]
    assert {"date": "2026-05-02", "name": "Madrid Day"} in found
    unknown = member.api.get("/business/holidays?country=ZZ&year=2026")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown_region")


def test_another_tenant_sees_and_changes_nothing(member: Member, make: Callable[..., Member]) -> None:
    mine = member.api.post("/business/locations", {"name": "Centro"}).json()["id"]
    other = make()
    assert other.api.get("/business/locations").json()["items"] == []
    for answer in (
        other.api.put(f"/business/locations/{mine}", {"name": "X"}),
        other.api.delete(f"/business/locations/{mine}"),
        other.api.delete("/business/locations/loc_00000000000000000000000000"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    foreign = other.api.post("/business/staff", {"name": "Eva", "services": [mine.replace("loc", "off")]})
    assert (foreign.status_code, foreign.json()["code"]) == (422, "unknown_service")


def test_a_viewer_reads_nothing_and_a_manager_changes_nothing(
    member: Member, make: Callable[..., Member]
) -> None:
    assert make(in_=member, role=Role.VIEWER).api.get("/business").status_code == 403
    manager = make(in_=member, role=Role.MANAGER)
    assert manager.api.get("/business").status_code == 200
    assert manager.api.patch("/business", {"name": "X"}).status_code == 403


def test_two_first_writes_at_once_make_one_profile(member: Member) -> None:
    statuses: list[int] = []

    def write(name: str) -> None:
        statuses.append(member.api.post("/business/locations", {"name": name}).status_code)
        connection.close()

    threads = [threading.Thread(target=write, args=(f"Sede {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [201] * 4
    assert all(f"Sede {n}" in facts(member)["locations"] for n in range(4))
