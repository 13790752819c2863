"""Limits and what was spent, over HTTP."""

from collections.abc import Callable

import pytest

from centralita.identity.access.permissions import Role
from tests.ledger.usage.spending import Purse
from tests.people import Member

pytestmark = pytest.mark.database

MONTH = {"scope": "organization", "period": "month", "limit_micros": 1_000, "currency": "USD"}


def test_a_limit_is_set_shown_changed_and_removed(member: Member) -> None:
    purse = Purse(member)
    spent, _held = purse.reserve(300), purse.reserve(200)
    purse.settle(spent, telephony=250)
    made = member.api.post("/budgets", MONTH).json()
    assert (made["settled_micros"], made["reserved_micros"], made["left_micros"]) == (250, 200, 550)
    path = f"/budgets/{made['id']}"
    answer = member.api.patch(path, {"limit_micros": 400}, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["left_micros"]) == (200, -50)
    assert member.api.patch(path, {"limit_micros": 500}, headers={"If-Match": '"1"'}).status_code == 412
    assert [each["id"] for each in member.api.get("/budgets").json()["items"]] == [made["id"]]
    assert member.api.delete(path).status_code == 204
    assert member.api.get("/budgets").json()["items"] == []


def test_what_cannot_be_limited_is_refused(member: Member) -> None:
    assert member.api.post("/budgets", {**MONTH, "currency": "JPY"}).json()["code"] == "budget_currency"
    unknown = {**MONTH, "scope": "agent", "scope_id": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s"}
    assert member.api.post("/budgets", unknown).status_code == 404
    assert member.api.post("/budgets", MONTH).status_code == 201
    assert member.api.post("/budgets", MONTH).json()["code"] == "budget_exists"


def test_what_was_spent_is_shown_and_exported(member: Member) -> None:
    purse = Purse(member)
    purse.settle(purse.reserve(300), telephony=250, model=2_000_000)
    shown = member.api.get("/usage?by=kind").json()
    assert [(each["key"], each["micros"]) for each in shown["items"]] == [
        ("model", 2_000_000),
        ("telephony", 250),
    ]
    assert shown["totals"] == [{"currency": "USD", "micros": 2_000_250}]
    for other in ("day", "agent", "account", "campaign"):
        assert member.api.get(f"/usage?by={other}").json()["totals"] == shown["totals"]
    lines = member.api.get("/usage/export?by=kind").content.decode("utf-8-sig").split()
    assert lines == ["kind,name,amount,currency", "model,,2.000000,USD", "telephony,,0.000250,USD"]


def test_money_is_the_owners_and_admins_business(member: Member, make: Callable[..., Member]) -> None:
    for role in (Role.MANAGER, Role.VIEWER):
        other = make(in_=member, role=role)
        assert other.api.get("/budgets").status_code == 403
        assert other.api.post("/budgets", MONTH).status_code == 403
