"""`Idempotency-Key` where there is no organization yet: making one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.people import Api, Member

pytestmark = pytest.mark.database

BODY = {"name": "Clínica Luna", "language": "es", "time_zone": "Europe/Madrid", "currency": "EUR"}


def names(member: Member) -> list[str]:
    return [each["organization"]["name"] for each in member.api.get("/me").json()["memberships"]]


def test_an_organization_is_made_once_however_often_it_is_asked_for(member: Member) -> None:
    key = {"Idempotency-Key": "first"}
    made = member.api.post("/organizations", BODY, headers=key)
    again = member.api.post("/organizations", BODY, headers=key)
    assert (made.status_code, again.status_code) == (201, 201)
    assert (again.content, again["Idempotent-Replayed"]) == (made.content, "true")
    assert sorted(names(member)) == ["Clínica Luna", "Clínica Sol"]
    assert member.api.post("/organizations", BODY).json()["id"] != made.json()["id"]


def test_another_body_under_the_same_key_is_refused(member: Member) -> None:
    key = {"Idempotency-Key": "first"}
    assert member.api.post("/organizations", BODY, headers=key).status_code == 201
    other = member.api.post("/organizations", {**BODY, "name": "Otra"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert "Otra" not in names(member)


def test_a_refused_request_leaves_its_key_free(member: Member) -> None:
    key = {"Idempotency-Key": "first"}
    assert member.api.post("/organizations", {**BODY, "time_zone": "Nowhere"}, headers=key).status_code == 422
    assert member.api.post("/organizations", BODY, headers=key).status_code == 201


def test_a_key_is_ones_own(member: Member, make) -> None:
    stranger = make()
    key = {"Idempotency-Key": "first"}
    ours, theirs = (each.api.post("/organizations", BODY, headers=key).json() for each in (member, stranger))
    assert ours["id"] != theirs["id"]


def test_requests_at_the_same_moment_have_one_effect(member: Member) -> None:
    def ask(_: int) -> bytes:
        try:
            api = Api(type(member.api.client)(), None)
            api.client.cookies = member.api.client.cookies
            return api.post("/organizations", BODY, headers={"Idempotency-Key": "at once"}).content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(ask, range(12)))
    assert len(answers) == 1
    assert names(member).count("Clínica Luna") == 1
